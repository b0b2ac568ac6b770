"""Settings of an Express service that only UpdateService sets, where they are not what Express Mode sets by itself."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path, argument
from pulumi_ecs_express.model.service_settings.spec import rules
from pulumi_ecs_express.planning.service_settings.trees import by_path

BY_EXPRESS_MODE: Mapping[str, Any] = MappingProxyType({
    "availabilityZoneRebalancing": "ENABLED",
    "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "base": 1, "weight": 1}],
    "deploymentConfiguration": {
        "maximumPercent": 200,
        "minimumHealthyPercent": 100,
        "bakeTimeInMinutes": 3,
        "canaryConfiguration": {"canaryPercent": 5, "canaryBakeTimeInMinutes": 3},
        "deploymentCircuitBreaker": {"enable": True, "rollback": True},
        "alarms": {"enable": True, "rollback": True},
    },
    "enableECSManagedTags": True,
    "enableExecuteCommand": False,
    "propagateTags": "SERVICE",
    "serviceConnectConfiguration": {"enabled": False},
    "serviceRegistries": [],
    "volumeConfigurations": [],
    "vpcLatticeConfigurations": [],
})  # fmt: skip
"""
What a service has that nobody but Express Mode has touched.

Source: "Resources created by Amazon ECS Express Mode services", Amazon ECS developer guide, read 2026-11-28; bake times and
percentages as seen in live services. Of members that are not here, AWS's value is not known for certain.
"""

SHOWN_AND_NOT_SET = (
    ("deploymentConfiguration", "alarms", "alarmNames"),
    ("deploymentConfiguration", "strategy"),
)  # fmt: skip
"""What names the service's own alarm, or its own strategy, and nobody sets."""


def changed_outside(values: Mapping[str, Any]) -> list[str]:
    """
    Say which settings somebody has changed by UpdateService, in the names that `ServiceSettings` has for them.

    Args:
        values: The settings that AWS answers, by UpdateService's names.
    """
    found = by_path({name: value for name, value in values.items() if name in BY_EXPRESS_MODE})
    own = by_path(BY_EXPRESS_MODE)
    return [
        _in_words(path, value)
        for path, value in found.items()
        if path not in SHOWN_AND_NOT_SET and (value != own[path] if path in own else value)
    ]


def _in_words(path: Path, value: Any) -> str:
    name = argument(path, rules())
    return f"{name} is {value}" if isinstance(value, str | int | float) else name
