"""
UpdateService on an Express service: what it deploys, what it only notes, what it refuses.

Sources: developer guide, "Customize an Express service"; ecspresso #902 (load balancers and strategy are refused).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ecs_express_sandbox.express import refusals, task_definition
from ecs_express_sandbox.express.calls.new_revision import definition_of, deploy
from ecs_express_sandbox.express.calls.requests import check_configuration, with_derived
from ecs_express_sandbox.express.deployments.configuration import STRATEGY, changed_configuration
from ecs_express_sandbox.express.in_classic_calls.services import ClassicView
from ecs_express_sandbox.express.ingress.network import check_security_groups, check_zones, place
from ecs_express_sandbox.express.records import Configuration, Revision, Service, serving
from ecs_express_sandbox.express.world import World

Answer = dict[str, Any]
Request = Mapping[str, Any]

_REFUSED = ("loadBalancers", "deploymentController", "serviceRegistries", "gatewayConnectors")
"""What belongs to ECS on such a service; of the first, developer guide and ecspresso say so."""

_NOTED = (
    "availabilityZoneRebalancing",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
    "propagateTags",
)
"""What is kept and read back, and starts no deployment. Source: UpdateService in the API model."""

_UNDERSTOOD = {
    "cluster",
    "service",
    "forceNewDeployment",
    "taskDefinition",
    "networkConfiguration",
    "platformVersion",
    "deploymentConfiguration",
    *_NOTED,
}

_PLATFORMS = ("LATEST", "1.4.0", "1.3.0")


@dataclass(frozen=True)
class ClassicUpdate:
    """The call, for one account and Region."""

    world: World
    account: str
    region: str

    def update(self, service: Service, request: Request) -> Answer:
        """UpdateService: judge everything, then note what is noted and deploy what deploys."""
        if service.status != "ACTIVE":
            raise refusals.not_active(service.status)
        self._judge(request)
        base = self._base(service)
        definition = self._definition(request, base)
        configuration = self._configuration(service, request, base, definition)
        check_configuration(configuration)
        if wanted := request.get("deploymentConfiguration"):
            members = self.world.settings.deployment_configuration_members
            service.classic["deploymentConfiguration"] = changed_configuration(service, wanted, members)
        service.classic |= {name: request[name] for name in _NOTED if name in request}
        if _deploys(request, base, definition):
            deploy(self.world, service, configuration, request, current=base, definition=definition)
            self.world.touch(service, service.newest.created_at)
        view = ClassicView(self.world, self.account, self.region)
        return {"service": view.described(service, with_tags=True)}

    def _base(self, service: Service) -> Revision:
        """Return the revision that the update builds on."""
        now = self.world.clock.now()
        return serving(service, now)[0] if service.newest.phase(now).is_terminal else service.newest.target

    def _judge(self, request: Request) -> None:
        for name in _REFUSED:
            if name in request:
                raise refused_member(name)
        settings = request.get("deploymentConfiguration") or {}
        if settings.get("strategy", STRATEGY) != STRATEGY:
            raise refused_member("deploymentConfiguration.strategy")
        if settings and self.world.settings.deployment_configuration_update == "refused":
            raise refused_member("deploymentConfiguration")
        _judge_settings(settings)
        if request.get("platformVersion", "LATEST") not in _PLATFORMS:
            raise refusals.refusal("PlatformUnknownException", "The specified platform version does not exist.")
        if unknown := set(request) - _UNDERSTOOD:
            raise NotImplementedError(f"{', '.join(sorted(unknown))} of an Express service")

    def _definition(self, request: Request, base: Revision) -> Mapping[str, Any]:
        """Return the task definition wanted, judged; an Express service needs one with its container."""
        if "taskDefinition" not in request:
            return base.definition
        ecs = self.world.moto.client("ecs", self.account, self.region)
        definition = definition_of(ecs, request["taskDefinition"])
        task_definition.derived(definition)
        return definition

    def _configuration(
        self, service: Service, request: Request, base: Revision, definition: Mapping[str, Any]
    ) -> Configuration:
        """Return the configuration of the next revision: the task definition's members, and the network wanted."""
        changed = definition["taskDefinitionArn"] != base.task_definition
        configuration = with_derived(base.configuration, task_definition.derived(definition) if changed else {})
        network = (request.get("networkConfiguration") or {}).get("awsvpcConfiguration")
        if network is None:
            return configuration
        ec2 = self.world.moto.client("ec2", self.account, self.region)
        placement = place(ec2, network["subnets"])
        check_security_groups(ec2, network.get("securityGroups") or [], placement.vpc)
        if (placement.vpc, placement.access_type) != (service.vpc, service.access_type):
            raise refusals.invalid("The subnets must be of the same VPC and type as the service's.")  # (ours)
        check_zones(placement, service.gateway)
        own = {"subnets": list(placement.subnets), "securityGroups": list(network.get("securityGroups") or [])}
        return {**configuration, "networkConfiguration": own}


def refused_member(name: str) -> refusals.Refusal:
    """Refuse a member that ECS manages itself on Express services."""
    return refusals.invalid(f"{name} cannot be updated on a service with ResourceManagementType=ECS.")  # (ours)


def _judge_settings(settings: Mapping[str, Any]) -> None:
    """Judge the canary's numbers. Ranges: DeploymentConfiguration in the API model."""
    canary = settings.get("canaryConfiguration") or {}
    if not 0.1 <= canary.get("canaryPercent", 5.0) <= 100.0:
        raise refusals.invalid("canaryPercent must be between 0.1 and 100.0.")  # (ours)
    times = (canary.get("canaryBakeTimeInMinutes", 0), settings.get("bakeTimeInMinutes", 0))
    if not all(0 <= time <= 1440 for time in times):
        raise refusals.invalid("Bake times must be between 0 and 1440 minutes.")  # (ours)


def _deploys(request: Request, base: Revision, definition: Mapping[str, Any]) -> bool:
    """Report whether the update starts a deployment: the API model says so of each member."""
    if request.get("forceNewDeployment") or definition["taskDefinitionArn"] != base.task_definition:
        return True
    return "networkConfiguration" in request or "platformVersion" in request
