"""The tags of a new task: those of its service or of its task definition, and ECS's own. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ecs_express_sandbox.containers.task import Owner

Tags = Mapping[str, str]


def tags_at_start(settings: Mapping[str, Any], service: Owner, own: Tags, definition: Callable[[], Tags]) -> Tags:
    """
    Write the tags of a task that is started now. Source: "Tagging Amazon ECS resources", developer guide.

    Args:
        settings: ``propagateTags`` and ``enableECSManagedTags`` of the service.
        service: the service.
        own: the service's tags.
        definition: reads the task definition's tags, if these are wanted.
    """
    source = settings.get("propagateTags", "NONE")
    propagated = own if source == "SERVICE" else definition() if source == "TASK_DEFINITION" else {}
    if not settings.get("enableECSManagedTags"):
        return dict(propagated)
    return {**propagated, "aws:ecs:clusterName": service.cluster, "aws:ecs:serviceName": service.name}
