"""What the sandbox remembers of Express Mode: services, revisions, deployments, tasks and managed resources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from ecs_express_sandbox.containers.task import Task as TaskOfAny
from ecs_express_sandbox.express.rollouts.phases import phases
from ecs_express_sandbox.express.rollouts.rollout import Ending, Phase, Rollout, phase_at

Configuration = dict[str, Any]
"""Everything an update can change, in the API's names and shapes; treated as immutable."""


@dataclass
class Managed:
    """
    A resource that ECS makes in the account.

    Attributes:
        identifier: what its own service calls it by: an id or a name; empty until it exists.
        arn: its ARN; empty until it exists.
        began_at: when ECS began to make it.
        active_at: when it became, or will become, usable.
        reason: why it cannot be made, in AWS's words.
        touched_at: when its state last changed.
        leaving: it is being deleted.
        gone_at: when it was deleted.
    """

    touched_at: datetime
    identifier: str = ""
    arn: str = ""
    began_at: datetime | None = None
    active_at: datetime | None = None
    reason: str = ""
    leaving: bool = False
    gone_at: datetime | None = None

    def is_active(self, instant: datetime) -> bool:
        """Report whether it can be used."""
        return self.active_at is not None and self.active_at <= instant and self.gone_at is None


@dataclass
class Gateway:
    """
    A load balancer that the services of one VPC and scheme share, up to 25 of them, with its listener and its group.

    Attributes:
        zones: the Availability Zones that its first service brought; every later one stays within them.
        members: the services that use it, by ARN.
        resources: ``load_balancer``, ``listener`` and ``load_balancer_group`` (its security group).
    """

    account: str
    region: str
    vpc: str
    scheme: Literal["internet-facing", "internal"]
    subnets: tuple[str, ...]
    zones: tuple[str, ...]
    resources: dict[str, Managed]
    members: dict[str, Service] = field(default_factory=dict)

    @property
    def is_in_use(self) -> bool:
        """Report whether services use it, or somebody else does, for whom it was kept."""
        balancer = self.resources["load_balancer"]
        return bool(self.members) or (bool(balancer.arn) and balancer.gone_at is None)


@dataclass(frozen=True)
class Revision:
    """
    One service revision: an immutable configuration, with the task definition made for it.

    Attributes:
        task_definition: the ARN of the task definition.
        definition: the task definition itself, as ECS describes it.
        settings: what UpdateService gave it beside its configuration, by the names of that call.
        digests: what its images meant when it was made.
    """

    arn: str
    created_at: datetime
    configuration: Configuration
    task_definition: str
    definition: Mapping[str, Any] = field(repr=False, compare=False)
    settings: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    digests: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def number(self) -> str:
        """The last part of the ARN, which also names the classic deployment ``ecs-svc/<number>``."""
        return self.arn.rsplit("/", 1)[-1]

    @property
    def tasks_wanted(self) -> int:
        """How many tasks it runs: auto scaling never moves in the sandbox, so the minimum."""
        return int(self.configuration["scalingTarget"]["minTaskCount"])


@dataclass
class Deployment:
    """
    One service deployment.

    Attributes:
        source: the revision in service when it started.
        leftover: the revision of the deployment that it overtook.
        target_group: which of the service's two target groups the new revision uses.
        prepared: what the new revision needs of the load balancer has been set.
        blocked: why that could not be done, in AWS's words.
        watched: whether alarms can roll it back; not if one was in ALARM at its start.
        triggered_alarms: which alarms rolled it back.
    """

    arn: str
    target: Revision
    source: Revision | None
    leftover: Revision | None
    target_group: int
    rollout: Rollout
    prepared: bool = False
    blocked: str = ""
    watched: bool = True
    triggered_alarms: tuple[str, ...] = ()

    @cached_property
    def all_phases(self) -> tuple[Phase, ...]:
        """All phases, for the rollout as it is known now."""
        return phases(self.rollout)

    def revise(self, rollout: Rollout) -> None:
        """Take note of something new: the load balancer is ready, or the deployment is ended."""
        self.rollout = rollout
        self.__dict__.pop("all_phases", None)

    def end(self, ending: Ending) -> None:
        """End the deployment from outside."""
        self.revise(replace(self.rollout, ending=ending))

    def phase(self, instant: datetime) -> Phase:
        """Tell the state at an instant."""
        return phase_at(self.all_phases, instant)

    @property
    def created_at(self) -> datetime:
        """When it was made."""
        return self.rollout.created_at


@dataclass
class Task(TaskOfAny):
    """One task of a revision, in the attempt that its deployment makes with it."""

    revision: Revision = field(kw_only=True)
    attempt: int = field(kw_only=True)


@dataclass
class Deletion:
    """How far the deletion of a service has come: the steps done, when the last one was, and what stops it."""

    requested_at: datetime
    last_step_at: datetime
    steps_done: int = 0
    blocked: str = ""
    inactive_at: datetime | None = None


@dataclass
class Service:
    """
    An Express service.

    Attributes:
        classic: what UpdateService changed, by the names of that call.
        unmarked: somebody took ECS's mark off the service.
    """

    account: str
    region: str
    partition: str
    cluster: str
    name: str
    arn: str
    infrastructure_role: str
    created_at: datetime
    updated_at: datetime
    endpoint: str
    access_type: Literal["PUBLIC", "PRIVATE"]
    vpc: str
    tags: dict[str, str]
    gateway: Gateway
    log_group: str
    resources: dict[str, Managed] = field(default_factory=dict)
    revisions: list[Revision] = field(default_factory=list)
    deployments: list[Deployment] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    events: list[tuple[datetime, str]] = field(default_factory=list)
    deletion: Deletion | None = None
    unmarked: bool = False
    classic: dict[str, Any] = field(default_factory=dict)
    due: datetime | None = None
    scaling_applied: Mapping[str, Any] | None = None
    weights_applied: tuple[int, int] | None = None
    last_phase: Phase | None = None

    @property
    def status(self) -> Literal["ACTIVE", "DRAINING", "INACTIVE"]:
        """The API's status code; ACTIVE at once at creation, long before it serves."""
        if self.deletion is None:
            return "ACTIVE"
        return "DRAINING" if self.deletion.inactive_at is None else "INACTIVE"

    @property
    def cluster_arn(self) -> str:
        """The ARN of its cluster."""
        return f"arn:{self.partition}:ecs:{self.region}:{self.account}:cluster/{self.cluster}"

    @property
    def newest(self) -> Deployment:
        """The latest deployment: it decides what runs, even after its end."""
        return self.deployments[-1]

    def managed(self, kind: str) -> Managed:
        """Find a managed resource, the service's own or one that it shares."""
        return self.gateway.resources.get(kind) or self.resources[kind]

    def live_tasks(self, revision: Revision | None = None) -> list[Task]:
        """List the tasks that have not stopped, of one revision or of all."""
        return [t for t in self.tasks if t.stopped_at is None and (revision is None or t.revision is revision)]

    def is_stuck(self, instant: datetime) -> bool:
        """Report whether something waits for a change from outside, such as a permission."""
        if self.deletion is not None:
            return bool(self.deletion.blocked)
        reasons = [resource.reason for resource in (*self.resources.values(), *self.gateway.resources.values())]
        return any(reasons) or (bool(self.newest.blocked) and not self.newest.phase(instant).is_terminal)


def serving(service: Service, instant: datetime) -> tuple[Revision, ...]:
    """List the revisions that are active at an instant, newest first: two during a rollout, one at rest."""
    deployment = service.newest
    phase = deployment.phase(instant)
    if phase.status in ("SUCCESSFUL", "ROLLBACK_FAILED") or deployment.source is None:
        return (deployment.target,)
    if phase.is_terminal:
        return (deployment.source,)
    return (deployment.target, deployment.source)
