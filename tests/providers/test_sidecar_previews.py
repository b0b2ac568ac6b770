"""Previews of a service whose task definition the program registers: lines by exact path, notes, and mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.resource_run import Run, web
from tests.providers.sidecar_samples import AGENT, OWN_GROUP, ROUTED, ROUTER, with_agent

from pulumi_ecs_express.providers.service import operations as provider

LINES: list[tuple[dict[str, Any], dict[str, Any], dict[str, str]]] = [
    ({}, {"sidecars": [AGENT]}, {"sidecars": "add"}),
    ({"sidecars": [AGENT]}, {"sidecars": [{**AGENT, "image": "agent:2"}]}, {"sidecars[0].image": "update"}),
    ({"sidecars": [AGENT]}, {"sidecars": [AGENT, ROUTER]}, {"sidecars[1]": "add"}),
    ({"sidecars": [AGENT]}, {"sidecars": [{**AGENT, "cpu": 64}]}, {"sidecars[0].cpu": "add"}),
    ({"sidecars": [AGENT]}, {}, {"sidecars": "delete"}),
    ({"sidecars": [AGENT, ROUTER]}, {"sidecars": [ROUTER, AGENT]}, {}),
    (
        {"containerDefinition": {"healthCheck": {"command": ["CMD"], "interval": 10}}},
        {"containerDefinition": {"healthCheck": {"command": ["CMD"], "interval": 20}, "stopTimeout": 5}},
        {"containerDefinition.healthCheck.interval": "update", "containerDefinition.stopTimeout": "add"},
    ),
    ({"volumes": [{"name": "a"}]}, {"volumes": [{"name": "a"}, {"name": "b"}]}, {"volumes[1]": "add"}),
]


@pytest.mark.parametrize(("before", "after", "lines"), LINES)
def test_a_preview_shows_exact_paths(run: Run, before: Any, after: Any, lines: dict[str, str]) -> None:
    """As for all other fields."""
    run.inputs = run.outputs = web(**before)

    _, found, _ = run.diff(web(**after))

    assert {one.path: one.kind for one in found} == lines


def test_a_new_service_is_told_where_it_logs(call: FakeCall) -> None:
    """In the preview, in which there is no log group yet."""
    assert provider.check(call, {}, with_agent()).failures == []

    assert any(f"log to the log group {OWN_GROUP}, which is made" in note for note in call.notes)


def test_the_checks_of_all_arguments_come_together(call: FakeCall) -> None:
    """Whatever else is wrong, and with the code that a user can look up."""
    inputs = web(cpu="3", sidecars=[{"name": "agent", "image": "a:1"}], containerDefinition={"image": "b:1"})

    reasons = [failure.reason for failure in provider.check(call, {}, inputs).failures]

    assert [reason.partition(":")[0] for reason in reasons] == [
        "cpu", "container_definition.image", "sidecars[0].memoryReservation",
    ]  # fmt: skip
    assert all(reason.endswith("[invalid-argument]") for reason in reasons)


@pytest.mark.row("S4-10")
def test_a_log_configuration_gives_way_to_a_router(begin: Callable[..., FakeCall]) -> None:
    """Otherwise its removal is refused, since AWS has no way back."""
    before = web(container={"awsLogsConfiguration": {"logGroup": "/shop"}})

    assert provider.check(begin(before), before, web(**ROUTED)).failures == []
    assert provider.check(begin(before), before, with_agent()).failures
