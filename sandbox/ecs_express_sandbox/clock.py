"""
The one clock of the sandbox: simulated time, which may run faster than real time or stand still.

Every rollout, every provisioning and every age (of a role, of an inactive service) is measured by it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone


def _in_milliseconds(instant: datetime) -> datetime:
    """Cut an instant to the precision that the AWS wire format carries."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def _real_now() -> datetime:
    return datetime.now(timezone.utc)


class SimulatedClock:
    """
    Simulated now = start + real elapsed x speed + what was advanced.

    Never behind real time, since real clients ask for what was created after their own clock's time.
    The one exception is a clock held with speed 0, which is for tests.
    """

    def __init__(
        self,
        speed: float = 1.0,
        *,
        real_now: Callable[[], datetime] = _real_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._real_now = real_now
        self._monotonic = monotonic
        self._first_speed = speed
        self.restart()

    def restart(self) -> None:
        """Go back to real time and to the speed that the clock was made with."""
        self._speed = _checked(self._first_speed)
        self._anchor(_in_milliseconds(self._real_now()))
        self._last_stamp = self._base

    @property
    def speed(self) -> float:
        """Simulated seconds per real second; 0 holds the clock."""
        return self._speed

    def now(self) -> datetime:
        """Tell the simulated time, in UTC, in whole milliseconds."""
        elapsed = (self._monotonic() - self._base_monotonic) * self._speed
        simulated = self._base + timedelta(seconds=elapsed)
        if self._speed:
            simulated = max(simulated, self._real_now())
        return _in_milliseconds(simulated)

    def stamp(self) -> datetime:
        """
        Tell a creation time: now, or a millisecond after the last one, so that all differ and keep their order.

        Time itself moves on to it, also on a clock that is held: nothing is ever made in the future.
        """
        self._last_stamp = max(self.now(), self._last_stamp + timedelta(milliseconds=1))
        self.advance_to(self._last_stamp)
        return self._last_stamp

    def run_at(self, speed: float) -> None:
        """Run at another speed from now on; a clock that was held behind real time catches up with it at once."""
        checked = _checked(speed)
        now = self.now()
        self._speed = checked
        self._anchor(max(now, _in_milliseconds(self._real_now())) if checked else now)

    def advance(self, by: timedelta) -> None:
        """Let that much time pass at once."""
        if by < timedelta(0):
            raise ValueError("the clock only runs forward: advance_seconds must not be negative")
        self._anchor(self.now() + by)

    def advance_to(self, instant: datetime) -> None:
        """Let time pass at once until the instant; nothing happens if it is past."""
        self._anchor(max(self.now(), instant))

    def _anchor(self, base: datetime) -> None:
        self._base = base
        self._base_monotonic = self._monotonic()


def _checked(speed: float) -> float:
    if speed != 0 and speed < 1:
        raise ValueError("the clock never runs behind real time: speed must be 1 or more, or 0 to hold it")
    return float(speed)
