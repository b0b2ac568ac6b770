"""The settings of a service out of DescribeServices and DescribeServiceRevisions, as UpdateService takes them."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.service_settings.observed import OF_REVISION
from pulumi_ecs_express.model.service_update.observed import PRIMARY, Controller

Answer = Mapping[str, Any]

OF_SERVICE = (
    "availabilityZoneRebalancing",
    "capacityProviderStrategy",
    "deploymentConfiguration",
    "deploymentController",
    "desiredCount",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
    "loadBalancers",
    "networkConfiguration",
    "placementConstraints",
    "placementStrategy",
    "platformVersion",
    "propagateTags",
    "serviceRegistries",
)
"""Members of Service. Source: Service, Amazon ECS API reference, read 2026-11-28."""

OF_DEPLOYMENT = (
    "capacityProviderStrategy",
    "networkConfiguration",
    "platformVersion",
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
)
"""Members of Deployment; they count where the service itself does not show them, as in Express Mode."""


def settings_of(service: Answer) -> dict[str, Any]:
    """Read what DescribeServices shows."""
    primary = _primary(service)
    of_deployment = {name: primary[name] for name in OF_DEPLOYMENT if name in primary}
    if service.get("launchType") or primary.get("launchType"):
        of_deployment.pop("capacityProviderStrategy", None)
    return {**of_deployment, **{name: service[name] for name in OF_SERVICE if service.get(name) is not None}}


def settings_of_revision(revision: Answer) -> dict[str, Any]:
    """Read what only DescribeServiceRevisions shows."""
    return {name: revision[name] for name in OF_REVISION if name in revision}


def on_fargate(service: Answer) -> bool | None:
    """Report whether the tasks run on Fargate, by launch type or by capacity provider; None where task sets say it."""
    if (service.get("deploymentController") or {}).get("type") == Controller.EXTERNAL.value:
        return None
    for answer in (service, _primary(service)):
        if launch_type := answer.get("launchType"):
            return str(launch_type) == "FARGATE"
        if providers := answer.get("capacityProviderStrategy"):
            return any(str(one["capacityProvider"]).startswith("FARGATE") for one in providers)
    return "platformVersion" in service


def _primary(service: Answer) -> Answer:
    return next((one for one in service.get("deployments", []) if one["status"] == PRIMARY), {})
