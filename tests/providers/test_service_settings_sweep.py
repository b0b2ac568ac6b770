"""Nothing lost, the remembered values included: a fault at every single call of the settings' life, then runs without faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_ecs_service import WEB
from tests.providers.faulty_services import FAULTS, Faulty, break_each_call
from tests.providers.settings_run import CONFIGURATION, SettingsRun, settings_of

from pulumi_ecs_express.providers.service_settings import lookups, operations, remembering
from pulumi_ecs_express.providers.service_update import lookups as update_lookups

FOUND: dict[str, Any] = {
    "enableExecuteCommand": False,
    "propagateTags": "SERVICE",
    "deploymentConfiguration": CONFIGURATION,
    "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1, "base": 0}],
}
SPOT = [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]
FIRST = settings_of(enableExecuteCommand=True, deploymentConfiguration={"bakeTimeInMinutes": 0})
SECOND = settings_of(
    propagateTags="NONE", deploymentConfiguration={"maximumPercent": 150}, capacityProviderStrategy=SPOT
)


@dataclass(frozen=True)
class Step:
    """A step of a life: what it does, and what the service has after it beside what it had before everything."""

    do: Callable[[SettingsRun], object]
    has: dict[str, Any]


LIFE = {
    "create": Step(
        lambda run: run.up(FIRST),
        {"enableExecuteCommand": True, "deploymentConfiguration": {**CONFIGURATION, "bakeTimeInMinutes": 0}},
    ),
    "change": Step(
        lambda run: run.up(SECOND),
        {
            "propagateTags": "NONE",
            "capacityProviderStrategy": SPOT,
            "deploymentConfiguration": {**CONFIGURATION, "maximumPercent": 150},
        },
    ),
    "destroy": Step(SettingsRun.destroy, {}),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("broken", LIFE)
def test_after_a_fault_at_any_call_running_again_ends_as_if_there_had_been_none(
    monkeypatch: pytest.MonkeyPatch, broken: str, fault: str
) -> None:
    """What is declared is set, what is declared no more is as it was found, and each deployment was made once."""

    def after_step(name: str, ecs: Faulty, _run: SettingsRun, at: int) -> None:
        assert ecs.services[WEB].values == {**FOUND, **LIFE[name].has}, (name, at)

    def at_the_end(ecs: Faulty, at: int) -> None:
        assert len(ecs.services[WEB].rollouts) == 3, at

    steps = {name: step.do for name, step in LIFE.items()}
    break_each_call(steps, broken, lambda: _account(monkeypatch, *FAULTS[fault]), after_step, at_the_end)


def _account(monkeypatch: pytest.MonkeyPatch, error: BaseException, after: bool) -> tuple[Faulty, SettingsRun]:
    """Begin anew: a service as somebody else has set it up, and settings that are not there yet."""
    ecs = Faulty(FakeClock(), error, after=after)
    ecs.add(values={**FOUND, "deploymentConfiguration": dict(CONFIGURATION)})
    for module in (update_lookups, operations, remembering):
        monkeypatch.setattr(module, "connect_ecs_services", lambda _connection: ecs)
    monkeypatch.setattr(lookups, "connect_task_definitions", lambda _connection: ecs.definitions)
    return ecs, SettingsRun(lambda old_inputs=None: FakeCall(ecs.clock, old_inputs=old_inputs))
