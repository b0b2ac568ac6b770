"""How long log lines are kept: for ever, and paid for, where nobody has said so."""

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_ecs_express.model.service.spec import TASK_DEFINITION
from pulumi_ecs_express.model.service.type_tokens import SERVICE
from pulumi_ecs_express.planning.policy_rules.containers import Properties

LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
"""Type of the log group of `pulumi_aws`."""


def retention_missing(type_: str, properties: Properties, *, most_days: int) -> Iterator[str]:
    """
    Say that lines are kept without an end, or for longer than allowed.

    A service whose container names a log group is left to what that log group says, and one with a task definition of its
    own to its containers.

    Args:
        type_: Type of the resource: a service, or a log group of `pulumi_aws`.
        properties: Those of the resource.
        most_days: The longest time allowed, in days; 0 for any.
    """
    if type_ == SERVICE:
        yield from _of_service(properties, most_days)
    else:
        yield from _judged("retention_in_days", properties.get("retentionInDays", 0), most_days)


def _of_service(properties: Properties, most_days: int) -> Iterator[str]:
    days, container = properties.get("logRetentionDays"), properties.get("primaryContainer")
    if days is not None:
        yield from _judged("log_retention_days", days, most_days)
        return
    elsewhere = isinstance(container, Mapping) and "awsLogsConfiguration" in container
    if not elsewhere and isinstance(container, Mapping) and TASK_DEFINITION[0] not in properties:
        offered = most_days or 30
        yield (
            "log_retention_days: AWS keeps the lines of its own log group for ever: "
            f"write log_retention_days={offered}, or name a log group of yours in aws_logs_configuration"
        )


def _judged(argument: str, days: Any, most_days: int) -> Iterator[str]:
    if not isinstance(days, int | float):
        return
    if days == 0:
        yield f"{argument}: lines are kept for ever: write the days to keep them, such as {argument}={most_days or 30}"
    elif most_days and days > most_days:
        yield f"{argument}: {days:g} days are more than the allowed {most_days}: write {argument}={most_days} or fewer"
