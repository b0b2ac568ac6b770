"""A service deployment: one attempt to bring one revision into service."""

from dataclasses import dataclass
from datetime import datetime

SUCCESSFUL = "SUCCESSFUL"
STOPPED = "STOPPED"
ROLLED_BACK = "ROLLBACK_SUCCESSFUL"
FAILED = "ROLLBACK_FAILED"

ENDED = frozenset({SUCCESSFUL, STOPPED, ROLLED_BACK, FAILED})
"""Source: ServiceDeployment, Amazon ECS API reference, read 2026-11-22; all other states go on."""

GOING_BACK = frozenset({"ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS", "STOP_REQUESTED"})
"""Still running, but no longer towards the target revision."""


DESCRIBED_TOGETHER = 20
"""
Deployments, or revisions, in one call.

Source: DescribeServiceDeployments and DescribeServiceRevisions, Amazon ECS API reference, read 2026-11-22.
"""

MOST = 50.0
"""Percent of the traffic above which a revision counts as the one that serves."""


@dataclass(frozen=True)
class Tasks:
    """Numbers of tasks of the target revision."""

    requested: int
    running: int
    pending: int


NO_TASKS = Tasks(0, 0, 0)


@dataclass(frozen=True)
class SourceRevision:
    """
    A revision that a deployment starts from.

    Attributes:
        traffic: Percent of production traffic that it is to get; None where AWS does not say.
    """

    arn: str
    traffic: float | None = None
    tasks: Tasks = NO_TASKS


@dataclass(frozen=True)
class Deployment:
    """
    A deployment as DescribeServiceDeployments returns it.

    Attributes:
        sources: What it starts from; none where it is the service's first one.
        traffic: Percent of production traffic that the target revision is to get; None where AWS does not say.
        reason: AWS's own words, unedited.
    """

    arn: str
    status: str
    target_revision: str | None
    created_at: datetime | None
    reason: str | None = None
    stage: str | None = None
    traffic: float | None = None
    tasks: Tasks | None = None
    rollback_reason: str | None = None
    bake_minutes: int | None = None
    canary_minutes: int | None = None
    started_at: datetime | None = None
    updated_at: datetime | None = None
    sources: tuple[SourceRevision, ...] = ()

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    @property
    def successful(self) -> bool:
        return self.status == SUCCESSFUL

    @property
    def failed(self) -> bool:
        return self.ended and not self.successful

    @property
    def going_back(self) -> bool:
        return self.status in GOING_BACK

    @property
    def took_over(self) -> bool:
        """Whether the target revision has most of the traffic; after a rollback it has none, whatever AWS still says."""
        if self.status == STOPPED or not (self.ended or self.going_back):
            return (self.traffic or 0) > MOST
        return self.successful

    def words(self) -> tuple[str, ...]:
        """All that AWS says of why it went as it did, without repetition."""
        return tuple(dict.fromkeys(word for word in (self.reason, self.rollback_reason) if word))
