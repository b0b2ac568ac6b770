"""The log group that the component makes where the program says how long its lines are to be kept."""

from collections.abc import Mapping
from typing import Any

import pulumi

from pulumi_ecs_express.model.fields.unknown import NONE
from pulumi_ecs_express.model.log_group.retention import RETENTION_DAYS
from pulumi_ecs_express.model.service.internal_inputs import MADE_LOG_GROUP


def make_log_group(name: str, declared: dict[str, Any], opts: pulumi.ResourceOptions) -> list[pulumi.Resource]:
    """
    Make the log group, and give the service to it; give what must be there before the service.

    Where the arguments contradict each other nothing is made: the service's check says so.
    """
    days, container = declared.get("logRetentionDays"), declared.get("primaryContainer")
    if days is None or container is None or "taskDefinitionArn" in declared or _names_logs(container):
        return []
    import pulumi_aws as aws

    group = aws.cloudwatch.LogGroup(
        f"{name}-logs",
        retention_in_days=days.apply(_offered) if isinstance(days, pulumi.Output) else _offered(days),
        tags=_as_map(declared.get("tags")),
        region=_text(declared.get("region")),
        opts=opts,
    )
    if isinstance(container, pulumi.Output):
        declared[MADE_LOG_GROUP] = container.apply(lambda known: not _names_logs(known))
        declared["primaryContainer"] = pulumi.Output.all(container, group.name).apply(lambda known: _given(*known))
    else:
        declared[MADE_LOG_GROUP], declared["primaryContainer"] = True, _given(container, group.name)
    return [group]


def _as_map(tags: Any) -> Any:
    """Write tags as the map that pulumi_aws takes, boto3's list too; what is wrong with them, the service's check names."""
    if isinstance(tags, pulumi.Output):
        return tags.apply(_as_map)
    if isinstance(tags, list | tuple):
        pairs = [tag for tag in tags if isinstance(tag, Mapping) and tag.keys() == {"key", "value"}]
        return _as_map({tag["key"]: tag["value"] for tag in pairs if isinstance(tag["key"], str)})
    return {key: _text(value) for key, value in tags.items()} if isinstance(tags, Mapping) else None


def _text(value: Any) -> Any:
    """Pass a string on, and nothing else."""
    if isinstance(value, pulumi.Output):
        return value.apply(_text)
    return value if isinstance(value, str) and value != NONE else None


def _offered(days: Any) -> Any:
    """Leave out what CloudWatch Logs does not offer, so that the service's check names it with all other mistakes."""
    return days if days in RETENTION_DAYS else None


def _names_logs(container: Any) -> bool:
    return isinstance(container, Mapping) and "awsLogsConfiguration" in container


def _given(container: Any, group: pulumi.Input[str]) -> Any:
    """Put the log group into a container that names none."""
    if not isinstance(container, Mapping) or _names_logs(container):
        return container
    return {**container, "awsLogsConfiguration": {"logGroup": group}}
