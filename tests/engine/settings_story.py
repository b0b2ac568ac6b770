"""Settings of a service that somebody else has made, as a story for the sweep: what is declared, and what was there before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pulumi

import pulumi_ecs_express as express
from tests.engine.harness import LocalAws, Project
from tests.engine.story import Story
from tests.engine.test_ecs_service_update import classic, described

ARN = "arn:aws:ecs:us-east-1:123456789012:service/default/shop"
SPOT = [{"capacity_provider": "FARGATE_SPOT", "weight": 1}]


@dataclass(frozen=True)
class Desired:
    """What the program says, and what the service must show of it."""

    arguments: dict[str, Any] = field(hash=False)
    execute: bool
    most: int


def declare(desired: Desired) -> None:
    """Be the program."""
    made = express.ServiceSettings("shop", service="shop", **desired.arguments)
    pulumi.export("settings", made.settings)


STAGES: dict[str, Desired | None] = {
    "create": Desired(
        {"enable_execute_command": True, "deployment_configuration": {"maximum_percent": 150}}, True, 150
    ),
    "update": Desired({"capacity_provider_strategy": SPOT, "propagate_tags": "SERVICE"}, False, 200),
    "delete": None,
}
"""Two settings without a deployment; others in their place, of which one deploys; and the end of the program."""


def prepare(aws: LocalAws) -> None:
    """Make the service."""
    classic(aws)
    aws.client("ecs").put_cluster_capacity_providers(
        cluster="default", capacityProviders=["FARGATE", "FARGATE_SPOT"], defaultCapacityProviderStrategy=[]
    )


def problems(aws: LocalAws, _project: Project, desired: Desired) -> list[str]:
    """Compare the service with what is declared, and with what it had before."""
    service = described(aws, ARN)
    spot = "capacity_provider_strategy" in desired.arguments
    facts = {
        "ECS Exec": (service["enableExecuteCommand"], desired.execute),
        "the most tasks": (service["deploymentConfiguration"]["maximumPercent"], desired.most),
        "the circuit breaker": (service["deploymentConfiguration"]["deploymentCircuitBreaker"]["enable"], True),
        "the capacity": (bool(service.get("capacityProviderStrategy")), spot),
        "the tags": (service["propagateTags"], "SERVICE" if spot else "NONE"),
    }
    return [f"{fact} is {found!r}, not {wanted!r}" for fact, (found, wanted) in facts.items() if found != wanted]


STORY = Story(module=__name__, stages=STAGES, declare=declare, prepare=prepare, problems=problems)
