"""Permissions for `clean_up`, which deletes what AWS keeps."""

from pulumi_ecs_express.planning.permissions import scopes as on
from pulumi_ecs_express.planning.permissions.permission import Permission
from pulumi_ecs_express.planning.permissions.scopes import Scope


def _clean_up(action: str, purpose: str, scope: Scope = on.EVERYTHING) -> Permission:
    return Permission(action, scope, purpose, "delete", argument="clean_up")


PERMISSIONS = (
    _clean_up("ecs:ListTaskDefinitions", "finds what AWS made for the service"),
    _clean_up("ecs:ListClusters", "finds what other services use"),
    _clean_up("ecs:ListServices", "finds what other services use"),
    _clean_up("ecs:DescribeServices", "finds what other services use", on.EVERY_SERVICE),
    _clean_up("ecs:DeregisterTaskDefinition", "deletes its task definitions; AWS cannot limit it to these"),
    _clean_up("ecs:DeleteTaskDefinitions", "deletes its task definitions", on.TASK_DEFINITIONS),
    _clean_up("logs:DeleteLogGroup", "deletes the log group that AWS made", on.LOG_GROUPS),
)
