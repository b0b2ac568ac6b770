"""
Permissions for task definitions that the package registers.

Those on roles and tags are what AWS demands along with the registration (service authorization reference, "Actions,
resources, and condition keys for Amazon Elastic Container Service", read 2026-11-28).
"""

from pulumi_ecs_express.planning.permissions import scopes as on
from pulumi_ecs_express.planning.permissions.permission import BOTH, Caller, Permission

COMPONENT = "TaskDefinitionRevision"
"""What `--uses` says for a program with one."""

PERMISSIONS = (
    Permission(
        "ecs:DescribeTaskDefinition", on.EVERYTHING, "reads the template, and what is registered",
        "preview, create, update, refresh", BOTH, argument=COMPONENT,
    ),
    Permission("ecs:RegisterTaskDefinition", on.TASK_DEFINITIONS, "registers revisions", "create, update", argument=COMPONENT),
    Permission(
        "ecs:ListTaskDefinitions", on.EVERYTHING, "finds a revision whose answer was lost", "create, update",
        argument=COMPONENT,
    ),
    Permission("ecs:TagResource", on.TASK_DEFINITIONS, "`tags`", "create, update", argument=COMPONENT),
    Permission("ecs:UntagResource", on.TASK_DEFINITIONS, "`tags`", "update", argument=COMPONENT),
    Permission(
        "iam:PassRole", on.GIVEN_ROLES, "gives ECS the roles of the task definition", "create, update",
        caller=Caller.AWS, argument=COMPONENT,
    ),
)  # fmt: skip
