"""Two resources with settings of one service at the same time, as the engine calls them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_ecs_service import WEB
from tests.providers.fake_ecs_services import FakeEcsServices
from tests.providers.settings_run import CONFIGURATION, values

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.rollout.failures import interrupted
from pulumi_ecs_express.planning.rollout.state import RolloutState
from pulumi_ecs_express.providers.rollout import turns
from pulumi_ecs_express.providers.rollout.waiting import RolloutResult
from pulumi_ecs_express.providers.service_settings.applying import Applying

LONG = 0.3
"""Seconds that one update is kept back, so that the other could come in between."""


def at_once(ecs: FakeEcsServices, *wanted: dict[Any, Any]) -> list[RolloutResult]:
    """Apply settings of one service in threads; the first update waits for the second, or for a while."""
    together = threading.Barrier(len(wanted))

    @contextmanager
    def between(name: str, _given: Any) -> Iterator[None]:
        if name == "update_settings":
            with suppress(threading.BrokenBarrierError):
                together.wait(LONG)
        yield

    ecs.between = between
    applying = [Applying(ecs, FakeCall(ecs.clock), WEB, one, 1800.0) for one in wanted]
    with ThreadPoolExecutor(len(wanted)) as threads:
        return list(threads.map(Applying.apply, applying))


def test_none_writes_back_what_another_has_changed(ecs: FakeEcsServices) -> None:
    """Each structure is sent as a whole, and built on what was read in the same turn."""
    values(ecs)["deploymentConfiguration"] = dict(CONFIGURATION)

    results = at_once(
        ecs,
        {("deploymentConfiguration", "maximumPercent"): 180},
        {("deploymentConfiguration", "minimumHealthyPercent"): 60},
    )

    assert [result.error for result in results] == [None, None]
    changed = {"maximumPercent": 180, "minimumHealthyPercent": 60}
    assert values(ecs)["deploymentConfiguration"] == {**CONFIGURATION, **changed}


def test_none_overtakes_the_deployment_of_another(ecs: FakeEcsServices) -> None:
    """It would be stopped, and its resource would fail."""
    results = at_once(ecs, {("platformVersion",): "1.4.0"}, {("loadBalancers",): [{"targetGroupArn": "a"}]})
    assert [result.error for result in results] == [None, None]
    assert len(ecs.deployments(WEB)) == 3


@pytest.mark.parametrize("how", ["interrupted", "out of time"])
def test_a_turn_that_does_not_come_ends_with_the_wait(
    ecs: FakeEcsServices, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """At Ctrl-C, and when the time is over; nothing was sent."""
    monkeypatch.setattr(turns, "AT_ONCE_SECONDS", 0.01)
    call, other = FakeCall(clock), FakeCall(clock)
    call.interrupted_at = clock.seconds + 30 if how == "interrupted" else None
    applying = Applying(ecs, call, WEB, {("platformVersion",): "1.4.0"}, 60.0)

    def stopped(reason: str) -> errors.ExpressError:
        return interrupted("web", reason, RolloutState(None))

    with turns.turn(other, WEB, clock.seconds + 60, stopped), pytest.raises(errors.WaitInterrupted):
        applying.apply()
    assert call.rows == ["waiting for another resource of the program that changes the same service"]
    assert ecs.written() == []
