"""
Task sets of services that an external controller deploys: their tasks, over time.

Each runs its share of the service's desired count. Source: TaskSet in the API model, botocore 1.44.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from math import ceil

from ecs_express_sandbox.classic.records import Service, Task, TaskSet
from ecs_express_sandbox.classic.scheduling.new_tasks import new_tasks
from ecs_express_sandbox.classic.scheduling.stopping import in_order, stop
from ecs_express_sandbox.classic.service_context import ServiceContext


def computed_count(service: Service, task_set: TaskSet) -> int:
    """Tell how many tasks a task set is to have: its share of the desired count, rounded up."""
    return 0 if task_set.status == "DRAINING" else ceil(service.desired * task_set.scale / 100)


def times(service: Service) -> Iterator[datetime]:
    """List when a task set starts tasks again after others have failed."""
    for task_set in service.task_sets:
        lacks = computed_count(service, task_set) > len(service.live_tasks(task_set.revision))
        if task_set.next_start is not None and lacks:
            yield task_set.next_start


def note_failure(service: Service, task: Task, at: datetime) -> None:
    """Wait twice as long after each failure of a task set before it starts another task."""
    for task_set in service.task_sets:
        if task_set.revision is task.revision:
            task_set.failures += 1
            task_set.next_start = at + timedelta(seconds=2 ** min(task_set.failures, 10))


def fill(context: ServiceContext, instant: datetime) -> None:
    """Start and stop tasks, forget what is gone, and note what is steady."""
    service = context.service
    for task_set in service.task_sets:
        live, wanted = service.live_tasks(task_set.revision), computed_count(service, task_set)
        for task in islice(in_order(service, live), max(0, len(live) - wanted)):
            stop(service, task, instant)
        if wanted > len(live) and (task_set.next_start is None or task_set.next_start <= instant):
            service.tasks += new_tasks(context, task_set.revision, instant, task_set.identifier, wanted - len(live))
            service.say(instant, f"has started {wanted - len(live)} tasks.")
        _note_steady(service, task_set, instant)
    service.task_sets = [one for one in service.task_sets if one.status != "DRAINING" or _tasks(service, one)]


def _note_steady(service: Service, task_set: TaskSet, instant: datetime) -> None:
    own = _tasks(service, task_set)
    is_steady = len(own) == computed_count(service, task_set) and all(task.healthy_at for task in own)
    task_set.steady_since = (task_set.steady_since or instant) if is_steady else None


def _tasks(service: Service, task_set: TaskSet) -> list[Task]:
    """List the tasks of a task set that have not stopped."""
    return [task for task in service.tasks if task.revision is task_set.revision and task.stopped_at is None]
