"""Tasks as DescribeTasks shows them, each container with its own state."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ecs_express_sandbox.containers.fates import (
    containers_of,
    ends_alone,
    healthy_after,
    is_deaf,
    is_essential,
    unhealthy_after,
)
from ecs_express_sandbox.containers.image_behaviour import Fate, behaviour_of, digest_of
from ecs_express_sandbox.containers.task import KILLED, STOPPED_BY_SIGNAL, Owner, Task

Answer = dict[str, Any]
Container = Mapping[str, Any]


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


def described(service: Owner, task: Task, now: datetime, *, with_tags: bool = False) -> Answer:
    """Write the ``Task`` structure."""
    containers = containers_of(task.definition)
    answer: Answer = {
        "taskArn": task.arn,
        "clusterArn": service.cluster_arn,
        "taskDefinitionArn": task.definition["taskDefinitionArn"],
        "group": f"service:{service.name}",
        "startedBy": task.deployment,
        "lastStatus": last_status(task),
        "desiredStatus": desired_status(task),
        "connectivity": "CONNECTED" if task.started_at and not task.stopped_at else "DISCONNECTED",
        "availabilityZone": task.zone,
        "attachments": [_attachment(task)] if task.definition.get("networkMode") == "awsvpc" else [],
        "launchType": "FARGATE" if task.platform else "EC2",
        "enableExecuteCommand": task.exec_enabled,
        "healthStatus": _task_health(task, containers, now),
        "createdAt": task.created_at,
        "containers": [_container(task, container, now) for container in containers],
    }
    answer |= {name: task.definition[name] for name in ("cpu", "memory") if name in task.definition}
    times = {"startedAt": task.started_at, "stoppingAt": task.draining_at, "stoppedAt": task.stopped_at}
    answer |= {name: at for name, at in times.items() if at is not None}
    if task.stopped_at:
        answer |= {"stopCode": task.stop_code, "stoppedReason": task.stopped_reason}
    if task.platform:
        answer |= {"platformVersion": task.platform, "platformFamily": "Linux"}
    if task.capacity_provider:
        answer["capacityProviderName"] = task.capacity_provider
    if with_tags:
        answer["tags"] = [{"key": key, "value": value} for key, value in (task.tags or {}).items()]
    return answer


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


def _task_health(task: Task, containers: list[Container], now: datetime) -> str:
    """Judge a task by its essential containers, as AWS does."""
    states = {_health(task, container, now) for container in containers if is_essential(container)}
    known = states - {"UNKNOWN"}
    return "UNHEALTHY" if "UNHEALTHY" in known else "HEALTHY" if states == {"HEALTHY"} else "UNKNOWN"


def _health(task: Task, container: Container, now: datetime) -> str:
    if not container.get("healthCheck") or task.started_at is None:
        return "UNKNOWN"
    running = (task.stopped_at or now) - task.started_at
    if behaviour_of(container["image"]).fate is Fate.UNHEALTHY:
        return "UNHEALTHY" if running >= unhealthy_after(container) else "UNKNOWN"
    return "HEALTHY" if running >= healthy_after(container) else "UNKNOWN"


def _container(task: Task, definition: Container, now: datetime) -> Answer:
    """Write one container of a task: what is said of its end is only there after it."""
    identifier = uuid.uuid5(uuid.UUID(task.identifier), definition["name"])
    ended = _ended_alone(task, definition, now)
    answer: Answer = {
        "containerArn": f"{task.arn.replace(':task/', ':container/')}/{identifier}",
        "taskArn": task.arn,
        "name": definition["name"],
        "image": definition["image"],
        "lastStatus": "STOPPED" if ended is not None else last_status(task),
        "healthStatus": _health(task, definition, now),
        "networkInterfaces": [{"attachmentId": str(uuid.UUID(task.identifier)), "privateIpv4Address": task.address}],
    }
    answer |= {name: str(definition[name]) for name in ("cpu", "memory", "memoryReservation") if name in definition}
    if task.exec_enabled:
        answer["managedAgents"] = [_exec_agent(task)]
    if task.started_at:
        answer |= {
            "imageDigest": task.digests.get(definition["image"]) or digest_of(definition["image"]),
            "runtimeId": f"{task.identifier}-{_number(definition)}",
        }
    if ended is not None:
        answer["exitCode"] = ended
    elif task.stopped_at and task.exit_code is not None:
        answer["exitCode"] = _exit_code(task, definition)
    elif task.stop_code == "TaskFailedToStart" and task.failed_container in ("", definition["name"]):
        answer["reason"] = task.stopped_reason
    return answer


def _exec_agent(task: Task) -> Answer:
    """Describe the agent of ECS Exec, which is there in each container as long as that runs."""
    status = "STOPPED" if task.stopped_at else "RUNNING" if task.started_at else "PENDING"
    started = {"lastStartedAt": task.started_at} if task.started_at else {}
    return {"name": "ExecuteCommandAgent", "lastStatus": status, **started}


def _ended_alone(task: Task, container: Container, now: datetime) -> int | None:
    """Return the exit code of a container that has ended while its task goes on."""
    own = ends_alone(container)
    if own is None or task.started_at is None:
        return None
    return own.exit_code if task.started_at + own.fails_after <= (task.stopped_at or now) else None


def _exit_code(task: Task, container: Container) -> int:
    """Return what a container returned that ended with its task: by itself, by SIGTERM, or by SIGKILL after that."""
    if task.draining_at and is_deaf(container):
        return KILLED
    first = next(c["name"] for c in containers_of(task.definition) if is_essential(c))
    if container["name"] == (task.failed_container or first):
        return task.exit_code or 0
    return STOPPED_BY_SIGNAL


def _number(definition: Container) -> int:
    """Return a container a number of ten digits, as in runtime ids of Fargate."""
    return 10**9 + uuid.uuid5(uuid.NAMESPACE_OID, str(definition["name"])).int % (9 * 10**9)
