"""IAM roles as ECS meets them: old enough to be assumed, trusting the right service, permitted to do a thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from moto.iam.models import IAMBackend, Role, iam_backends
from moto.iam.responses import IamResponse

from ecs_express_sandbox.access.policies import ANY_RESOURCE, Verdict, judge, listed, statements
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
    """Report whether a service principal can assume the role at this instant."""
    role = find_role(arn)
    return role is not None and _born(role) + propagation <= now and service in _trusted_services(role)


def trusts(arn: str, service: str) -> bool:
    """Report whether the role exists and lets a service principal assume it."""
    role = find_role(arn)
    return role is not None and service in _trusted_services(role)


def _born(role: Role) -> datetime:
    """Read moto's creation date, which has no time zone where moto itself made the role (service-linked ones)."""
    created: datetime = role.create_date
    return created if created.tzinfo else created.replace(tzinfo=timezone.utc)


def _trusted_services(role: Role) -> set[str]:
    services: set[str] = set()
    for statement in statements(role.assume_role_policy_document):
        principal = statement.get("Principal")
        if statement.get("Effect") == "Allow" and isinstance(principal, dict):
            services.update(listed(principal.get("Service")))
    return services


def is_permitted(arn: str, action: str, resource: str = ANY_RESOURCE) -> bool:
    """Report whether the role's policies allow an action on a resource; without one, on some resource."""
    role = find_role(arn)
    return role is not None and judge(policies_of(role), action, resource) is Verdict.ALLOWED


def policies_of(role: Role) -> Iterator[str]:
    """List the policy documents of a role: its own and the attached ones."""
    yield from role.policies.values()
    for policy in role.managed_policies.values():
        yield next(version.document for version in policy.versions if version.is_default)
