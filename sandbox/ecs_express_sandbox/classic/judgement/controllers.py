"""
Judges UpdateService by who deploys the service: CODE_DEPLOY and EXTERNAL take few members.

Source: UpdateService in the API reference ("only … can be updated using this API"). Words: seen for task definition,
network and force (terraform-provider-aws #8005, containers-roadmap #631), with the same form for the others (ours); a
changed capacity provider strategy is refused with CODE_DEPLOY as with ECS (ecspresso #481). All of EXTERNAL is (ours).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ecs_express_sandbox.classic.judgement import compute
from ecs_express_sandbox.classic.records import Service
from ecs_express_sandbox.express.refusals import invalid
from ecs_express_sandbox.settings import Settings

Request = Mapping[str, object]

_FREE = (
    "cluster",
    "service",
    "desiredCount",
    "enableECSManagedTags",
    "healthCheckGracePeriodSeconds",
    "placementConstraints",
    "placementStrategy",
    "propagateTags",
)
"""Members that every controller takes."""

_PERCENTAGES = ("maximumPercent", "minimumHealthyPercent")

_UNDOCUMENTED = ("availabilityZoneRebalancing", "capacityProviderStrategy", "enableExecuteCommand")

_WORDS = {
    "availabilityZoneRebalancing": "Availability Zone rebalancing",
    "capacityProviderStrategy": "capacity provider strategy",
    "deploymentConfiguration": "deployment configuration",
    "deploymentController": "deployment controller",
    "enableExecuteCommand": "execute command",
    "gatewayConnectors": "gateway connectors",
    "loadBalancers": "load balancers",
    "monitoring": "monitoring",
    "networkConfiguration": "network parameters",
    "platformVersion": "platform version",
    "serviceConnectConfiguration": "service connect configuration",
    "serviceRegistries": "service registries",
    "taskDefinition": "task definition",
    "volumeConfigurations": "volume configurations",
    "vpcLatticeConfigurations": "VPC Lattice configurations",
}
"""Member -> how a refusal calls it."""

_INSTEAD = {
    "CODE_DEPLOY": " on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.",
    "EXTERNAL": " on services with an EXTERNAL deployment controller. Use CreateTaskSet to create a new task set.",
}


def check_controller(request: Request, service: Service, settings: Settings) -> None:
    """Refuse what the controller of the service does not take, and moves to another one."""
    controller, wanted = service.controller, _wanted_controller(request)
    if wanted not in (None, controller):
        if (controller, wanted) != ("CODE_DEPLOY", "ECS") or settings.controller_change == "refused":
            raise invalid(f"Unable to update deployment controller from {controller} to {wanted}.")  # (ours)
        return
    if controller == "ECS":
        return
    before = service.primary.revision.settings if service.primary else {}
    if controller == "CODE_DEPLOY" and compute.changes_strategy(request, before):
        raise invalid(compute.FORCE)
    if refused := next(_refused(request, controller, settings), None):
        raise invalid(refused + _INSTEAD[controller])


def controller_after(request: Request, service: Service) -> str:
    """Tell who deploys the service once the request is carried out."""
    return _wanted_controller(request) or service.controller


def _wanted_controller(request: Request) -> str | None:
    wanted = request.get("deploymentController")
    return str(wanted["type"]) if isinstance(wanted, Mapping) else None


def _refused(request: Request, controller: str, settings: Settings) -> Iterator[str]:
    is_lenient = settings.members_not_documented_for_controller == "accepted"
    if request.get("forceNewDeployment"):
        yield "Cannot force a new deployment"
    for member in request:
        if member in (*_FREE, "forceNewDeployment", "deploymentController"):
            continue
        if member == "deploymentConfiguration" and _is_free(request[member], controller, is_lenient=is_lenient):
            continue
        if is_lenient and member in _UNDOCUMENTED:
            continue
        yield f"Unable to update {_WORDS[member]}"


def _is_free(configuration: object, controller: str, *, is_lenient: bool) -> bool:
    if is_lenient:
        return True
    return controller == "CODE_DEPLOY" and isinstance(configuration, Mapping) and set(configuration) <= {*_PERCENTAGES}
