"""Nothing lost, the remembered values included: a fault at every single call of the settings' life, then runs without faults."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_ecs_service import WEB
from tests.providers.settings_run import CONFIGURATION, SettingsRun, settings_of
from tests.providers.test_service_update_sweep import FAULTS, Faulty, Killed

from pulumi_ecs_express import errors
from pulumi_ecs_express.providers.service_settings import lookups, operations, remembering

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
    for at in itertools.count(1):
        ecs, run = _account(monkeypatch, *FAULTS[fault])
        for name, step in LIFE.items():
            if name == broken:
                ecs.left = at
                with suppress(errors.ExpressError, Killed):
                    step.do(run)
                if ecs.left is not None:
                    assert at > 3
                    return
            step.do(run)
            assert run.failure is None
            assert ecs.services[WEB].values == {**FOUND, **step.has}, (name, at)
        assert len(ecs.services[WEB].rollouts) == 3, at


def _account(monkeypatch: pytest.MonkeyPatch, error: BaseException, after: bool) -> tuple[Faulty, SettingsRun]:
    """Begin anew: a service as somebody else has set it up, and settings that are not there yet."""
    ecs = Faulty(FakeClock(), error, after=after)
    ecs.add(values={**FOUND, "deploymentConfiguration": dict(CONFIGURATION)})
    for module in (lookups, operations, remembering):
        monkeypatch.setattr(module, "connect_ecs_services", lambda _connection: ecs)
    monkeypatch.setattr(lookups, "connect_task_definitions", lambda _connection: ecs.definitions)
    return ecs, SettingsRun(lambda old_inputs=None: FakeCall(ecs.clock, old_inputs=old_inputs))
