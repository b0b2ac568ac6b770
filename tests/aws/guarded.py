"""A user whose policies the sandbox enforces, and the life of a service and of its roles as that user runs it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.sandbox.local_aws import EXECUTION_POLICY, LocalAws

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resources.iam_role import Role
from ecs_express_sandbox.aws_plugin.resources.iam_role_policy import RolePolicy
from ecs_express_sandbox.aws_plugin.resources.iam_role_policy_attachment import RolePolicyAttachment
from pulumi_ecs_express.planning.permissions.permission import Command, Roles
from pulumi_ecs_express.planning.permissions.table import needed
from pulumi_ecs_express.providers.engine import InitFailed
from pulumi_ecs_express.providers.ingress import operations as ingress_operations
from pulumi_ecs_express.providers.service import operations as service_operations

ACCOUNT = "123456789012"
USER = "alice"
MINUTE = 60.0


def permit(aws: LocalAws, document: Mapping[str, Any]) -> None:
    """Give the user this policy and no other."""
    aws.client("iam").put_user_policy(UserName=USER, PolicyName="own", PolicyDocument=json.dumps(document))


def without(document: Mapping[str, Any], action: str) -> dict[str, Any]:
    """Take an action out of a policy."""
    statements = []
    for statement in document["Statement"]:
        listed = [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        if left := [name for name in listed if name != action]:
            statements.append({**statement, "Action": left})
    return {**document, "Statement": statements}


def rows(*wanted: tuple[Command, Roles, tuple[str, ...]], **having: Any) -> list[Any]:
    """List the rows of the table for some policies whose members have these values."""
    found = dict.fromkeys(row for one in wanted for row in needed(*one))
    return [
        pytest.param(row, id=row.action)
        for row in found
        if all(getattr(row, member) == value for member, value in having.items())
    ]


class SandboxClock(FakeClock):
    """The sandbox's own clock: it moves while somebody waits."""

    def __init__(self, aws: LocalAws) -> None:
        super().__init__()
        self.aws = aws

    def advance(self, seconds: float) -> None:
        self.aws.advance(seconds)
        super().advance(seconds)


class SandboxCall(FakeCall):
    """A call of the engine that looks at AWS once in a minute of the sandbox."""

    def wait(self, seconds: float) -> str | None:
        return super().wait(max(seconds, MINUTE))


class Service:
    """A service and its ingress: their providers called as the engine calls them."""

    def __init__(self, aws: LocalAws, name: str, declared: Mapping[str, Any]) -> None:
        self.aws, self.declared = aws, dict(declared)
        self.urn = f"urn:pulumi:dev::shop::pulumi-python:dynamic/ecsexpress:ExpressGatewayService::{name}"
        self.id = ""
        self.inputs: dict[str, Any] = {}
        self.outputs: dict[str, Any] = {}
        self.ingress: dict[str, Any] = {}

    def call(self) -> SandboxCall:
        """Begin a call."""
        return SandboxCall(SandboxClock(self.aws), urn=self.urn, old_inputs=self.inputs or None)

    def preview(self, **changes: Any) -> SandboxCall:
        """Check what the program declares; give the call with what it said."""
        call = self.call()
        checked = service_operations.check(call, self.inputs, {**self.declared, **changes})
        assert not checked.failures, [failure.reason for failure in checked.failures]
        self.declared, self.checked = {**self.declared, **changes}, checked.inputs
        return call

    def up(self, **changes: Any) -> None:
        """Create or update; a failed rollout raises what it is told by, and the service is in state all the same."""
        call = self.preview(**changes)
        try:
            if not self.id:
                made = service_operations.create(call, self.checked)
                self.id, self.outputs = str(made.id), dict(made.outs or {})
            else:
                changed = service_operations.update(call, self.id, self.outputs, self.checked)
                self.outputs = dict(changed.outs or {})
        except InitFailed as failure:
            self.id, self.outputs = failure.id, dict(failure.outputs)
            raise failure.error from failure
        self.inputs = dict(self.checked)
        if not self.ingress:
            self.ingress = dict(ingress_operations.create(self.call(), {"serviceArn": self.id}).outs or {})

    def refresh(self) -> bool:
        """Read both; tell whether they are there."""
        there = service_operations.read(self.call(), self.id, self.outputs).id
        return bool(there and ingress_operations.read(self.call(), self.id, self.ingress).id)

    def destroy(self) -> None:
        """Delete the service."""
        service_operations.delete(self.call(), self.id, self.outputs)


class MadeRole:
    """One role with an attached and an inline policy, as the stand-in `aws` plugin makes it."""

    TRUST = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
            ],
        }
    )
    OTHER_TRUST = TRUST.replace("ecs-tasks.", "ecs.")

    def __init__(self, account: Account, name: str) -> None:
        self.account, self.name = account, name
        self.inputs: dict[str, Any] = {
            "name": name, "assumeRolePolicy": self.TRUST, "path": "/", "maxSessionDuration": 3600,
            "description": "Runs", "tagsAll": {"team": "shop"},
        }  # fmt: skip
        self.attached = {"role": name, "policyArn": EXECUTION_POLICY}
        document = {"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": "*"}
        self.inline = {
            "role": name, "name": "read", "policy": json.dumps({"Version": "2012-10-17", "Statement": [document]}),
        }  # fmt: skip

    def make(self) -> None:
        """Make the role with both policies."""
        Role().create(self.account, self.inputs)
        RolePolicyAttachment().create(self.account, self.attached)
        RolePolicy().create(self.account, self.inline)

    def read(self) -> None:
        """Read all three."""
        assert Role().read(self.account, self.name, {})
        assert RolePolicyAttachment().read(self.account, "", self.attached)
        assert RolePolicy().read(self.account, f"{self.name}:read", {})

    def put_back(self) -> None:
        """Undo what somebody changed: trust, description, duration and tags."""
        found = {
            "assumeRolePolicy": self.OTHER_TRUST, "maxSessionDuration": 7200, "description": "?",
            "tagsAll": {"theirs": "x"},
        }  # fmt: skip
        Role().update(self.account, self.name, found, self.inputs)

    def delete(self) -> None:
        """Delete all three."""
        RolePolicy().delete(self.account, f"{self.name}:read", {})
        RolePolicyAttachment().delete(self.account, "", self.attached)
        Role().delete(self.account, self.name, {})

    def live(self) -> None:
        """Make them, read them, undo what somebody changed, and delete them."""
        for step in (self.make, self.read, self.put_back, self.delete):
            step()
