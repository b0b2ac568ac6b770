"""
Turns at one service: UpdateService replaces structures as a whole, so what is sent is built on what has just been read.

Two resources of a program may own different settings of one service, or one its settings and the other its task definition,
and the engine calls both at the same time. Without turns the one that sends last would write back what the other one has
just changed, or overtake its deployment.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pulumi_ecs_express import errors
from pulumi_ecs_express.ports import Call
from pulumi_ecs_express.providers.polling import NotYet, poll

AT_ONCE_SECONDS = 0.5
"""How long a turn is waited for before the row says so."""

_lock = threading.Lock()
_of_services: dict[str, threading.Lock] = defaultdict(threading.Lock)


@contextmanager
def turn(call: Call, arn: str, deadline: float, interrupted: Callable[[str], errors.ExpressError]) -> Iterator[bool]:
    """
    Wait until no other resource of this process changes the service, and let none begin before the end.

    It gives whether that took a wait, after which the service is another one than before.
    """
    with _lock:
        own = _of_services[arn]

    waited = False

    def attempt() -> None:
        nonlocal waited
        if not own.acquire(timeout=AT_ONCE_SECONDS):
            waited = True
            raise NotYet(
                "waiting for another resource of the program that changes the same service",
                lambda: interrupted("the time given is over"),
            )

    poll(call, attempt, deadline, interrupted)
    try:
        yield waited
    finally:
        own.release()
