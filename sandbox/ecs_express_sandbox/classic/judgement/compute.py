"""
What the tasks of a classic service run on: a launch type or capacity providers, Fargate's platform, placement on EC2.

Sources: CapacityProviderStrategyItem, UpdateService and CreateService in the API model, botocore 1.44.5. Words: reports of
many users (terraform-provider-aws #11351, #26337; amazon-ecs-cli #1040; jenkinsci/amazon-ecs-plugin #218); ``(ours)`` else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.express.refusals import invalid, refusal

Members = Mapping[str, Any]

LATEST, LATEST_NUMBER = "LATEST", "1.4.0"
"""What ``LATEST`` stands for."""

_PLATFORMS = (LATEST, LATEST_NUMBER, "1.3.0")
_PROVIDERS, _WEIGHT, _BASE = 20, 1000, 100_000
_CONSTRAINTS, _STRATEGIES = 10, 5

FORCE = (
    "When switching from launch type to capacity provider strategy on an existing service, or making a change to a "
    "capacity provider strategy on a service that is already using one, you must force a new deployment."
)
_BOTH = "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again."
_NOT_THERE = (
    "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the "
    "cluster. Associate the capacity provider with the cluster and try again."
)


def is_serverless(settings: Members) -> bool:
    """Report whether tasks run on Fargate."""
    providers = [entry["capacityProvider"] for entry in settings.get("capacityProviderStrategy") or []]
    return settings.get("launchType") == "FARGATE" or any(name.startswith("FARGATE") for name in providers)


def strategy(asked: Iterable[Members]) -> list[dict[str, Any]]:
    """Write a capacity provider strategy with what AWS fills in."""
    return [{"weight": 0, "base": 0, **entry} for entry in asked]


def changes_strategy(request: Members, before: Members) -> bool:
    """Report whether a request asks for other capacity providers."""
    asked = request.get("capacityProviderStrategy")
    return asked is not None and strategy(asked) != before.get("capacityProviderStrategy", [])


def check(request: Members, place: AccountRegion, cluster: Members) -> None:
    """Judge what a request says of this by itself."""
    asked = request.get("capacityProviderStrategy") or []
    if request.get("launchType") and asked:
        raise invalid(_BOTH)
    if len(asked) > _PROVIDERS:
        raise invalid(
            f"A capacity provider strategy can contain a maximum of {_PROVIDERS} capacity providers."
        )  # (ours)
    if sum(bool(entry.get("base")) for entry in asked) > 1:
        raise invalid("Only one capacity provider in a capacity provider strategy can have a base defined.")  # (ours)
    for entry in asked:
        if not (0 <= entry.get("weight", 0) <= _WEIGHT and 0 <= entry.get("base", 0) <= _BASE):
            raise invalid(f"weight must be between 0 and {_WEIGHT}, base between 0 and {_BASE}.")  # (ours)
        if entry["capacityProvider"] not in cluster.get("capacityProviders", []):
            raise invalid(_NOT_THERE)
        _check_active(place, entry["capacityProvider"])
    if request.get("platformVersion", LATEST) not in _PLATFORMS:
        raise refusal("PlatformUnknownException", "The specified platform does not exist.")


def _check_active(place: AccountRegion, name: str) -> None:
    if name in ("FARGATE", "FARGATE_SPOT"):
        return
    try:
        found = place.client("ecs").describe_capacity_providers(capacityProviders=[name])["capacityProviders"]
    except ClientError:
        found = []
    if not found or found[0]["status"] != "ACTIVE":
        raise invalid(f"The capacity provider {name} is not in the ACTIVE status.")  # (ours)


def check_kind(settings: Members, asked: Members) -> None:
    """Judge the members that only Fargate, or only EC2, has."""
    constraints, strategies = asked.get("placementConstraints") or [], asked.get("placementStrategy") or []
    if len(constraints) > _CONSTRAINTS or len(strategies) > _STRATEGIES:
        raise invalid(
            f"There can be up to {_CONSTRAINTS} placement constraints and {_STRATEGIES} strategies."
        )  # (ours)
    if is_serverless(settings):
        if constraints:
            raise invalid("Placement constraints are not supported with FARGATE launch type.")
        if strategies:
            raise invalid(
                "Placement strategies are not supported with FARGATE launch type."
            )  # (ours), as for constraints
    elif asked.get("platformVersion"):
        raise invalid("The platform version must be null when specifying an EC2 launch type.")


def check_platform(definition: Members, settings: Members) -> None:
    """Judge whether a platform can run a task definition. Source: "Fargate platform versions", ECS developer guide."""
    if settings.get("platformVersion", LATEST) in (LATEST, LATEST_NUMBER):
        return
    volumes = definition.get("volumes") or []
    newer = any(volume.get("efsVolumeConfiguration") or volume.get("configuredAtLaunch") for volume in volumes)
    if newer or any(definition.get(name) for name in ("ephemeralStorage", "runtimePlatform", "pidMode")):
        raise refusal(
            "PlatformTaskDefinitionIncompatibilityException",
            "One or more of the requested capabilities are not supported.",
        )


def platform_shown(settings: Members) -> dict[str, str]:
    """Write the platform as deployments, task sets and revisions show it: ``LATEST`` as its number."""
    version = settings.get("platformVersion")
    if not version:
        return {}
    return {"platformVersion": LATEST_NUMBER if version == LATEST else version, "platformFamily": "Linux"}
