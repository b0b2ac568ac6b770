"""Calls that are held on request: their clients wait until somebody lets them go, or hangs up on them."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass
from typing import Any, Literal

Moment = Literal["before", "after"]
"""Before the call takes effect, or after it has and before it is answered."""


@dataclass(frozen=True)
class Held:
    """One call that waits, by operation and moment."""

    operation: str
    moment: Moment


class HeldCalls:
    """The calls that wait at this moment, in the order in which they came."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._held: dict[int, Held] = {}
        self._goes_on: dict[int, bool] = {}
        self._number = 0

    def hold(self, operation: str, moment: Moment) -> bool:
        """Wait until the call is released; return whether it goes on, else its connection is to be closed."""
        with self._changed:
            self._number += 1
            number = self._number
            self._held[number] = Held(operation, moment)
            self._changed.wait_for(lambda: number in self._goes_on)
            return self._goes_on.pop(number)

    def described(self) -> list[dict[str, Any]]:
        """List the calls that wait."""
        with self._changed:
            return [asdict(held) for held in self._held.values()]

    def release(self, *, goes_on: bool) -> None:
        """Let all of them go on, or hang up on all of them."""
        with self._changed:
            self._goes_on |= dict.fromkeys(self._held, goes_on)
            self._held.clear()
            self._changed.notify_all()
