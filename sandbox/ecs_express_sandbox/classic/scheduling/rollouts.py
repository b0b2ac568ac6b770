"""
Service deployments of classic services: how they begin, are rolled back, and end.

The rollback of a failed deployment makes the revision that last completed PRIMARY again, under its own id. Words: public
reports (containers-roadmap #1488, terraform-provider-aws); ECS developer guide, "How the Amazon ECS deployment circuit
breaker detects failures", read 2026-11-28.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ecs_express_sandbox.aws.alarms import in_alarm
from ecs_express_sandbox.classic.deployment_configuration import resets, threshold
from ecs_express_sandbox.classic.records import Deployment, Revision, Row, Service, Task
from ecs_express_sandbox.classic.scheduling import shifting
from ecs_express_sandbox.classic.service_context import ServiceContext
from ecs_express_sandbox.containers.image_behaviour import Fate
from ecs_express_sandbox.express.rollouts.rollout import (
    ALARM_DETECTED,
    BREAKER,
    NO_CANDIDATE,
    STOPPED_BY_USER,
)

PENDING = timedelta(seconds=1)
REQUESTED = timedelta(seconds=2)
"""How long a deployment is PENDING, and a requested rollback is not begun."""

ROLLBACK = timedelta(seconds=30)
"""How long a rollback takes at least, as on Express services."""

NOT_HEALTHY = "Service deployment rolled back because its tasks did not become healthy."  # (ours)
"""A deployment that shifts traffic fails without a circuit breaker too: it cannot go on for ever."""

_STOPPED = {
    BREAKER: "Service deployment stopped because the circuit breaker threshold was exceeded.",
    ALARM_DETECTED: "Service deployment stopped because an alarm was detected.",
}
"""Why a rollback would be -> the status reason where none is wanted (ours)."""

_ROLLOUT_REASONS = {
    BREAKER: ("ECS deployment circuit breaker: tasks failed to start.", "tasks failed to start."),
    ALARM_DETECTED: ("ECS deployment failed: alarm detected.", "alarm detected."),
    STOPPED_BY_USER: ("ECS deployment stopped by user.", "deployment stopped by user."),
    NOT_HEALTHY: ("ECS deployment failed: tasks failed to start.", "tasks failed to start."),
}
"""Why a deployment fails -> its rollout state reason, and the end of the event; the last three are (ours)."""


def times(service: Service) -> Iterator[datetime]:
    """List when a deployment moves on by itself."""
    deployment = service.newest
    if deployment is not None and deployment.status == "PENDING":
        yield deployment.created_at + PENDING
    elif deployment is not None and deployment.status == "ROLLBACK_REQUESTED":
        yield deployment.updated_at + REQUESTED
    elif deployment is not None and deployment.status == "ROLLBACK_IN_PROGRESS":
        yield deployment.updated_at + ROLLBACK


def counts(context: ServiceContext, task: Task) -> bool:
    """Report whether the failure of a task counts for the circuit breaker."""
    return task.behaviour.fate is not Fate.EXITS or context.settings.exit_after_start == "counted"


def note_health(service: Service, task: Task) -> None:
    """Take note of a task that has passed its checks."""
    row = next((row for row in service.rows if row.revision is task.revision), None)
    if row is not None and resets(service.settings["deploymentConfiguration"]):
        row.failures = 0


def move_on(context: ServiceContext, instant: datetime) -> None:
    """Begin, fail and roll back what is due."""
    service, deployment = context.service, context.service.newest
    if deployment is None or deployment.is_terminal:
        return
    if deployment.status == "PENDING" and deployment.created_at + PENDING <= instant:
        deployment.started_at = deployment.created_at + PENDING
        deployment.become("IN_PROGRESS", deployment.started_at)
    row = next((row for row in service.rows if row.revision is deployment.target), None)
    if row is None:
        return  # it has failed, and the last of its tasks is gone
    breaker = deployment.configuration["deploymentCircuitBreaker"]
    deployment.threshold = threshold(deployment.configuration, service.desired)
    if deployment.status == "IN_PROGRESS":
        shifting.note(context, instant)
        deployment.failures = min(row.failures, deployment.threshold) if breaker["enable"] else row.failures
        if breaker["enable"] and deployment.failures >= deployment.threshold:
            _fail(service, deployment, row, BREAKER, instant, rollback=breaker["rollback"])
        elif shifting.of(service) and row.failures >= deployment.threshold:
            _fail(service, deployment, row, NOT_HEALTHY, instant, rollback=True)
        elif names := _ringing(service, deployment):
            deployment.triggered_alarms = tuple(names)
            rollback = deployment.configuration["alarms"]["rollback"]
            _fail(service, deployment, row, ALARM_DETECTED, instant, rollback=rollback)
    elif deployment.status == "ROLLBACK_REQUESTED" and deployment.updated_at + REQUESTED <= instant:
        _fail(service, deployment, row, STOPPED_BY_USER, instant, rollback=True)


def is_alarmed(service: Service) -> bool:
    """Report whether an alarm goes off that rolls the running deployment back."""
    deployment = service.newest
    return deployment is not None and deployment.status == "IN_PROGRESS" and bool(_ringing(service, deployment))


def _ringing(service: Service, deployment: Deployment) -> list[str]:
    """Name the alarms of a deployment that are in ALARM."""
    alarms = deployment.configuration["alarms"]
    if not alarms["enable"]:
        return []
    return [name for name in alarms["alarmNames"] if in_alarm(service.account, service.region, name)]


def _fail(service: Service, deployment: Deployment, row: Row, cause: str, at: datetime, *, rollback: bool) -> None:
    reason, event = _ROLLOUT_REASONS[cause]
    row.become("FAILED", reason, at)
    service.say(at, f"(deployment {row.revision.deployment_id}) deployment failed: {event}")
    deployment.cause = cause
    if not rollback:
        deployment.become("STOPPED", at, _STOPPED[cause])
        return
    deployment.rollback_at = at
    if deployment.source is None:
        deployment.become("ROLLBACK_FAILED", at, NO_CANDIDATE)
        return
    deployment.become("ROLLBACK_IN_PROGRESS", at, cause)
    _return_to(service, deployment.source, at)


def _return_to(service: Service, source: Revision, at: datetime) -> None:
    """Make the revision that last completed PRIMARY again."""
    known = next((row for row in service.rows if row.revision is source), None)
    row = known or Row(source, source.created_at, at)
    row.failures, row.next_start = 0, None
    row.become(
        "IN_PROGRESS", f"ECS deployment circuit breaker: rolling back to deploymentId {source.deployment_id}.", at
    )
    service.rows = [row, *(other for other in service.rows if other is not row)]
    service.say(at, f"rolling back to deployment {source.deployment_id}.")


def complete(context: ServiceContext, instant: datetime) -> None:
    """End what has reached its aim: as many healthy tasks as wanted, and none of another revision."""
    service, primary, deployment = context.service, context.service.primary, context.service.newest
    if primary is None or service.deleted_at is not None:
        return
    if not shifting.is_over(context, instant) or (deployment is not None and _still_rolls_back(deployment, instant)):
        return
    gone = _unneeded(service, primary)
    service.rows = [row for row in service.rows if row not in gone]
    live = service.live_tasks(primary.revision)
    healthy = [task for task in live if task.healthy_at is not None]
    unstopped = [task for task in service.tasks if task.stopped_at is None]
    if not len(unstopped) == len(live) == len(healthy) == service.desired:
        return
    if primary.state == "IN_PROGRESS" and (deployment is None or deployment.status in _AIMS):
        primary.become("COMPLETED", f"ECS deployment {primary.revision.deployment_id} completed.", instant)
        service.completed = primary.revision
        service.say(instant, f"(deployment {primary.revision.deployment_id}) deployment completed.")
        if deployment is not None:
            deployment.become(_AIMS[deployment.status], instant)
    if primary.state == "COMPLETED" and not service.is_steady:
        service.is_steady = True
        service.say(instant, "has reached a steady state.")


def _still_rolls_back(deployment: Deployment, instant: datetime) -> bool:
    """Report whether a rollback is not over yet, whatever its tasks are."""
    return deployment.status == "ROLLBACK_IN_PROGRESS" and instant < deployment.updated_at + ROLLBACK


_AIMS = {"IN_PROGRESS": "SUCCESSFUL", "ROLLBACK_IN_PROGRESS": "ROLLBACK_SUCCESSFUL"}
"""What a deployment becomes when it reaches its aim."""


def _unneeded(service: Service, primary: Row) -> list[Row]:
    """List the older deployments that have no tasks any more."""
    busy = {id(task.revision) for task in service.tasks if task.stopped_at is None}
    return [row for row in service.rows if row is not primary and id(row.revision) not in busy]
