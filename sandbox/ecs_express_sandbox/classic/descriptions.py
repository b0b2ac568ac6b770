"""Classic services as DescribeServices shows them. Pure."""

from __future__ import annotations

from typing import Any, Literal

from ecs_express_sandbox.classic import task_set_descriptions
from ecs_express_sandbox.classic.judgement import service_connect
from ecs_express_sandbox.classic.judgement.compute import platform_shown
from ecs_express_sandbox.classic.records import Row, Service, Settings, Task
from ecs_express_sandbox.express.calls.descriptions import tag_list

Answer = dict[str, Any]

EVENTS = 100
"""How many events are shown."""

_AT_THE_TOP = (
    "capacityProviderStrategy",
    "launchType",
    "loadBalancers",
    "networkConfiguration",
    "platformVersion",
    "serviceRegistries",
)
"""Members of the PRIMARY revision that the service itself shows; the others only ``deployments`` or a revision has."""

_IN_A_ROW = (
    "capacityProviderStrategy",
    "launchType",
    "networkConfiguration",
    "platformVersion",
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
)


def described(service: Service, deployment_at_rest: Literal["absent", "last"], *, with_tags: bool) -> Answer:
    """Write the ``Service`` structure; whether it names the last deployment while none runs is not known."""
    own = {name: value for name, value in service.settings.items() if name not in ("role", "desiredCount")}
    pending, running = _counts(service.live_tasks())
    answer: Answer = {
        **own,
        "serviceArn": service.arn,
        "serviceName": service.name,
        "clusterArn": service.cluster_arn,
        "status": service.status,
        "desiredCount": service.desired,
        "runningCount": running,
        "pendingCount": pending,
        "deployments": [_row(service, row) for row in service.rows] if service.controller == "ECS" else [],
        "events": _events(service),
        "createdAt": service.created_at,
        "loadBalancers": [],
        "serviceRegistries": [],
        "resourceManagementType": "CUSTOMER",
        **_of_revision(service),
    }
    if service.controller != "ECS":
        answer["taskSets"] = task_set_descriptions.of_service(service)
    if service.newest is not None and service.status == "ACTIVE":
        if not service.newest.is_terminal or deployment_at_rest == "last":
            answer["currentServiceDeployment"] = service.newest.arn
        answer["currentServiceRevisions"] = [_revision(service, row) for row in service.rows]
    if role := service.settings.get("role"):
        answer["roleArn"] = role
    if with_tags:
        answer["tags"] = tag_list(service.tags)
    return answer


def _of_revision(service: Service) -> Answer:
    """List what the newest revision says of the service."""
    if service.controller == "EXTERNAL" or not service.revisions:
        return {}
    revision = service.primary.revision if service.primary else service.revisions[-1]
    shown = {name: revision.settings[name] for name in _AT_THE_TOP if name in revision.settings}
    family = {"platformFamily": "Linux"} if "platformVersion" in shown else {}
    return {**shown, **family, "taskDefinition": revision.task_definition}


def _counts(tasks: list[Task]) -> tuple[int, int]:
    """Count tasks that are about to run, and those that run."""
    running = sum(task.started_at is not None for task in tasks)
    return len(tasks) - running, running


def _row(service: Service, row: Row) -> Answer:
    pending, running = _counts(service.live_tasks(row.revision))
    is_primary = row is service.primary
    return {
        **_shown(service, row.revision.settings),
        "id": row.revision.deployment_id,
        "status": "PRIMARY" if is_primary else "ACTIVE",
        "taskDefinition": row.revision.task_definition,
        "desiredCount": service.desired if is_primary else len(service.live_tasks(row.revision)),
        "pendingCount": pending,
        "runningCount": running,
        "failedTasks": row.failures,
        "createdAt": row.created_at,
        "updatedAt": row.updated_at,
        "rolloutState": row.state,
        "rolloutStateReason": row.reason,
    }


def _shown(service: Service, settings: Settings) -> Answer:
    """List what a deployment shows of its revision: all but load balancers and what only revisions have."""
    shown = {**{name: settings[name] for name in _IN_A_ROW if name in settings}, **platform_shown(settings)}
    own = service_connect.resources(settings, service.arn.split(":")[1], service.region, service.account)
    return {**shown, "serviceConnectResources": own} if own else shown


def _revision(service: Service, row: Row) -> Answer:
    pending, running = _counts(service.live_tasks(row.revision))
    return {
        "arn": row.revision.arn,
        "requestedTaskCount": pending + running,
        "runningTaskCount": running,
        "pendingTaskCount": pending,
    }


def _events(service: Service) -> list[Answer]:
    """List the newest events first, each with a number in the form of a UUID."""
    began = f"{service.created_at.timestamp():.0f}".zfill(8)[-8:]
    numbered = list(enumerate(service.events))[::-1][:EVENTS]
    return [
        {"id": f"{began}-0000-4000-8000-{index:012d}", "createdAt": at, "message": text}
        for index, (at, text) in numbered
    ]
