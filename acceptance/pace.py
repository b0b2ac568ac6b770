"""Whose time counts: the real one, or that of a sandbox, whose clock is stepped instead of waited for."""

from __future__ import annotations

import contextlib
import json
import logging
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

LOG = logging.getLogger("acceptance")

TELL_SECONDS = 30
"""Between two messages that something goes on; seconds."""


class Pace(Protocol):
    """Time as the AWS that is talked to counts it."""

    def now(self) -> float:
        """Tell the time, in seconds since 1970."""

    def pause(self, seconds: float) -> None:
        """Let time pass."""

    def held(self) -> contextlib.AbstractContextManager[None]:
        """Let no time pass but by `pause`, where that is possible: what is measured then is exact."""


class RealPace:
    """The clock on the wall."""

    def now(self) -> float:
        """Tell the time."""
        return time.time()

    def pause(self, seconds: float) -> None:
        """Sleep."""
        time.sleep(seconds)

    def held(self) -> contextlib.AbstractContextManager[None]:
        """Hold nothing."""
        return contextlib.nullcontext()


class SandboxPace:
    """The clock of a sandbox, by its control API."""

    def __init__(self, control: str) -> None:
        self._control = control
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def now(self) -> float:
        """Tell the simulated time."""
        return datetime.fromisoformat(self._clock({})["now"].replace("Z", "+00:00")).timestamp()

    def pause(self, seconds: float) -> None:
        """Step the clock."""
        self._clock({"advance_seconds": seconds})

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Stop the clock, and let it run on afterwards as before."""
        speed = self._clock({})["speed"]
        self._clock({"speed": 0})
        try:
            yield
        finally:
            self._clock({"speed": speed})

    def _clock(self, change: Mapping[str, float]) -> dict[str, Any]:
        data = json.dumps(change).encode() if change else None
        request = urllib.request.Request(f"{self._control}/clock", data, {"Content-Type": "application/json"})  # noqa: S310  # the sandbox's own address
        with self._opener.open(request, timeout=60) as answer:
            found: dict[str, Any] = json.loads(answer.read())
            return found


def pace_of(environment: Mapping[str, str]) -> Pace:
    """Choose the pace by the environment, as `ecs-express sandbox env` gives it."""
    control = environment.get("ECS_EXPRESS_SANDBOX_URL")
    return SandboxPace(control) if control else RealPace()


class TimedOut(Exception):
    """What was waited for did not come."""


def until(pace: Pace, what: str, seconds: float, look: Callable[[], Any], every: float = 5) -> Any:
    """
    Look again and again until there is something; give it.

    Raises:
        TimedOut: after ``seconds``.
    """
    end, told = pace.now() + seconds, time.monotonic()
    while not (found := look()):
        if pace.now() > end:
            raise TimedOut(f"{what}: not within {seconds / 60:g} minutes")
        if time.monotonic() - told > TELL_SECONDS:
            told = time.monotonic()
            LOG.info("waiting for %s", what)
        pace.pause(every)
    return found
