"""For each parameter of UpdateService two values that a program may declare, and one that somebody else sets meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.sandbox import classic_services
from tests.sandbox.local_aws import LocalAws

from pulumi_ecs_express.planning.service_settings.table import TABLE

ROLE = "arn:aws:iam::123456789012:role/infrastructure"


@dataclass
class Surroundings:
    """What values of settings name: made once for each service."""

    aws: LocalAws
    made: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """Make something the first time it is named."""
        if name not in self.made:
            self.made[name] = make()
        return self.made[name]

    def subnets(self) -> list[str]:
        """List the subnets of the default VPC."""
        found = self.once("subnets", lambda: self.aws.client("ec2").describe_subnets()["Subnets"])
        return [str(one["SubnetId"]) for one in found]

    def namespace(self, name: str) -> str:
        """Make a namespace."""
        return str(self.once(name, lambda: classic_services.namespace(self.aws, name)))

    def target_group(self, name: str) -> Any:
        """Make a target group behind a load balancer."""
        return self.once(name, lambda: classic_services.target_group(self.aws, name)[0])

    def registry(self, name: str) -> str:
        """Make a service of Cloud Map."""
        return str(self.once(f"registry {name}", lambda: classic_services.registry(self.aws, name)))


Values = tuple[Any, Any, Any]
"""What the program declares first, and then; and what somebody else sets."""


def _volume(size: int) -> list[Any]:
    return [{"name": "data", "managedEBSVolume": {"roleArn": ROLE, "sizeInGiB": size, "filesystemType": "xfs"}}]


def _lattice(aws: Surroundings, group: str) -> list[Any]:
    arn = f"arn:aws:vpc-lattice:eu-west-1:123456789012:targetgroup/tg-{group * 17}"
    return [{"roleArn": ROLE, "targetGroupArn": arn, "portName": "http"}]


def _connect(aws: Surroundings, name: str) -> Any:
    return {"enabled": True, "namespace": aws.namespace(name)}


SAMPLES: Mapping[str, Callable[[Surroundings], Values]] = {
    "availabilityZoneRebalancing": lambda _: ("DISABLED", "ENABLED", "DISABLED"),
    "capacityProviderStrategy": lambda _: (
        [{"capacityProvider": "FARGATE_SPOT", "weight": 1}],
        [{"capacityProvider": "FARGATE", "base": 1}, {"capacityProvider": "FARGATE_SPOT", "weight": 2}],
        [{"capacityProvider": "FARGATE", "weight": 3}],
    ),
    "deploymentConfiguration": lambda _: (
        {"bakeTimeInMinutes": 1},
        {"bakeTimeInMinutes": 2, "alarms": {"alarmNames": ["high"], "enable": True, "rollback": False}},
        {"bakeTimeInMinutes": 7},
    ),
    "desiredCount": lambda _: (3, 1, 4),
    "enableECSManagedTags": lambda _: (False, True, False),
    "enableExecuteCommand": lambda _: (True, False, True),
    "gatewayConnectors": lambda _: (
        [{"portName": "http"}], [{"portName": "http", "deregistrationDelay": {"timeoutSeconds": 30}}], [],
    ),
    "healthCheckGracePeriodSeconds": lambda _: (30, 0, 90),
    "loadBalancers": lambda aws: (
        [aws.target_group("one")], [aws.target_group("one"), aws.target_group("two")], [aws.target_group("two")],
    ),
    "monitoring": lambda _: (
        {"metricConfigurations": [{"metricNames": ["CPUUtilization"], "resolutionSeconds": 20}]},
        {"metricConfigurations": [{"metricNames": ["MemoryUtilization"], "resolutionSeconds": 60}]},
        {"metricConfigurations": [{"metricNames": ["CPUUtilization"], "resolutionSeconds": 60}]},
    ),
    "networkConfiguration": lambda aws: (
        {"awsvpcConfiguration": {"subnets": sorted(aws.subnets()[1:3])}},
        {"awsvpcConfiguration": {"subnets": sorted(aws.subnets()[:2]), "assignPublicIp": "ENABLED"}},
        {"awsvpcConfiguration": {"subnets": aws.subnets()[:1], "assignPublicIp": "DISABLED"}},
    ),
    "placementConstraints": lambda _: (
        [{"type": "distinctInstance"}], [], [{"type": "memberOf", "expression": "attribute:a == b"}],
    ),
    "placementStrategy": lambda _: (
        [{"type": "spread", "field": "attribute:ecs.availability-zone"}, {"type": "binpack", "field": "memory"}], [],
        [{"type": "random"}],
    ),
    "platformVersion": lambda _: ("1.4.0", "1.3.0", "LATEST"),
    "propagateTags": lambda _: ("TASK_DEFINITION", "NONE", "SERVICE"),
    "serviceConnectConfiguration": lambda aws: (
        _connect(aws, "shop.one"), {"enabled": False}, _connect(aws, "shop.two"),
    ),
    "serviceRegistries": lambda aws: (
        [{"registryArn": aws.registry("one")}], [{"registryArn": aws.registry("two")}], [],
    ),
    "volumeConfigurations": lambda _: (_volume(10), _volume(20), _volume(30)),
    "vpcLatticeConfigurations": lambda aws: (_lattice(aws, "a"), _lattice(aws, "b"), _lattice(aws, "c")),
}  # fmt: skip
"""`deploymentController` is changed in one direction alone: it has a test of its own."""

assert SAMPLES.keys() | {"deploymentController"} == TABLE.keys()
