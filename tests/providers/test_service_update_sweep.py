"""Nothing lost and nothing deployed twice: a fault at every single call of an update's life, then runs without faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_ecs_service import WEB, definition
from tests.providers.faulty_services import FAULTS, Faulty, break_each_call
from tests.providers.update_run import UpdateRun, update_of

from pulumi_ecs_express.providers.service_update import operations

FIRST = update_of("shop:7", tags={"team": "web", "stage": "dev"}, restoreOnDestroy=True)
SECOND = update_of("shop:8", tags={"team": "shop"}, restoreOnDestroy=True)


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


@pytest.mark.row("S3-05")
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("broken", LIFE)
def test_after_a_fault_at_any_call_running_again_ends_as_if_there_had_been_none(
    monkeypatch: pytest.MonkeyPatch, broken: str, fault: str
) -> None:
    """What is declared runs, each revision was deployed once, and tags of others are there."""

    def after_step(name: str, ecs: Faulty, update: UpdateRun, at: int) -> None:
        assert ecs.services[WEB].tags == {"theirs": "x", **LIFE[name].tags}, (name, at)
        assert _runs(ecs) == LIFE[name].runs or _forgot_what_ran(update, broken, fault), (name, at)

    def at_the_end(ecs: Faulty, at: int) -> None:
        deployed = [rollout.definition.rpartition(":")[2] for rollout in ecs.services[WEB].rollouts]
        assert deployed[:3] == ["6", "7", "8"], at
        assert len(deployed) == 4, at

    steps = {name: step.do for name, step in LIFE.items()}
    break_each_call(steps, broken, lambda: _account(monkeypatch, *FAULTS[fault]), after_step, at_the_end)


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
