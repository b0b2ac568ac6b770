"""Permissions for the log group that the component makes for `log_retention_days`."""

from pulumi_ecs_express.planning.permissions import scopes as on
from pulumi_ecs_express.planning.permissions.permission import BOTH, Caller, Command, Permission


def _made_log_group(
    action: str, purpose: str, when: str, *, reads: bool = False, everything: bool = False
) -> Permission:
    commands, scope = BOTH if reads else (Command.UP,), on.EVERYTHING if everything else on.MADE_LOG_GROUP
    return Permission(
        f"logs:{action}", scope, purpose, when, commands, Caller.PULUMI_AWS, argument="log_retention_days"
    )


PERMISSIONS = (
    Permission(
        "logs:GetLogEvents", on.MADE_LOG_STREAMS, "the container's last lines", "a failed rollout",
        argument="log_retention_days", required=False,
    ),
    _made_log_group("CreateLogGroup", "makes the log group", "create"),
    _made_log_group("DescribeLogGroups", "reads it", "create, refresh", reads=True, everything=True),
    _made_log_group("ListTagsForResource", "reads its tags", "create, refresh", reads=True),
    _made_log_group("PutRetentionPolicy", "how long lines are kept", "create, update"),
    _made_log_group("DeleteRetentionPolicy", "how long lines are kept", "update"),
    _made_log_group("TagResource", "`tags`", "create, update"),
    _made_log_group("UntagResource", "`tags`", "update"),
    _made_log_group("DeleteLogGroup", "deletes it", "delete"),
)  # fmt: skip
