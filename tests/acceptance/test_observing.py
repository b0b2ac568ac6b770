"""What the questions find is what the sandbox was set to, either way."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from acceptance.account import Run, _client
from acceptance.observing.notes import Notes
from acceptance.observing.probe import Probe
from acceptance.observing.questions import steps
from acceptance.pace import SandboxPace
from tests.engine.harness import REGION, LocalAws

from ecs_express_sandbox.facts.open_questions import CHOICES
from ecs_express_sandbox.settings import Settings

OTHERWISE: dict[str, Any] = {
    "role_propagation_seconds": 25,
    "role_refusal": "not_authorized",
    "endpoint_scheme": "later",
    "managed_security_group": "at_once",
    "first_deployment_bakes": True,
    "not_found": "modelled",
    "create_answer": "brief",
    "update_answer": "complete",
    "current_deployment_at_rest": "last",
    "group_members": "replaced",
    "container_members": "replaced",
    "unset_command": "absent",
    "settings_only_update": "in_place",
    "superseded_deployment": "ROLLBACK_SUCCESSFUL",
    "deployment_visible_after_seconds": 20,
    "revision_visible_after_seconds": 12,
    "stale_describe_seconds": 30,
    "inactive_visible_seconds": 120,
    "deployment_configuration_update": "small_form_only",
    "deployment_configuration_members": "merged",
    "managed_tag_on_service": "shown",
    "account_attributes_needed": True,
    "health_check_grace_period_seconds": 300,
    "health_check_change": "new_target_group",
    "target_group_port": "container_port",
    "added_hosts_on_update": "dropped",
    "unchanged_members": "deploy",
    "members_not_documented_for_controller": "accepted",
    "grace_period_without_checks": "refused",
    "empty_variables": "dropped",
}
ONCE_MORE: dict[str, Any] = {
    "role_refusal": "credentials_not_valid",
    "endpoint_scheme": "always",
    "update_during_deployment": "refused",
    "unchanged_strategy": "accepted",
}
HIDDEN = {
    "update_during_deployment": {"superseded_deployment"},
    "deployment_configuration_update": {"unchanged_strategy"},
}
"""What cannot be told where a setting is turned."""

NEVER_SEEN = {"inactive_visible_seconds"}
"""What takes longer by default than a run waits."""


@pytest.mark.engine
@pytest.mark.parametrize("settings", [{}, OTHERWISE, ONCE_MORE], ids=["as observed", "otherwise", "once more"])
@pytest.mark.sweep_only("as observed", "once more")
def test_a_run_finds_each_setting_as_it_is(
    aws: LocalAws, settings: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that a run can observe, and nothing that is not so; durations to the second or two between its looks."""
    monkeypatch.chdir(tmp_path)
    aws.reset()
    aws.settings(**settings)
    _client.cache_clear()
    pace = SandboxPace(aws.control)
    run = Run("0b5e7ed1", "123456789012", REGION, pace.now(), "")
    notes = Notes(pace)
    speed = aws.clock()["speed"]
    for _name, ask in steps(Probe(run, notes, pace, "app:1", "app:2", 8080)):
        ask()

    expected = {**Settings().as_dict(), **settings}
    hidden = {name for turned in settings for name in HIDDEN.get(turned, ())}
    hidden |= NEVER_SEEN - settings.keys() if "inactive_visible_seconds" not in settings else set()
    asked = expected.keys() - CHOICES.keys() - notes.not_observed.keys()
    assert notes.settings.keys() == asked
    assert {name for name in notes.not_observed if name in OTHERWISE.keys() | ONCE_MORE.keys()} == hidden
    wrong = {
        name: (value, expected[name])
        for name, value in notes.settings.items()
        if not _close(value, expected[name], name)
    }
    assert wrong == {}
    assert all(one["call"] and one["at"] for one in notes.evidence.values())
    assert aws.clock()["speed"] == speed


def _close(value: Any, expected: Any, name: str) -> bool:
    if name.endswith("_seconds") and name != "health_check_grace_period_seconds":
        return bool(abs(value - expected) <= (16 if name == "inactive_visible_seconds" else 2))
    return bool(value == expected)


def test_the_settings_that_are_turned_are_all_that_a_run_can_observe() -> None:
    """A question that is new must be turned here, or have a reason for not being asked."""
    from acceptance.observing.notes import NOT_ASKED

    names = {one.name for one in dataclasses.fields(Settings)} - CHOICES.keys() - NOT_ASKED.keys()
    assert names == OTHERWISE.keys() | ONCE_MORE.keys()
