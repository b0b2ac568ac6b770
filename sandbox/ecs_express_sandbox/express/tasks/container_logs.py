"""What the containers of an Express service's tasks log: what all do, and what ``Main`` says of its health checks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from ecs_express_sandbox.aws.target_registration import Health
from ecs_express_sandbox.containers.fates import Container
from ecs_express_sandbox.containers.logs import Part, at_end, at_start, log_once
from ecs_express_sandbox.express.managed_resources.context import ServiceContext
from ecs_express_sandbox.express.records import Deployment, Task
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
        log_once(service, task, "started", task.started_at, at_start)
        now = health.get(task.revision.arn)
        if phase is not None and (now == "healthy" or now == "unhealthy"):
            log_once(service, task, now, phase.begins, partial(_checked, task, now))
        if task.stopped_at is not None:
            log_once(service, task, "ended", task.stopped_at, partial(at_end, task))


def _health(deployment: Deployment, phase: Phase | None) -> dict[str, Health]:
    """Tell the health of each revision's tasks."""
    if phase is None:
        return {}
    fleets: list[tuple[Any, Fleet]] = [(deployment.target, phase.target), (deployment.source, phase.source)]
    return {revision.arn: fleet.health for revision, fleet in fleets if revision is not None}


def _checked(task: Task, part: Part, container: Container) -> Iterator[str]:
    """Say what the load balancer's health check is answered."""
    if container["name"] != MAIN:
        return
    check = f'"GET {task.revision.configuration["healthCheckPath"]} HTTP/1.1"'
    yield f"{check} {200 if part == 'healthy' else 503} {CHECKER}"
    if part == "unhealthy":
        yield "Not ready: an image with the tag 'unhealthy' answers every health check with 503"
