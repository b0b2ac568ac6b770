"""Tells who signed a request and which policies they have: IAM users and sessions of assumed roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from moto.iam.access_control import CreateAccessKeyFailure, create_access_key
from moto.utilities.utils import get_partition

from ecs_express_sandbox.protocol.operation import Environ, Operation

_TEMPORARY = "ASIA"
"""How the keys of sessions begin. Source: IAM user guide, "IAM identifiers"."""


class UnknownKey(Exception):
    """A session that does not exist, or a token that is not its own."""


@dataclass(frozen=True)
class Caller:
    """Somebody whose policies are asked: the ARN of the user or session, and the policy documents."""

    arn: str
    documents: tuple[str, ...]


def caller_of(operation: Operation, environ: Environ, account: str) -> Caller | None:
    """
    Find who signed a request; ``None`` for the account's root user, who may do everything.

    Root is whoever uses a key that belongs to no user and to no session, so that there is somebody who can make users.
    """
    token = environ.get("HTTP_X_AMZ_SECURITY_TOKEN")
    headers = {"X-Amz-Security-Token": token} if token else {}
    try:
        key: Any = create_access_key(account, get_partition(operation.region), operation.access_key, headers)
    except CreateAccessKeyFailure as failure:
        if operation.access_key.startswith(_TEMPORARY) or token:
            raise UnknownKey from failure
        return None
    return Caller(key.arn, tuple(_document(policy) for policy in key.collect_policies()))


def _document(policy: Any) -> str:
    """Read the text of a policy in one of the forms in which moto keeps it."""
    if isinstance(policy, str):
        return policy
    if isinstance(policy, dict):
        return str(policy["policy_document"])
    return str(next(version.document for version in policy.versions if version.is_default))
