"""Services that somebody else has made, in memory, on a clock that only the test moves."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from tests.providers.fake_call import FakeClock
from tests.providers.fake_ecs_service import (
    ACCOUNT,
    BREAKER,
    DEPLOYING,
    WEB,
    EcsRollout,
    FakeDefinitions,
    FakeEcsService,
    definition,
)
from tests.providers.fakes import Fault, refused

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.rollout.deployment import Deployment, Tasks
from pulumi_ecs_express.model.service.observed import ManagedResource, Revision, ServiceArn, Status, cluster_name
from pulumi_ecs_express.model.service_settings.observed import OF_REVISION, ObservedSettings
from pulumi_ecs_express.model.service_update.observed import (
    ObservedEcsService,
)


class FakeEcsServices:
    """
    Implements `pulumi_ecs_express.ports.EcsServices` and `pulumi_ecs_express.ports.ScalableTargets`.

    Attributes:
        crashing: Task definitions whose tasks end by themselves.
        inactive: Task definitions that are deregistered.
        scaled: Names of services whose number of tasks auto scaling moves.
        whole_is_refused: Whether a deployment configuration with the percentages in it is refused.
        seen_after: Seconds until a deployment is listed.
        between: What every call passes through, so that a test can break any of them.
    """

    def __init__(self, clock: FakeClock, region: str = "eu-west-1") -> None:
        self.clock, self.region, self.connection = clock, region, Connection(region)
        self.services: dict[str, FakeEcsService] = {}
        self.clusters = {"default"}
        self.caller = ACCOUNT
        self.crashing, self.inactive = set[str](), set[str]()
        self.seen_after = 0.0
        self.whole_is_refused = False
        self.scaled = set[str]()
        self.definitions = FakeDefinitions()
        self.resources: tuple[ManagedResource, ...] = ()
        self.calls: list[tuple[str, Any]] = []
        self.faults: list[Fault] = []
        self.between: Callable[[str, Any], AbstractContextManager[None]] = lambda _name, _given: nullcontext()
        self._numbers = itertools.count(101)

    # What a test arranges.

    def add(self, arn: str = WEB, running: str = "shop:6", **members: Any) -> FakeEcsService:
        """Make a service that has run a revision for an hour."""
        first = EcsRollout(str(next(self._numbers)), definition(running), -3600.0)
        self.services[arn] = FakeEcsService(arn, [first], **members)
        return self.services[arn]

    def fail(self, operation: str, error: errors.ExpressError, *, times: float = 1, after: bool = False) -> None:
        """Plan a failure; ``after`` loses the answer of a call that AWS carries out."""
        self.faults.append(Fault(operation, error, times, after))

    def written(self) -> list[str]:
        """List the calls that change something."""
        return [
            name for name, _ in self.calls if name in {"update", "update_express", "tag", "untag", "update_settings"}
        ]

    @contextmanager
    def _call(self, operation: str, request: Any) -> Iterator[None]:
        self.calls.append((operation, request))
        fault = next((found for found in self.faults if found.operation == operation and found.times > 0), None)
        if fault is None:
            with self.between(operation, request):
                yield
            return
        fault.times -= 1
        if fault.after:
            yield
        raise fault.error

    # The port.

    def describe(self, cluster: str, service: str) -> ObservedEcsService | None:
        with self._call("describe", (cluster, service)):
            if cluster_name(cluster) not in self.clusters:
                raise refused(errors.ClusterNotFound, "Cluster not found.")
            named = f":service/{cluster_name(cluster)}/{ServiceArn(service).name}"
            found = next((one for one in self.services.values() if one.arn.endswith(named)), None)
        if found is None:
            return None
        listed = tuple(found.listed(self.clock.seconds))
        return ObservedEcsService(
            found.arn, found.status.value, found.express, found.controller, listed, dict(found.tags)
        )

    def update(self, arn: str, definition: str, *, force: bool) -> str | None:
        with self._call("update", (arn, definition, force)):
            service = self._active(arn, definition)
            if force or service.listed(self.clock.seconds)[0].definition != definition:
                self.deploy(arn, definition)
            return ServiceArn(arn).revision(service.listed(self.clock.seconds)[0].id)

    def update_express(self, arn: str, definition: str) -> str | None:
        with self._call("update_express", (arn, definition)):
            self._active(arn, definition)
            return ServiceArn(arn).revision(self.deploy(arn, definition).number)

    def settings(self, cluster: str, service: str, *, of_revision: bool = False) -> ObservedSettings | None:
        observed = self.describe(cluster, service)
        if observed is None:
            return None
        found = self.services[observed.arn]
        shown = {name: value for name, value in found.values.items() if of_revision or name not in OF_REVISION}
        return ObservedSettings(observed, copy.deepcopy(shown), found.fargate, found.daemon, found.running)

    def update_settings(self, arn: str, request: Mapping[str, Any]) -> str | None:
        assert not list(_floats(request)), "botocore takes whole numbers alone"
        with self._call("update_settings", (arn, copy.deepcopy(dict(request)))):
            service = self._active(arn, "")
            if self.whole_is_refused and "maximumPercent" in request.get("deploymentConfiguration", {}):
                raise refused(errors.ParameterRefused, "deploymentConfiguration cannot be updated.")
            deploys = any(service.values.get(name) != request[name] for name in DEPLOYING & request.keys())
            service.values |= {name: value for name, value in request.items() if name != "forceNewDeployment"}
            service.running = request.get("desiredCount", service.running)
            if deploys or request.get("forceNewDeployment"):
                self.deploy(arn, service.listed(self.clock.seconds)[0].definition)
            return ServiceArn(arn).revision(service.listed(self.clock.seconds)[0].id)

    def _active(self, arn: str, definition: str) -> FakeEcsService:
        if arn not in self.services:
            raise refused(errors.ServiceNotFound, "Service not found.")
        if self.services[arn].status is not Status.ACTIVE:
            raise refused(errors.ServiceNotActive, "Service was not ACTIVE.")
        if definition in self.inactive:
            raise refused(errors.TaskDefinitionInactive, "TaskDefinition is inactive")
        return self.services[arn]

    def deploy(self, arn: str, definition: str) -> EcsRollout:
        """Begin a deployment; one under way is superseded."""
        service, now = self.services[arn], self.clock.seconds
        running = service.rollouts[-1]
        if running.status(now) == "IN_PROGRESS":
            running.superseded = now
        healthy = definition not in self.crashing
        if service.rewrites_alarms:
            service.values["deploymentConfiguration"]["alarms"] = {
                "alarmNames": ["RollbackAlarm"], "enable": True, "rollback": True,
            }  # fmt: skip
        service.rollouts.append(EcsRollout(str(next(self._numbers)), definition, now, healthy, service.breaker))
        return service.rollouts[-1]

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        with self._call("tag", (arn, dict(tags))):
            self.services[arn].tags.update(tags)

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        with self._call("untag", (arn, list(keys))):
            for key in keys:
                self.services[arn].tags.pop(key, None)

    def scales(self, cluster: str, service: str) -> bool:
        with self._call("scales", (cluster, service)):
            return service in self.scaled

    def account(self) -> str:
        with self._call("account", None):
            return self.caller

    def deployments(self, arn: str) -> list[str]:
        with self._call("deployments", arn):
            seen = self.clock.seconds - self.seen_after
            return [_arn(arn, one.number) for one in reversed(self.services[arn].rollouts) if one.began <= seen]

    def describe_deployments(self, arns: Sequence[str]) -> list[Deployment]:
        with self._call("describe_deployments", list(arns)):
            return [found for arn in arns if (found := self._told(arn))]

    def _told(self, arn: str) -> Deployment | None:
        found = self._rollout(arn)
        if found is None:
            return None
        service, rollout = found
        status = rollout.status(self.clock.seconds)
        return Deployment(
            arn=arn,
            status=status,
            target_revision=ServiceArn(service.arn).revision(rollout.number),
            created_at=self.clock.time(rollout.began),
            reason=BREAKER if status.startswith("ROLLBACK") else None,
            tasks=Tasks(2, 2 if status == "SUCCESSFUL" else 1, 0),
        )

    def describe_revisions(self, arns: Sequence[str]) -> list[Revision]:
        with self._call("describe_revisions", list(arns)):
            found = ((arn, self._rollout(arn)) for arn in arns)
            return [Revision(arn, one[1].definition, self.resources) for arn, one in found if one]

    def _rollout(self, arn: str) -> tuple[FakeEcsService, EcsRollout] | None:
        """Find a deployment by its ARN or that of its revision."""
        number = arn.rpartition("/")[2]
        every: Collection[FakeEcsService] = self.services.values()
        return next(((one, rollout) for one in every for rollout in one.rollouts if rollout.number == number), None)


def _arn(service: str, number: str) -> str:
    return f"{service.replace(':service/', ':service-deployment/')}/{number}"


def _floats(value: Any) -> Iterator[float]:
    """Find numbers that are no integers to Python."""
    if isinstance(value, Mapping):
        for member in value.values():
            yield from _floats(member)
    elif isinstance(value, list | tuple):
        for member in value:
            yield from _floats(member)
    elif isinstance(value, float):
        yield value
