"""Roles by boto3's ``iam`` client."""

import json
from collections.abc import Iterator
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import unquote

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.service.role import ObservedRole


class BotoRoles:
    """Implements `pulumi_ecs_express.ports.Roles`."""

    def __init__(self, connection: Connection) -> None:
        self._iam = client("iam", connection)

    def find(self, arn: str) -> ObservedRole | None:
        name = arn.rpartition("/")[2]
        with translated(f"reading role {name}", self._iam.meta.region_name):
            try:
                answer = self._iam.get_role(RoleName=name)
            except self._iam.exceptions.NoSuchEntityException:
                return None
        role = answer["Role"]
        if role["Arn"] != arn:  # of another account, or under another path
            return None
        return ObservedRole(
            arn, frozenset(_trusted(role["AssumeRolePolicyDocument"])), _now(answer) - role["CreateDate"]
        )


def _trusted(document: Any) -> Iterator[str]:
    """List the services that a trust policy allows to assume the role."""
    policy = json.loads(unquote(document)) if isinstance(document, str) else document
    statements = policy.get("Statement", [])
    for statement in statements if isinstance(statements, list) else [statements]:
        principal = statement.get("Principal", {})
        services = principal.get("Service", []) if isinstance(principal, dict) else []
        if statement.get("Effect") == "Allow":
            yield from [services] if isinstance(services, str) else services


def _now(answer: dict[str, Any]) -> datetime:
    """Read the time at AWS off the answer: the clock of this machine may be wrong."""
    date = answer["ResponseMetadata"]["HTTPHeaders"].get("date")
    return parsedate_to_datetime(date) if date else datetime.now(timezone.utc)
