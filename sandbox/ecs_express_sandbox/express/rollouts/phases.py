"""
The phases of one service deployment, as a pure function of what was asked, when, and what has happened to it.

``phases`` lists all of them; between two phases nothing changes. Durations and stages: ECS developer guide,
"Canary deployments", and operators' logs of Express services (5 % for 3 minutes, then 3 minutes of bake time, 10 to 12
minutes in all).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from ecs_express_sandbox.containers.image_behaviour import Fate
from ecs_express_sandbox.express.rollouts.rollout import (
    ALARM_DETECTED,
    BREAKER,
    NO_CANDIDATE,
    STAGE_TIMED_OUT,
    STOPPED_BY_USER,
    SUPERSEDED,
    Cause,
    Ending,
    Fleet,
    Phase,
    Rollout,
)

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
_LONGEST_STAGE = timedelta(hours=24)
_LONGEST_BACK_OFF = timedelta(minutes=27)
"""How long ECS waits at most before it starts a failing task again. Source: developer guide, "Service throttle logic"."""


def phases(rollout: Rollout) -> tuple[Phase, ...]:
    """List all phases, in order of time; the last phase is terminal unless the deployment is stuck."""
    all_phases = tuple(_all_phases(rollout))
    return all_phases if rollout.ending is None else tuple(_cut(rollout, all_phases, rollout.ending))


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


def _all_phases(rollout: Rollout) -> Iterator[Phase]:
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
        yield from _roll_back(rollout, walk, timedelta(0), BREAKER if rollout.shift.breaker else STAGE_TIMED_OUT)


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
    began = walk.phase.begins
    yield from _failing_round(rollout, walk)
    while not _gives_up(rollout, walk.phase, walk.phase.begins - began):
        yield walk.next(_back_off(rollout, walk.phase), target=pending, attempt=walk.phase.attempt + 1)
        yield from _failing_round(rollout, walk)


def _gives_up(rollout: Rollout, phase: Phase, taken: timedelta) -> bool:
    """Report whether ECS tries no more: the circuit breaker decides, or the time that a stage may take."""
    return phase.failures >= rollout.threshold if rollout.shift.breaker else taken >= _LONGEST_STAGE


def _back_off(rollout: Rollout, phase: Phase) -> timedelta:
    """Wait a second; where no circuit breaker is, twice as long each time."""
    if rollout.shift.breaker:
        return timedelta(seconds=1)
    return min(timedelta(seconds=2 ** min(phase.attempt, 12)), _LONGEST_BACK_OFF)


def _failing_round(rollout: Rollout, walk: _Walk) -> Iterator[Phase]:
    """Let one generation of tasks start and fail."""
    count, behaviour = rollout.target_tasks, rollout.behaviour
    failed = walk.phase.failures + count
    if rollout.shift.breaker:
        failed = min(failed, rollout.threshold)
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
    shift = rollout.shift
    if rollout.bakes and rollout.source_tasks:
        canary, rest = walk.target(weight=shift.canary_percent), walk.source(weight=100.0 - shift.canary_percent)
        yield walk.next(_STEP, stage="PRODUCTION_TRAFFIC_SHIFT", target=canary, source=rest)
    whole, none = walk.target(weight=100.0), walk.source(weight=0.0)
    if walk.phase.stage == "PRODUCTION_TRAFFIC_SHIFT":
        yield walk.next(shift.canary_bake, target=whole, source=none)
    else:
        yield walk.next(_STEP, stage="PRODUCTION_TRAFFIC_SHIFT", target=whole, source=none)
    yield walk.next(_STEP, stage="POST_PRODUCTION_TRAFFIC_SHIFT")
    yield walk.next(_STEP, stage="BAKE_TIME")
    yield from _clean_up(walk, shift.bake if rollout.bakes else _STEP)


def _clean_up(walk: _Walk, after: timedelta) -> Iterator[Phase]:
    had_tasks = walk.phase.source.running > 0
    yield walk.next(
        after, stage="CLEAN_UP", source=walk.source(requested=0, health="draining" if had_tasks else "absent")
    )
    if had_tasks:
        yield walk.next(_DRAIN, source=Fleet())
    yield walk.next(_AFTER_DRAIN if had_tasks else _STEP, status="SUCCESSFUL", stage="")


def _roll_back(rollout: Rollout, walk: _Walk, after: timedelta, reason: str) -> Iterator[Phase]:
    """Return the traffic back to the source at once, and take the target's tasks away."""
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


def _cut(rollout: Rollout, all_phases: tuple[Phase, ...], ending: Ending) -> Iterator[Phase]:
    """End the phases at an intervention; one that comes after the end changes nothing."""
    kept = [phase for phase in all_phases if phase.begins <= ending.at]
    last = kept[-1] if kept else all_phases[0]
    yield from kept or all_phases[:1]
    if last.is_terminal:
        return
    walk = _Walk(replace(last, begins=ending.at))
    if ending.cause is Cause.SUPERSEDE:
        left = last.target if last.target.weight else Fleet()
        yield walk.next(timedelta(0), status=rollout.superseded_status, stage="", target=left, reason=SUPERSEDED)
        return
    if ending.cause is Cause.ALARM:
        yield from _roll_back(rollout, walk, timedelta(0), ALARM_DETECTED)
        return
    yield walk.next(timedelta(0), status="ROLLBACK_REQUESTED", reason=STOPPED_BY_USER)
    yield from _roll_back(rollout, walk, _REQUESTED, STOPPED_BY_USER)
