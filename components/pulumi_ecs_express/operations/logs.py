"""Reading the logs of a service's containers: which tasks, which streams, and line after line."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import ObservedService, Revision
from pulumi_ecs_express.operations.reading import express_service
from pulumi_ecs_express.planning.logs.lines import Entry, merged
from pulumi_ecs_express.planning.logs.sources import (
    Elsewhere,
    Source,
    Task,
    elsewhere,
    nothing_to_read,
    of_revision,
    sources,
    with_id,
)
from pulumi_ecs_express.planning.rollout.container_logs import (
    Definition,
    quotable,
    variables_in_configuration,
    variables_in_definition,
)
from pulumi_ecs_express.planning.rollout.revisions import chosen
from pulumi_ecs_express.planning.rollout.state import serving_configuration
from pulumi_ecs_express.planning.status.stack import StackService
from pulumi_ecs_express.providers.adapters import (
    connect,
    connect_container_logs,
    connect_task_definitions,
    connect_task_history,
)

AT_ONCE = 16
"""Streams that are read at the same time."""


@dataclass(frozen=True)
class Wanted:
    """
    Which lines are meant.

    Attributes:
        revision: Number, ARN or task definition; None for the one that serves.
        failed: Whether the revision of the newest deployment that failed is meant.
        task: Id of one task, or its beginning.
        container: Name of one container.
        since: The time from which on; None for all.
    """

    revision: str | None = None
    failed: bool = False
    task: str | None = None
    container: str | None = None
    since: datetime | None = None

    @property
    def of_the_past(self) -> bool:
        """Whether tasks that have stopped are meant too."""
        return self.failed or self.revision is not None or self.task is not None


@dataclass
class Tail:
    """The logs of one service, read on with every call."""

    known: StackService
    wanted: Wanted
    elsewhere: tuple[Elsewhere, ...] = ()
    _sources: list[Source] = field(default_factory=list)
    _places: dict[Source, str] = field(default_factory=dict)
    _definitions: dict[str, Definition] = field(default_factory=dict)
    _variables: list[tuple[str, str]] = field(default_factory=list)

    def find(self) -> None:
        """
        Find the logs; again while they are followed, since tasks come and go.

        Raises:
            errors.NoLogs: There are none to read, and none were found before.
        """
        service = express_service(self.known)
        tasks = self._tasks(service)
        self._read_definitions(service, tasks)
        found = list(sources(tasks, self._definitions, service.region, self.wanted.container))
        self._sources += [one for one in found if one not in self._sources]
        used = [self._definitions[arn] for arn in dict.fromkeys(task.task_definition_arn for task in tasks)]
        self.elsewhere = tuple(elsewhere(used, self.wanted.container))
        if not self._sources:
            raise nothing_to_read(self.known.name, tasks, used, self.wanted.container, self.wanted.task)

    def lines(self) -> list[Entry]:
        """Read what was written since the call before, in the order of time."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            return merged(entry for entries in threads.map(self._of_source, self._sources) for entry in entries)

    def _of_source(self, source: Source) -> list[Entry]:
        logs = connect_container_logs(self.known.connection.at(source.stream.region))
        found, place = logs.read_on(source.stream, self.wanted.since, self._places.get(source))
        self._places[source] = place
        return [Entry(line.at, source, quotable(line.text.rstrip("\n"), self._variables)) for line in found]

    def _tasks(self, service: ObservedService) -> list[Task]:
        history = connect_task_history(self.known.connection)
        tasks: list[Task] = [*history.running(service.arn)]
        if self.wanted.of_the_past:
            tasks += history.stopped(service.arn)
        if self.wanted.task is not None and not (self.wanted.failed or self.wanted.revision):
            return with_id(tasks, self.wanted.task)
        revision = self._revision(service)
        return with_id(of_revision(tasks, revision.arn, revision.task_definition_arn), self.wanted.task)

    def _revision(self, service: ObservedService) -> Revision:
        """Find the revision that is meant: named, failed, or the one that serves; before any serves, the newest one."""
        services = connect(self.known.connection)
        deployments = services.describe_deployments(services.deployments(service.arn))
        if self.wanted.failed or self.wanted.revision:
            meant = [one for one in deployments if one.failed] if self.wanted.failed else deployments
            targets = [one.target_revision for one in meant if one.target_revision]
            if self.wanted.revision is None:
                targets = targets[:1]
            known = services.describe_revisions([*targets, *(one.revision_arn for one in service.configurations)])
            if self.wanted.revision:
                return chosen(service.arn, self.wanted.revision, known)
            return self._failed(targets, known)
        serving = serving_configuration(service, deployments[0] if deployments else None)
        if serving is None:
            raise nothing_to_read(service.name, [], [], None, None)
        return Revision(serving.revision_arn, serving.task_definition_arn, ())

    def _failed(self, targets: Sequence[str], known: Sequence[Revision]) -> Revision:
        found = next((one for one in known if one.arn in targets), None)
        if found is None:
            raise errors.RevisionNotFound(
                f"no deployment of service {self.known.name} has failed",
                why="the ten latest ones have ended well, or run",
                remedy="leave --failed out for the lines of the revision that serves",
            )
        return found

    def _read_definitions(self, service: ObservedService, tasks: Sequence[Task]) -> None:
        """Read the task definitions of tasks, once each, and with them the values that no line may show."""
        new = {task.task_definition_arn for task in tasks} - self._definitions.keys()
        definitions = connect_task_definitions(self.known.connection)
        for arn in sorted(new):
            self._definitions[arn] = definitions.describe(arn)
            self._variables += variables_in_definition(self._definitions[arn])
        active = [pair for one in service.configurations for pair in variables_in_configuration(one)]
        self._variables += [pair for pair in active if pair not in self._variables]
