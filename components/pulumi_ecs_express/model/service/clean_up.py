"""What may go with a service, although AWS keeps it when the service is deleted."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from pulumi_ecs_express.model.fields.base import UnknownPasses, mistake

TASK_DEFINITIONS, LOG_GROUP = "task_definitions", "log_group"


def _target(value: Any) -> str:
    if value not in (TASK_DEFINITIONS, LOG_GROUP):
        raise mistake(f"{value!r} cannot be cleaned up: write {TASK_DEFINITIONS!r} or {LOG_GROUP!r}")
    return str(value)


CleanUpTarget = Annotated[str, BeforeValidator(_target), UnknownPasses]
"""What stays when a service is deleted. Source: "Delete an Express service", Amazon ECS developer guide, read 2026-11-22."""


def _list_of_targets(value: Any) -> Any:
    if isinstance(value, str):
        raise mistake(f"is a single string: write a list, such as [{TASK_DEFINITIONS!r}, {LOG_GROUP!r}]")
    return value


ListOfTargets = BeforeValidator(_list_of_targets)
