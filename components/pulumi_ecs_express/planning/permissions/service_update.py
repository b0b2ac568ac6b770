"""Permissions for updates of services that are there already: their calls, and explanations of a failure."""

from pulumi_ecs_express.planning.permissions import scopes as on
from pulumi_ecs_express.planning.permissions.permission import needed_by
from pulumi_ecs_express.planning.permissions.task_definition import registration

COMPONENT = "EcsServiceUpdate"
"""What `--uses` says for a program with one."""


_own = needed_by(COMPONENT)

PERMISSIONS = (
    _own(
        "ecs:DescribeServices",
        on.SERVICE,
        "reads it; its events",
        "preview, create, update, refresh, delete",
        reads=True,
    ),
    _own("ecs:UpdateService", on.SERVICE, "moves it to a revision", "create, update, delete"),
    _own("ecs:UpdateExpressGatewayService", on.SERVICE, "the same, of Express Mode", "create, update, delete"),
    _own(
        "ecs:ListServiceDeployments", on.SERVICE, "finds its deployments", "create, update, refresh, delete", reads=True
    ),
    _own(
        "ecs:DescribeServiceDeployments",
        on.ROLLOUTS,
        "follows a deployment",
        "create, update, refresh, delete",
        reads=True,
    ),
    _own(
        "ecs:DescribeServiceRevisions", on.ROLLOUTS, "what a deployment leads to", "create, update, refresh", reads=True
    ),
    _own("ecs:TagResource", on.SERVICE, "`tags`", "create, update"),
    _own("ecs:UntagResource", on.SERVICE, "`tags`", "update"),
    _own("ecs:ListTasks", on.TASKS_OF_CLUSTER, "finds the tasks that stopped", "a failed rollout", required=False),
    _own("ecs:DescribeTasks", on.TASKS, "why they stopped", "a failed rollout", required=False),
    _own("logs:GetLogEvents", on.LOG_STREAMS, "the container's last lines", "a failed rollout", required=False),
    *registration(COMPONENT),
)
