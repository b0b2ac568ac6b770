"""
What the containers of a task write into their logs, and where: ``<prefix>/<container>/<task id>``.

No container runs, so these are the few lines that show what became of the task: that it started, that it serves, why
it fails. Source of the stream's name: ECS developer guide, "Send logs to CloudWatch" (``awslogs-stream-prefix``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ecs_express_sandbox.aws import logs
from ecs_express_sandbox.express.managed_resources.context import ServiceContext
from ecs_express_sandbox.express.records import Deployment, Service, Task
from ecs_express_sandbox.express.rollouts.image_behaviour import Fate, tag_of
from ecs_express_sandbox.express.rollouts.rollout import Fleet, Phase
from ecs_express_sandbox.express.task_definition import MAIN

CHECKER = "ELB-HealthChecker/2.0"


def write_logs(service_context: ServiceContext, phase: Phase | None) -> None:
    """Write the log lines of a service's tasks that are not written yet."""
    service = service_context.service
    health = _health(service.newest, phase)
    for task in service.tasks:
        if "ended" in task.logged or task.started_at is None:
            continue
        _log_once(service_context, task, "started", task.started_at)
        if phase is not None and (now := health.get(task.revision.arn)) in ("healthy", "unhealthy"):
            _log_once(service_context, task, str(now), phase.begins)
        if task.stopped_at is not None:
            _log_once(service_context, task, "ended", task.stopped_at)


def _health(deployment: Deployment, phase: Phase | None) -> dict[str, str]:
    """Tell the health of each revision's tasks."""
    if phase is None:
        return {}
    fleets: list[tuple[Any, Fleet]] = [(deployment.target, phase.target), (deployment.source, phase.source)]
    return {revision.arn: fleet.health for revision, fleet in fleets if revision is not None}


def _log_once(service_context: ServiceContext, task: Task, part: str, at: datetime) -> None:
    if part in task.logged:
        return
    task.logged.add(part)
    own = service_context.service
    for container in task.revision.definition.get("containerDefinitions", []):
        if place := destination(container, task):
            lines = list(_lines(own, task, part, container))
            logs.append(own.account, own.region, *place, lines, at)


def destination(container: Mapping[str, Any], task: Task) -> tuple[str, str] | None:
    """Return the log group and the stream of a container; ``None`` for another log driver than awslogs."""
    configured = container.get("logConfiguration") or {}
    options = configured.get("options") or {}
    if configured.get("logDriver") != "awslogs" or "awslogs-group" not in options:
        return None
    prefix = options.get("awslogs-stream-prefix")
    name = f"{prefix}/{container['name']}/{task.identifier}" if prefix else task.identifier
    return options["awslogs-group"], name


def _lines(service: Service, task: Task, part: str, container: Mapping[str, Any]) -> Iterator[str]:
    if part == "started":
        yield f"Starting {container['image']}"
    if container["name"] == MAIN:
        yield from _told_by_main(service, task, part)
    if part == "ended" and task.stop_code != "EssentialContainerExited":
        yield "Received SIGTERM, stopping"


def _told_by_main(service: Service, task: Task, part: str) -> Iterator[str]:
    own = task.revision.configuration
    check = f'"GET {own["healthCheckPath"]} HTTP/1.1"'
    if part == "started" and _fate(service, task) is not Fate.EXITS:
        yield f"Listening on port {own['primaryContainer']['containerPort']}"
    elif part == "healthy":
        yield f"{check} 200 {CHECKER}"
    elif part == "unhealthy":
        yield f"{check} 503 {CHECKER}"
        yield "Not ready: an image with the tag 'unhealthy' answers every health check with 503"
    elif part == "ended" and task.stop_code == "EssentialContainerExited":
        yield from _last_words(task)


def _last_words(task: Task) -> Iterator[str]:
    """Say why the container ends, and give its environment away, as careless programs do."""
    container = task.revision.configuration["primaryContainer"]
    tag = tag_of(container["image"])
    yield f"Fatal: an image with the tag '{tag}' ends by itself with exit code {task.exit_code}"
    if variables := container.get("environment"):
        yield "Environment: " + " ".join(f"{entry['name']}={entry.get('value', '')}" for entry in variables)


def _fate(service: Service, task: Task) -> Fate:
    deployment = next(d for d in reversed(service.deployments) if d.target is task.revision)
    return deployment.rollout.behaviour.fate
