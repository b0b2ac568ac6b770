"""
What only the classic UpdateService can give an Express service or a revision of it, and where it reads back. Pure.

Source: UpdateService, Deployment and ServiceRevision in the API model, botocore 1.44.5: of some members only the
deployments of DescribeServices tell, of ``monitoring`` only DescribeServiceRevisions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ecs_express_sandbox.express.records import Revision, Service

Answer = dict[str, Any]

KEPT = (
    "availabilityZoneRebalancing",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
    "placementConstraints",
    "placementStrategy",
    "propagateTags",
)
"""Members that are kept and read back, and start no deployment. Source: UpdateService in the API model."""

_ALWAYS: Answer = {
    "availabilityZoneRebalancing": "ENABLED",
    "enableECSManagedTags": True,
    "enableExecuteCommand": False,
    "placementConstraints": [],
    "placementStrategy": [],
    "propagateTags": "SERVICE",
}
"""What every Express service has. Source: developer guide, "Express service work", and dumps of live services."""

MEMBERS = (
    "capacityProviderStrategy",
    "monitoring",
    "platformVersion",
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
)
"""Members of UpdateService that make another revision, besides task definition and network."""

_GIVEN: Answer = {
    "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1, "base": 1}],
    "platformVersion": "LATEST",
}
"""What Express Mode gives. Source: developer guide, "Express service work"."""

LATEST = "1.4.0"
"""What ``LATEST`` stands for. Source: "Fargate platform versions", developer guide."""


def kept_settings(service: Service) -> Mapping[str, Any]:
    """List what belongs to no revision."""
    return {**_ALWAYS, **{name: service.classic[name] for name in KEPT if name in service.classic}}


def settings_of(revision: Revision) -> Mapping[str, Any]:
    """List the settings of a revision, with what it was never given."""
    return {**_GIVEN, **revision.settings}


def platform_of(revision: Revision) -> str:
    """Name the platform version that the tasks of a revision run on."""
    asked = str(settings_of(revision)["platformVersion"])
    return LATEST if asked == "LATEST" else asked


def compute_of(revision: Revision) -> Answer:
    """Write what the tasks run on: a strategy, or the launch type where an empty one was given."""
    strategy = settings_of(revision)["capacityProviderStrategy"]
    return {"capacityProviderStrategy": strategy} if strategy else {"launchType": "FARGATE"}


def in_deployment(revision: Revision) -> Answer:
    """Write the settings as the deployments of DescribeServices have them."""
    shown = ("serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations")
    own = {name: revision.settings[name] for name in shown if revision.settings.get(name)}
    return {**compute_of(revision), "platformVersion": platform_of(revision), "platformFamily": "Linux", **own}


def in_revision(revision: Revision) -> Answer:
    """Write the settings as DescribeServiceRevisions has them."""
    monitoring = revision.settings.get("monitoring")
    return {**in_deployment(revision), **({"monitoring": monitoring} if monitoring else {})}
