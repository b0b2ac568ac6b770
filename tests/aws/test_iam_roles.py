"""What the port `Roles` promises, on its adapter."""

from __future__ import annotations

import json

import pytest
from tests.sandbox.local_aws import REGION, LocalAws

from pulumi_ecs_express.aws.iam import BotoRoles
from pulumi_ecs_express.model.connection.connection import Connection

TRUSTS = [
    ({"Service": "ecs.amazonaws.com"}, {"ecs.amazonaws.com"}),
    ({"Service": ["ecs.amazonaws.com", "ecs-tasks.amazonaws.com"]}, {"ecs.amazonaws.com", "ecs-tasks.amazonaws.com"}),
    ({"AWS": "arn:aws:iam::123456789012:root"}, set()),
]


@pytest.mark.parametrize(("principal", "trusted"), TRUSTS, ids=["one service", "two", "an account"])
def test_a_role_has_its_trust_and_its_age(sandbox: LocalAws, principal: object, trusted: set[str]) -> None:
    """Whichever form the policy has; one of another path or account is another one."""
    sandbox.reset()
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    arn = sandbox.client("iam").create_role(RoleName="web", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    roles = BotoRoles(Connection(REGION))

    found = roles.find(arn)

    assert found is not None
    assert found.trusted == trusted
    assert found.age.total_seconds() < 60
    assert roles.find(arn.replace("role/", "role/team/")) is None
    assert roles.find(f"{arn}-2") is None
