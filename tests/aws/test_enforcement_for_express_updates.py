"""The printed policy for `express_updates`, and the policies that keep Express updates out by IAM, with IAM enforced."""

from __future__ import annotations

import json
from typing import Any

import pulumi
import pytest
from botocore.exceptions import ClientError
from tests import sampling
from tests.aws.guarded import ACCOUNT, SandboxCall, SandboxClock, permit, rows, without
from tests.sandbox.local_aws import REGION, LocalAws

import pulumi_ecs_express as express
from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.planning.managed_tag import MARK
from pulumi_ecs_express.planning.permissions.document import policy
from pulumi_ecs_express.planning.permissions.express_updates import ARGUMENT
from pulumi_ecs_express.planning.permissions.permission import Command, Permission, Roles
from pulumi_ecs_express.planning.permissions.scopes import Place
from pulumi_ecs_express.providers.engine import InitFailed
from pulumi_ecs_express.providers.express_updates import claims, operations


@pytest.fixture(scope="module")
def arn(guarded: LocalAws) -> str:
    """The service, and another one that shares its load balancer."""
    roles = guarded.roles()
    guarded.settled(serviceName="other", roles=roles)
    return guarded.settled(serviceName="web", roles=roles)


def printed(command: Command) -> dict[str, Any]:
    """Give the narrowest policy for the argument."""
    return policy(command, Roles.GIVEN, Place(ACCOUNT, REGION, service_name="web"), (ARGUMENT,), without_service=True)


def a_life(aws: LocalAws, arn: str) -> None:
    """Block, look, let in again, block, delete; what fails is raised."""
    claims.forget()
    call = SandboxCall(SandboxClock(aws))
    blocked, allowed = ({"service": arn, "expressUpdates": value} for value in ("blocked", "allowed"))
    try:
        checked = operations.check(call, {}, blocked)
        outputs = dict(operations.create(call, checked.inputs).outs or {})
        assert operations.read(call, arn, outputs).inputs == blocked
        outputs = dict(operations.update(call, arn, outputs, allowed).outs or {})
        outputs = dict(operations.update(call, arn, outputs, blocked).outs or {})
    except InitFailed as failure:
        raise failure.error from failure
    claims.forget()
    operations.delete(call, arn, outputs)


def test_the_policy_for_up_is_enough(guarded: LocalAws, arn: str) -> None:
    """For the service alone: those who share its load balancer are left alone."""
    permit(guarded, printed(Command.UP))

    a_life(guarded, arn)

    assert not [tag for tag in guarded.ecs.list_tags_for_resource(resourceArn=arn)["tags"] if tag["key"] == MARK]


@pytest.mark.row("S0-35")
@pytest.mark.parametrize("row", sampling.some(rows((Command.UP, Roles.GIVEN, (ARGUMENT,)), argument=ARGUMENT), 4))
def test_what_is_missing_is_named(guarded: LocalAws, arn: str, row: Permission) -> None:
    """Each action, one at a time, with the statement to add; with it, the next run goes on from where it stopped."""
    permit(guarded, without(printed(Command.UP), row.action))
    with pytest.raises(errors.AccessDenied) as denied:
        a_life(guarded, arn)
    assert f'"Action": "{row.action}"' in denied.value.remedy

    permit(guarded, printed(Command.UP))
    a_life(guarded, arn)


def test_the_policy_for_previews_changes_nothing(guarded: LocalAws, arn: str) -> None:
    """It reads the service and all that is its own."""
    permit(guarded, printed(Command.PREVIEW))
    state = {"service": arn, "expressUpdates": "allowed"}

    assert operations.read(SandboxCall(SandboxClock(guarded)), arn, state).inputs == state
    with pytest.raises(errors.AccessDenied, match="TagResource"):
        a_life(guarded, arn)


def written(policy_: pulumi.Output[str]) -> dict[str, Any]:
    """Give the document that an Output holds."""
    found: list[str] = []
    pulumi.runtime.sync_await._sync_await(policy_.apply(found.append).future())
    return dict(json.loads(found[0]))


EVERYTHING = {"Effect": "Allow", "Action": "*", "Resource": "*"}


@pytest.mark.row("S4-08")
def test_a_user_under_the_policy_may_change_the_service_by_update_service_alone(guarded: LocalAws, arn: str) -> None:
    """The Express update is denied, whatever else allows it; deleting is denied on request; a service not named is free."""
    ecs = client("ecs", Connection(REGION))
    other = arn.replace("/web", "/other")
    named = written(express.deny_express_updates_policy([arn]))
    permit(guarded, {**named, "Statement": [EVERYTHING, *named["Statement"]]})
    with pytest.raises(ClientError) as denied:
        ecs.update_express_gateway_service(serviceArn=arn, primaryContainer={"image": "shop/web:2"})
    assert denied.value.response["Error"]["Code"] == "AccessDeniedException"
    assert "explicit deny" in denied.value.response["Error"]["Message"]
    ecs.update_service(service=arn, forceNewDeployment=True)
    ecs.update_express_gateway_service(serviceArn=other, primaryContainer={"image": "shop/web:2"})

    every = written(express.deny_express_updates_policy(deletion=True))
    permit(guarded, {**every, "Statement": [EVERYTHING, *every["Statement"]]})
    for call in (ecs.update_express_gateway_service, ecs.delete_express_gateway_service):
        with pytest.raises(ClientError, match="AccessDenied"):
            call(serviceArn=other)
    assert ecs.describe_express_gateway_service(serviceArn=other)["service"]["status"]["statusCode"] == "ACTIVE"
