"""
The AWS calls by which `pulumi up` will change something, by component: those of this package, and those of the `aws` plugin for it.

Reading is left out. Each is in the table of permissions; recorded updates hold that these are the calls that are made.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pulumi_ecs_express.model.fields.effect import Effect
from pulumi_ecs_express.model.preview_report.report import Operation
from pulumi_ecs_express.model.service.clean_up import LOG_GROUP, TASK_DEFINITIONS
from pulumi_ecs_express.model.service.definition_parts import PARTS
from pulumi_ecs_express.planning.permissions.express_updates import ARGUMENT as EXPRESS_UPDATES
from pulumi_ecs_express.planning.permissions.permission import Command
from pulumi_ecs_express.planning.permissions.table import TABLE
from pulumi_ecs_express.planning.preview_report.recording.changes import Changed
from pulumi_ecs_express.planning.preview_report.recording.parts import Parts
from pulumi_ecs_express.planning.preview_report.recording.resources import Resource

CREATE, UPDATE, DELETE = (f"ecs:{verb}ExpressGatewayService" for verb in ("Create", "Update", "Delete"))
UPDATE_SERVICE, REGISTER, DEREGISTER = "ecs:UpdateService", "ecs:RegisterTaskDefinition", "ecs:DeregisterTaskDefinition"
TAG, UNTAG = "ecs:TagResource", "ecs:UntagResource"
CERTIFY, WITHDRAW = (f"elasticloadbalancing:{verb}ListenerCertificates" for verb in ("Add", "Remove"))
HOSTS = "elasticloadbalancing:ModifyRule"

CLEANED: Mapping[str, tuple[str, ...]] = {
    TASK_DEFINITIONS: (DEREGISTER, "ecs:DeleteTaskDefinitions"),
    LOG_GROUP: ("logs:DeleteLogGroup",),
}

PLUGIN: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "aws:iam/role:Role": (("iam:CreateRole",), ("iam:DeleteRole",)),
    "aws:iam/rolePolicy:RolePolicy": (("iam:PutRolePolicy",), ("iam:DeleteRolePolicy",)),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": (("iam:AttachRolePolicy",), ("iam:DetachRolePolicy",)),
    "aws:cloudwatch/logGroup:LogGroup": (("logs:CreateLogGroup", "logs:PutRetentionPolicy"), ("logs:DeleteLogGroup",)),
    "aws:acm/certificate:Certificate": (("acm:RequestCertificate",), ("acm:DeleteCertificate",)),
    "aws:route53/record:Record": (("route53:ChangeResourceRecordSets",), ("route53:ChangeResourceRecordSets",)),
}
"""By type, the calls that make a resource, and those that delete it; as in the table of permissions."""

DEPLOYING = (Effect.DEPLOYMENT, Effect.UPDATE, Effect.REDEPLOYMENT)
MADE, GONE = (Operation.CREATE, Operation.REPLACE), (Operation.DELETE, Operation.REPLACE)


def calls(parts: Parts, changes: Sequence[Changed]) -> tuple[str, ...]:
    """List the calls, each once, by name."""
    of_kind = {
        "ExpressGatewayService": _of_service,
        "CustomDomain": _of_domain,
        "TaskDefinitionRevision": _of_definition,
        "EcsServiceUpdate": _of_update,
        "ServiceSettings": _of_settings,
    }[parts.kind]
    found = {*of_kind(parts, changes), *(call for one in parts.made for call in _of_plugin(one))}
    return tuple(sorted(found))


def _of_service(parts: Parts, changes: Sequence[Changed]) -> Iterator[str]:
    service = parts.declared
    if service.operation in MADE:
        yield from (CREATE, TAG)
    if service.operation in GONE:
        yield DELETE
        for target in service.old.get("cleanUp") or ():
            yield from CLEANED.get(str(target), ())
    if service.operation is Operation.UPDATE:
        yield from _tagging(changes)
        if not changes or any(one.effect in DEPLOYING for one in changes):
            yield UPDATE
    if service.operation in (*MADE, Operation.UPDATE) and _registers(service, changes):
        yield REGISTER


def _registers(service: Resource, changes: Sequence[Changed]) -> bool:
    """Report whether the program registers a task definition: for sidecars and the like, and for the end of these."""
    has, had = (any(part in side for part in PARTS) for side in (service.new, service.old))
    deploys = service.operation in MADE or any(one.effect is Effect.DEPLOYMENT for one in changes)
    return deploys and (has or had)


def _tagging(changes: Sequence[Changed]) -> Iterator[str]:
    kinds = {one.told.operation for one in changes if one.effect is Effect.TAGS}
    if kinds & {"add", "update"}:
        yield TAG
    if "delete" in kinds:
        yield UNTAG


def _of_domain(parts: Parts, _changes: Sequence[Changed]) -> Iterator[str]:
    way = parts.association
    if way is None:
        return
    if way.operation in MADE or (way.operation is Operation.UPDATE and "hosts" in way.differences):
        yield HOSTS
    if way.operation in MADE or "certificateArn" in way.differences:
        yield CERTIFY
    if way.operation in GONE or "certificateArn" in way.differences:
        yield WITHDRAW
    if way.operation in GONE:
        yield HOSTS


def _of_definition(parts: Parts, changes: Sequence[Changed]) -> Iterator[str]:
    one = parts.declared
    if one.operation in MADE or any(change.effect is Effect.REVISION for change in changes):
        yield REGISTER
    elif one.operation is Operation.UPDATE:
        yield from _tagging(changes)
    if one.operation in GONE or one.new.get("keepOldRevisions") is False:
        yield DEREGISTER


def _of_update(parts: Parts, changes: Sequence[Changed]) -> Iterator[str]:
    one = parts.declared
    effects = {change.effect for change in changes}
    renders = "family" in (one.new or one.old)
    if one.operation in MADE:
        yield UPDATE_SERVICE
        yield from (TAG,) if one.new.get("tags") else ()
    if one.operation is Operation.UPDATE:
        yield from _tagging(changes)
        yield from (UPDATE_SERVICE,) if effects & {Effect.REVISION, *DEPLOYING} else ()
    if renders and (one.operation in MADE or effects & {Effect.REVISION, Effect.DEPLOYMENT}):
        yield REGISTER
    if one.operation in GONE:
        yield from (UPDATE_SERVICE,) if one.old.get("restoreOnDestroy") is True else ()
        yield from (DEREGISTER,) if "family" in one.old else ()


def _of_settings(parts: Parts, changes: Sequence[Changed]) -> Iterator[str]:
    one = parts.declared
    sends = one.operation in (*MADE, Operation.UPDATE) and _names_settings(changes)
    if sends or (one.operation in GONE and one.old.get("restoreOnDestroy") is not False):
        yield UPDATE_SERVICE
    blocking = parts.helpers.get("ExpressUpdates")
    if blocking is not None and blocking.operation is not Operation.SAME:
        yield from (row.action for row in TABLE if row.argument == EXPRESS_UPDATES and row.commands == (Command.UP,))


def _names_settings(changes: Sequence[Changed]) -> bool:
    return any(one.effect in (Effect.SETTING, Effect.REDEPLOYMENT) for one in changes)


def _of_plugin(resource: Resource) -> Iterator[str]:
    makes, deletes = PLUGIN.get(resource.type, ((), ()))
    yield from makes if resource.operation in MADE else ()
    yield from deletes if resource.operation in GONE else ()


def known_calls() -> frozenset[Any]:
    """List all calls that a report can name."""
    of_plugin = (call for pair in PLUGIN.values() for calls_ in pair for call in calls_)
    cleaned = (call for found in CLEANED.values() for call in found)
    own = (CREATE, UPDATE, DELETE, UPDATE_SERVICE, REGISTER, DEREGISTER, TAG, UNTAG, CERTIFY, WITHDRAW, HOSTS)
    return frozenset({*own, *of_plugin, *cleaned})
