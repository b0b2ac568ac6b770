"""
Judges what CreateService and UpdateService ask, in AWS's words where they were seen in public; ``(ours)`` marks the others.

Sources: API model, botocore 1.44.5; terraform-provider-aws and its issues; containers-roadmap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.classic.deployment_configuration import ROLLING
from ecs_express_sandbox.express import refusals
from ecs_express_sandbox.express.calls.requests import SERVICE_NAME, check_tags

Request = Mapping[str, Any]

DEPLOYING = (
    "capacityProviderStrategy",
    "gatewayConnectors",
    "launchType",
    "loadBalancers",
    "monitoring",
    "networkConfiguration",
    "platformVersion",
    "serviceConnectConfiguration",
    "serviceRegistries",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
)
"""Members that belong to a revision, besides the task definition. Source: API model; of two it does not say so."""

KEPT = (
    "availabilityZoneRebalancing",
    "deploymentController",
    "desiredCount",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
    "placementConstraints",
    "placementStrategy",
    "propagateTags",
    "role",
    "schedulingStrategy",
)
"""Members that are kept and read back, and start no deployment."""

_BY_CODE_DEPLOY = {
    "taskDefinition": "Unable to update task definition",
    "networkConfiguration": "Unable to update network parameters",
    "platformVersion": "Unable to update platform version",
    "loadBalancers": "Unable to update load balancers",
    "serviceRegistries": "Unable to update service registries",
    "capacityProviderStrategy": "Unable to update capacity provider strategy",
    "forceNewDeployment": "Cannot force a new deployment",
}
"""Member -> how AWS begins to refuse it; of task definition, network and force seen, the others after them."""

_FORCE = (
    "When switching from launch type to capacity provider strategy on an existing service, or making a change to a "
    "capacity provider strategy on a service that is already using one, you must force a new deployment."
)
_NAME = "Service name must be between 1 and 255 characters and contain only letters, numbers, hyphens, and underscores."
_BOTH = "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again."
_GRACE = "Health check grace period is only valid for services configured to use load balancers"
_PROVIDER = (
    "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the "
    "cluster. Associate the capacity provider with the cluster and try again."
)


def check_create(request: Request, cluster: Request) -> None:
    """Judge a CreateService request by itself and its cluster."""
    if not SERVICE_NAME.match(request["serviceName"]):
        raise refusals.invalid(_NAME)
    check_tags(request.get("tags") or [])
    if request.get("schedulingStrategy", "REPLICA") != "REPLICA":
        raise NotImplementedError("schedulingStrategy DAEMON")
    if request.get("launchType") and request.get("capacityProviderStrategy"):
        raise refusals.invalid(_BOTH)
    external = request.get("deploymentController", {}).get("type") == "EXTERNAL"
    if not external and not request.get("taskDefinition"):
        raise refusals.invalid("TaskDefinition can not be blank.")
    check_common(request, cluster)


def check_common(request: Request, cluster: Request) -> None:
    """Judge what both calls have."""
    if request.get("desiredCount", 0) < 0:
        raise refusals.invalid("desiredCount must not be negative.")  # (ours)
    for entry in request.get("capacityProviderStrategy") or []:
        if entry["capacityProvider"] not in cluster.get("capacityProviders", []):
            raise refusals.invalid(_PROVIDER)
    _check_configuration(request.get("deploymentConfiguration") or {})
    if request.get("platformVersion", "LATEST") not in ("LATEST", "1.4.0", "1.3.0"):
        raise refusals.refusal("PlatformUnknownException", "The specified platform version does not exist.")


def _check_configuration(configuration: Request) -> None:
    if configuration.get("strategy", ROLLING) != ROLLING:
        raise NotImplementedError(f"the deployment strategy {configuration['strategy']} of a classic service")
    least, most = configuration.get("minimumHealthyPercent", 100), configuration.get("maximumPercent", 200)
    if not (0 <= least <= 100 <= most <= 200) or (least, most) == (0, 0):
        raise refusals.invalid("The deployment configuration's percentages are out of range.")  # (ours)


def check_grace_period(settings: Request) -> None:
    """Judge the grace period: it is for services behind a load balancer."""
    if settings.get("healthCheckGracePeriodSeconds") and not settings.get("loadBalancers"):
        raise refusals.invalid(_GRACE)


def check_controller(request: Request, controller: str) -> None:
    """Judge an UpdateService request by who deploys the service."""
    if controller == "ECS" or request.get("deploymentController", {}).get("type") == "ECS":
        return
    for member, words in _BY_CODE_DEPLOY.items():
        if not (member in request and request[member] not in (None, False)):
            continue
        if controller == "CODE_DEPLOY":
            raise refusals.invalid(
                f"{words} on services with a CODE_DEPLOY deployment controller. "
                "Use AWS CodeDeploy to trigger a new deployment."
            )
        raise refusals.invalid(f"{words} on services with an EXTERNAL deployment controller.")  # (ours)


def check_force(request: Request, changed: Iterable[str]) -> None:
    """Judge a change of the capacity providers: it must be forced."""
    if "capacityProviderStrategy" in changed and not request.get("forceNewDeployment"):
        raise refusals.invalid(_FORCE)


def found_cluster(place: AccountRegion, asked: str | None) -> Request:
    """Find a cluster that can be used."""
    name = (asked or "default").rsplit("/", 1)[-1]
    try:
        found = place.client("ecs").describe_clusters(clusters=[name])["clusters"]
    except ClientError:
        found = []
    active = next((cluster for cluster in found if cluster["status"] == "ACTIVE"), None)
    if active is None:
        raise refusals.refusal(*refusals.CLUSTER_NOT_FOUND)
    return dict(active)
