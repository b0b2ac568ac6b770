"""
What the caller must be allowed, action by action: the table behind `ecs-express policy`.

A test walks the source of the adapters: what they call is in here as `Caller.PACKAGE`, and nothing else is. What AWS
demands along with an Express call is `Caller.AWS` (source: "API operations defined by Amazon Elastic Container
Service", service authorization reference, read 2026-11-26, and for the update's ecs:DescribeTaskDefinition the README
of AWS's deploy action, read 2026-11-22). What the `aws` plugin calls for a role is `Caller.PULUMI_AWS` (source: role.go,
role_policy.go and role_policy_attachment.go of terraform-provider-aws, read 2026-11-26), and for a log group (source:
the operations of the CloudWatch Logs API that an `aws.cloudwatch.LogGroup` stands for).
"""

from collections.abc import Collection, Iterator

from pulumi_ecs_express.planning.permissions import (
    adopt,
    clean_up,
    commands,
    custom_domain,
    express_updates,
    log_group,
    made_roles,
    service,
    service_settings,
    service_update,
    sidecars,
    task_definition,
)
from pulumi_ecs_express.planning.permissions.permission import Command, Permission, Roles

ALWAYS_ALLOWED = frozenset({"sts:GetCallerIdentity"})
"""Called, and in no policy: no permissions are required for it (STS API reference, GetCallerIdentity)."""

TABLE = (
    *service.PERMISSIONS,
    *clean_up.PERMISSIONS,
    *log_group.PERMISSIONS,
    *sidecars.PERMISSIONS,
    *made_roles.PERMISSIONS,
    *custom_domain.PERMISSIONS,
    *task_definition.PERMISSIONS,
    *service_update.PERMISSIONS,
    *service_settings.PERMISSIONS,
    *express_updates.PERMISSIONS,
    *commands.PERMISSIONS,
    *adopt.PERMISSIONS,
)
"""A new noun adds its module here."""


def arguments() -> list[str]:
    """List what needs permissions of its own: arguments, components beside the service, and the command `adopt`."""
    return sorted({row.argument for row in TABLE if row.argument})


def needed(
    command: Command, roles: Roles, used: Collection[str] = (), *, without_service: bool = False
) -> Iterator[Permission]:
    """
    List what a command needs on a program with such roles that uses these arguments and components.

    Args:
        command: The command.
        roles: Where the roles of the service come from.
        used: Arguments and components that need more.
        without_service: Whether only that is listed, and not what every service needs.
    """
    for row in TABLE:
        fits = row.roles in (None, roles) and (row.argument in used or (row.argument is None and not without_service))
        if fits and command in row.commands:
            yield row
