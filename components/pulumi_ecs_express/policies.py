"""IAM policies as JSON: what a task role needs for ECS Exec, and what keeps Express updates out."""

import json
import re
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

FORMS = {
    "log_group_arn": ("a log group", r"arn:[\w-]+:logs:[\w-]+:\d{12}:log-group:[^:*]+(:\*)?"),
    "bucket_arn": ("a bucket", r"arn:[\w-]+:s3:::[^/]+"),
    "kms_key_arn": ("a key", r"arn:[\w-]+:kms:[\w-]+:\d{12}:key/[\w-]+"),
    "services": ("a service", r"arn:[\w-]+:ecs:[\w*-]+:(\d{12}|\*):service/[^/]+/[^/]+"),
}
"""What each argument takes: IAM takes any text for a resource, and a wrong one allows or denies nothing."""

DENIES = "deny_express_updates_policy"

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
    arns: pulumi.Output[dict[str, Any]] = pulumi.Output.all(
        log_group_arn=log_group_arn, bucket_arn=bucket_arn, kms_key_arn=kms_key_arn
    )
    return arns.apply(lambda known: _document(_session_statements(known)))


def _session_statements(known: dict[str, Any]) -> list[dict[str, Any]]:
    for name, arn in known.items():
        if arn is not None:
            _refuse_other("execute_command_policy", name, arn)
    found = [_statement("Allow", SESSION_ACTIONS, "*")]
    if arn := known["log_group_arn"]:
        found.append(_statement("Allow", ("logs:DescribeLogGroups",), "*"))
        writing = ("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents")
        found.append(_statement("Allow", writing, f"{arn.removesuffix(':*')}:*"))
    if arn := known["bucket_arn"]:
        found.append(_statement("Allow", ("s3:GetEncryptionConfiguration",), arn))
        found.append(_statement("Allow", ("s3:PutObject",), f"{arn}/*"))
    if arn := known["kms_key_arn"]:
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
    if services is not None and (isinstance(services, str) or not services):
        raise pulumi.RunError(f"{DENIES}: services: give a list of at least one ARN, or leave it out for all services")
    arns: pulumi.Output[list[str]] = pulumi.Output.all(*(services or ()))
    return arns.apply(lambda known: _document([_statement("Deny", actions, *(_services(known) or ["*"]))]))


def _services(arns: Sequence[str]) -> Sequence[str]:
    for arn in arns:
        _refuse_other(DENIES, "services", arn)
    return arns


def _refuse_other(function: str, argument: str, arn: Any) -> None:
    """Refuse what is not the ARN of the kind that an argument takes."""
    kind, form = FORMS[argument]
    if not (isinstance(arn, str) and re.fullmatch(form, arn)):
        raise pulumi.RunError(f"{function}: {argument}: {arn!r} is not the ARN of {kind}")


def _statement(effect: str, actions: Sequence[str], *resources: str) -> dict[str, Any]:
    return {
        "Effect": effect,
        "Action": list(actions),
        "Resource": resources[0] if len(resources) == 1 else list(resources),
    }


def _document(statements: list[dict[str, Any]]) -> str:
    return json.dumps({"Version": VERSION, "Statement": statements}, indent=2)
