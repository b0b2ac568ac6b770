"""
The roles that the component makes, with IAM enforced: the policies are enough, narrow, and what is missing is named.

Shown on the stand-in `aws` plugin, which calls all that the source of the real one calls; the real one was not run.
"""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from tests import sampling
from tests.aws.guarded import ACCOUNT, MadeRole, permit, rows, without
from tests.sandbox.local_aws import REGION, LocalAws

from ecs_express_sandbox.aws_plugin.account import Account
from pulumi_ecs_express.planning.permissions.document import policy
from pulumi_ecs_express.planning.permissions.permission import Caller, Command, Permission, Roles
from pulumi_ecs_express.planning.permissions.scopes import Place


@pytest.fixture
def role(guarded: LocalAws, name: str) -> MadeRole:
    """A role that is not there yet, by the stand-in `aws` plugin with the user's credentials."""
    return MadeRole(Account({"region": REGION}), f"{name}-execution-0a1b2c3")


def made(command: Command, name: str) -> dict[str, Any]:
    """Give the narrowest policy for a component that makes its roles."""
    return policy(command, Roles.MADE, Place(ACCOUNT, REGION, name=name))


def test_the_policies_for_made_roles_are_enough(guarded: LocalAws, role: MadeRole, name: str) -> None:
    """To make, read, put back and delete them; the one for previews reads."""
    permit(guarded, made(Command.UP, name))
    role.make()
    permit(guarded, made(Command.PREVIEW, name))
    role.read()
    permit(guarded, made(Command.UP, name))
    role.read()
    role.put_back()
    role.delete()


@pytest.mark.parametrize("command", [Command.UP, Command.PREVIEW])
@pytest.mark.parametrize("row", sampling.some(rows((Command.UP, Roles.MADE, ()), caller=Caller.PULUMI_AWS), 3))
def test_what_is_missing_for_made_roles_is_named(
    guarded: LocalAws, role: MadeRole, name: str, row: Permission, command: Command
) -> None:
    """By AWS's own words, which the `aws` plugin shows; what previews need not, they do not ask."""
    permit(guarded, made(Command.UP, name))
    if command is Command.PREVIEW:
        role.make()
    permit(guarded, without(made(command, name), row.action))

    if command not in row.commands:
        role.read()
        return
    with pytest.raises(ClientError, match=f"not authorized to perform: {row.action} "):
        role.read() if command is Command.PREVIEW else role.live()


def test_other_roles_and_other_policies_are_out_of_reach(guarded: LocalAws, role: MadeRole, name: str) -> None:
    """Who may make the component's roles may neither touch others nor give them more."""
    permit(guarded, made(Command.UP, name))
    role.make()
    iam = role.account.client("iam")

    for refused in (
        lambda: iam.attach_role_policy(RoleName=role.name, PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess"),
        lambda: iam.delete_role(RoleName="execution"),
        lambda: MadeRole(role.account, "admin").make(),
    ):
        with pytest.raises(ClientError, match="AccessDenied"):
            refused()
