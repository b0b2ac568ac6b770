"""Services in memory and their rollouts: what each is follows from when it began and from what the image does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.providers.fake_call import FakeClock

from pulumi_ecs_express.model.rollout.deployment import Deployment, Tasks
from pulumi_ecs_express.model.service.observed import Status

STAGES = (("SCALE_UP", 180.0, 0.0), ("PRODUCTION_TRAFFIC_SHIFT", 180.0, 5.0), ("BAKE_TIME", 180.0, 100.0), ("CLEAN_UP", 30.0, 100.0))  # fmt: skip
"""Stage, seconds, percent of traffic: the order and the waits of an Express canary."""

KINDS = (
    "load balancer", "load balancer security group", "certificate", "listener", "listener rule", "target group",
    "scalable target", "scaling policy", "alarm", "service security group", "log group",
)  # fmt: skip
"""Managed resources of a service, as the adapter calls them."""

FAILS_AFTER, ROLLS_BACK_FOR, DRAINS_FOR, PROVISIONS_FOR = 240.0, 60.0, 90.0, 120.0
UNHEALTHY = "deployment failed: tasks failed to start: failed ELB health checks"


@dataclass(frozen=True)
class Phase:
    """What a rollout is at some time."""

    status: str
    stage: str | None = None
    traffic: float = 0.0
    reason: str | None = None


@dataclass
class Rollout:
    """One deployment: its course follows from when it began, and from what the image does."""

    arn: str
    revision: str
    began: float
    healthy: bool
    first: bool
    stopped: float | None = None

    def phase(self, now: float) -> Phase:
        """Tell what it is at a time."""
        if self.stopped is not None and now >= self.stopped:
            return Phase("STOPPED", reason="superseded by a newer deployment")
        return self._good(now - self.began) if self.healthy else self._bad(now - self.began)

    def _good(self, age: float) -> Phase:
        for stage, seconds, traffic in STAGES:
            if age < seconds:
                return Phase("IN_PROGRESS", stage, traffic)
            age -= seconds
        return Phase("SUCCESSFUL", traffic=100.0)

    def _bad(self, age: float) -> Phase:
        if age < FAILS_AFTER:
            return Phase("IN_PROGRESS", "SCALE_UP")
        if age < FAILS_AFTER + ROLLS_BACK_FOR:
            return Phase("ROLLBACK_IN_PROGRESS", reason=UNHEALTHY)
        return Phase("ROLLBACK_FAILED" if self.first else "ROLLBACK_SUCCESSFUL", reason=UNHEALTHY)

    def told(self, clock: FakeClock) -> Deployment:
        """Write it as AWS answers a deployment."""
        phase = self.phase(clock.seconds)
        return Deployment(
            arn=self.arn,
            status=phase.status,
            target_revision=self.revision,
            created_at=clock.time(self.began),
            reason=phase.reason,
            stage=phase.stage,
            traffic=phase.traffic,
            tasks=Tasks(1, 1 if phase.traffic else 0, 0 if phase.traffic else 1),
        )

    def ended(self, now: float) -> bool:
        """Tell whether nothing more will happen to it."""
        return self.phase(now).status in {"SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED"}


@dataclass
class FakeService:
    """A service: its settings by revision, its rollouts, oldest first, and when it was deleted."""

    arn: str
    infrastructure_role: str
    created: float
    tags: dict[str, str]
    revisions: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: dict[str, float] = field(default_factory=dict)
    rollouts: list[Rollout] = field(default_factory=list)
    deleted: float | None = None

    def status(self, now: float) -> Status:
        """Tell whether it is there."""
        if self.deleted is None:
            return Status.ACTIVE
        return Status.DRAINING if now < self.deleted + DRAINS_FOR else Status.INACTIVE

    def serving(self, now: float) -> str:
        """Tell the revision of the last good rollout; before there is one, the newest."""
        good = [rollout.revision for rollout in self.rollouts if rollout.phase(now).status == "SUCCESSFUL"]
        return good[-1] if good else self.rollouts[-1].revision

    def active(self, now: float) -> list[str]:
        """List the active revisions, newest first: two of them in a rollout."""
        running = [rollout.revision for rollout in self.rollouts if not rollout.ended(now)]
        return list(dict.fromkeys([*reversed(running), self.serving(now)]))

    def running(self, now: float) -> Rollout | None:
        """Give the rollout that is under way."""
        return next((rollout for rollout in reversed(self.rollouts) if not rollout.ended(now)), None)
