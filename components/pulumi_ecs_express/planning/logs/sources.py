"""Where the containers of tasks log: streams of CloudWatch Logs, or elsewhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.evidence import LogStream, StoppedTask
from pulumi_ecs_express.model.rollout.running_task import RunningTask
from pulumi_ecs_express.planning.rollout.attribution import deployment_id
from pulumi_ecs_express.planning.rollout.container_logs import Definition, stream_in_definition

Task = RunningTask | StoppedTask

PLAIN_OPTIONS = (
    "Name", "region", "log_group_name", "delivery_stream", "stream", "bucket", "Host", "Port",
    "splunk-url", "fluentd-address", "syslog-address", "gelf-address", "awslogs-group",
)  # fmt: skip
"""Options of log drivers and of Fluent Bit's outputs that say where to; others may hold keys, so they are not shown."""

ROUTED = "awsfirelens"


@dataclass(frozen=True)
class Source:
    """One log that can be read: of one container of one task."""

    task_id: str
    stream: LogStream


@dataclass(frozen=True)
class Elsewhere:
    """
    A container whose log is not in CloudWatch Logs by AWS's own driver.

    Attributes:
        driver: The log driver; empty where there is no log configuration.
        where: Where it writes to, by the options that say so.
        router: The container that routes its log, if one does.
    """

    container: str
    driver: str
    where: str
    router: str | None = None

    def sentence(self) -> str:
        """Say it."""
        if not self.driver:
            return f"container {self.container} has no log configuration, so nothing keeps its lines"
        through = f", through container {self.router}" if self.router else ""
        where = self.where or "where the configuration of its log driver says"
        return f"container {self.container} logs by {self.driver}{through} to {where}: its lines are not here"


def of_revision(tasks: Iterable[Task], revision_arn: str, definition_arn: str | None) -> list[Task]:
    """
    Pick the tasks of a revision.

    After a rollback AWS starts tasks of a revision under another deployment, so its task definition counts as well.
    """
    started_by = deployment_id(revision_arn)
    return [task for task in tasks if task.started_by == started_by or task.task_definition_arn == definition_arn]


def with_id(tasks: Iterable[Task], wanted: str | None) -> list[Task]:
    """Pick a task by its id, or the beginning of it, or its ARN; all without one."""
    return [task for task in tasks if wanted is None or task.arn == wanted or task.id.startswith(wanted)]


def sources(
    tasks: Iterable[Task], definitions: Mapping[str, Definition], region: str, container: str | None
) -> Iterator[Source]:
    """List the logs of tasks whose task definition is known, of one container or of all."""
    for task in tasks:
        definition = definitions.get(task.task_definition_arn, {})
        for name in containers(definition):
            stream = stream_in_definition(definition, name, task.id, region)
            if stream and container in (None, name):
                yield Source(task.id, stream)


def containers(definition: Definition) -> list[str]:
    """List the names of the containers."""
    return [str(one.get("name")) for one in definition.get("containerDefinitions", [])]


def elsewhere(definitions: Iterable[Definition], container: str | None) -> list[Elsewhere]:
    """List the containers that log elsewhere, each once."""
    found = dict[str, Elsewhere]()
    for definition in definitions:
        listed = definition.get("containerDefinitions", [])
        router = next((str(one.get("name")) for one in listed if one.get("firelensConfiguration")), None)
        for one in listed:
            name, logs = str(one.get("name")), one.get("logConfiguration") or {}
            known = stream_in_definition(definition, name, "task", "region")
            if known is None and container in (None, name):
                driver = str(logs.get("logDriver") or "")
                found[name] = Elsewhere(name, driver, _where(logs), router if driver == ROUTED else None)
    return list(found.values())


def _where(logs: Mapping[str, Any]) -> str:
    options = logs.get("options") or {}
    return ", ".join(f"{name} {options[name]}" for name in PLAIN_OPTIONS if options.get(name))


def nothing_to_read(
    service: str, tasks: Sequence[Task], definitions: Iterable[Definition], container: str | None, task: str | None
) -> errors.NoLogs:
    """Say why there is no log: no task, no such container, or none that logs to CloudWatch."""
    names = sorted({name for definition in definitions for name in containers(definition)})
    if not tasks:
        return errors.NoLogs(
            f"there is no log of service {service} to read",
            why=f"no task {task!r} is known"
            if task
            else "no task of this revision is known, and ECS forgets stopped ones after an hour",
            remedy="look at `ecs-express status`; name another task with --task, or another revision with --revision or --failed",
        )
    if container is not None and container not in names:
        return errors.NoLogs(
            f"service {service} has no container {container!r}",
            why=f"its tasks have {', '.join(names)}",
            remedy="name one of these with --container",
        )
    said = "; ".join(one.sentence() for one in elsewhere(definitions, container)) or "no container has a log"
    return errors.NoLogs(
        f"there is no log of service {service} to read here",
        why=said,
        remedy="read it there, or name another --container",
    )
