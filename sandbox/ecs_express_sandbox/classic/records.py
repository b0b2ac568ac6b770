"""What the sandbox remembers of classic services: revisions, deployments, tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from ecs_express_sandbox.containers.image_behaviour import Behaviour
from ecs_express_sandbox.containers.task import Task as TaskOfAny

Settings = dict[str, Any]
"""Members of CreateService and UpdateService, in the API's names and shapes; what they hold is never changed."""

TERMINAL = frozenset({"SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED"})
"""Statuses in which a service deployment has ended."""

RolloutState = Literal["IN_PROGRESS", "COMPLETED", "FAILED"]


@dataclass(frozen=True)
class Revision:
    """
    One service revision.

    Attributes:
        settings: the members of the request that a change of makes another revision.
        definition: the task definition, as ECS describes it.
        digests: what its images meant when it was made.
    """

    arn: str
    created_at: datetime
    settings: Settings = field(repr=False, compare=False)
    definition: Mapping[str, Any] = field(repr=False, compare=False)
    digests: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def deployment_id(self) -> str:
        """The id of its row in ``deployments`` of DescribeServices."""
        return f"ecs-svc/{self.arn.rsplit('/', 1)[-1]}"

    @property
    def task_definition(self) -> str:
        """The ARN of the task definition."""
        return str(self.definition["taskDefinitionArn"])


@dataclass
class Row:
    """
    A deployment as DescribeServices lists it: the tasks of one revision.

    Attributes:
        is_stuck: the deployment configuration lets no task stop or start.
        failures: how many of its tasks have failed since the last one that became healthy.
        next_start: before this instant no task is started, since others have failed.
    """

    revision: Revision
    created_at: datetime
    updated_at: datetime
    is_stuck: bool = False
    state: RolloutState = "IN_PROGRESS"
    reason: str = ""
    failures: int = 0
    next_start: datetime | None = None

    def become(self, state: RolloutState, reason: str, at: datetime) -> None:
        """Change the rollout state."""
        self.state, self.reason, self.updated_at = state, reason, at


@dataclass
class Deployment:
    """
    One service deployment.

    Attributes:
        source: the revision whose deployment last completed; a rollback goes back to it.
        sources: the revisions that had tasks when it started.
        reason: the API's status reason.
        threshold: how many failures trip the circuit breaker.
        cause: why it failed; empty as long as it has not.
        configuration: the deployment configuration in force.
        healthy_at: when all new tasks were healthy; traffic is shifted from then on.
    """

    arn: str
    target: Revision
    source: Revision | None
    sources: tuple[Revision, ...]
    created_at: datetime
    updated_at: datetime
    threshold: int
    configuration: Settings
    status: str = "PENDING"
    reason: str = ""
    cause: str = ""
    failures: int = 0
    started_at: datetime | None = None
    finished_at: datetime | None = None
    stopped_at: datetime | None = None
    rollback_at: datetime | None = None
    triggered_alarms: tuple[str, ...] = ()
    healthy_at: datetime | None = None

    @property
    def is_terminal(self) -> bool:
        """Report whether it has ended."""
        return self.status in TERMINAL

    def become(self, status: str, at: datetime, reason: str = "") -> None:
        """Change the status."""
        self.status, self.updated_at = status, at
        self.reason = reason or self.reason
        if self.is_terminal:
            self.finished_at = at
        if status == "STOPPED":
            self.stopped_at = at


@dataclass
class Task(TaskOfAny):
    """One task of a revision; ``healthy_at`` is when it passed its checks, for which it takes ``healthy_after``."""

    revision: Revision = field(kw_only=True)
    behaviour: Behaviour = field(kw_only=True)
    healthy_after: timedelta = field(kw_only=True)
    healthy_at: datetime | None = None

    @property
    def is_live(self) -> bool:
        """Report whether it runs, or is about to, and is to go on."""
        return self.stopped_at is None and self.draining_at is None


@dataclass
class TaskSet:
    """
    One task set of a service that an external controller deploys.

    Attributes:
        scale: the percentage of the service's desired count that it runs.
        next_start: before this instant no task is started, since others have failed.
        steady_since: since when it has been in a steady state; ``None`` while it has not.
    """

    arn: str
    revision: Revision
    created_at: datetime
    updated_at: datetime
    scale: float = 0.0
    external_id: str = ""
    tags: dict[str, str] = field(default_factory=dict)
    status: Literal["PRIMARY", "ACTIVE", "DRAINING"] = "ACTIVE"
    failures: int = 0
    next_start: datetime | None = None
    steady_since: datetime | None = None

    @property
    def identifier(self) -> str:
        """The id, which its tasks name as what they were started by."""
        return self.revision.deployment_id


@dataclass
class Service:
    """
    A classic service.

    Attributes:
        request: the CreateService request, by which a repeated one is known.
        settings: the members that belong to no revision.
        rows: its deployments, the PRIMARY one first.
        task_sets: what an external controller made, oldest first.
        completed: the revision of the last deployment that completed.
        deleted_at: when its deletion was asked for.
        inactive_at: when it became INACTIVE.
        due: when something happens to it next; ``None`` if only a request can change it.
    """

    account: str
    region: str
    cluster: str
    name: str
    arn: str
    cluster_arn: str
    created_at: datetime
    request: Settings
    settings: Settings
    tags: dict[str, str]
    revisions: list[Revision] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    task_sets: list[TaskSet] = field(default_factory=list)
    completed: Revision | None = None
    deployments: list[Deployment] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    events: list[tuple[datetime, str]] = field(default_factory=list)
    deleted_at: datetime | None = None
    inactive_at: datetime | None = None
    is_steady: bool = False
    due: datetime | None = None

    @property
    def status(self) -> Literal["ACTIVE", "DRAINING", "INACTIVE"]:
        """The API's status."""
        if self.deleted_at is None:
            return "ACTIVE"
        return "DRAINING" if self.inactive_at is None else "INACTIVE"

    @property
    def controller(self) -> str:
        """The type of its deployment controller."""
        return str(self.settings["deploymentController"]["type"])

    @property
    def is_daemon(self) -> bool:
        """Report whether it runs one task on each container instance."""
        return bool(self.settings["schedulingStrategy"] == "DAEMON")

    @property
    def desired(self) -> int:
        """How many tasks it is to have; a daemon has one, as no container instances are imitated."""
        if self.deleted_at is not None:
            return 0
        return 1 if self.is_daemon else int(self.settings["desiredCount"])

    @property
    def primary(self) -> Row | None:
        """The newest deployment; none with the controller EXTERNAL."""
        return self.rows[0] if self.rows else None

    @property
    def newest(self) -> Deployment | None:
        """The latest service deployment."""
        return self.deployments[-1] if self.deployments else None

    def live_tasks(self, revision: Revision | None = None) -> list[Task]:
        """List the tasks that are to go on, of one revision or of all."""
        return [t for t in self.tasks if t.is_live and (revision is None or t.revision is revision)]

    def say(self, at: datetime, message: str) -> None:
        """Write an event."""
        self.events.append((at, f"(service {self.name}) {message}"))
