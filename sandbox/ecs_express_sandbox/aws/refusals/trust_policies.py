"""
IAM: the policy that says who may assume a role.

Words seen from AWS, in reports of many users. What a policy may say beyond that is moto's to judge.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ecs_express_sandbox.protocol.request import Asked, Refused

SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|aws\.internal)")
"""A service principal. Source: IAM user guide, "AWS JSON policy elements: Principal"."""

ASSUMING = re.compile(r"sts:(\*|AssumeRole\w*|TagSession|SetSourceIdentity|SetContext)", re.IGNORECASE)


def _refused(message: str) -> Refused:
    return Refused("MalformedPolicyDocument", message)


def trust_policy(asked: Asked) -> None:
    """JSON, with a principal, with nothing but the assuming of the role, without a resource."""
    for statement in _statements(asked.text("AssumeRolePolicyDocument") or asked.text("PolicyDocument")):
        if statement.get("Effect") not in ("Allow", "Deny"):
            raise _refused("Syntax errors in policy.")
        if "Principal" not in statement and "NotPrincipal" not in statement:
            raise _refused("Missing required field Principal")
        if "Resource" in statement or "NotResource" in statement:
            raise _refused("Has prohibited field Resource")
        _check_actions(statement)
        _check_services(statement.get("Principal"))


def _statements(document: str) -> list[dict[str, Any]]:
    try:
        policy = json.loads(document)
    except ValueError:
        raise _refused("This policy contains invalid Json") from None
    found = policy.get("Statement") if isinstance(policy, dict) else None
    statements = [found] if isinstance(found, dict) else found
    if not statements or not all(isinstance(statement, dict) for statement in statements):
        raise _refused("Syntax errors in policy.")
    return list(statements)


def _check_actions(statement: dict[str, Any]) -> None:
    actions = _listed(statement.get("Action"))
    if not actions and "NotAction" not in statement:
        raise _refused("Missing required field Action")
    if not all(ASSUMING.fullmatch(action) for action in actions):
        raise _refused("AssumeRole policy may only specify STS AssumeRole actions")


def _check_services(principal: Any) -> None:
    if not isinstance(principal, dict):
        return
    for service in _listed(principal.get("Service")):
        if not SERVICE.fullmatch(service):
            raise _refused(f'Invalid principal in policy: "SERVICE":"{service}"')


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(value)] if isinstance(value, str) else [str(item) for item in value]
