"""Sending a request until it is answered: faults are met by trying again, rate limits by waiting, both within bounds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from pulumi_ecs_express import errors
from pulumi_ecs_express.github.connection import Connection, NoAnswer
from pulumi_ecs_express.planning.pull_request.answers import (
    ATTEMPTS,
    Answer,
    backoff,
    clock_time,
    error,
    is_rate_limit,
    pause,
    rate_limited,
    unusable,
)

WORTH_SAYING_SECONDS = 5.0
"""A wait that long is told."""


class Clock(Protocol):
    """The time, and waiting."""

    def now(self) -> float:
        """Give the seconds since the epoch."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The machine's own."""

    def now(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


@dataclass(frozen=True)
class Call:
    """
    A request to the API.

    Attributes:
        attempt: What is tried, for messages, as a clause that "failed" can follow.
        method: HTTP method.
        url: Where to.
        body: What is sent as JSON.
        once: Whether it must not be done twice: GitHub has no token by which a comment is posted only once.
    """

    attempt: str
    method: str
    url: str
    body: object | None = None
    once: bool = False


class OutcomeUnknown(Exception):
    """
    A call that must not be done twice has no answer that says what became of it.

    Attributes:
        failure: What the user is told where that stays so.
    """

    def __init__(self, failure: errors.GitHubError) -> None:
        self.failure = failure
        super().__init__(failure.what)


@dataclass
class Patience:
    """
    How long one command waits, in all.

    Attributes:
        clock: The time.
        say: Tells the person at the terminal what is waited for.
        longest: Seconds that all waits together may last.
    """

    clock: Clock
    say: Callable[[str], None]
    longest: float
    waited: float = field(default=0.0, init=False)

    def wait(self, seconds: float, why: str) -> bool:
        """Wait, where there is time left for it; say so where it is long."""
        if self.waited + seconds > self.longest:
            return False
        if seconds >= WORTH_SAYING_SECONDS:
            self.say(f"{why}: waiting {seconds:.0f} s, until {clock_time(self.clock.now() + seconds)}")
        self.waited += seconds
        self.clock.sleep(seconds)
        return True


def answered(connection: Connection, patience: Patience, call: Call) -> Answer:
    """
    Send a call until GitHub has done it, and give the answer.

    Raises:
        OutcomeUnknown: What must not be done twice may have been done.
        GitHubError: It failed.
    """
    number = 1
    while True:
        try:
            answer = connection.send(call.method, call.url, call.body)
        except NoAnswer as fault:
            _wait_after_a_fault(patience, call, fault, number)
        else:
            if not answer.failed:
                return answer
            _wait_after_a_failure(patience, call, answer, number)
        number += 1


def _wait_after_a_fault(patience: Patience, call: Call, fault: NoAnswer, number: int) -> None:
    failure = unusable(call.attempt, str(fault))
    if fault.lasting:
        raise failure from fault
    if call.once:
        raise OutcomeUnknown(failure) from fault
    if number >= ATTEMPTS or not patience.wait(backoff(number), "GitHub does not answer"):
        raise failure from fault


def _wait_after_a_failure(patience: Patience, call: Call, answer: Answer, number: int) -> None:
    failure, limited = error(answer, call.attempt), is_rate_limit(answer)
    if call.once and answer.status >= 500:
        raise OutcomeUnknown(failure)
    seconds = pause(answer, patience.clock.now(), number)
    why = "GitHub's rate limit for this token is reached" if limited else f"GitHub answers {answer.status}"
    if seconds is not None and patience.wait(seconds, why):
        return
    raise rate_limited(answer, call.attempt, patience.clock.now() + (seconds or 0.0)) if limited else failure
