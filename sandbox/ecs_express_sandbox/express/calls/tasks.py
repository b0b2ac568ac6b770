"""Tasks of Express services as ListTasks and DescribeTasks show them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ecs_express_sandbox.express import refusals
from ecs_express_sandbox.express.records import Service, Task
from ecs_express_sandbox.express.rollouts.image_behaviour import digest_of
from ecs_express_sandbox.express.task_definition import MAIN
from ecs_express_sandbox.express.world import World

Answer = dict[str, Any]

_STATUSES = ("PENDING", "RUNNING", "STOPPED")


@dataclass(frozen=True)
class TaskView:
    """The tasks of one account and Region."""

    world: World
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
            fits_family = not family or family == task.revision.definition.get("family")
            if fits_family and desired_status(task) == wanted and started_by in (None, task.deployment):
                yield task

    def find(self, asked: str) -> tuple[Service, Task] | None:
        """Find a task by ARN or id."""
        identifier = asked.rsplit("/", 1)[-1]
        return next(((service, task) for service, task in self._known() if task.identifier == identifier), None)

    def stop(self, request: Mapping[str, Any]) -> Answer:
        """Stop a task; a stopped one stays as it is."""
        match = self.find(request["task"])
        if match is None:
            raise refusals.invalid("The referenced task was not found.")
        service, task = match
        if task.stopped_at is None:
            self.world.stop_task(service, task, request.get("reason") or "Task stopped by user")
        return {"task": described(service, task)}

    def _known(self) -> Iterator[tuple[Service, Task]]:
        """List the tasks that ECS still returns: a stopped one is forgotten after a while."""
        visible = timedelta(seconds=self.world.settings.stopped_task_visible_seconds)
        now = self.world.clock.now()
        for service in self.world.in_region(self.account, self.region):
            for task in service.tasks:
                if task.stopped_at is None or now < task.stopped_at + visible:
                    yield service, task


def desired_status(task: Task) -> str:
    """Report what ECS wants of a task."""
    return "STOPPED" if task.stopped_at or task.draining_at else "RUNNING"


def last_status(task: Task) -> str:
    """Tell the task's last known status."""
    if task.stopped_at:
        return "STOPPED"
    if task.draining_at:
        return "DEACTIVATING"
    return "RUNNING" if task.started_at else "PENDING"


def described(service: Service, task: Task) -> Answer:
    """Write the ``Task`` structure."""
    answer: Answer = {
        "taskArn": task.arn,
        "clusterArn": service.cluster_arn,
        "taskDefinitionArn": task.revision.task_definition,
        "group": f"service:{service.name}",
        "startedBy": task.deployment,
        "lastStatus": last_status(task),
        "desiredStatus": desired_status(task),
        "connectivity": "CONNECTED" if task.started_at and not task.stopped_at else "DISCONNECTED",
        "availabilityZone": task.zone,
        "attachments": [_attachment(task)],
        "capacityProviderName": "FARGATE",
        "launchType": "FARGATE",
        "platformVersion": "1.4.0",
        "platformFamily": "Linux",
        "cpu": task.revision.configuration["cpu"],
        "memory": task.revision.configuration["memory"],
        "enableExecuteCommand": bool(service.classic.get("enableExecuteCommand", False)),
        "healthStatus": "UNKNOWN",
        "createdAt": task.created_at,
        "containers": [_container(task, container) for container in _containers(task)],
    }
    times = {"startedAt": task.started_at, "stoppingAt": task.draining_at, "stoppedAt": task.stopped_at}
    answer |= {name: at for name, at in times.items() if at is not None}
    if task.stopped_at:
        answer |= {"stopCode": task.stop_code, "stoppedReason": task.stopped_reason}
    return answer


def _containers(task: Task) -> list[Mapping[str, Any]]:
    return list(task.revision.definition.get("containerDefinitions", []))


def _attachment(task: Task) -> Answer:
    """Describe the network interface, which is deleted with the task."""
    details = {
        "subnetId": task.subnet,
        "networkInterfaceId": f"eni-{task.identifier[:17]}",
        "privateIPv4Address": task.address,
    }
    return {
        "id": str(uuid.UUID(task.identifier)),
        "type": "ElasticNetworkInterface",
        "status": "DELETED" if task.stopped_at else "ATTACHED",
        "details": [{"name": name, "value": value} for name, value in details.items()],
    }


def _container(task: Task, definition: Mapping[str, Any]) -> Answer:
    """Write one container of a task: what is said of its end is only there after it."""
    identifier = uuid.uuid5(uuid.UUID(task.identifier), definition["name"])
    answer: Answer = {
        "containerArn": f"{task.arn.replace(':task/', ':container/')}/{identifier}",
        "taskArn": task.arn,
        "name": definition["name"],
        "image": definition["image"],
        "lastStatus": last_status(task),
        "healthStatus": "UNKNOWN",
        "networkInterfaces": [{"attachmentId": str(uuid.UUID(task.identifier)), "privateIpv4Address": task.address}],
    }
    if task.started_at:
        answer |= {
            "imageDigest": digest_of(definition["image"]),
            "runtimeId": f"{task.identifier}-{_number(definition)}",
        }
    if task.stopped_at and task.exit_code is not None:
        answer["exitCode"] = task.exit_code if definition["name"] == MAIN else _OTHERS_EXIT
    elif task.stopped_at and not task.started_at and task.stop_code == "TaskFailedToStart":
        answer["reason"] = task.stopped_reason
    return answer


_OTHERS_EXIT = 143
"""A sidecar is ended by SIGTERM once the essential container is gone: 128 + 15."""


def _number(definition: Mapping[str, Any]) -> int:
    """Return a container a number of ten digits, as in runtime ids of Fargate."""
    return 10**9 + uuid.uuid5(uuid.NAMESPACE_OID, str(definition["name"])).int % (9 * 10**9)
