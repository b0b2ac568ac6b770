"""Policy documents judged by themselves."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ecs_express_sandbox.access.policies import ANY_RESOURCE, Verdict, judge

ALLOWED, NOT_ALLOWED, DENIED = Verdict.ALLOWED, Verdict.NOT_ALLOWED, Verdict.DENIED
SERVICE = "arn:aws:ecs:eu-west-1:123456789012:service/default/web"
PASSED = {"StringEquals": {"iam:PassedToService": ["ecs.amazonaws.com", "ecs-tasks.amazonaws.com"]}}


def statement(effect: str = "Allow", action: Any = "ecs:*", resource: Any = "*", **more: Any) -> dict[str, Any]:
    """Give a statement."""
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


@pytest.mark.parametrize(
    ("statements", "action", "resource", "context", "expected"),
    [
        ([], "ecs:ListTasks", SERVICE, {}, NOT_ALLOWED),
        ([statement()], "ecs:ListTasks", SERVICE, {}, ALLOWED),
        ([statement()], "ec2:RunInstances", SERVICE, {}, NOT_ALLOWED),
        ([statement(action="ECS:listTasks")], "ecs:ListTasks", SERVICE, {}, ALLOWED),
        ([statement(action=["ecs:Create*", "ecs:Describe?xpressGatewayService"])], "ecs:DescribeExpressGatewayService",
         SERVICE, {}, ALLOWED),
        ([statement(action="ecs:Describe")], "ecs:DescribeTasks", SERVICE, {}, NOT_ALLOWED),
        ([statement(resource=SERVICE)], "ecs:ListTasks", SERVICE + "-2", {}, NOT_ALLOWED),
        ([statement(resource=[SERVICE + "*"])], "ecs:ListTasks", SERVICE + "-2", {}, ALLOWED),
        ([statement(resource=SERVICE)], "ecs:ListTasks", ANY_RESOURCE, {}, ALLOWED),
        ([statement(resource=SERVICE)], "ecs:ListTasks", "*", {}, NOT_ALLOWED),
        ([statement(), statement("Deny", "ecs:Delete*")], "ecs:DeleteCluster", SERVICE, {}, DENIED),
        ([statement(), statement("Deny", "ecs:Delete*")], "ecs:ListTasks", SERVICE, {}, ALLOWED),
        ([{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}], "ecs:ListTasks", SERVICE, {}, ALLOWED),
        ([{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}], "iam:PassRole", SERVICE, {}, NOT_ALLOWED),
        ([{"Effect": "Allow", "Action": "ecs:*", "NotResource": SERVICE}], "ecs:X", SERVICE, {}, NOT_ALLOWED),
        ([statement(Condition=PASSED)], "ecs:X", SERVICE, {"iam:PassedToService": "ecs.amazonaws.com"}, ALLOWED),
        ([statement(Condition=PASSED)], "ecs:X", SERVICE, {"iam:PassedToService": "ec2.amazonaws.com"}, NOT_ALLOWED),
        ([statement(Condition=PASSED)], "ecs:X", SERVICE, {}, ALLOWED),
        ([statement("Deny", Condition=PASSED), statement()], "ecs:X", SERVICE, {}, ALLOWED),
        ([statement(Condition={"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}})], "ecs:X", SERVICE,
         {"aws:RequestedRegion": "eu-west-1"}, NOT_ALLOWED),
        ([statement(Condition={"ArnLike": {"ecs:cluster": "arn:*:cluster/d*"}})], "ecs:X", SERVICE,
         {"ecs:cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/default"}, ALLOWED),
        ([statement(Condition={"Bool": {"aws:SecureTransport": False}})], "ecs:X", SERVICE,
         {"aws:SecureTransport": "true"}, NOT_ALLOWED),
    ],
)  # fmt: skip
def test_a_policy_is_judged_as_iam_does(
    statements: list[dict[str, Any]], action: str, resource: str, context: dict[str, str], expected: Verdict
) -> None:
    """A denial beats a permission; what is not mentioned is not allowed."""
    assert judge([json.dumps({"Statement": statements})], action, resource, context) is expected


@pytest.mark.parametrize("document", ["", "no json", "[]", '{"Statement": {"Effect": "Allow"}}'])
def test_a_document_that_is_no_policy_allows_nothing(document: str) -> None:
    """And breaks nothing."""
    assert judge([document], "ecs:ListTasks") is NOT_ALLOWED


def test_a_single_statement_needs_no_list() -> None:
    """As in many policies."""
    assert judge([json.dumps({"Statement": statement()})], "ecs:ListTasks") is ALLOWED
