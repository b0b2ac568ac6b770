"""
When a managed resource counts as stuck: AWS says the same of it again and again.

ECS tries for more than 90 minutes to make a resource that cannot be made, and neither the service nor its deployment
says so; only the resource's ``statusReason`` does (operators' notes on Express Mode; aws-cli, serviceviewcollector.py).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pulumi_ecs_express.model.service.observed import ManagedResource

LOOKS = 3
"""Consecutive polls in which AWS must give the same reason; one poll may fall between two attempts."""

LOOKS_AT_A_FAILED_ONE = 2
"""FAILED is an end by itself (aws-cli counts it among them), so it only has to be there still."""

PATIENCE = 60.0
"""Seconds for which AWS must say the same."""

ROLE_PATIENCE = 240.0
"""The same for a denial: a role or policy made moments ago is denied at first; the Terraform provider waits as long."""

DENIALS = ("not authorized", "accessdenied", "access denied", "assume role", "security token")

_ONLY_OF_ONE_ATTEMPT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|request ?id:? *[\w-]+", re.IGNORECASE)

Key = tuple[str, str, str]


@dataclass(frozen=True)
class ProvisioningProblem:
    """
    The reason that AWS gives, poll after poll, for a resource that it has not made.

    Attributes:
        resource: The resource in the last poll.
        polls: Consecutive polls in which AWS said so.
        since: When the first of them was, in seconds of the waiting clock.
        first_update: When AWS had last touched the resource at the first of them.
    """

    resource: ManagedResource
    polls: int
    since: float
    first_update: datetime | None

    def lasts(self, now: float) -> float:
        """Return the seconds for which AWS has said so, by its own times or by ours."""
        last = self.resource.updated_at
        reported = (last - self.first_update).total_seconds() if last and self.first_update else 0.0
        return max(now - self.since, reported)

    def is_final(self, now: float) -> bool:
        """Report whether there is nothing left to wait for."""
        if self.resource.status == "FAILED":
            return self.polls >= LOOKS_AT_A_FAILED_ONE
        return self.polls >= LOOKS and self.lasts(now) >= patience(self.resource.status_reason or "")


def patience(reason: str) -> float:
    """Return the seconds after which a reason is no passing one."""
    return ROLE_PATIENCE if any(word in reason.lower() for word in DENIALS) else PATIENCE


ProvisioningProblems = Mapping[Key, ProvisioningProblem]


def with_problems(
    before: ProvisioningProblems, resources: Iterable[ManagedResource], now: float
) -> dict[Key, ProvisioningProblem]:
    """Add one more poll; a reason that is not repeated is dropped."""
    found = dict[Key, ProvisioningProblem]()
    for resource in resources:
        if resource.status == "FAILED" or (resource.status == "PROVISIONING" and resource.status_reason):
            key = _key(resource)
            known = before.get(key)
            found[key] = (
                ProvisioningProblem(resource, known.polls + 1, known.since, known.first_update)
                if known
                else ProvisioningProblem(resource, 1, now, resource.updated_at)
            )
    return found


def _key(resource: ManagedResource) -> Key:
    """Know a problem again, although AWS names each of its attempts by another request ID."""
    reason = _ONLY_OF_ONE_ATTEMPT.sub("", resource.status_reason or "")
    return (resource.kind, resource.status, " ".join(reason.split()))


def stuck(problems: ProvisioningProblems, now: float) -> ManagedResource | None:
    """Return the first resource that AWS will not get made."""
    return next((reported.resource for reported in problems.values() if reported.is_final(now)), None)
