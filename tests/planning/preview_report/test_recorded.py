"""The pages of recorded previews, as they are: a change of any sentence shows in its file, and is looked at there."""

from __future__ import annotations

import pytest
from tests.planning.preview_report import recordings, scenarios
from tests.planning.preview_report.recordings import NAMES, reported, stack

from pulumi_ecs_express.planning.preview_report.calls import UNTAG, known_calls
from pulumi_ecs_express.planning.preview_report.rendering.markdown import markdown

MADE_BY_AWS_ALONE = frozenset[str]()
ONLY_WHERE_NEEDED = frozenset({
    "ecs:DeregisterTaskDefinition",  # what a service still runs is left
    "ecs:RegisterTaskDefinition",  # where the family has the same revision already, none is registered
    "elasticloadbalancing:RemoveListenerCertificates",  # where another host still needs it, it stays
    UNTAG,
    "ecs:TagResource",
})  # fmt: skip
"""What a preview names and an update may find done, or still in use."""


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
    """None is made that is not named; what is named and not made may have been done already, or be in use."""
    made = set(recordings.calls()[name])
    told = {call for component in stack(name).components for call in component.calls}
    of_others = {call for call in made if call not in known_calls() and call not in told}
    allowed = set() if stack(name).components else made

    assert made - told - of_others - allowed == set(), "made, and not named"
    assert {call for call in of_others if call.startswith(("ecs:", "elasticloadbalancing:"))} <= MADE_BY_AWS_ALONE
    assert told - made <= ONLY_WHERE_NEEDED, "named, and not made"


def test_no_recorded_page_holds_a_secret_a_time_or_a_folder() -> None:
    """Of secrets only the mark; nothing that differs from run to run of the same program."""
    pages = "".join(recordings.page(name).read_text() for name in NAMES)

    assert "hunter2" not in pages
    assert "[secret]" in pages.replace("&#91;", "[").replace("&#93;", "]")
    assert "/srv/" not in pages
    assert "T04:0" not in pages
