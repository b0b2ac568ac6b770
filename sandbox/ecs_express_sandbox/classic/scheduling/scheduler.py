"""
The service scheduler: what happens to the tasks of a classic service at an instant, and when something happens next.

A rolling update starts tasks of the PRIMARY deployment up to ``maximumPercent`` and stops old ones down to
``minimumHealthyPercent``. Sources: ECS developer guide, "Deploy Amazon ECS services by replacing tasks" and "Service
throttle logic", read 2026-11-28.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from ecs_express_sandbox.classic.deployment_configuration import least_healthy, most_tasks
from ecs_express_sandbox.classic.records import Row, Service, Task
from ecs_express_sandbox.classic.scheduling import rollouts, shifting, task_sets
from ecs_express_sandbox.classic.scheduling.load_balancing import direct, first_target_group
from ecs_express_sandbox.classic.scheduling.new_tasks import new_tasks
from ecs_express_sandbox.classic.scheduling.stopping import GONE, in_order, leaves_at, stop
from ecs_express_sandbox.classic.service_context import ServiceContext
from ecs_express_sandbox.containers.image_behaviour import Fate
from ecs_express_sandbox.containers.logs import at_end, at_start, log_once

_LONGEST_BACK_OFF = timedelta(minutes=27)
"""How long ECS waits at most before it starts a failing task again: "Service throttle logic"."""

_TRIES_AT_ONCE = 3
"""After so many failures in a row the service counts as unable to start tasks consistently (ours)."""


def advance(context: ServiceContext, instant: datetime) -> None:
    """Do everything that is due for one service."""
    service = context.service
    for task in service.tasks:
        _age(context, task, instant)
    rollouts.move_on(context, instant)
    _fill(context, instant)
    task_sets.fill(context, instant)
    rollouts.complete(context, instant)
    _leave(service, instant)
    direct(context)
    _log(service)


def next_due(context: ServiceContext, after: datetime) -> datetime | None:
    """Tell when something happens next; ``None`` if only a request can change the service."""
    service = context.service
    times = [*_task_times(service), *rollouts.times(service), *shifting.times(context), *task_sets.times(service)]
    if (primary := service.primary) and primary.next_start and _missing(service, primary) > 0:
        times.append(primary.next_start)
    if service.deleted_at and service.inactive_at is None and not _unstopped(service):
        times.append(max([service.deleted_at, *(t.stopped_at for t in service.tasks if t.stopped_at)]) + GONE)
    return min((time for time in times if time > after), default=None)


def _task_times(service: Service) -> Iterator[datetime]:
    for task in _unstopped(service):
        if (step := _next_step(task)) is not None:
            yield step


def _unstopped(service: Service) -> list[Task]:
    return [task for task in service.tasks if task.stopped_at is None]


def _next_step(task: Task) -> datetime | None:
    """Tell when a task starts, fails, becomes healthy or stops."""
    own = task.behaviour
    if task.draining_at is not None:
        return leaves_at(task, task.draining_at)
    if task.started_at is None:
        return task.created_at + own.starts_in
    if own.fate is Fate.HEALTHY:
        return None if task.healthy_at else task.started_at + task.healthy_after
    return task.started_at + own.fails_after


def _age(context: ServiceContext, task: Task, instant: datetime) -> None:
    """Take a task the steps that are due."""
    while task.stopped_at is None and (step := _next_step(task)) is not None and step <= instant:
        if task.draining_at is not None:
            task.stopped_at = step
        elif task.started_at is None and task.behaviour.fate is not Fate.NEVER_STARTS:
            task.started_at = step
        elif task.behaviour.fate is Fate.HEALTHY:
            task.healthy_at = step
            rollouts.note_health(context.service, task)
        else:
            _fail(context, task, step)


def _fail(context: ServiceContext, task: Task, at: datetime) -> None:
    own, service = task.behaviour, context.service
    group = first_target_group(task.revision)
    task.stopped_at, task.stop_code, task.exit_code = at, own.stop_code, own.exit_code
    task.stopped_reason, task.failed_container = own.reason(group), own.container
    task_sets.note_failure(service, task, at)
    row = next((row for row in service.rows if row.revision is task.revision), None)
    if row is None:
        return
    row.failures += rollouts.counts(context, task)
    row.next_start = at + _back_off(context, row)
    _tell(service, task, at)
    if row.failures == _TRIES_AT_ONCE and row is service.primary:
        service.say(at, "is unable to consistently start tasks successfully.")


def _back_off(context: ServiceContext, row: Row) -> timedelta:
    """Wait a second; where no circuit breaker is, twice as long after each round of failures."""
    if context.service.settings["deploymentConfiguration"]["deploymentCircuitBreaker"]["enable"]:
        return timedelta(seconds=1)
    rounds = row.failures // max(1, context.service.desired)
    return min(timedelta(seconds=2 ** min(rounds, 12)), _LONGEST_BACK_OFF)


def _tell(service: Service, task: Task, at: datetime) -> None:
    """Write the event of a failure. Words: ECS developer guide, "Service event messages"."""
    if task.behaviour.fate is Fate.NEVER_STARTS:
        service.say(at, f"was unable to place a task. Reason: {task.stopped_reason}.")
    elif task.behaviour.fate is Fate.UNHEALTHY and (group := first_target_group(task.revision)):
        service.say(at, f"deregistered 1 targets in (target-group {group}): {task.stopped_reason}.")
    else:
        service.say(at, f"has stopped 1 running tasks: {task.stopped_reason}.")


def _missing(service: Service, row: Row) -> int:
    """Tell how many tasks a deployment lacks."""
    if row.state == "FAILED":
        return 0
    return service.desired - len(service.live_tasks(row.revision))


def _fill(context: ServiceContext, instant: datetime) -> None:
    """Stop what is too much and start what is missing, within the limits of the deployment configuration."""
    service, primary = context.service, context.service.primary
    if primary is None:
        return
    _stop_surplus(service, primary, instant)
    _stop_old(context, primary, instant)
    _start_missing(context, primary, instant)


def _stop_surplus(service: Service, primary: Row, instant: datetime) -> None:
    """Scale in, and take what a failed deployment left away."""
    for row in service.rows:
        keep = 0 if row.state == "FAILED" and row is not primary else service.desired
        live = service.live_tasks(row.revision)
        for task in islice(in_order(service, live), max(0, len(live) - keep)):
            stop(service, task, instant)


def _stop_old(context: ServiceContext, primary: Row, instant: datetime) -> None:
    """Stop tasks of older deployments as long as enough healthy ones are left, and traffic needs them no more."""
    service = context.service
    if primary.state == "FAILED" or not shifting.is_over(context, instant):
        return
    least = least_healthy(service.settings["deploymentConfiguration"], service.desired)
    old = [task for task in service.live_tasks() if task.revision is not primary.revision]
    for task in in_order(service, old):
        healthy = sum(other.healthy_at is not None for other in service.live_tasks())
        if task.healthy_at is None or healthy - 1 >= least:
            stop(service, task, instant)


def _start_missing(context: ServiceContext, primary: Row, instant: datetime) -> None:
    service = context.service
    if primary.next_start is not None and primary.next_start > instant:
        return
    missing = _missing(service, primary)
    count = min(missing, _room(service) - len(service.live_tasks()))
    if count <= 0:
        _note_deadlock(service, primary, missing, instant)
        return
    service.tasks += new_tasks(context, primary.revision, instant, primary.revision.deployment_id, count)
    service.is_steady = False
    service.say(instant, f"has started {count} tasks.")


def _room(service: Service) -> int:
    """Tell how many tasks there may be at once; who shifts traffic has both revisions in full."""
    if shifting.of(service) is not None:
        return service.desired + len(service.live_tasks())
    most = most_tasks(service.settings["deploymentConfiguration"], service.desired)
    return max(most, service.desired) if len(service.rows) == 1 else most


def _note_deadlock(service: Service, primary: Row, missing: int, instant: datetime) -> None:
    """Say once that a deployment cannot go on: nothing may stop, nothing may start, and nothing is on its way."""
    on_the_way = any(task.draining_at or not task.healthy_at for task in _unstopped(service))
    if missing > 0 and not on_the_way and not primary.is_stuck:
        primary.is_stuck = True
        service.say(instant, _DEADLOCK)


_DEADLOCK = (
    "was unable to stop or start tasks during a deployment because of the service deployment configuration. "
    "Update the minimumHealthyPercent or maximumPercent value and try again."
)


def _leave(service: Service, instant: datetime) -> None:
    """Become INACTIVE when the last task is gone."""
    if service.deleted_at is None or service.inactive_at is not None or _unstopped(service):
        return
    gone = max([service.deleted_at, *(task.stopped_at for task in service.tasks if task.stopped_at)])
    if gone + GONE <= instant:
        service.inactive_at = gone + GONE
        service.rows.clear()
        service.task_sets.clear()


def _log(service: Service) -> None:
    for task in service.tasks:
        if task.started_at is not None and "ended" not in task.logged:
            log_once(service, task, "started", task.started_at, at_start)
            if task.stopped_at is not None:
                log_once(service, task, "ended", task.stopped_at, partial(at_end, task))
