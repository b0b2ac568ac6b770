"""The pages of recorded previews, as they are: a change of any sentence shows in its file, and is looked at there."""

from __future__ import annotations

import pytest
from tests.planning.preview_report import recordings, scenarios
from tests.planning.preview_report.recordings import NAMES, reported, stack

from pulumi_ecs_express.planning.preview_report.rendering.markdown import markdown

ONLY_WHERE_NEEDED = frozenset({
    "ecs:DeregisterTaskDefinition",  # what a service still runs is left
    "ecs:RegisterTaskDefinition",  # where the family has the same revision already, none is registered
})  # fmt: skip
"""What a preview names, and an update may find done already, or still in use."""


def test_every_scenario_is_recorded_and_has_a_page() -> None:
    """`python -m tests.planning.preview_report.record` and `… .recordings` write them."""
    assert sorted(scenarios.SCENARIOS) == NAMES
    assert [name for name in NAMES if not recordings.page(name).exists()] == []
    assert len(NAMES) >= 30


@pytest.mark.parametrize("name", NAMES)
def test_the_page_of_a_recorded_preview_is_as_it_was(name: str) -> None:
    """`python -m tests.planning.preview_report.recordings` writes the files; the difference is what reviewers will see."""
    assert markdown(reported(name)) == recordings.page(name).read_text()


@pytest.mark.parametrize("name", sorted(recordings.calls()))
def test_the_calls_that_a_report_names_are_those_that_the_update_made(name: str) -> None:
    """No other one is made, but for the rest of the program; what is named and not made was done already, or is in use."""
    made = {call.replace("elbv2:", "elasticloadbalancing:") for call in recordings.calls()[name]}
    told = {call for component in stack(name).components for call in component.calls}

    assert made - told == set() or stack(name).others, "made, and not named"
    assert told - made <= ONLY_WHERE_NEEDED, "named, and not made"


def test_no_recorded_page_holds_a_secret_a_time_or_a_folder() -> None:
    """Of secrets only the mark; nothing that differs from run to run of the same program."""
    pages = "".join(recordings.page(name).read_text() for name in NAMES)

    assert "hunter2" not in pages
    assert "[secret]" in pages.replace("&#91;", "[").replace("&#93;", "]")
    assert "/srv/" not in pages
    assert "T04:0" not in pages


def test_a_policy_that_is_not_kept_is_the_reason_and_no_error_beside_it() -> None:
    """As a real engine tells it: it adds an error that says no more than that the preview failed."""
    found = stack("policies-not-kept")

    assert [one.policy for one in found.violations] == ["no-latest-image", "no-secrets-in-environment", "log-retention"]
    assert found.failures == ()
    assert "preview failed" in recordings.text("policies-not-kept")
