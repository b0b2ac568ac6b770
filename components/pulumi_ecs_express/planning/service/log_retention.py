"""What goes with ``log_retention_days``: the component's own log group, in place of one that the program names."""

from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue, PropertyValues, covered, under
from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.model.service.spec import TASK_DEFINITION

RETENTION: Path = ("logRetentionDays",)
LOG_CONFIGURATION: Path = ("primaryContainer", "awsLogsConfiguration")
LOG_GROUP: Path = (*LOG_CONFIGURATION, "logGroup")

BESIDE_LOG_CONFIGURATION = (
    "log_retention_days: cannot stand beside primary_container.aws_logs_configuration: set retention_in_days on the log group "
    "that you name and leave log_retention_days out, or leave aws_logs_configuration out to have one made"
)

LOSES_ITS_GROUP = (
    "primary_container.aws_logs_configuration.log_group: this log group was made for log_retention_days and is deleted with "
    "that argument, unless an aws.cloudwatch.LogGroup of the program takes it over by an alias"
)


def retention_problems(desired: PropertyValues, made: PropertyValue | None) -> list[str]:
    """
    Say what is wrong where the program names a log group beside the one that it has made.

    Args:
        desired: What the program declares, the made log group included.
        made: Whether the log group in ``desired`` is the component's; unknown where the container is.
    """
    if RETENTION not in desired or made is True or isinstance(made, Unknown) or not under(LOG_CONFIGURATION, desired):
        return []
    return [BESIDE_LOG_CONFIGURATION]


def is_no_removal(path: Path, desired: PropertyValues, previous: PropertyValues) -> bool:
    """Report whether a path that is gone needs no refusal of its own, since retention and log group stand for each other."""
    if path == RETENTION:
        named = under(LOG_CONFIGURATION, desired) or covered(LOG_CONFIGURATION, desired)
        return bool(named) or TASK_DEFINITION in desired
    return path[: len(LOG_CONFIGURATION)] == LOG_CONFIGURATION and RETENTION in previous and RETENTION not in desired


def loses_its_group(desired: PropertyValues, previous: PropertyValues) -> bool:
    """Report whether the program goes on with the very log group that goes with the argument it no longer has."""
    return (
        RETENTION in previous
        and RETENTION not in desired
        and LOG_GROUP in desired
        and desired[LOG_GROUP] == previous.get(LOG_GROUP)
    )
