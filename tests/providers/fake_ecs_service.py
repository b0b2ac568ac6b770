"""One service that somebody else has made, in memory: its deployments follow from when they began, and what its tasks do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pulumi_ecs_express.model.service.observed import Status
from pulumi_ecs_express.model.service_update.observed import COMPLETED, PRIMARY, Controller, ListedDeployment

ACCOUNT = "123456789012"
WEB = f"arn:aws:ecs:eu-west-1:{ACCOUNT}:service/default/web"
STARTS_FOR, FAILS_AFTER, ROLLS_BACK_FOR = 120.0, 120.0, 60.0
BREAKER = "Service deployment rolled back because the circuit breaker threshold was exceeded."


DEPLOYING = {
    "capacityProviderStrategy", "loadBalancers", "networkConfiguration", "platformVersion", "serviceConnectConfiguration",
    "serviceRegistries", "volumeConfigurations", "vpcLatticeConfigurations",
}  # fmt: skip
"""Settings that start a deployment. Source: UpdateService in the API model."""


def definition(name: str) -> str:
    """Write the ARN of ``family:revision``."""
    return f"arn:aws:ecs:eu-west-1:{ACCOUNT}:task-definition/{name}"


@dataclass
class EcsRollout:
    """One service deployment: its course follows from when it began, and from what its tasks do."""

    number: str
    definition: str
    began: float
    healthy: bool = True
    breaker: bool = True
    superseded: float | None = None

    def status(self, now: float) -> str:
        """Tell how far it is; without a circuit breaker a bad one goes on for ever."""
        if self.superseded is not None and now >= self.superseded:
            return "STOPPED"
        age = now - self.began
        if self.healthy:
            return "SUCCESSFUL" if age >= STARTS_FOR else "IN_PROGRESS"
        if not self.breaker or age < FAILS_AFTER:
            return "IN_PROGRESS"
        return "ROLLBACK_SUCCESSFUL" if age >= FAILS_AFTER + ROLLS_BACK_FOR else "ROLLBACK_IN_PROGRESS"


@dataclass
class FakeEcsService:
    """A service and its deployments, oldest first; the first one has ended long ago."""

    arn: str
    rollouts: list[EcsRollout]
    express: bool = False
    controller: Controller = Controller.ECS
    status: Status = Status.ACTIVE
    breaker: bool = True
    tags: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    fargate: bool = True
    daemon: bool = False
    running: int = 2
    rewrites_alarms: bool = False

    def listed(self, now: float) -> list[ListedDeployment]:
        """List what DescribeServices answers: after a rollback the deployment back is PRIMARY."""
        newest, good = self.rollouts[-1], self.serving(now)
        status = newest.status(now)
        if status.startswith("ROLLBACK"):
            state = COMPLETED if status == "ROLLBACK_SUCCESSFUL" else "IN_PROGRESS"
            return [ListedDeployment(f"ecs-svc/{newest.number}000", PRIMARY, good.definition, state)]
        state = COMPLETED if status == "SUCCESSFUL" else "IN_PROGRESS"
        primary = ListedDeployment(f"ecs-svc/{newest.number}", PRIMARY, newest.definition, state)
        active = ListedDeployment(f"ecs-svc/{good.number}", "ACTIVE", good.definition, COMPLETED)
        return [primary] if good is newest else [primary, active]

    def serving(self, now: float) -> EcsRollout:
        """Give the last deployment that ended well."""
        return [rollout for rollout in self.rollouts if rollout.status(now) == "SUCCESSFUL"][-1]


@dataclass
class FakeDefinitions:
    """Implements `pulumi_ecs_express.ports.TaskDefinitions`; ``members`` are those of every task definition."""

    members: dict[str, Any] = field(default_factory=lambda: {"containerDefinitions": [{"name": "app"}]})

    def describe(self, arn: str) -> Mapping[str, Any]:
        return {"taskDefinitionArn": arn, **self.members}
