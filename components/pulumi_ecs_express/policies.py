"""IAM policies as JSON: what a task role needs for ECS Exec, and what keeps Express updates out."""

import json
from collections.abc import Sequence
from typing import Any

import pulumi

VERSION = "2012-10-17"
"""Version of the policy language. Source: IAM user guide, "IAM JSON policy elements: Version", read 2026-11-28."""

SESSION_ACTIONS = (
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
)
"""Source: "Monitor Amazon ECS containers with ECS Exec", Amazon ECS developer guide, read 2026-11-28."""

UPDATES, DELETIONS = "ecs:UpdateExpressGatewayService", "ecs:DeleteExpressGatewayService"


def execute_command_policy(
    *,
    log_group_arn: pulumi.Input[str] | None = None,
    bucket_arn: pulumi.Input[str] | None = None,
    kms_key_arn: pulumi.Input[str] | None = None,
) -> pulumi.Output[str]:
    """
    Write the policy of a task role for ECS Exec; the execution role needs nothing for it.

    Source: "Monitor Amazon ECS containers with ECS Exec", Amazon ECS developer guide, read 2026-11-28.

    Args:
        log_group_arn: The log group into which the cluster's ``execute_command_configuration`` writes sessions.
        bucket_arn: The bucket into which it writes them.
        kms_key_arn: The key that encrypts the session.
    """
    arns: pulumi.Output[dict[str, Any]] = pulumi.Output.all(logs=log_group_arn, bucket=bucket_arn, key=kms_key_arn)
    return arns.apply(lambda known: _document(_session_statements(known)))


def _session_statements(known: dict[str, Any]) -> list[dict[str, Any]]:
    found = [_statement("Allow", SESSION_ACTIONS, "*")]
    if arn := known["logs"]:
        found.append(_statement("Allow", ("logs:DescribeLogGroups",), "*"))
        writing = ("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents")
        found.append(_statement("Allow", writing, f"{arn.removesuffix(':*')}:*"))
    if arn := known["bucket"]:
        found.append(_statement("Allow", ("s3:GetEncryptionConfiguration",), arn))
        found.append(_statement("Allow", ("s3:PutObject",), f"{arn}/*"))
    if arn := known["key"]:
        found.append(_statement("Allow", ("kms:Decrypt",), arn))
    return found


def deny_express_updates_policy(
    services: Sequence[pulumi.Input[str]] | None = None, *, deletion: bool = False
) -> pulumi.Output[str]:
    """
    Write the policy that forbids its holder to change services by the Express APIs; UpdateService is not touched by it.

    It is the recommended way to keep Express updates out; ``express_updates="blocked"`` of a `ServiceSettings` is the other.
    Source: "Updating resources outside of Express Mode", Amazon ECS developer guide, read 2026-11-28.

    Args:
        services: ARNs of the services; all without.
        deletion: Whether their deletion is forbidden as well; ``pulumi destroy`` needs it.
    """
    actions = (UPDATES, DELETIONS) if deletion else (UPDATES,)
    arns: pulumi.Output[list[str]] = pulumi.Output.all(*(["*"] if services is None else services))
    return arns.apply(lambda known: _document([_statement("Deny", actions, *known)]))


def _statement(effect: str, actions: Sequence[str], *resources: str) -> dict[str, Any]:
    return {"Effect": effect, "Action": list(actions), "Resource": resources[0] if len(resources) == 1 else list(resources)}


def _document(statements: list[dict[str, Any]]) -> str:
    return json.dumps({"Version": VERSION, "Statement": statements}, indent=2)
