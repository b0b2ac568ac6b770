"""
What the containers of a task write into their logs, and where: ``<prefix>/<container>/<task id>``.

No container runs, so these are the few lines that show what became of the task: that it started, that it serves, why
it fails. Source of the stream's name: ECS developer guide, "Send logs to CloudWatch" (``awslogs-stream-prefix``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Literal

from ecs_express_sandbox.aws import logs
from ecs_express_sandbox.containers.fates import Container, containers_of
from ecs_express_sandbox.containers.image_behaviour import Fate, behaviour_of, tag_of
from ecs_express_sandbox.containers.task import Owner, Task

Part = Literal["started", "healthy", "unhealthy", "ended"]


def log_once(service: Owner, task: Task, part: Part, at: datetime, lines: Callable[[Container], Iterable[str]]) -> None:
    """Write what the containers of a task say at one point of its life, if that is not written yet."""
    if part in task.logged:
        return
    task.logged.add(part)
    for container in containers_of(task.definition):
        if place := destination(container, task):
            logs.append(service.account, service.region, *place, list(lines(container)), at)


def destination(container: Container, task: Task) -> tuple[str, str] | None:
    """Return the log group and the stream of a container; ``None`` for another log driver than awslogs."""
    configured = container.get("logConfiguration") or {}
    options = configured.get("options") or {}
    if configured.get("logDriver") != "awslogs" or "awslogs-group" not in options:
        return None
    prefix = options.get("awslogs-stream-prefix")
    name = f"{prefix}/{container['name']}/{task.identifier}" if prefix else task.identifier
    return options["awslogs-group"], name


def at_start(container: Container) -> Iterator[str]:
    """Say that a container starts, and where it listens."""
    yield f"Starting {container['image']}"
    ports = container.get("portMappings")
    if ports and behaviour_of(container["image"]).fate is not Fate.EXITS:
        yield f"Listening on port {ports[0]['containerPort']}"


def at_end(task: Task, container: Container) -> Iterator[str]:
    """Say why a container ends."""
    if container["name"] == task.failed_container and task.stop_code == "EssentialContainerExited":
        yield from _last_words(task, container)
    else:
        yield "Received SIGTERM, stopping"


def _last_words(task: Task, container: Container) -> Iterator[str]:
    """Give the environment away, as careless programs do."""
    tag = tag_of(container["image"])
    yield f"Fatal: an image with the tag '{tag}' ends by itself with exit code {task.exit_code}"
    if variables := container.get("environment"):
        yield "Environment: " + " ".join(f"{entry['name']}={entry.get('value', '')}" for entry in variables)
