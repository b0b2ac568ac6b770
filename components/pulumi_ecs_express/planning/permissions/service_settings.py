"""
Permissions for settings of services: their calls, and explanations of a failure.

Those on roles are what AWS demands along with UpdateService (service authorization reference, "Actions, resources, and
condition keys for Amazon Elastic Container Service", read 2026-11-28).
"""

from pulumi_ecs_express.planning.permissions import scopes as on
from pulumi_ecs_express.planning.permissions.permission import Caller, Permission, needed_by

COMPONENT = "ServiceSettings"
"""What `--uses` says for a program with one."""


_own = needed_by(COMPONENT)

PERMISSIONS = (
    _own("ecs:DescribeServices", on.SERVICE, "reads the settings; events", "preview, create, update, refresh, delete",
         reads=True),
    _own("ecs:UpdateService", on.SERVICE, "changes settings, and puts them back", "create, update, delete"),
    _own("ecs:DescribeServiceRevisions", on.ROLLOUTS, "`monitoring`, `gateway_connectors`", "preview, create, update, refresh",
         reads=True),
    _own("ecs:ListServiceDeployments", on.SERVICE, "finds the deployment", "create, update, refresh, delete", reads=True),
    _own("ecs:DescribeServiceDeployments", on.ROLLOUTS, "follows the deployment", "create, update, refresh, delete",
         reads=True),
    _own("ecs:DescribeTaskDefinition", on.EVERYTHING, "judges volumes, ports and ECS Exec", "preview, create", reads=True,
         required=False),
    _own("application-autoscaling:DescribeScalableTargets", on.EVERYTHING, "judges `desired_count`", "preview, create",
         reads=True, required=False),
    Permission("iam:PassRole", on.GIVEN_ROLES, "gives ECS the roles of volumes, hooks and Service Connect", "create, update",
               caller=Caller.AWS, argument=COMPONENT, required=False),
    _own("ecs:ListTasks", on.TASKS_OF_CLUSTER, "finds the tasks that stopped", "a failed rollout", required=False),
    _own("ecs:DescribeTasks", on.TASKS, "why they stopped", "a failed rollout", required=False),
    _own("logs:GetLogEvents", on.LOG_STREAMS, "the container's last lines", "a failed rollout", required=False),
)  # fmt: skip
