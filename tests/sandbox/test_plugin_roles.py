"""The stand-in `aws` plugin's role, verb by verb: it asks IAM what the real plugin asks."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resources.iam_role import Role
from tests.sandbox.local_aws import REGION, LocalAws

TRUST = {"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"}
INPUTS: dict[str, Any] = {
    "name": "web",
    "assumeRolePolicy": json.dumps({"Version": "2012-10-17", "Statement": [TRUST]}),
    "path": "/",
    "maxSessionDuration": 3600,
    "description": "Runs",
    "tagsAll": {},
}


@pytest.fixture
def account(aws: LocalAws) -> Account:
    """The plugin's side of an account with that role."""
    account = Account(
        {
            "region": REGION,
            "accessKey": "AKIASANDBOXTESTS0000",
            "secretKey": "secret",
            "endpoints": {"iam": aws.addresses.endpoint},
        }
    )
    Role().create(account, INPUTS)
    aws.control("POST", "/calls/reset")
    return account


def test_a_role_leaves_its_instance_profiles_before_it_is_deleted(aws: LocalAws, account: Account) -> None:
    """IAM deletes no role that one has; the real plugin looks each time."""
    iam = aws.client("iam")
    iam.create_instance_profile(InstanceProfileName="machines")
    iam.add_role_to_instance_profile(InstanceProfileName="machines", RoleName="web")

    Role().delete(account, "web", {})

    assert iam.get_instance_profile(InstanceProfileName="machines")["InstanceProfile"]["Roles"] == []
    assert iam.list_roles()["Roles"] == []


@pytest.mark.parametrize(
    ("member", "value", "call"),
    [("description", "Makes", "iam:UpdateRoleDescription"), ("maxSessionDuration", 7200, "iam:UpdateRole")],
)
def test_each_change_of_a_role_has_a_call_of_its_own(
    aws: LocalAws, account: Account, member: str, value: Any, call: str
) -> None:
    """And leaves the other alone."""
    Role().update(account, "web", INPUTS, {**INPUTS, member: value})

    assert aws.control("GET", "/calls") == {call: 1}
    found = Role().read(account, "web", {})
    assert found is not None
    assert {name: found[name] for name in ("description", "maxSessionDuration")} == {
        name: value if name == member else INPUTS[name] for name in ("description", "maxSessionDuration")
    }
