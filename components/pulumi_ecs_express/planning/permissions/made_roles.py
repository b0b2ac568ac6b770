"""Permissions for the roles that the component makes."""

from pulumi_ecs_express.planning.permissions import scopes as on
from pulumi_ecs_express.planning.permissions.permission import BOTH, Caller, Command, Permission, Roles
from pulumi_ecs_express.planning.permissions.scopes import Scope


def _role(action: str, purpose: str, when: str, *, scope: Scope = on.MADE_ROLES, reads: bool = False) -> Permission:
    commands = BOTH if reads else (Command.UP,)
    return Permission(f"iam:{action}", scope, purpose, when, commands, Caller.PULUMI_AWS, Roles.MADE)


PERMISSIONS = (
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
