"""Permissions for an Express Gateway service: its calls, what AWS demands along with them, and explanations of a failure."""

from pulumi_ecs_express.planning.permissions import scopes as on
from pulumi_ecs_express.planning.permissions.permission import BOTH, Caller, Command, Permission, Roles

_SERVICE = (
    Permission("ecs:CreateExpressGatewayService", on.SERVICE, "makes the service", "create"),
    Permission("ecs:DescribeExpressGatewayService", on.SERVICE, "reads it", "create, update, refresh, delete", BOTH),
    Permission("ecs:UpdateExpressGatewayService", on.SERVICE, "changes it", "update"),
    Permission("ecs:DeleteExpressGatewayService", on.SERVICE, "deletes it", "delete"),
    Permission("ecs:DescribeServices", on.SERVICE, "finds who has its name; its events", "create; a failed rollout"),
    Permission(
        "ecs:DescribeServices", on.SERVICE, "tells that Express updates are blocked", "preview of an update",
        (Command.PREVIEW,), required=False,
    ),
    Permission("ecs:ListServiceDeployments", on.SERVICE, "finds its rollouts", "create, update, refresh", BOTH),
    Permission("ecs:DescribeServiceDeployments", on.ROLLOUTS, "follows a rollout", "create, update, refresh", BOTH),
    Permission("ecs:DescribeServiceRevisions", on.ROLLOUTS, "finds what AWS made", "create, update, refresh", BOTH),
    Permission("ecs:TagResource", on.TAGGED, "marks whose it is; `tags`", "create, update"),
    Permission("ecs:UntagResource", on.SERVICE, "takes `tags` away", "update"),
    Permission(
        "elasticloadbalancing:DescribeLoadBalancers", on.EVERYTHING, "reads the load balancer's address",
        "create, refresh", BOTH,
    ),
)  # fmt: skip

_ALONG = (
    Permission("ecs:CreateCluster", on.CLUSTER, "the cluster, where there is none", "create", caller=Caller.AWS),
    Permission(
        "ecs:RegisterTaskDefinition", on.TASK_DEFINITIONS, "the task definition of a revision", "create, update",
        caller=Caller.AWS,
    ),
    Permission("ecs:DescribeTaskDefinition", on.EVERYTHING, "the definition in use", "update", caller=Caller.AWS),
    Permission(
        "iam:PassRole", on.GIVEN_ROLES, "gives ECS the roles", "create, update", caller=Caller.AWS, roles=Roles.GIVEN
    ),
    Permission(
        "iam:PassRole", on.PASSED_MADE_ROLES, "gives ECS the roles", "create, update", caller=Caller.AWS,
        roles=Roles.MADE,
    ),
)  # fmt: skip

_EXPLANATION = (
    Permission(
        "ecs:ListTasks", on.TASKS_OF_CLUSTER, "finds the tasks that stopped", "a failed rollout", required=False
    ),
    Permission("ecs:DescribeTasks", on.TASKS, "why they stopped", "a failed rollout", required=False),
    Permission("logs:GetLogEvents", on.LOG_STREAMS, "the container's last lines", "a failed rollout", required=False),
)

_ROLES = (
    Permission(
        "iam:GetRole", on.READ_GIVEN_ROLES, "tells a role that is new from one that ECS will never be able to use",
        "create, update, where ECS cannot use a role", roles=Roles.GIVEN, required=False,
    ),
)  # fmt: skip

_BY_ARGUMENT = (
    Permission(
        "ecs:DescribeTaskDefinition", on.EVERYTHING, "judges a task definition of your own", "preview", BOTH,
        argument="task_definition_arn",
    ),
    Permission(
        "ecr:DescribeImages", on.IMAGES, "finds the digest of a tag", "preview", BOTH, argument="pin_image_digest"
    ),
)  # fmt: skip

PERMISSIONS = (*_SERVICE, *_ALONG, *_EXPLANATION, *_ROLES, *_BY_ARGUMENT)
