"""Permissions for `express_updates` of settings: the tag calls of everything that an Express service has for itself."""

from pulumi_ecs_express.planning.permissions import scopes as on
from pulumi_ecs_express.planning.permissions.permission import BOTH, Command, Permission
from pulumi_ecs_express.planning.permissions.scopes import Scope

ARGUMENT = "express_updates"
"""What `--uses` says for a program with it; it comes beside what the settings themselves need."""

READS, CHANGES = "create, update, refresh, delete", "create, update, delete"


def _reads(action: str, scope: Scope, purpose: str, when: str = READS) -> Permission:
    return Permission(action, scope, purpose, when, BOTH, argument=ARGUMENT)


def _changes(scope: Scope, what: str, *actions: str) -> tuple[Permission, ...]:
    purpose = f"tag of {what}"
    return tuple(Permission(name, scope, purpose, CHANGES, (Command.UP,), argument=ARGUMENT) for name in actions)


PERMISSIONS = (
    _reads("ecs:DescribeServices", on.SERVICE, "whether it is blocked", f"preview, {READS}"),
    _reads("ecs:DescribeServiceRevisions", on.ROLLOUTS, "finds what is the service's own"),
    _reads("elasticloadbalancing:DescribeTags", on.EVERYTHING, "the tags of rule and target groups"),
    _reads("acm:ListTagsForCertificate", on.CERTIFICATES, "the tags of the certificate"),
    _reads("application-autoscaling:ListTagsForResource", on.SCALABLE_TARGETS, "the tags of the scalable target"),
    _reads("cloudwatch:ListTagsForResource", on.ALARMS, "the tags of alarms"),
    _reads("ec2:DescribeTags", on.EVERYTHING, "the tags of the service's security group"),
    _reads("logs:ListTagsForResource", on.LOG_GROUPS, "the tags of the log group"),
    *_changes(on.SERVICE, "the service", "ecs:TagResource", "ecs:UntagResource"),
    *_changes(on.TARGETS_AND_RULES, "rule and target groups", "elasticloadbalancing:AddTags",
              "elasticloadbalancing:RemoveTags"),
    *_changes(on.CERTIFICATES, "the certificate", "acm:AddTagsToCertificate", "acm:RemoveTagsFromCertificate"),
    *_changes(on.SCALABLE_TARGETS, "the scalable target", "application-autoscaling:TagResource",
              "application-autoscaling:UntagResource"),
    *_changes(on.ALARMS, "alarms", "cloudwatch:TagResource", "cloudwatch:UntagResource"),
    *_changes(on.SECURITY_GROUPS, "the service's security group", "ec2:CreateTags", "ec2:DeleteTags"),
    *_changes(on.LOG_GROUPS, "the log group", "logs:TagResource", "logs:UntagResource"),
)  # fmt: skip
