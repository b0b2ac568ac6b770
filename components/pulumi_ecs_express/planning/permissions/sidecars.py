"""Permissions for `sidecars`, `volumes` and `container_definition`: with them the package registers the task definition."""

from pulumi_ecs_express.planning.permissions import scopes as on
from pulumi_ecs_express.planning.permissions.permission import BOTH, Permission

ARGUMENT = "sidecars"
"""What `--uses` says for a program with any of the three."""

PERMISSIONS = (
    Permission(
        "ecs:DescribeTaskDefinition", on.EVERYTHING, "reads the task definition in use", "create, update, refresh", BOTH,
        argument=ARGUMENT,
    ),
    Permission(
        "ecs:RegisterTaskDefinition", on.TASK_DEFINITIONS, "registers revisions", "create, update", argument=ARGUMENT
    ),
    Permission(
        "ecs:ListTaskDefinitions", on.EVERYTHING, "finds a revision whose answer was lost", "create, update",
        argument=ARGUMENT,
    ),
    Permission(
        "logs:CreateLogGroup", on.OWN_LOG_GROUP, "makes the log group, where there is none", "create, update",
        argument=ARGUMENT,
    ),
    Permission("logs:DeleteLogGroup", on.OWN_LOG_GROUP, "deletes it, with `clean_up`", "delete", argument=ARGUMENT),
    Permission(
        "logs:GetLogEvents", on.OWN_LOG_STREAMS, "the container's last lines", "a failed rollout", argument=ARGUMENT,
        required=False,
    ),
)  # fmt: skip
