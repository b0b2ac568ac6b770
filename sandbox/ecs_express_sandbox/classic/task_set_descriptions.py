"""Task sets as DescribeServices and DescribeTaskSets show them. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ecs_express_sandbox.classic.judgement.compute import platform_shown
from ecs_express_sandbox.classic.records import Revision, Row, Service, TaskSet
from ecs_express_sandbox.classic.scheduling.task_sets import computed_count
from ecs_express_sandbox.express.calls.descriptions import tag_list

Answer = dict[str, Any]

_OF_REVISION = (
    "capacityProviderStrategy",
    "launchType",
    "loadBalancers",
    "networkConfiguration",
    "serviceRegistries",
)


def of_service(service: Service) -> list[Answer]:
    """List the task sets of a service that CodeDeploy or another controller deploys."""
    if service.controller == "CODE_DEPLOY":
        return [_of_code_deploy(service, row) for row in service.rows]
    return [described(service, task_set, with_tags=False) for task_set in service.task_sets]


def described(service: Service, task_set: TaskSet, *, with_tags: bool) -> Answer:
    """Write the ``TaskSet`` structure of an external controller's."""
    answer: Answer = {
        **_common(service, task_set.revision, task_set.arn, (task_set.created_at, task_set.updated_at)),
        "status": task_set.status,
        "computedDesiredCount": computed_count(service, task_set),
        "scale": {"value": task_set.scale, "unit": "PERCENT"},
        **_stability(task_set.steady_since, task_set.updated_at),
    }
    if task_set.external_id:
        answer["externalId"] = task_set.external_id
    return {**answer, "tags": tag_list(task_set.tags)} if with_tags else answer


def _of_code_deploy(service: Service, row: Row) -> Answer:
    arn = f"{service.arn.replace(':service/', ':task-set/')}/{row.revision.deployment_id}"
    return {
        **_common(service, row.revision, arn, (row.created_at, row.updated_at)),
        "startedBy": "CODE_DEPLOY",
        "status": "PRIMARY",
        "computedDesiredCount": service.desired,
        "scale": {"value": 100.0, "unit": "PERCENT"},
        **_stability(row.updated_at if row.state == "COMPLETED" else None, row.updated_at),
    }


def _common(service: Service, revision: Revision, arn: str, times: tuple[datetime, datetime]) -> Answer:
    live = service.live_tasks(revision)
    running = sum(task.started_at is not None for task in live)
    return {
        **{name: revision.settings[name] for name in _OF_REVISION if name in revision.settings},
        **platform_shown(revision.settings),
        "id": revision.deployment_id,
        "taskSetArn": arn,
        "serviceArn": service.arn,
        "clusterArn": service.cluster_arn,
        "taskDefinition": revision.task_definition,
        "pendingCount": len(live) - running,
        "runningCount": running,
        "createdAt": times[0],
        "updatedAt": times[1],
    }


def _stability(since: datetime | None, changed_at: datetime) -> Answer:
    status = "STABILIZING" if since is None else "STEADY_STATE"
    return {"stabilityStatus": status, "stabilityStatusAt": since or changed_at}
