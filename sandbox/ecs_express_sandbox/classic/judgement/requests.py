"""
Judges what CreateService and UpdateService ask, in AWS's words where they were seen in public; ``(ours)`` marks the others.

Sources: API model, botocore 1.44.5; terraform-provider-aws and its issues; containers-roadmap; on daemons ecspresso #20, #402.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.classic.deployment_configuration import DAEMON
from ecs_express_sandbox.classic.judgement import attachments, compute, configuration_rules
from ecs_express_sandbox.express import refusals
from ecs_express_sandbox.express.calls.requests import SERVICE_NAME, check_tags
from ecs_express_sandbox.settings import Settings

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

_OF_TASK_SETS = ("taskDefinition", *DEPLOYING)
"""What a service with the controller EXTERNAL cannot be made with. Source: CreateService in the API model."""

_NAME = "Service name must be between 1 and 255 characters and contain only letters, numbers, hyphens, and underscores."
_GRACE = "Health check grace period is only valid for services configured to use load balancers"
_LONGEST_GRACE = 2**31 - 1
_NO_COUNT = (
    "The daemon scheduling strategy does not support a desired count for services. "
    "Remove the desired count value and try again"
)
_NO_STRATEGY = (
    "The daemon scheduling strategy does not support placement strategies. Remove the placement strategy and try again"
)


def check_create(request: Request, place: AccountRegion, cluster: Request) -> None:
    """Judge a CreateService request by itself and its cluster."""
    if not SERVICE_NAME.match(request["serviceName"]):
        raise refusals.invalid(_NAME)
    check_tags(request.get("tags") or [])
    controller = request.get("deploymentController", {}).get("type", "ECS")
    _check_members(request, controller)
    check_common(request, place, cluster, request.get("schedulingStrategy", "REPLICA"))
    if request.get("schedulingStrategy") == DAEMON and controller != "ECS":
        raise refusals.invalid(
            f"The daemon scheduling strategy does not support the controller {controller}."
        )  # (ours)


def _check_members(request: Request, controller: str) -> None:
    if controller != "EXTERNAL":
        if not request.get("taskDefinition"):
            raise refusals.invalid("TaskDefinition can not be blank.")
        if controller == "CODE_DEPLOY" and len(request.get("loadBalancers") or []) > 1:
            raise refusals.invalid("Multiple target groups are not supported with CODE_DEPLOY.")  # (ours)
        return
    if refused := next((member for member in _OF_TASK_SETS if request.get(member)), None):
        raise refusals.invalid(
            f"{refused} is not supported for services with an EXTERNAL deployment controller: task sets have it."
        )  # (ours)


def check_common(request: Request, place: AccountRegion, cluster: Request, scheduling: str) -> None:
    """Judge what both calls have, by itself."""
    if request.get("desiredCount", 0) < 0:
        raise refusals.invalid("desiredCount must not be negative.")  # (ours)
    if scheduling == DAEMON:
        _check_daemon(request)
    if not 0 <= request.get("healthCheckGracePeriodSeconds", 0) <= _LONGEST_GRACE:
        raise refusals.invalid(f"healthCheckGracePeriodSeconds must be between 0 and {_LONGEST_GRACE}.")  # (ours)
    compute.check(request, place, cluster)
    configuration_rules.check(request.get("deploymentConfiguration") or {}, scheduling)
    attachments.check(request)


def _check_daemon(request: Request) -> None:
    if "desiredCount" in request:
        raise refusals.invalid(_NO_COUNT)
    if request.get("placementStrategy"):
        raise refusals.invalid(_NO_STRATEGY)
    if request.get("volumeConfigurations"):
        raise refusals.invalid("The daemon scheduling strategy does not support volume configurations.")  # (ours)


def check_grace_period(settings: Request, how: Settings) -> None:
    """Judge the grace period: it used to be for services behind a load balancer."""
    is_refused = how.grace_period_without_checks == "refused"
    if is_refused and settings.get("healthCheckGracePeriodSeconds") and not settings.get("loadBalancers"):
        raise refusals.invalid(_GRACE)


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
