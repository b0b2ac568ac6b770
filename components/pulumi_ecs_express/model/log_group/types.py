"""Field types of log retention, and of what AWS keeps after a service is deleted."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from pulumi_ecs_express.model.fields.base import UnknownPasses, mistake
from pulumi_ecs_express.model.log_group.retention import RETENTION_DAYS, nearest


def _retention_days(value: Any) -> int:
    """Accept whole numbers, which Pulumi's state gives back as floats."""
    if isinstance(value, bool) or not (isinstance(value, int) or (isinstance(value, float) and value.is_integer())):
        raise mistake(f"{value!r} is not a whole number of days: write a number such as 30, without quotes")
    if value not in RETENTION_DAYS:
        right_name = " or ".join(map(str, nearest(int(value))))
        raise mistake(f"{int(value)} days are not offered by CloudWatch Logs: write {right_name}")
    return int(value)


LogRetentionDays = Annotated[int, BeforeValidator(_retention_days)]
"""Days, one of those that CloudWatch Logs offers."""

TASK_DEFINITIONS, LOG_GROUP = "task_definitions", "log_group"


def _left_behind(value: Any) -> str:
    if value not in (TASK_DEFINITIONS, LOG_GROUP):
        raise mistake(f"{value!r} cannot be cleaned up: write {TASK_DEFINITIONS!r} or {LOG_GROUP!r}")
    return str(value)


LeftBehind = Annotated[str, BeforeValidator(_left_behind), UnknownPasses]
"""What stays when a service is deleted. Source: "Delete an Express service", Amazon ECS developer guide, read 2026-11-22."""


def _list_of_words(value: Any) -> Any:
    if isinstance(value, str):
        raise mistake(f"is a single string: write a list, such as [{TASK_DEFINITIONS!r}, {LOG_GROUP!r}]")
    return value


ListOfWords = BeforeValidator(_list_of_words)
