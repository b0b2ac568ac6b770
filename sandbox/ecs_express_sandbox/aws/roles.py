"""IAM roles as ECS meets them: old enough to be assumed, trusting the right service, permitted to do a thing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from moto.iam.models import IAMBackend, Role, iam_backends
from moto.iam.responses import IamResponse

from ecs_express_sandbox.clock import SimulatedClock

ROLE_ARN = re.compile(r"^arn:(?P<partition>aws[a-zA-Z-]*):iam::(?P<account>\d{12}):role/(?P<name>[\w+=,.@/-]+)$")


class RoleClockResponse(IamResponse):
    """IAM as moto serves it, but a role's creation is stamped by the sandbox's clock: propagation is simulated time."""

    sandbox_clock: SimulatedClock

    def create_role(self) -> Any:
        """Make a role."""
        answer = super().create_role()
        role = self.backend.get_role(self._get_param("RoleName"))
        role.create_date = self.sandbox_clock.now()
        return answer


def find_role(arn: str) -> Role | None:
    """Find a role; ``None`` for one that does not exist."""
    parts = ROLE_ARN.match(arn)
    if parts is None:
        return None
    backend: IAMBackend = iam_backends[parts["account"]][parts["partition"]]
    return next((role for role in backend.roles.values() if role.arn == arn), None)


def is_assumable(arn: str, service: str, now: datetime, propagation: timedelta) -> bool:
    """Tell whether a service principal can assume the role at this instant."""
    role = find_role(arn)
    return role is not None and _born(role) + propagation <= now and service in _trusted_services(role)


def _born(role: Role) -> datetime:
    """Read moto's creation date, which has no time zone where moto itself made the role (service-linked ones)."""
    created: datetime = role.create_date
    return created if created.tzinfo else created.replace(tzinfo=timezone.utc)


def _trusted_services(role: Role) -> set[str]:
    services: set[str] = set()
    for statement in _statements(role.assume_role_policy_document):
        principal = statement.get("Principal")
        if statement.get("Effect") == "Allow" and isinstance(principal, dict):
            services.update(_listed(principal.get("Service")))
    return services


def is_permitted(arn: str, action: str) -> bool:
    """
    Tell whether the role's policies allow an action, on some resource.

    Conditions and resources are not looked at: the managed policies restrict by tags that ECS itself sets.
    """
    role = find_role(arn)
    if role is None:
        return False
    effects = {s.get("Effect") for document in _policies(role) for s in _statements(document) if _covers(s, action)}
    return effects == {"Allow"}


def _policies(role: Role) -> Iterator[str]:
    yield from role.policies.values()
    for policy in role.managed_policies.values():
        yield next(version.document for version in policy.versions if version.is_default)


def _statements(document: str) -> list[dict[str, Any]]:
    try:
        statements = json.loads(document).get("Statement", [])
    except (ValueError, AttributeError):
        return []
    return [statements] if isinstance(statements, dict) else list(statements)


def _covers(statement: dict[str, Any], action: str) -> bool:
    if "NotAction" in statement:
        return not any(_matches(pattern, action) for pattern in _listed(statement["NotAction"]))
    return any(_matches(pattern, action) for pattern in _listed(statement.get("Action")))


def _matches(pattern: str, action: str) -> bool:
    regex = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(regex, action, re.IGNORECASE) is not None


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)
