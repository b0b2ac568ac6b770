"""ListTasks, DescribeTasks and StopTask, for the tasks of all kinds of services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ecs_express_sandbox.classic.records import Service as ClassicService
from ecs_express_sandbox.classic.records import Task as ClassicTask
from ecs_express_sandbox.classic.world import ClassicWorld
from ecs_express_sandbox.containers.descriptions import described, desired_status
from ecs_express_sandbox.containers.task import Task
from ecs_express_sandbox.express import refusals
from ecs_express_sandbox.express.records import Service as ExpressService
from ecs_express_sandbox.express.records import Task as ExpressTask
from ecs_express_sandbox.express.world import World

Answer = dict[str, Any]
Service = ExpressService | ClassicService

_STATUSES = ("PENDING", "RUNNING", "STOPPED")


@dataclass(frozen=True)
class TaskView:
    """The tasks of one account and Region."""

    world: World
    classic: ClassicWorld
    account: str
    region: str

    def listed(self, request: Mapping[str, Any]) -> Iterator[Task]:
        """List the tasks that a ListTasks request asks for: without a status those whose desired status is RUNNING, as on AWS."""
        name = (request.get("cluster") or "default").rsplit("/", 1)[-1]
        wanted = request.get("desiredStatus") or "RUNNING"
        if wanted not in _STATUSES:
            raise refusals.invalid(f"desiredStatus must be one of {', '.join(_STATUSES)}.")  # (ours)
        asked = (request.get("serviceName") or "").rsplit("/", 1)[-1]
        family, started_by = request.get("family"), request.get("startedBy")
        if started_by and (asked or family):
            raise refusals.invalid("startedBy cannot be combined with other filters.")  # (ours); rule: API model
        for service, task in self._known():
            if service.cluster != name or asked not in ("", service.name):
                continue
            fits_family = not family or family == task.definition.get("family")
            if fits_family and desired_status(task) == wanted and started_by in (None, task.deployment):
                yield task

    def find(self, asked: str) -> tuple[Service, Task] | None:
        """Find a task by ARN or id."""
        identifier = asked.rsplit("/", 1)[-1]
        return next(((service, task) for service, task in self._known() if task.identifier == identifier), None)

    def described(self, service: Service, task: Task, *, with_tags: bool = False) -> Answer:
        """Write the ``Task`` structure."""
        return described(service, task, self.world.clock.now(), with_tags=with_tags)

    def stop(self, request: Mapping[str, Any]) -> Answer:
        """Stop a task; a stopped one stays as it is."""
        match = self.find(request["task"])
        if match is None:
            raise refusals.invalid("The referenced task was not found.")
        service, task = match
        if task.stopped_at is None:
            self._stop(service, task, request.get("reason") or "Task stopped by user")
        return {"task": self.described(service, task)}

    def _stop(self, service: Service, task: Task, reason: str) -> None:
        if isinstance(service, ExpressService) and isinstance(task, ExpressTask):
            self.world.stop_task(service, task, reason)
        elif isinstance(service, ClassicService) and isinstance(task, ClassicTask):
            self.classic.stop_task(service, task, reason)

    def _known(self) -> Iterator[tuple[Service, Task]]:
        """List the tasks that ECS still returns: a stopped one is forgotten after a while."""
        visible = timedelta(seconds=self.world.settings.stopped_task_visible_seconds)
        now = self.world.clock.now()
        kinds = (self.world.in_region(self.account, self.region), self.classic.in_region(self.account, self.region))
        for service in (service for kind in kinds for service in kind):
            for task in service.tasks:
                if task.stopped_at is None or now < task.stopped_at + visible:
                    yield service, task
