"""
Polling: ask AWS again until there is an answer, the time is over, or the user interrupts.

Every loop of the providers that waits for AWS is a call of `poll`, and polls of several resources happen at the same
moments, so that they can share calls.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.rollout import polling_pace
from pulumi_ecs_express.ports import Call

Answer = TypeVar("Answer")

DEFAULT_POLL_SECONDS = polling_pace.POLL_SECONDS

SHORTEST_PAUSE = 0.01
"""Seconds that every pause lasts, however fast a sandbox's clock runs."""

POLLS_TOGETHER = 100
"""The part of the pause between two polls in which polls of several services become one call."""


def POLL_SECONDS() -> float:  # noqa: N802 - a setting that reads as a constant
    """Seconds between two polls; ``ECS_EXPRESS_POLL_SECONDS`` sets them, for a sandbox whose clock runs fast."""
    try:
        return max(SHORTEST_PAUSE, float(os.environ.get("ECS_EXPRESS_POLL_SECONDS", DEFAULT_POLL_SECONDS)))
    except ValueError:
        return DEFAULT_POLL_SECONDS


def until_next_poll(now: float, every: float | None = None) -> float:
    """
    Return the seconds to the next poll: all waits of a process poll at the same moments, so that they ask together.

    Args:
        now: The time on the clock of the call.
        every: Seconds between two polls; `POLL_SECONDS` where it is None.
    """
    every = POLL_SECONDS() if every is None else every
    ahead = every - now % every
    return ahead if ahead > every / POLLS_TOGETHER else ahead + every


class NotYet(Exception):
    """
    What `poll` waits for has not happened.

    Attributes:
        progress: The line to show on the resource's row meanwhile.
        give_up: Makes the error for the case that the time is over; called only then, since it may ask AWS for reasons.
    """

    def __init__(self, progress: str, give_up: Callable[[], errors.ExpressError]) -> None:
        super().__init__(progress)
        self.progress = progress
        self.give_up = give_up


def poll(
    call: Call,
    attempt: Callable[[], Answer],
    deadline: float,
    interrupted: Callable[[str], errors.ExpressError],
    pause: Callable[[float], float] = until_next_poll,
) -> Answer:
    """
    Call ``attempt`` until it returns instead of raising `NotYet`, and return its answer.

    Args:
        call: The engine's call, whose row shows the progress.
        attempt: Asks AWS once; all its other errors end the wait.
        deadline: The end of the time given, on the clock of ``call``.
        interrupted: Makes the error for Ctrl-C and for an engine that is gone, from the reason.
        pause: The seconds to wait from a given time on.
    """
    while True:
        try:
            return attempt()
        except NotYet as waiting:
            call.say(waiting.progress)
            if call.now() > deadline:
                raise waiting.give_up() from None
        if reason := call.wait(pause(call.now())):
            raise interrupted(reason)


def once_accepted(
    send: Callable[[], Answer],
    refusal: type[errors.ExpressError],
    progress: str,
    give_up: Callable[[], errors.ExpressError] | None = None,
    judge: Callable[[errors.ExpressError], None] | None = None,
) -> Callable[[], Answer]:
    """
    Make an attempt for `poll` of a request that AWS refuses for a while.

    Args:
        send: Sends the request.
        refusal: The refusal that passes.
        progress: What the row says meanwhile.
        give_up: Makes the error that ends the wait; else the refusal does.
        judge: Raises where a refusal will not pass, so that waiting is of no use.
    """

    def attempt() -> Answer:
        try:
            return send()
        except refusal as error:
            last = error
        if judge:
            judge(last)
        raise NotYet(progress, give_up or (lambda: last))

    return attempt


def every_poll(_now: float) -> float:
    """Pause for a whole interval, for what does not share its calls with others."""
    return POLL_SECONDS()


class Rollouts:
    """The rollouts that this process waits for, and which of them end soon: together they keep to a budget of calls."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ends_soon: dict[object, bool] = {}

    @contextmanager
    def waiting(self) -> Iterator[Callable[[bool, float], float]]:
        """Count one more rollout; give what says how long it pauses, from whether it ends soon and the time."""
        me = object()

        def pause(ends_soon: bool, now: float) -> float:
            with self._lock:
                self._ends_soon[me] = ends_soon
                ending, waiting = sum(self._ends_soon.values()), len(self._ends_soon)
            if not ends_soon:
                return until_next_poll(now)
            part = polling_pace.pause_near_the_end(ending, waiting) / polling_pace.POLL_SECONDS
            return until_next_poll(now, max(SHORTEST_PAUSE, part * POLL_SECONDS()))

        try:
            yield pause
        finally:
            with self._lock:
                self._ends_soon.pop(me, None)


ROLLOUTS = Rollouts()
