"""How often a rollout is polled: near its end more often, and never more calls than the budget of a process."""

from __future__ import annotations

import math
from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_ecs_express.model.rollout.deployment import DESCRIBED_TOGETHER, Deployment, SourceRevision, Tasks
from pulumi_ecs_express.planning.rollout import polling_pace
from pulumi_ecs_express.planning.rollout.polling_pace import (
    CALLS_A_MINUTE,
    POLL_SECONDS,
    SOONEST_SECONDS,
    ends_soon,
    pause_near_the_end,
)

NOW = datetime(2026, 11, 29, tzinfo=timezone.utc)
BEFORE = (SourceRevision("revision-1"),)


def deployment(stage: str | None = None, status: str = "IN_PROGRESS", **more: Any) -> Deployment:
    """Give a deployment that replaces another revision, unless ``sources`` says otherwise."""
    return Deployment("d", status, "revision-2", NOW, stage=stage, **{"sources": BEFORE, **more})


BAKES: Any = {"bake_minutes": 3}
SOON = [
    ("the old tasks are being stopped", deployment("CLEAN_UP"), 0, True),
    ("the bake time has begun", deployment("BAKE_TIME", **BAKES), 0, False),
    ("two polls before its end", deployment("BAKE_TIME", **BAKES), 170, True),
    ("more than two polls before its end", deployment("BAKE_TIME", **BAKES), 169, False),
    ("no bake time is configured", deployment("BAKE_TIME"), 0, True),
    ("a first deployment, whose bake time AWS may skip", deployment("BAKE_TIME", sources=(), **BAKES), 0, True),
    ("tasks start", deployment("SCALE_UP"), 600, False),
    ("traffic shifts", deployment("PRODUCTION_TRAFFIC_SHIFT"), 600, False),
    ("a rolling deployment without all its tasks", deployment(tasks=Tasks(2, 1, 1)), 600, False),
    ("a rolling deployment with all its tasks", deployment(tasks=Tasks(2, 2, 0)), 0, True),
    ("a rolling deployment of no task", deployment(tasks=Tasks(0, 0, 0)), 0, False),
    ("a rollback", deployment("CLEAN_UP", status="ROLLBACK_IN_PROGRESS"), 0, False),
    ("no deployment is known", None, 0, False),
]


@pytest.mark.parametrize(("found", "lasts", "soon"), [row[1:] for row in SOON], ids=[row[0] for row in SOON])
def test_the_end_is_near_where_it_can_come_before_the_second_next_poll(
    found: Deployment | None, lasts: float, soon: bool
) -> None:
    """AWS says which stage runs and how long the new revision is watched; the rest is not known beforehand."""
    assert ends_soon(found, lasts) is soon


@given(st.integers(1, 99), st.data())
def test_the_budget_holds_whatever_part_of_the_rollouts_is_near_its_end(waiting: int, data: st.DataObject) -> None:
    """Calls of the polls near the end and of all others, in a minute."""
    ending = data.draw(st.integers(1, waiting))

    pause = pause_near_the_end(ending, waiting)

    calls = math.ceil(ending / DESCRIBED_TOGETHER) / pause
    calls += math.ceil((waiting - ending) / DESCRIBED_TOGETHER) / POLL_SECONDS
    assert calls * 60 <= CALLS_A_MINUTE + 1e-9 or pause == POLL_SECONDS
    assert SOONEST_SECONDS <= pause <= POLL_SECONDS


def test_up_to_twenty_services_are_answered_as_soon_as_one() -> None:
    """Fifty that end together are asked in three calls, every three seconds."""
    assert {pause_near_the_end(number, number) for number in range(1, 21)} == {polling_pace.SOONEST_SECONDS}
    assert pause_near_the_end(50, 50) == 3
    assert pause_near_the_end(500, 500) == POLL_SECONDS
