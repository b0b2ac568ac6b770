"""
The course of one service deployment, as a pure function of what was asked, when, and the instant.

No clock is read and nothing is changed here. ``phases`` lists the whole course; ``phase_at`` picks the part that an
instant falls into. Between two phases nothing changes. Durations and stages: ECS developer guide, "Canary deployments",
and operators' logs of Express services (5 % for 3 minutes, then 3 minutes of bake time, 10 to 12 minutes in all).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from math import ceil
from typing import Literal

from .behaviour import Behaviour, Fate

CANARY_PERCENT = 5.0
CANARY_BAKE = timedelta(minutes=3)
BAKE = timedelta(minutes=3)
HEALTH_CHECKS = timedelta(seconds=5 * 30)
"""A new target is healthy after 5 passed checks, 30 s apart: the managed target groups' settings."""

_PENDING = timedelta(seconds=1)
_RECONCILE = timedelta(seconds=30)
_STEP = timedelta(seconds=3)
"""The stages in which ECS only calls lifecycle hooks; Express services have none."""
_DRAIN = timedelta(seconds=30)
_AFTER_DRAIN = timedelta(seconds=60)
"""Old tasks stop about a minute before a deployment is reported complete (operators' event logs)."""
_REQUESTED = timedelta(seconds=2)

BREAKER = "Service deployment rolled back because the circuit breaker threshold was exceeded."
NO_CANDIDATE = "No rollback candidate was found to run the rollback."
STOPPED_BY_USER = "Service deployment rolled back because of a user request."
SUPERSEDED = "Service deployment stopped because a new service deployment was started."

Health = Literal["absent", "initial", "healthy", "unhealthy", "draining"]
"""What the load balancer thinks of a fleet's targets; absent while none is registered."""

TERMINAL = frozenset({"SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED"})


class Cause(Enum):
    """Why a deployment is ended from outside."""

    STOP = "StopServiceDeployment"
    SUPERSEDE = "a later update"


@dataclass(frozen=True)
class Ending:
    """An intervention: what cuts the course short, and when."""

    cause: Cause
    at: datetime


@dataclass(frozen=True)
class Rollout:
    """
    What was asked.

    Attributes:
        created_at: when the deployment was made.
        behaviour: what tasks of the target revision do.
        target_tasks: how many tasks the target revision shall have.
        source_tasks: how many tasks the revision in service has; ``None`` where none is in service.
        leftover_tasks: how many tasks a superseded deployment left behind; ``None`` where none was superseded.
        bakes: whether the canary and bake times are served.
        ready_at: when everything that the target revision needs of the load balancer was there; ``None``: not yet.
        superseded_status: the status of a deployment that a later one overtakes.
        ending: the intervention, if there was one.
    """

    created_at: datetime
    behaviour: Behaviour
    target_tasks: int
    source_tasks: int | None = None
    leftover_tasks: int | None = None
    bakes: bool = True
    ready_at: datetime | None = None
    superseded_status: str = "STOPPED"
    ending: Ending | None = None

    @property
    def threshold(self) -> int:
        """How many failed tasks trip the circuit breaker: half the tasks wanted, within 3 and 200 (AWS)."""
        return max(3, min(200, ceil(self.target_tasks * 0.5)))


@dataclass(frozen=True)
class Fleet:
    """The tasks of one revision, its share of production traffic in percent, and what the load balancer says."""

    requested: int = 0
    pending: int = 0
    running: int = 0
    health: Health = "absent"
    weight: float = 0.0


@dataclass(frozen=True)
class Phase:
    """
    A part of the course in which nothing changes.

    Attributes:
        begins: when it starts; it lasts until the next one.
        status: the API's status of the deployment.
        stage: the API's lifecycle stage; empty before the first and after the last.
        target: the fleet of the new revision.
        source: the fleet of the revision in service.
        leftover: the fleet of a superseded deployment.
        attempt: which generation of the target's tasks this is, counted from 1; 0 before the first.
        failures: how many tasks have failed so far.
        reason: the API's status reason.
        rollback_since: when the rollback began.
    """

    begins: datetime
    status: str
    stage: str
    target: Fleet
    source: Fleet
    leftover: Fleet
    attempt: int = 0
    failures: int = 0
    reason: str = ""
    rollback_since: datetime | None = None

    @property
    def is_terminal(self) -> bool:
        """Tell whether the deployment has ended."""
        return self.status in TERMINAL


def phases(rollout: Rollout) -> tuple[Phase, ...]:
    """List the whole course, in order of time; the last phase is terminal unless the deployment is stuck."""
    course = tuple(_course(rollout))
    return course if rollout.ending is None else tuple(_cut(rollout, course, rollout.ending))


def phase_at(course: tuple[Phase, ...], instant: datetime) -> Phase:
    """Pick the phase that an instant falls into; an instant before the first belongs to the first."""
    return course[max(0, bisect_right([phase.begins for phase in course], instant) - 1)]


def next_change(course: tuple[Phase, ...], after: datetime) -> datetime | None:
    """Tell when the next phase begins."""
    return next((phase.begins for phase in course if phase.begins > after), None)


class _Walk:
    """The phase under construction: keeps what the next phase takes over, and the time."""

    def __init__(self, first: Phase) -> None:
        self.phase = first

    def next(self, after: timedelta, **changes: object) -> Phase:
        self.phase = replace(self.phase, begins=self.phase.begins + after, **changes)  # type: ignore[arg-type]  # mypy cannot relate ** to the fields
        return self.phase

    def target(self, **changes: object) -> Fleet:
        return replace(self.phase.target, **changes)  # type: ignore[arg-type]  # as above

    def source(self, **changes: object) -> Fleet:
        return replace(self.phase.source, **changes)  # type: ignore[arg-type]  # as above


def _course(rollout: Rollout) -> Iterator[Phase]:
    walk = _Walk(_first(rollout))
    yield walk.phase
    after = _PENDING
    if rollout.leftover_tasks is not None:
        yield walk.next(after, status="IN_PROGRESS", stage="RECONCILE_SERVICE")
        after = _RECONCILE
    yield walk.next(after, status="IN_PROGRESS", stage="PRE_SCALE_UP", leftover=Fleet())
    if rollout.ready_at is None:
        return
    wait = max(_STEP, rollout.ready_at - walk.phase.begins)
    yield from _scale_up(rollout, walk, wait)
    if rollout.behaviour.fate is Fate.HEALTHY or rollout.target_tasks == 0:
        yield from _shift(rollout, walk)
    else:
        yield from _roll_back(rollout, walk, timedelta(0), BREAKER)


def _first(rollout: Rollout) -> Phase:
    kept = rollout.source_tasks
    source = Fleet() if kept is None else Fleet(kept, 0, kept, "healthy" if kept else "absent", 100.0)
    left = rollout.leftover_tasks or 0
    leftover = Fleet(0, 0, left, "draining") if left else Fleet()
    return Phase(rollout.created_at, "PENDING", "", Fleet(), source, leftover)


def _scale_up(rollout: Rollout, walk: _Walk, wait: timedelta) -> Iterator[Phase]:
    count, behaviour = rollout.target_tasks, rollout.behaviour
    pending = Fleet(count, count)
    yield walk.next(wait, stage="SCALE_UP", target=pending, attempt=1)
    if count == 0:
        return
    if behaviour.fate is Fate.HEALTHY:
        yield walk.next(behaviour.starts_in, target=Fleet(count, 0, count, "initial"))
        yield walk.next(HEALTH_CHECKS, target=Fleet(count, 0, count, "healthy"))
        return
    rounds = ceil(rollout.threshold / count)
    for attempt in range(1, rounds + 1):
        if attempt > 1:
            yield walk.next(timedelta(seconds=1), target=pending, attempt=attempt)
        yield from _failing_round(rollout, walk, attempt)


def _failing_round(rollout: Rollout, walk: _Walk, attempt: int) -> Iterator[Phase]:
    """Let one generation of tasks start and fail."""
    count, behaviour = rollout.target_tasks, rollout.behaviour
    failed = min(attempt * count, rollout.threshold)
    if behaviour.fate is not Fate.NEVER_STARTS:
        yield walk.next(behaviour.starts_in, target=Fleet(count, 0, count, "initial"))
        end = behaviour.fails_after
    else:
        end = behaviour.starts_in
    if behaviour.fate is Fate.UNHEALTHY:
        yield walk.next(end, target=Fleet(count, 0, count, "unhealthy"))
        end = timedelta(seconds=5)
    yield walk.next(end, target=Fleet(count), failures=failed)


def _shift(rollout: Rollout, walk: _Walk) -> Iterator[Phase]:
    """Move the traffic over, let the new revision bake, and take the old one away."""
    yield walk.next(timedelta(0) if rollout.target_tasks == 0 else timedelta(milliseconds=1), stage="POST_SCALE_UP")
    for stage in ("TEST_TRAFFIC_SHIFT", "POST_TEST_TRAFFIC_SHIFT"):
        yield walk.next(_STEP, stage=stage)
    if rollout.bakes and rollout.source_tasks:
        canary, rest = walk.target(weight=CANARY_PERCENT), walk.source(weight=100.0 - CANARY_PERCENT)
        yield walk.next(_STEP, stage="PRODUCTION_TRAFFIC_SHIFT", target=canary, source=rest)
    whole, none = walk.target(weight=100.0), walk.source(weight=0.0)
    if walk.phase.stage == "PRODUCTION_TRAFFIC_SHIFT":
        yield walk.next(CANARY_BAKE, target=whole, source=none)
    else:
        yield walk.next(_STEP, stage="PRODUCTION_TRAFFIC_SHIFT", target=whole, source=none)
    yield walk.next(_STEP, stage="POST_PRODUCTION_TRAFFIC_SHIFT")
    yield walk.next(_STEP, stage="BAKE_TIME")
    yield from _clean_up(walk, BAKE if rollout.bakes else _STEP)


def _clean_up(walk: _Walk, after: timedelta) -> Iterator[Phase]:
    had_tasks = walk.phase.source.running > 0
    yield walk.next(
        after, stage="CLEAN_UP", source=walk.source(requested=0, health="draining" if had_tasks else "absent")
    )
    if had_tasks:
        yield walk.next(_DRAIN, source=Fleet())
    yield walk.next(_AFTER_DRAIN if had_tasks else _STEP, status="SUCCESSFUL", stage="")


def _roll_back(rollout: Rollout, walk: _Walk, after: timedelta, reason: str) -> Iterator[Phase]:
    """Give the traffic back to the source at once, and take the target's tasks away."""
    has_source = rollout.source_tasks is not None
    since = walk.phase.begins + after
    running = walk.phase.target.running
    leaving = Fleet(0, 0, running, "draining" if running else "absent")
    yield walk.next(
        after,
        status="ROLLBACK_IN_PROGRESS",
        target=leaving,
        source=walk.source(weight=100.0) if has_source else Fleet(),
        reason=reason,
        rollback_since=since,
    )
    yield walk.next(
        _DRAIN,
        status="ROLLBACK_SUCCESSFUL" if has_source else "ROLLBACK_FAILED",
        stage="",
        target=Fleet(),
        reason=reason if has_source else NO_CANDIDATE,
    )


def _cut(rollout: Rollout, course: tuple[Phase, ...], ending: Ending) -> Iterator[Phase]:
    """End the course at an intervention; one that comes after the end changes nothing."""
    kept = [phase for phase in course if phase.begins <= ending.at]
    last = kept[-1] if kept else course[0]
    yield from kept or course[:1]
    if last.is_terminal:
        return
    walk = _Walk(replace(last, begins=ending.at))
    if ending.cause is Cause.SUPERSEDE:
        left = last.target if last.target.weight else Fleet()
        yield walk.next(timedelta(0), status=rollout.superseded_status, stage="", target=left, reason=SUPERSEDED)
        return
    yield walk.next(timedelta(0), status="ROLLBACK_REQUESTED", reason=STOPPED_BY_USER)
    yield from _roll_back(rollout, walk, _REQUESTED, STOPPED_BY_USER)
