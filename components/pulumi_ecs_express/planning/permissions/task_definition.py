"""
Permissions for task definitions that the package registers.

Those on roles and tags are what AWS demands along with the registration (service authorization reference, "Actions,
resources, and condition keys for Amazon Elastic Container Service", read 2026-11-28).
"""

from pulumi_ecs_express.planning.permissions import scopes as on
from pulumi_ecs_express.planning.permissions.permission import Caller, Permission, needed_by

COMPONENT = "TaskDefinitionRevision"
"""What `--uses` says for a program with one."""


def registration(component: str) -> tuple[Permission, ...]:
    """List what a component needs that registers task definitions, and deregisters its own."""
    own = needed_by(component)
    return (
        own("ecs:DescribeTaskDefinition", on.EVERYTHING, "reads the template, and what is registered",
            "preview, create, update, refresh", reads=True),
        own("ecs:RegisterTaskDefinition", on.FAMILIES, "registers revisions", "create, update"),
        own("ecs:ListTaskDefinitions", on.EVERYTHING, "finds its revisions, and one whose answer was lost",
            "create, update, delete"),
        own("ecs:TagResource", on.FAMILIES, "marks whose it is; `tags`", "create, update"),
        own("ecs:UntagResource", on.FAMILIES, "takes `tags` away", "update"),
        own("ecs:DeregisterTaskDefinition", on.EVERYTHING, "deregisters its revisions; AWS cannot limit it to these",
            "delete"),
        own("ecs:ListClusters", on.EVERYTHING, "finds the services that run them", "delete"),
        own("ecs:ListServices", on.EVERYTHING, "finds the services that run them", "delete"),
        own("ecs:DescribeServices", on.EVERY_SERVICE, "finds the services that run them", "delete"),
        Permission("iam:PassRole", on.GIVEN_ROLES, "gives ECS the roles of the task definition", "create, update",
                   caller=Caller.AWS, argument=component),
    )  # fmt: skip


PERMISSIONS = registration(COMPONENT)
