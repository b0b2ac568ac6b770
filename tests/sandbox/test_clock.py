"""The simulated clock, on a real time that the test moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

import pytest

from ecs_express_sandbox.clock import SimulatedClock

START = datetime(2026, 1, 1, tzinfo=timezone.utc)


@dataclass
class RealTime:
    """Real time under control."""

    passed: float = 0.0
    stepped: float = field(default=0.0)

    def now(self) -> datetime:
        """Tell the time of day."""
        return START + timedelta(seconds=self.passed + self.stepped)

    def monotonic(self) -> float:
        """Tell the seconds since some moment, whatever happens to the time of day."""
        return self.passed


def clock_on(real: RealTime, speed: float = 1.0) -> SimulatedClock:
    """Give a clock on that real time."""
    return SimulatedClock(speed, real_now=real.now, monotonic=real.monotonic)


def seconds(clock: SimulatedClock) -> float:
    """Tell the simulated seconds since the start."""
    return (clock.now() - START).total_seconds()


@pytest.mark.parametrize(("speed", "expected"), [(1, 10), (60, 600), (0, 0)])
def test_time_runs_at_its_speed(speed: float, expected: float) -> None:
    """Ten real seconds are ten times the speed."""
    real = RealTime()
    clock = clock_on(real, speed)
    real.passed = 10
    assert seconds(clock) == expected


def test_advancing_adds_to_what_passes() -> None:
    """A jump and real time add up."""
    real = RealTime()
    clock = clock_on(real)
    clock.advance(timedelta(seconds=600))
    real.passed = 5
    assert seconds(clock) == 605


def test_the_clock_is_never_behind_real_time() -> None:
    """Real clients look for what was created after their own clock's time."""
    real = RealTime()
    clock = clock_on(real)
    real.stepped = 3600
    assert clock.now() == real.now()


def test_a_held_clock_catches_up_when_it_runs_again() -> None:
    """Holding is the one way to be behind, and it ends with the holding."""
    real = RealTime()
    clock = clock_on(real, 0)
    real.passed = 100
    clock.run_at(2)
    assert seconds(clock) == 100
    real.passed = 110
    assert seconds(clock) == 120


def test_stamps_differ_and_keep_their_order() -> None:
    """Two things made in the same millisecond can still be told apart by their creation time."""
    clock = clock_on(RealTime(), 0)
    stamps = [clock.stamp() for _ in range(3)]
    assert stamps == [START + timedelta(milliseconds=number) for number in (1, 2, 3)]


@pytest.mark.parametrize("speed", [0.5, -1])
def test_a_clock_that_would_fall_behind_is_refused(speed: float) -> None:
    """Slower than real time is only to stand still."""
    with pytest.raises(ValueError, match="speed must be 1 or more, or 0"):
        SimulatedClock(speed)


def test_the_clock_does_not_run_back() -> None:
    """Advancing by a negative time is refused."""
    with pytest.raises(ValueError, match="must not be negative"):
        SimulatedClock().advance(timedelta(seconds=-1))
