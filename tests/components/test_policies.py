"""The policies that programs attach: what they allow and deny, and which arguments are refused."""

from __future__ import annotations

import json
from typing import Any

import pulumi
import pytest

import pulumi_ecs_express as express

GROUP = "arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/exec"
BUCKET = "arn:aws:s3:::sessions"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/12345678-1234-1234-1234-123456789012"
WEB = "arn:aws:ecs:eu-west-1:123456789012:service/default/web"


def document(policy: pulumi.Output[str]) -> dict[str, Any]:
    """Give the document that an Output holds."""
    found: list[str] = []
    pulumi.runtime.sync_await._sync_await(policy.apply(found.append).future())
    return dict(json.loads(found[0]))


def allowed(policy: pulumi.Output[str]) -> dict[str, Any]:
    """Give the resources by action."""
    statements = document(policy)["Statement"]
    return {action: one["Resource"] for one in statements for action in one["Action"]}


def test_ecs_exec_needs_four_actions() -> None:
    """Without anything that the cluster's configuration adds."""
    assert allowed(express.execute_command_policy()) == dict.fromkeys(
        ("ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel",
         "ssmmessages:OpenDataChannel"), "*",
    )  # fmt: skip


@pytest.mark.parametrize("arn", [GROUP, f"{GROUP}:*"])
def test_what_sessions_are_written_to_is_named(arn: str) -> None:
    """Log group, bucket and key; Outputs as well as texts."""
    found = allowed(
        express.execute_command_policy(log_group_arn=pulumi.Output.from_input(arn), bucket_arn=BUCKET, kms_key_arn=KEY)
    )

    assert found["logs:PutLogEvents"] == f"{GROUP}:*"
    assert found["logs:DescribeLogGroups"] == "*"
    assert found["s3:PutObject"] == f"{BUCKET}/*"
    assert found["s3:GetEncryptionConfiguration"] == BUCKET
    assert found["kms:Decrypt"] == KEY


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"log_group_arn": "/ecs/exec"}, "log_group_arn: '/ecs/exec' is not the ARN of a log group"),
    ({"bucket_arn": "sessions"}, "bucket_arn: 'sessions' is not the ARN of a bucket"),
    ({"kms_key_arn": "alias/exec"}, "kms_key_arn: 'alias/exec' is not the ARN of a key"),
    ({"kms_key_arn": BUCKET}, "is not the ARN of a key"),
    ({"bucket_arn": 5}, "bucket_arn: 5 is not the ARN of a bucket"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG, ids=[words[:24] for _, words in WRONG])
def test_what_is_no_arn_of_its_kind_is_refused(arguments: dict[str, Any], words: str) -> None:
    """IAM takes a policy with any text as a resource only to allow nothing by it."""
    with pytest.raises(pulumi.RunError, match="execute_command_policy") as refusal:
        document(express.execute_command_policy(**arguments))
    assert words in str(refusal.value)


def test_every_service_is_denied_where_none_is_named() -> None:
    """The deletion only on request."""
    [every] = document(express.deny_express_updates_policy())["Statement"]
    [with_deletion] = document(express.deny_express_updates_policy([WEB], deletion=True))["Statement"]

    assert every == {"Effect": "Deny", "Action": ["ecs:UpdateExpressGatewayService"], "Resource": "*"}
    assert with_deletion["Action"] == ["ecs:UpdateExpressGatewayService", "ecs:DeleteExpressGatewayService"]
    assert with_deletion["Resource"] == WEB
    [of_a_cluster] = document(express.deny_express_updates_policy(["arn:aws:ecs:*:*:service/apps/*", WEB]))["Statement"]
    assert of_a_cluster["Resource"] == ["arn:aws:ecs:*:*:service/apps/*", WEB]


@pytest.mark.parametrize("services", [[], ["web"], [GROUP], WEB])
def test_a_denial_of_nothing_is_refused(services: Any) -> None:
    """An empty list, what is no service's ARN, and a text in place of a list, whose letters would be taken for services."""
    with pytest.raises(pulumi.RunError, match="deny_express_updates_policy: services"):
        document(express.deny_express_updates_policy(services))
