"""The course of a deployment, as a pure function."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecs_express_sandbox.containers.image_behaviour import CARDS, Behaviour, Fate
from ecs_express_sandbox.express.rollouts.phases import phases
from ecs_express_sandbox.express.rollouts.rollout import (
    BREAKER,
    NO_CANDIDATE,
    STOPPED_BY_USER,
    TERMINAL,
    Cause,
    Ending,
    Phase,
    Rollout,
    next_change,
    phase_at,
)

START = datetime(2026, 1, 1, tzinfo=timezone.utc)
GOOD = Behaviour()


def rollout(**changes: object) -> Rollout:
    """Give an update of one task by one task, whose way in is ready."""
    plain = Rollout(START, GOOD, target_tasks=1, source_tasks=1, ready_at=START)
    return replace(plain, **changes)  # type: ignore[arg-type]  # mypy cannot relate ** to the fields


def after(seconds: float) -> datetime:
    """Give an instant relative to the start."""
    return START + timedelta(seconds=seconds)


UPDATE = [
    # second, status, stage, target: pending, running, health, weight; source: running, health, weight
    (0, "PENDING", "", 0, 0, "absent", 0, 1, "healthy", 100),
    (1, "IN_PROGRESS", "PRE_SCALE_UP", 0, 0, "absent", 0, 1, "healthy", 100),
    (4, "IN_PROGRESS", "SCALE_UP", 1, 0, "absent", 0, 1, "healthy", 100),
    (34, "IN_PROGRESS", "SCALE_UP", 0, 1, "initial", 0, 1, "healthy", 100),
    (183, "IN_PROGRESS", "SCALE_UP", 0, 1, "initial", 0, 1, "healthy", 100),
    (184, "IN_PROGRESS", "SCALE_UP", 0, 1, "healthy", 0, 1, "healthy", 100),
    (185, "IN_PROGRESS", "POST_SCALE_UP", 0, 1, "healthy", 0, 1, "healthy", 100),
    (188, "IN_PROGRESS", "TEST_TRAFFIC_SHIFT", 0, 1, "healthy", 0, 1, "healthy", 100),
    (191, "IN_PROGRESS", "POST_TEST_TRAFFIC_SHIFT", 0, 1, "healthy", 0, 1, "healthy", 100),
    (194, "IN_PROGRESS", "PRODUCTION_TRAFFIC_SHIFT", 0, 1, "healthy", 5, 1, "healthy", 95),
    (372, "IN_PROGRESS", "PRODUCTION_TRAFFIC_SHIFT", 0, 1, "healthy", 5, 1, "healthy", 95),
    (374, "IN_PROGRESS", "PRODUCTION_TRAFFIC_SHIFT", 0, 1, "healthy", 100, 1, "healthy", 0),
    (377, "IN_PROGRESS", "POST_PRODUCTION_TRAFFIC_SHIFT", 0, 1, "healthy", 100, 1, "healthy", 0),
    (380, "IN_PROGRESS", "BAKE_TIME", 0, 1, "healthy", 100, 1, "healthy", 0),
    (560, "IN_PROGRESS", "CLEAN_UP", 0, 1, "healthy", 100, 1, "draining", 0),
    (591, "IN_PROGRESS", "CLEAN_UP", 0, 1, "healthy", 100, 0, "absent", 0),
    (651, "SUCCESSFUL", "", 0, 1, "healthy", 100, 0, "absent", 0),
]


@pytest.mark.parametrize("row", UPDATE, ids=lambda row: f"{row[0]}s-{row[2] or row[1]}")
def test_an_update_takes_the_documented_course(row: tuple[object, ...]) -> None:
    """Stages, task counts, health and weights of a good update, second by second."""
    second, *expected = row
    assert isinstance(second, int)
    phase = phase_at(phases(rollout()), after(second))
    target, source = phase.target, phase.source
    fleets = [
        target.pending,
        target.running,
        target.health,
        target.weight,
        source.running,
        source.health,
        source.weight,
    ]
    assert [phase.status, phase.stage, *fleets] == expected


ENDINGS = [
    # what is asked, the last phase: status, reason, failures
    ({}, "SUCCESSFUL", "", 0),
    ({"source_tasks": None, "bakes": False}, "SUCCESSFUL", "", 0),
    ({"behaviour": CARDS["slow"]}, "SUCCESSFUL", "", 0),
    ({"behaviour": CARDS["unhealthy"]}, "ROLLBACK_SUCCESSFUL", BREAKER, 3),
    ({"behaviour": CARDS["crash"]}, "ROLLBACK_SUCCESSFUL", BREAKER, 3),
    ({"behaviour": CARDS["unpullable"]}, "ROLLBACK_SUCCESSFUL", BREAKER, 3),
    ({"behaviour": CARDS["unhealthy"], "target_tasks": 2}, "ROLLBACK_SUCCESSFUL", BREAKER, 3),
    ({"behaviour": CARDS["unhealthy"], "target_tasks": 10}, "ROLLBACK_SUCCESSFUL", BREAKER, 5),
    ({"behaviour": CARDS["unhealthy"], "source_tasks": None}, "ROLLBACK_FAILED", NO_CANDIDATE, 3),
    ({"behaviour": CARDS["crash"], "target_tasks": 0}, "SUCCESSFUL", "", 0),
    ({"ending": Ending(Cause.STOP, after(200))}, "ROLLBACK_SUCCESSFUL", STOPPED_BY_USER, 0),
    ({"ending": Ending(Cause.STOP, after(9999))}, "SUCCESSFUL", "", 0),
    ({"source_tasks": None, "ending": Ending(Cause.STOP, after(50))}, "ROLLBACK_FAILED", NO_CANDIDATE, 0),
]


@pytest.mark.parametrize(("asked", "status", "reason", "failures"), ENDINGS)
def test_a_deployment_ends_as_aws_ends_it(asked: dict[str, object], status: str, reason: str, failures: int) -> None:
    """The outcome of each test card, on a first deployment and on an update."""
    last = phases(rollout(**asked))[-1]
    assert (last.status, last.reason, last.failures) == (status, reason, failures)


def test_a_deployment_without_its_way_in_waits() -> None:
    """Without a ready load balancer nothing starts, for ever."""
    all_phases = phases(rollout(ready_at=None))
    assert all_phases[-1].stage == "PRE_SCALE_UP"
    assert next_change(all_phases, after(10**6)) is None


def test_failing_takes_three_to_eight_minutes() -> None:
    """The time until a rollback starts, as operators saw it, with one task."""
    for card in ("unhealthy", "unpullable"):
        all_phases = phases(rollout(behaviour=CARDS[card]))
        since = next(phase.begins for phase in all_phases if phase.status == "ROLLBACK_IN_PROGRESS")
        assert timedelta(minutes=3) <= since - START <= timedelta(minutes=8)


def test_a_rollback_gives_the_traffic_back_at_once() -> None:
    """Stopped in the middle of the canary, no request goes to the new revision any more."""
    all_phases = phases(rollout(ending=Ending(Cause.STOP, after(250))))
    rolling = next(phase for phase in all_phases if phase.status == "ROLLBACK_IN_PROGRESS")
    assert (rolling.target.weight, rolling.source.weight) == (0, 100)
    assert rolling.target.health == "draining"


BEHAVIOURS = [GOOD, *CARDS.values()]
SECONDS = st.integers(0, 1500)
ROLLOUTS = st.builds(
    rollout,
    behaviour=st.sampled_from(BEHAVIOURS),
    target_tasks=st.integers(1, 12),
    source_tasks=st.none() | st.integers(1, 12),
    leftover_tasks=st.none() | st.integers(0, 3),
    bakes=st.booleans(),
    ready_at=SECONDS.map(after),
    ending=st.none() | st.builds(Ending, st.sampled_from(Cause), SECONDS.map(after)),
)


def fleets_of(phase: Phase) -> list[tuple[str, float, int]]:
    """List health, weight and running tasks of the fleets that can have traffic."""
    return [(fleet.health, fleet.weight, fleet.running) for fleet in (phase.target, phase.source)]


@given(ROLLOUTS)
def test_the_weights_add_up(asked: Rollout) -> None:
    """Production traffic is whole, or there is none yet, at every instant."""
    for phase in phases(asked):
        total = phase.target.weight + phase.source.weight
        assert total == 100 or (total == 0 and asked.source_tasks is None)


@given(ROLLOUTS)
def test_only_healthy_tasks_have_weight(asked: Rollout) -> None:
    """Traffic never points at a fleet that is not healthy, at every instant."""
    for phase in phases(asked):
        for health, weight, running in fleets_of(phase):
            assert weight == 0 or (health == "healthy" and running > 0)


@given(ROLLOUTS)
def test_every_course_ends_once(asked: Rollout) -> None:
    """Exactly the last phase is terminal, and its status fits what can be gone back to."""
    all_phases = phases(asked)
    assert [phase.is_terminal for phase in all_phases] == [False] * (len(all_phases) - 1) + [True]
    assert all_phases[-1].status in TERMINAL
    if all_phases[-1].status == "ROLLBACK_SUCCESSFUL":
        assert asked.source_tasks is not None
    if asked.behaviour.fate is not Fate.HEALTHY:
        assert all_phases[-1].status != "SUCCESSFUL"


@given(ROLLOUTS)
def test_time_never_runs_back(asked: Rollout) -> None:
    """The phases are in order, so that each instant falls into one."""
    begins = [phase.begins for phase in phases(asked)]
    assert begins == sorted(begins)
    assert begins[0] == START


@given(ROLLOUTS, st.integers(0, 2000))
def test_nothing_changes_before_the_next_change(asked: Rollout, second: int) -> None:
    """Between two announced changes the state stays the same: clients may sleep until then."""
    all_phases = phases(asked)
    now = after(second)
    until = next_change(all_phases, now)
    later = until - timedelta(milliseconds=1) if until else now + timedelta(days=1)
    assert phase_at(all_phases, max(now, later)) == phase_at(all_phases, now)
