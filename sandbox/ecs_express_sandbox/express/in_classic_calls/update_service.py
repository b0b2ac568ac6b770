"""
UpdateService on an Express service: what it deploys, what it only notes, what it refuses.

Sources: developer guide, "Customize an Express service"; UpdateService in the API model; of capacity providers, ECS Exec
and Service Connect on Express services: operators' notes. An Express update later writes only what was asked of it, so
all of this stays; a rollback brings back what the revision before had.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ecs_express_sandbox.express import refusals, task_definition
from ecs_express_sandbox.express.calls.new_revision import definition_of, deploy
from ecs_express_sandbox.express.calls.requests import check_configuration, with_derived
from ecs_express_sandbox.express.deployments.configuration import changed_configuration
from ecs_express_sandbox.express.in_classic_calls import judgement
from ecs_express_sandbox.express.in_classic_calls.services import ClassicView
from ecs_express_sandbox.express.ingress.network import awsvpc, check_security_groups, check_zones, place
from ecs_express_sandbox.express.records import Configuration, Revision, Service, serving
from ecs_express_sandbox.express.service_settings import KEPT, MEMBERS, settings_of
from ecs_express_sandbox.express.world import World

Answer = dict[str, Any]
Request = Mapping[str, Any]


@dataclass(frozen=True)
class _Wanted:
    """What an update leads to: what makes up a revision, and which members differ from the one before."""

    definition: Mapping[str, Any]
    configuration: Configuration
    settings: Mapping[str, Any]
    changed: tuple[str, ...]


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
        judgement.check_members(request, self.world.settings)
        base = self._base(service)
        wanted = self._wanted(service, request, base)
        self._judge(service, request, wanted)
        if configuration := request.get("deploymentConfiguration"):
            members = self.world.settings.deployment_configuration_members
            service.classic["deploymentConfiguration"] = changed_configuration(service, configuration, members)
        service.classic |= {name: request[name] for name in KEPT if name in request}
        if self._deploys(request, wanted):
            own = {"definition": wanted.definition, "settings": wanted.settings}
            deploy(self.world, service, wanted.configuration, request, current=base, **own)
            self.world.touch(service, service.newest.created_at)
        return {"service": self._answer(service, request)}

    def _base(self, service: Service) -> Revision:
        """Return the revision that the update builds on."""
        now = self.world.clock.now()
        return serving(service, now)[0] if service.newest.phase(now).is_terminal else service.newest.target

    def _client(self, name: str) -> Any:
        return self.world.moto.client(name, self.account, self.region)

    def _wanted(self, service: Service, request: Request, base: Revision) -> _Wanted:
        definition = self._definition(request, base)
        configuration = self._configuration(service, request, base, definition)
        asked = self._asked(request)
        before = settings_of(base)
        changed = [name for name, value in asked.items() if (value or None) != (before.get(name) or None)]
        if _network(service, configuration) != _network(service, base.configuration):
            changed.append("networkConfiguration")
        if definition["taskDefinitionArn"] != base.task_definition:
            changed.append("taskDefinition")
        return _Wanted(definition, configuration, {**base.settings, **asked}, tuple(changed))

    def _asked(self, request: Request) -> dict[str, Any]:
        """List the members of a revision that are asked for, as they read back; what is emptied may count for nothing."""
        asked = {name: _normal(name, request[name]) for name in MEMBERS if name in request}
        if self.world.settings.emptied_members == "cleared":
            return asked
        return {name: value for name, value in asked.items() if value or name == "capacityProviderStrategy"}

    def _judge(self, service: Service, request: Request, wanted: _Wanted) -> None:
        """Judge what needs the account: the cluster, the namespaces, the task definition."""
        check_configuration(wanted.configuration)
        judgement.check_ports(request, wanted.definition)
        if "volumeConfigurations" in request:
            judgement.check_volumes(request["volumeConfigurations"], wanted.definition)
        cluster = self._client("ecs").describe_clusters(clusters=[service.cluster])["clusters"][0]
        if "capacityProviderStrategy" in wanted.changed:
            providers, forced = cluster.get("capacityProviders", []), bool(request.get("forceNewDeployment"))
            judgement.check_providers(request["capacityProviderStrategy"], providers, forced=forced)
        if connect := request.get("serviceConnectConfiguration"):
            default = (cluster.get("serviceConnectDefaults") or {}).get("namespace")
            judgement.check_namespace(connect, default, self._namespaces())

    def _namespaces(self) -> set[str]:
        """List what namespaces can be called by: names and ARNs."""
        found = self._client("servicediscovery").list_namespaces()["Namespaces"]
        return {namespace[key] for namespace in found for key in ("Name", "Arn")}

    def _definition(self, request: Request, base: Revision) -> Mapping[str, Any]:
        """Return the task definition wanted, judged; an Express service needs one with its container."""
        if "taskDefinition" not in request:
            return base.definition
        definition = definition_of(self._client("ecs"), request["taskDefinition"])
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
        ec2, groups = self._client("ec2"), list(network.get("securityGroups") or [])
        if len(network["subnets"]) > 16 or len(groups) > 5:
            raise refusals.invalid(
                "A service can have up to 16 subnets and 5 security groups."
            )  # (ours); limits: model
        placement = place(ec2, network["subnets"])
        check_security_groups(ec2, groups, placement.vpc)
        if (placement.vpc, placement.access_type) != (service.vpc, service.access_type):
            raise refusals.invalid("The subnets must be of the same VPC and type as the service's.")  # (ours)
        check_zones(placement, service.gateway)
        own = {"subnets": list(placement.subnets), "securityGroups": groups}
        public = {"assignPublicIp": network["assignPublicIp"]} if "assignPublicIp" in network else {}
        return {**configuration, "networkConfiguration": {**own, **public}}

    def _deploys(self, request: Request, wanted: _Wanted) -> bool:
        """Report whether the update starts a deployment: the API model says so of each member."""
        if request.get("forceNewDeployment") or wanted.changed:
            return True
        named = any(name in request for name in (*MEMBERS, "networkConfiguration", "taskDefinition"))
        return named and self.world.settings.unchanged_members == "deploy"

    def _answer(self, service: Service, request: Request) -> Answer:
        """Describe the service; a desired count shows once, then auto scaling has put it back within its bounds (ours)."""
        view = ClassicView(self.world, self.account, self.region)
        described = view.described(service, with_tags=True)
        return {**described, **{name: request[name] for name in ("desiredCount",) if name in request}}


def _normal(name: str, value: Any) -> Any:
    """Write a member as it reads back: of a capacity provider strategy, with weight and base, in the order of names."""
    if name == "monitoring" and not value.get("metricConfigurations"):
        return {}
    if name != "capacityProviderStrategy":
        return value
    filled = [{"weight": 0, "base": 0, **item} for item in value]
    return sorted(filled, key=lambda item: str(item["capacityProvider"]))


def _network(service: Service, configuration: Configuration) -> Mapping[str, Any]:
    """Write a network so that it can be compared: AWS keeps no order in it."""
    own = awsvpc(service, configuration)["awsvpcConfiguration"]
    return {name: set(value) if isinstance(value, list) else value for name, value in own.items()}
