"""
In-memory Express services and load balancers, on a clock that only the test moves.

The services fulfil the same port as the boto3 adapter and are held to the same suite, `tests.aws.conformance`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.providers import fake_settings
from tests.providers.fake_call import FakeClock
from tests.providers.fake_leftovers import FakeLeftovers
from tests.providers.fake_revisions import FakeRevisions
from tests.providers.fake_rollout import KINDS, PROVISIONS_FOR, FakeService, Rollout

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.fields.fargate_sizes import is_offered
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.service.observed import (
    Configuration,
    IngressPath,
    ManagedResource,
    ObservedService,
    Revision,
    Status,
    cluster_name,
)


def refused(kind: type[errors.ExpressError], why: str) -> errors.ExpressError:
    """Make an error as an adapter would."""
    return kind("the call failed", why=why, remedy="none in a test")


@dataclass
class Fault:
    """A planned failure: of which call, with which error, how often, and whether AWS carries the call out first."""

    operation: str
    error: errors.ExpressError
    times: float
    after: bool


class FakeExpressServices:
    """Implements `pulumi_ecs_express.ports.ExpressServices` in memory."""

    def __init__(self, clock: FakeClock, region: str = "eu-west-1", account: str = "123456789012") -> None:
        self.clock, self.region, self._account = clock, region, account
        self.connection = Connection(region)
        self.services: dict[str, FakeService] = {}
        self.calls: list[tuple[str, Any]] = []
        self.roles: dict[str, float] = {}
        self.clusters = {"default"}
        self.faults: list[Fault] = []
        self.updates_deploy = True
        self.deployments_seen_after = 0.0
        self.endpoint_after = 0.0
        self.revisions_seen_after = 0.0
        self.left = FakeLeftovers(lambda *asked: self._call(*asked), self._alive)  # noqa: PLW0108 - a test may put another one there
        self.definitions = FakeRevisions(called=lambda name, given: self._call(f"{name}_definition", given))
        self._ids = (f"{number:032x}" for number in itertools.count(1))

    # What a test arranges.

    def fail(self, operation: str, error: errors.ExpressError, *, times: float = 1, after: bool = False) -> None:
        """Plan a failure; ``after`` loses the answer of a call that AWS carries out."""
        self.faults.append(Fault(operation, error, times, after))

    def sent(self, *operations: str) -> list[Any]:
        """List what was sent to these operations."""
        return [request for operation, request in self.calls if operation in operations]

    def written(self) -> list[str]:
        """List the calls that change something."""
        return [name for name, _ in self.calls if name in {"create", "update", "delete", "tag", "untag"}]

    def _alive(self, arn: str) -> bool:
        return arn in self.services and self.services[arn].status(self.clock.seconds) is Status.ACTIVE

    @contextmanager
    def _call(self, operation: str, request: Any) -> Iterator[None]:
        self.calls.append((operation, request))
        fault = next((found for found in self.faults if found.operation == operation and found.times > 0), None)
        if fault is None:
            yield
            return
        fault.times -= 1
        if fault.after:
            yield
        raise fault.error

    # The port.

    def create(self, request: Mapping[str, Any]) -> ObservedService:
        with self._call("create", request):
            arn = self._judged_create(request)
            tags = {tag["key"]: tag["value"] for tag in request.get("tags", [])}
            service = FakeService(arn, request["infrastructureRoleArn"], self.clock.seconds, tags)
            settings = fake_settings.merged(
                {**fake_settings.DEFAULTS, "primaryContainer": fake_settings.container_of(arn)}, request
            )
            self._deploy(service, {**settings, **self._own(arn, request)}, request.get("taskDefinitionArn"))
            self.services[arn] = service
        return self._observed(service, with_tags=True)

    def _judged_create(self, request: Mapping[str, Any]) -> str:
        cluster, name = cluster_name(request.get("cluster", "default")), request["serviceName"]
        self._judge_cluster(cluster)
        arn = f"arn:aws:ecs:{self.region}:{self._account}:service/{cluster}/{name}"
        if arn in self.services:
            status = self.services[arn].status(self.clock.seconds)
            if status is Status.DRAINING:
                raise refused(errors.ServiceDraining, "Unable to Start a service that is still Draining.")
            if status is Status.ACTIVE:
                raise refused(errors.ParameterRefused, "Creation of service was not idempotent.")
        self._judge(request)
        return arn

    def _judge(self, request: Mapping[str, Any]) -> None:
        asked = {**fake_settings.DEFAULTS, **request}
        if not is_offered(int(asked["cpu"]), int(asked["memory"])):
            raise refused(errors.ParameterRefused, "No Fargate configuration exists for given values.")
        for role in (request.get(name) for name in ("executionRoleArn", "infrastructureRoleArn", "taskRoleArn")):
            if role is not None and self.roles.get(role, float("inf")) > self.clock.seconds:
                raise refused(errors.RoleNotAssumable, f"Cannot assume role {role}")

    def _judge_cluster(self, cluster: str) -> None:
        if cluster not in self.clusters:
            what = f"looking in cluster {cluster} of {self.region} failed"
            raise errors.ClusterNotFound(what, why="Cluster not found.", remedy="none in a test")

    def describe(self, arn: str) -> ObservedService:
        with self._call("describe", arn):
            return self._observed(self._found(arn), with_tags=True)

    def update(self, request: Mapping[str, Any]) -> str | None:
        with self._call("update", request):
            service = self._active(request["serviceArn"])
            self._judge(request)
            running = service.running(self.clock.seconds)
            base = service.revisions[running.revision if running else service.serving(self.clock.seconds)]
            kept = None if request.keys() - fake_settings.OUTSIDE_OF_THE_DEFINITION else self.left.used[service.arn]
            settings = {**fake_settings.merged(base, request), **self._own(service.arn, request)}
            return self._changed(service, settings, request.get("taskDefinitionArn") or kept)

    def _own(self, arn: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Give the settings that a task definition of the user's own stands for."""
        given = request.get("taskDefinitionArn")
        return fake_settings.of_definition(self.definitions.by_arn[given]["taskDefinition"], arn) if given else {}

    def _changed(self, service: FakeService, settings: dict[str, Any], definition: str | None) -> str:
        if self.updates_deploy:
            return self._deploy(service, settings, definition)
        serving = service.serving(self.clock.seconds)
        service.revisions[serving] = settings
        return serving

    def delete(self, arn: str) -> None:
        with self._call("delete", arn):
            service = self._active(arn)
            self._stop(service)
            service.deleted = self.clock.seconds

    def find(self, cluster: str, name: str) -> str | None:
        with self._call("find", (cluster, name)):
            self._judge_cluster(cluster_name(cluster))
            arn = f"arn:aws:ecs:{self.region}:{self._account}:service/{cluster_name(cluster)}/{name}"
            service = self.services.get(arn)
        return arn if service and service.status(self.clock.seconds) is not Status.INACTIVE else None

    def names(self, cluster: str) -> list[str]:
        with self._call("names", cluster):
            self._judge_cluster(cluster_name(cluster))
            place = f":service/{cluster_name(cluster)}/"
            return [arn.rpartition("/")[2] for arn in self.services if place in arn]

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        with self._call("tag", (arn, dict(tags))):
            self._found(arn).tags.update(tags)

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        with self._call("untag", (arn, list(keys))):
            for key in keys:
                self._found(arn).tags.pop(key, None)

    def deployments(self, arn: str) -> list[str]:
        with self._call("deployments", arn):
            seen = self.clock.seconds - self.deployments_seen_after
            return [rollout.arn for rollout in reversed(self._found(arn).rollouts) if rollout.began <= seen]

    def describe_deployments(self, arns: Sequence[str]) -> list[Deployment]:
        with self._call("describe_deployments", list(arns)):
            known = {rollout.arn: rollout for service in self.services.values() for rollout in service.rollouts}
        return [known[arn].told(self.clock) for arn in arns if arn in known]

    def describe_revisions(self, arns: Sequence[str]) -> list[Revision]:
        with self._call("describe_revisions", list(arns)):
            made = {arn: at for service in self.services.values() for arn, at in service.made.items()}
            images = {
                arn: settings["primaryContainer"]["image"]
                for service in self.services.values()
                for arn, settings in service.revisions.items()
            }
        return [
            Revision(arn, self.left.by_revision[arn], self._resources(arn, made[arn]), images.get(arn))
            for arn in arns
            if arn in made
        ]

    def account(self) -> str:
        with self._call("account", None):
            return self._account

    # How it answers.

    def _found(self, arn: str) -> FakeService:
        if arn not in self.services:
            raise refused(errors.ServiceNotFound, "Resource not found")
        return self.services[arn]

    def _active(self, arn: str) -> FakeService:
        service = self._found(arn)
        if service.status(self.clock.seconds) is not Status.ACTIVE:
            raise refused(errors.ServiceNotActive, f"Service is in {service.status(self.clock.seconds).value} status")
        return service

    def _stop(self, service: FakeService) -> None:
        running = service.running(self.clock.seconds)
        if running is not None:
            running.stopped = self.clock.seconds

    def _deploy(self, service: FakeService, settings: dict[str, Any], definition: str | None = None) -> str:
        place, number = service.arn.split(":service/")[1], next(self._ids)
        prefix = service.arn.partition(":service/")[0]
        revision = f"{prefix}:service-revision/{place}/{number}"
        self._stop(service)
        service.revisions[revision], service.made[revision] = settings, self.clock.seconds
        group = settings["primaryContainer"]["awsLogsConfiguration"]["logGroup"]
        arn = self.left.deployed(service.arn, revision, group, definition)
        self.definitions.by_arn.setdefault(arn, {"taskDefinition": fake_settings.as_definition(arn, settings)})
        service.rollouts.append(
            Rollout(
                arn=f"{prefix}:service-deployment/{place}/{number}",
                revision=revision,
                began=self.clock.seconds,
                healthy=not settings["primaryContainer"]["image"].endswith(":unhealthy"),
                first=not any(rollout.phase(self.clock.seconds).status == "SUCCESSFUL" for rollout in service.rollouts),
            )
        )
        return revision

    def _observed(self, service: FakeService, *, with_tags: bool) -> ObservedService:
        now = self.clock.seconds
        running, name = service.running(now), service.arn.rpartition("/")[2]
        return ObservedService(
            arn=service.arn,
            name=name,
            cluster=service.arn.split("/")[-2],
            infrastructure_role_arn=service.infrastructure_role,
            status=service.status(now),
            status_reason=None,
            created_at=self.clock.time(service.created),
            updated_at=self.clock.time(max(service.made.values())),
            configurations=tuple(self._configuration(service, revision) for revision in self._seen(service)),
            current_deployment=running.arn if running else None,
            tags=dict(service.tags) if with_tags else {},
        )

    def _seen(self, service: FakeService) -> list[str]:
        """List the active revisions that AWS shows already; the first one it shows at once."""
        active = service.active(self.clock.seconds)
        known = self.clock.seconds - self.revisions_seen_after
        return [revision for revision in active if service.made[revision] <= known] or active

    def _configuration(self, service: FakeService, revision: str) -> Configuration:
        ready = self.clock.seconds >= service.created + self.endpoint_after
        host = f"{service.arn.rpartition('/')[2][:2]}-{int(service.created):032x}.ecs.{self.region}.on.aws"
        return Configuration(
            revision_arn=revision,
            created_at=self.clock.time(service.made[revision]),
            settings=fake_settings.as_answered(service.revisions[revision]),
            ingress_paths=(IngressPath("PUBLIC", host),) if ready else (),
            task_definition_arn=self.left.by_revision[revision],
        )

    def _resources(self, revision: str, made: float) -> tuple[ManagedResource, ...]:
        status = "ACTIVE" if self.clock.seconds >= made + PROVISIONS_FOR else "PROVISIONING"
        service = revision.split("/")[-2]
        group = self.left.writes[self.left.by_revision[revision]]
        arns = {"log group": f"arn:aws:logs:{self.region}:{self._account}:log-group:{group}"}
        return tuple(ManagedResource(kind, arns.get(kind, f"arn:{kind}:{service}"), status, None) for kind in KINDS)
