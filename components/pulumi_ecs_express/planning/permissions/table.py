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
from dataclasses import dataclass
from enum import Enum

from pulumi_ecs_express.planning.permissions import scopes as on
from pulumi_ecs_express.planning.permissions.scopes import Scope


class Command(str, Enum):
    """What shall be possible."""

    UP = "up"
    """`pulumi up` and `pulumi destroy`, and all that a preview may."""

    PREVIEW = "preview"
    """`pulumi preview`, `preview --refresh`, `refresh` and `refresh --preview-only`: nothing at AWS is changed."""


class Roles(str, Enum):
    """Where the execution role and the infrastructure role come from."""

    MADE = "made"
    GIVEN = "given"


class Caller(Enum):
    """Who asks AWS for an action."""

    PACKAGE = "package"
    AWS = "AWS"
    PULUMI_AWS = "aws plugin"


@dataclass(frozen=True)
class Permission:
    """
    One action that must be allowed.

    Attributes:
        action: As policies name it.
        scope: On which resources.
        purpose: What it is for.
        when: During what it is called.
        commands: The commands that need it.
        caller: Who calls it.
        roles: Only where the roles come from there.
        argument: Only in programs with this argument.
        required: Whether something fails without it; else only the explanation of a failed rollout is shorter.
    """

    action: str
    scope: Scope
    purpose: str
    when: str
    commands: Collection[Command] = (Command.UP,)
    caller: Caller = Caller.PACKAGE
    roles: Roles | None = None
    argument: str | None = None
    required: bool = True


ALWAYS_ALLOWED = frozenset({"sts:GetCallerIdentity"})
"""Called, and in no policy: no permissions are required for it (STS API reference, GetCallerIdentity)."""

BOTH = (Command.UP, Command.PREVIEW)

_SERVICE = (
    Permission("ecs:CreateExpressGatewayService", on.SERVICE, "makes the service", "create"),
    Permission("ecs:DescribeExpressGatewayService", on.SERVICE, "reads it", "create, update, refresh, delete", BOTH),
    Permission("ecs:UpdateExpressGatewayService", on.SERVICE, "changes it", "update"),
    Permission("ecs:DeleteExpressGatewayService", on.SERVICE, "deletes it", "delete"),
    Permission("ecs:DescribeServices", on.SERVICE, "finds who has its name; its events", "create; a failed rollout"),
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

_BY_ARGUMENT = (
    Permission(
        "ecs:DescribeTaskDefinition", on.EVERYTHING, "judges a task definition of your own", "preview", BOTH,
        argument="task_definition_arn",
    ),
    Permission(
        "ecr:DescribeImages", on.IMAGES, "finds the digest of a tag", "preview", BOTH, argument="pin_image_digest"
    ),
)  # fmt: skip


def _clean_up(action: str, purpose: str, scope: Scope = on.EVERYTHING) -> Permission:
    return Permission(action, scope, purpose, "delete", argument="clean_up")


_CLEAN_UP = (
    _clean_up("ecs:ListTaskDefinitions", "finds what AWS made for the service"),
    _clean_up("ecs:ListClusters", "finds what other services use"),
    _clean_up("ecs:ListServices", "finds what other services use"),
    _clean_up("ecs:DescribeServices", "finds what other services use", on.EVERY_SERVICE),
    _clean_up("ecs:DeregisterTaskDefinition", "deletes its task definitions; AWS cannot limit it to these"),
    _clean_up("ecs:DeleteTaskDefinitions", "deletes its task definitions", on.TASK_DEFINITIONS),
    _clean_up("logs:DeleteLogGroup", "deletes the log group that AWS made", on.LOG_GROUPS),
)


def _made_log_group(
    action: str, purpose: str, when: str, *, reads: bool = False, everything: bool = False
) -> Permission:
    commands, scope = BOTH if reads else (Command.UP,), on.EVERYTHING if everything else on.MADE_LOG_GROUP
    return Permission(
        f"logs:{action}", scope, purpose, when, commands, Caller.PULUMI_AWS, argument="log_retention_days"
    )


_MADE_LOG_GROUP = (
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


def _role(action: str, purpose: str, when: str, *, scope: Scope = on.MADE_ROLES, reads: bool = False) -> Permission:
    commands = BOTH if reads else (Command.UP,)
    return Permission(f"iam:{action}", scope, purpose, when, commands, Caller.PULUMI_AWS, Roles.MADE)


_MADE_ROLES = (
    _role("CreateRole", "makes a role", "create"),
    _role("TagRole", "tags of `aws:defaultTags`", "create, update"),
    _role("UntagRole", "tags of `aws:defaultTags`", "update"),
    _role("GetRole", "reads a role", "create, refresh", reads=True),
    _role("ListRolePolicies", "reads its policies", "create, refresh", reads=True),
    _role("GetRolePolicy", "reads its policies", "create, refresh", reads=True),
    _role("ListAttachedRolePolicies", "reads its policies", "create, refresh", reads=True),
    _role("AttachRolePolicy", "gives it AWS's policy", "create", scope=on.ATTACHED),
    _role("DetachRolePolicy", "takes it away", "delete", scope=on.ATTACHED),
    _role("PutRolePolicy", "gives it what else it needs, and no more", "create, update"),
    _role("DeleteRolePolicy", "takes it away", "delete"),
    _role("UpdateAssumeRolePolicy", "puts back what somebody changed", "update after a refresh"),
    _role("UpdateRole", "puts back what somebody changed", "update after a refresh"),
    _role("UpdateRoleDescription", "puts back what somebody changed", "update after a refresh"),
    _role("ListInstanceProfilesForRole", "finds what still uses it", "delete"),
    _role("DeleteRole", "deletes it", "delete"),
)

TABLE = (*_SERVICE, *_ALONG, *_EXPLANATION, *_BY_ARGUMENT, *_CLEAN_UP, *_MADE_LOG_GROUP, *_MADE_ROLES)


def arguments() -> list[str]:
    """List the arguments that need permissions of their own."""
    return sorted({row.argument for row in TABLE if row.argument})


def needed(command: Command, roles: Roles, used: Collection[str] = ()) -> Iterator[Permission]:
    """List what a command needs on a program with such roles that uses these arguments."""
    for row in TABLE:
        fits = row.roles in (None, roles) and (row.argument is None or row.argument in used)
        if fits and command in row.commands:
            yield row
