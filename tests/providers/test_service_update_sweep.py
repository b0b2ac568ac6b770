"""Nothing lost and nothing deployed twice: a fault at every single call of an update's life, then runs without faults."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_ecs_service import WEB, definition
from tests.providers.fake_ecs_services import FakeEcsServices
from tests.providers.fakes import refused
from tests.providers.update_run import UpdateRun, update_of

from pulumi_ecs_express import errors
from pulumi_ecs_express.providers.service_update import operations

FIRST = update_of("shop:7", tags={"team": "web", "stage": "dev"}, restoreOnDestroy=True)
SECOND = update_of("shop:8", tags={"team": "shop"}, restoreOnDestroy=True)


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


@dataclass(frozen=True)
class Step:
    """A step of a life: what it does, what the service runs after it, and the tags of the program."""

    do: Callable[[UpdateRun], object]
    runs: str
    tags: dict[str, str]


LIFE = {
    "create": Step(lambda update: update.up(FIRST), "7", FIRST["tags"]),
    "change": Step(lambda update: update.up(SECOND), "8", SECOND["tags"]),
    "destroy": Step(UpdateRun.destroy, "6", SECOND["tags"]),
}

FAULTS: dict[str, tuple[BaseException, bool]] = {
    "the request is lost": (refused(errors.Unreachable, "closed"), False),
    "the answer is lost": (refused(errors.Unreachable, "closed"), True),
    "denied": (refused(errors.AccessDenied, "no"), False),
    "killed before": (Killed(), False),
    "killed after": (Killed(), True),
}


@pytest.mark.row("S3-05")
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("broken", LIFE)
def test_after_a_fault_at_any_call_running_again_ends_as_if_there_had_been_none(
    monkeypatch: pytest.MonkeyPatch, broken: str, fault: str
) -> None:
    """What is declared runs, each revision was deployed once, and tags of others are there."""
    for at in itertools.count(1):
        ecs, update = _account(monkeypatch, *FAULTS[fault])
        for name, step in LIFE.items():
            if name == broken:
                ecs.left = at
                with suppress(errors.ExpressError, Killed):
                    step.do(update)
                if ecs.left is not None:
                    assert at > 3
                    return
            step.do(update)
            assert update.failure is None
            assert ecs.services[WEB].tags == {"theirs": "x", **step.tags}, (name, at)
            assert _runs(ecs) == step.runs or _forgot_what_ran(update, broken, fault), (name, at)
        deployed = [rollout.definition.rpartition(":")[2] for rollout in ecs.services[WEB].rollouts]
        assert deployed[:3] == ["6", "7", "8"], at
        assert len(deployed) == 4, at


def _account(monkeypatch: pytest.MonkeyPatch, error: BaseException, after: bool) -> tuple[Faulty, UpdateRun]:
    """Begin anew: a service with a tag of others, and an update that is not there yet."""
    ecs = Faulty(FakeClock(), error, after=after)
    ecs.add(tags={"theirs": "x"})
    monkeypatch.setattr(operations, "connect_ecs_services", lambda _connection: ecs)
    return ecs, UpdateRun(lambda old_inputs=None: FakeCall(ecs.clock, old_inputs=old_inputs))


def _runs(ecs: Faulty) -> str:
    return ecs.services[WEB].listed(ecs.clock.seconds)[0].definition.rpartition(":")[2]


def _forgot_what_ran(update: UpdateRun, broken: str, fault: str) -> bool:
    """
    Tell whether the engine died after the first deployment had ended and before it had saved what ran before that.

    AWS does not say either whose deployment it was, so a destroy goes back to what the next run found.
    """
    lost = broken == "create" and fault.startswith("killed")
    return lost and update.outputs["earlierTaskDefinitionArn"] == definition("shop:7")
