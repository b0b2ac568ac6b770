"""
CreateService, UpdateService and DeleteService of classic services, and their tags.

Each judges everything before it changes anything. What happens afterwards, over time, is the scheduler's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.aws.iam import service_linked_roles
from ecs_express_sandbox.classic import definitions
from ecs_express_sandbox.classic.deployment_configuration import DAEMON, completed, defaults
from ecs_express_sandbox.classic.descriptions import described
from ecs_express_sandbox.classic.judgement import compute, controllers, requests, revision_settings, traffic
from ecs_express_sandbox.classic.new_deployment import deploy
from ecs_express_sandbox.classic.records import Service, Settings
from ecs_express_sandbox.classic.scheduling.stopping import stop
from ecs_express_sandbox.classic.world import ClassicWorld
from ecs_express_sandbox.express import refusals
from ecs_express_sandbox.express.calls.requests import check_tags
from ecs_express_sandbox.express.rollouts.rollout import SUPERSEDED
from ecs_express_sandbox.settings import Settings as Questions

Answer = dict[str, Any]
Request = Mapping[str, Any]

_DEFAULTS: Settings = {
    "availabilityZoneRebalancing": "ENABLED",
    "deploymentController": {"type": "ECS"},
    "desiredCount": 0,
    "enableECSManagedTags": False,
    "enableExecuteCommand": False,
    "placementConstraints": [],
    "placementStrategy": [],
    "propagateTags": "NONE",
    "schedulingStrategy": "REPLICA",
}
"""What CreateService fills in. Source: CreateService in the API model."""

_TRAFFIC = ("loadBalancers", "serviceRegistries")

_SCALED = "The service cannot be stopped while it is scaled above 0."
_DEPLOYING = "The service cannot be stopped while deployments are active."
"""Seen: terraform-provider-aws."""


@dataclass(frozen=True)
class ServiceOperations:
    """The calls, for one account and Region."""

    world: ClassicWorld
    place: AccountRegion

    def find(self, cluster: str | None, asked: str) -> Service | None:
        """Find a service by ARN, or by name in a cluster."""
        name = (cluster or "default").rsplit("/", 1)[-1]
        for service in self._all():
            if asked == service.arn or (asked.rsplit("/", 1)[-1], name) == (service.name, service.cluster):
                return service
        return None

    def by_arn(self, arn: str) -> Service | None:
        """Find a service by ARN."""
        return next((service for service in self._all() if service.arn == arn), None)

    def listed(self, request: Request) -> list[str]:
        """List the services of a cluster that are not INACTIVE."""
        name = (request.get("cluster") or "default").rsplit("/", 1)[-1]
        kind = request.get("launchType")
        return sorted(
            service.arn
            for service in self._all()
            if service.cluster == name and service.status != "INACTIVE" and kind in (None, _launch_type(service))
        )

    def create(self, request: Request) -> Answer:
        """CreateService."""
        cluster = requests.found_cluster(self.place, request.get("cluster"))
        requests.check_create(request, self.place, cluster)
        known = self.find(cluster["clusterName"], request["serviceName"])
        if known is not None and known.status == "DRAINING":
            raise refusals.invalid(refusals.STILL_DRAINING)
        if known is not None and known.status == "ACTIVE":
            if request.get("clientToken") and known.request == request:
                return {"service": self.describe(known, with_tags=True)}
            raise refusals.invalid(refusals.NAME_TAKEN)
        settings = _settings(request)
        own = revision_settings.of_first(self._asked(request, cluster), cluster)
        self._judge(request, own, {**settings, **own})
        name = request.get("taskDefinition")
        definition = definitions.found(self.place, name) if name else None
        if definition is not None:
            definitions.check_fit(definition, own)
        service = self._new(request, cluster, settings)
        self.world.services[service.arn] = service
        if definition is not None:
            deploy(self.world, service, own, definition)
        self.world.touch(service, self.world.shared.clock.now())
        return {"service": self.describe(service, with_tags=True)}

    def update(self, service: Service, request: Request) -> Answer:
        """UpdateService: what deploys makes another revision, the rest is kept."""
        if service.status != "ACTIVE":
            raise refusals.not_active(service.status)
        cluster = requests.found_cluster(self.place, service.cluster)
        controllers.check_controller(request, service, self._questions)
        requests.check_common(request, self.place, cluster, service.settings["schedulingStrategy"])
        current = service.primary.revision if service.primary else None
        before = current.settings if current else {}
        asked = self._asked(request, cluster)
        changed = revision_settings.changed(before, asked)
        if "capacityProviderStrategy" in changed and not request.get("forceNewDeployment"):
            raise refusals.invalid(compute.FORCE)
        traffic.check_role(self.place, {name: asked[name] for name in changed})
        own = revision_settings.replaced(before, asked)
        kept = self._kept(service, request)
        self._judge(request, own, {**kept, **own})
        named = request.get("taskDefinition")
        definition = definitions.found(self.place, named) if named else current.definition if current else None
        if definition is not None and (changed or named):
            definitions.check_fit(definition, own)
        service.settings = kept
        same = current is not None and definition is not None and _arn(definition) == current.task_definition
        if definition is not None and self._deploys(request, asked, changed, same=same):
            deploy(self.world, service, own, definition)
        self.world.touch(service, self.world.shared.clock.now())
        return {"service": self.describe(service, with_tags=True)}

    def delete(self, service: Service, request: Request) -> Answer:
        """DeleteService: without force, only a service at rest that wants no tasks."""
        if service.status != "ACTIVE":
            raise refusals.not_active(service.status)
        if not request.get("force"):
            if service.desired > 0:
                raise refusals.invalid(_SCALED)
            if len(service.rows) > 1 or any(row.state == "IN_PROGRESS" for row in service.rows):
                raise refusals.invalid(_DEPLOYING)
        now = self.world.shared.clock.stamp()
        if service.newest is not None and not service.newest.is_terminal:
            service.newest.become("STOPPED", now, SUPERSEDED)
        service.deleted_at = now
        for task in service.live_tasks():
            stop(service, task, now)
        self.world.touch(service, now)
        return {"service": self.describe(service, with_tags=True)}

    def describe(self, service: Service, *, with_tags: bool) -> Answer:
        """Write the ``Service`` structure."""
        at_rest = self.world.shared.settings.current_deployment_at_rest
        return described(service, at_rest, with_tags=with_tags)

    def tag(self, service: Service, tags: list[dict[str, str]]) -> None:
        """TagResource."""
        check_tags(tags)
        added = {tag["key"]: tag.get("value", "") for tag in tags}
        check_tags([{"key": key} for key in {**service.tags, **added}])
        service.tags.update(added)

    def untag(self, service: Service, keys: list[str]) -> None:
        """UntagResource."""
        for key in keys:
            service.tags.pop(key, None)

    def _all(self) -> list[Service]:
        return list(self.world.in_region(self.place.account, self.place.region))

    @property
    def _questions(self) -> Questions:
        return self.world.shared.settings

    def _asked(self, request: Request, cluster: Request) -> Settings:
        return revision_settings.asked_for(self.place, self._questions, cluster, request)

    def _judge(self, request: Request, own: Settings, whole: Settings) -> None:
        """Judge a request by what the service is then: ``own`` belongs to the revision, ``whole`` is all of it."""
        requests.check_grace_period({**request, "loadBalancers": own.get("loadBalancers")}, self._questions)
        if whole["deploymentController"]["type"] != "EXTERNAL":
            compute.check_kind(own, request)
        if whole["schedulingStrategy"] == DAEMON and compute.is_serverless(own):
            raise refusals.invalid(
                "The daemon scheduling strategy is not supported with FARGATE launch type."
            )  # (ours)
        traffic.check(self.place, {name: request[name] for name in _TRAFFIC if name in request})
        traffic.check_strategy(whole["deploymentConfiguration"], own)

    def _kept(self, service: Service, request: Request) -> Settings:
        """Write what starts no deployment, as it is after a request."""
        kept = {**service.settings, **_kept_members(request)}
        if wanted := request.get("deploymentConfiguration"):
            merged = self._questions.deployment_configuration_members == "merged"
            base = service.settings["deploymentConfiguration"] if merged else defaults(kept["schedulingStrategy"])
            kept["deploymentConfiguration"] = completed(wanted, base)
        return kept

    def _deploys(self, request: Request, asked: Settings, changed: list[str], *, same: bool) -> bool:
        """Report whether an update starts a deployment."""
        if request.get("forceNewDeployment") or changed or not same:
            return True
        named = bool(asked) or "taskDefinition" in request
        return named and self.world.shared.settings.unchanged_members == "deploy"

    def _new(self, request: Request, cluster: Request, settings: Settings) -> Service:
        now, name = self.world.shared.clock.stamp(), request["serviceName"]
        account, region = self.place.account, self.place.region
        service_linked_roles.ensure(account, self.place.partition, service_linked_roles.ECS, now)
        return Service(
            account=account,
            region=region,
            cluster=cluster["clusterName"],
            name=name,
            arn=self.place.arn("ecs", f"service/{cluster['clusterName']}/{name}"),
            cluster_arn=cluster["clusterArn"],
            created_at=now,
            request=dict(request),
            settings=settings,
            tags={tag["key"]: tag.get("value", "") for tag in request.get("tags") or []},
        )


def _arn(definition: Mapping[str, Any]) -> str:
    return str(definition["taskDefinitionArn"])


def _settings(request: Request) -> Settings:
    settings = {**_DEFAULTS, **_kept_members(request)}
    scheduling = settings["schedulingStrategy"]
    configuration = completed(request.get("deploymentConfiguration") or {}, defaults(scheduling))
    return {**settings, "deploymentConfiguration": configuration}


def _kept_members(request: Request) -> Settings:
    """List the members that no revision has; an empty object clears the placement strategy, as an empty list does."""
    kept = {name: request[name] for name in requests.KEPT if name in request}
    if kept.get("placementStrategy") == [{}]:
        kept["placementStrategy"] = []
    return kept


def _launch_type(service: Service) -> str:
    settings = service.primary.revision.settings if service.primary else service.request
    return "FARGATE" if compute.is_serverless(settings) else "EC2"
