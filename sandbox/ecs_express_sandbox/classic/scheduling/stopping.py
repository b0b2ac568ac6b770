"""
How tasks of a classic service are stopped: which first, and how long it takes.

Source: UpdateService in the API reference: SIGTERM, 30 seconds, SIGKILL; the zone with the most tasks of the service first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from ecs_express_sandbox.classic.records import Service, Task
from ecs_express_sandbox.classic.scheduling.load_balancing import first_target_group
from ecs_express_sandbox.containers.fates import stops_in

DRAIN = timedelta(seconds=30)
"""How long a task behind a load balancer goes on before it is stopped; one that handles SIGTERM ends within it."""

GONE = timedelta(seconds=5)
"""How long a service without tasks takes to become INACTIVE."""


def leaves_at(task: Task, draining_since: datetime) -> datetime:
    """Tell when a task that is being stopped is gone."""
    stopping = stops_in(task.definition)
    if not first_target_group(task.revision):
        return draining_since + stopping
    return draining_since + DRAIN + (stopping if stopping > GONE else timedelta(0))


def in_order(service: Service, candidates: Iterable[Task]) -> Iterator[Task]:
    """List tasks as they are stopped: what is not healthy first, then from the zone with the most tasks."""
    left = list(candidates)
    crowd = Counter(task.zone for task in service.live_tasks())
    while left:
        chosen = min(left, key=lambda task: (task.healthy_at is not None, -crowd[task.zone]))
        left.remove(chosen)
        crowd[chosen.zone] -= 1
        yield chosen


def stop(service: Service, task: Task, instant: datetime) -> None:
    """Let a task drain, because the scheduler wants no more of its kind."""
    for_whom = service.primary.revision.deployment_id if service.primary else task.deployment
    task.draining_at, task.stop_code = instant, "ServiceSchedulerInitiated"
    task.stopped_reason = f"Scaling activity initiated by (deployment {for_whom})"
    task.exit_code = 0 if task.started_at else None
    if group := first_target_group(task.revision):
        service.say(instant, f"deregistered 1 targets in (target-group {group})")
        service.say(instant, "has begun draining connections on 1 tasks.")
    else:
        service.say(instant, "has stopped 1 running tasks.")
