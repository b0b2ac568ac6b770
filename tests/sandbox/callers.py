"""A user of the sandbox's IAM, whose calls are refused that no policy allows."""

from __future__ import annotations

import json
from typing import Any

from tests.sandbox.local_aws import LocalAws

ACCOUNT = "123456789012"
USER = f"arn:aws:iam::{ACCOUNT}:user/alice"


def user(aws: LocalAws, *statements: dict[str, Any]) -> dict[str, Any]:
    """Make the user alice with these statements, switch enforcement on, and give her key."""
    iam = aws.client("iam")
    iam.create_user(UserName="alice")
    if statements:
        permit(aws, *statements)
    aws.settings(enforce_iam=True)
    return dict(iam.create_access_key(UserName="alice")["AccessKey"])


def permit(aws: LocalAws, *statements: dict[str, Any]) -> None:
    """Give alice these statements and no others."""
    document = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
    aws.client("iam").put_user_policy(UserName="alice", PolicyName="own", PolicyDocument=document)


def allow(*actions: str, resource: str = "*", **more: Any) -> dict[str, Any]:
    """Give a statement that allows."""
    return {"Effect": "Allow", "Action": list(actions), "Resource": resource, **more}


def words(action: str, resource: str) -> str:
    """Write AWS's refusal."""
    return (
        f"User: {USER} is not authorized to perform: {action} on resource: {resource} "
        f"because no identity-based policy allows the {action} action"
    )
