"""Tags the tasks of an Express service that have just been started."""

from __future__ import annotations

from functools import partial

from ecs_express_sandbox.containers.task_tags import tags_at_start
from ecs_express_sandbox.express.managed_resources.context import ServiceContext
from ecs_express_sandbox.express.records import Task
from ecs_express_sandbox.express.service_settings import kept_settings


def tag_new_tasks(service_context: ServiceContext) -> None:
    """Give each new task the tags that service and task definition have now; later changes are not for it."""
    service = service_context.service
    for task in service.live_tasks():
        if task.tags is None:
            settings = kept_settings(service)
            task.tags = tags_at_start(settings, service, service.tags, partial(_of, service_context, task))


def _of(service_context: ServiceContext, task: Task) -> dict[str, str]:
    """Read the tags of a task's task definition."""
    arn = task.definition["taskDefinitionArn"]
    answer = service_context.client("ecs").list_tags_for_resource(resourceArn=arn)
    return {tag["key"]: tag.get("value", "") for tag in answer["tags"]}
