"""Services of which one call fails, each in its turn; and a life that must end as if none had."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Protocol, TypeVar

from tests.providers.fake_call import FakeClock
from tests.providers.fake_ecs_services import FakeEcsServices
from tests.providers.fakes import refused

from pulumi_ecs_express import errors


class Killed(BaseException):
    """The engine is gone: nothing after this reaches the state."""


class Faulty(FakeEcsServices):
    """Breaks one call, before or after AWS carries it out; ``left`` are the calls up to that one."""

    def __init__(self, clock: FakeClock, error: BaseException, *, after: bool) -> None:
        super().__init__(clock)
        self.error, self.after = error, after
        self.left: int | None = None

    @contextmanager
    def _call(self, operation: str, request: Any) -> Iterator[None]:
        breaks = self.left == 1
        self.left = None if breaks or self.left is None else self.left - 1
        if breaks and not self.after:
            raise self.error
        with super()._call(operation, request):
            yield
        if breaks:
            raise self.error


FAULTS: dict[str, tuple[BaseException, bool]] = {
    "the request is lost": (refused(errors.Unreachable, "closed"), False),
    "the answer is lost": (refused(errors.Unreachable, "closed"), True),
    "denied": (refused(errors.AccessDenied, "no"), False),
    "killed before": (Killed(), False),
    "killed after": (Killed(), True),
}


class Resource(Protocol):
    """A resource through its life."""

    failure: errors.ExpressError | None


Run = TypeVar("Run", bound=Resource)


def break_each_call(
    life: Mapping[str, Callable[[Run], object]],
    broken: str,
    begin: Callable[[], tuple[Faulty, Run]],
    after_step: Callable[[str, Faulty, Run, int], None],
    at_the_end: Callable[[Faulty, int], None],
) -> None:
    """
    Break a step of a life at its first call, then at its second, and so on, and run it again without a fault.

    Args:
        life: What each step does.
        broken: The step that breaks.
        begin: Makes an account and a resource.
        after_step: Holds what is true after each step, by its name and the number of the call.
        at_the_end: Holds what is true of the whole life.
    """
    for at in itertools.count(1):
        ecs, run = begin()
        for name, do in life.items():
            if name == broken:
                ecs.left = at
                with suppress(errors.ExpressError, Killed):
                    do(run)
                if ecs.left is not None:
                    assert at > 3
                    return
            do(run)
            assert run.failure is None
            after_step(name, ecs, run, at)
        at_the_end(ecs, at)
