"""Each argument taken out of a program: a line, a note or a refusal in the preview, and never silently nothing."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.resource_run import Properties, Run
from tests.service_samples import ACCOUNT, REGION, declared, every_argument

from pulumi_ecs_express.model.fields.effect import Effect, Keep, Refuse, ResetTo, Superseded
from pulumi_ecs_express.model.fields.property_paths import Path, argument, dotted
from pulumi_ecs_express.model.service.spec import rules
from pulumi_ecs_express.providers.service import operations as provider

pytestmark = pytest.mark.peer("R6")

PIN = ("pinImageDigest",)
RETENTION = ("logRetentionDays",)
APART = frozenset({("taskDefinitionArn",), RETENTION})
"""Arguments that cannot stand beside those of the sample; each has a test of its own."""

HOLD_WHAT_CANNOT_GO = frozenset({"networkConfiguration"})
"""Objects that may go themselves, but not with all members that the sample declares."""

DEFINITION = f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/own:1"


def without(path: Path, tree: Properties) -> Properties:
    """Take one argument out."""
    rest = copy.deepcopy(tree)
    holder: Any = rest
    for step in path[:-1]:
        holder = holder[step]
    assert path[-1] in holder, (
        f"nobody has decided what the removal of {dotted(path)} does: give it a value in `every_argument`"
    )
    del holder[path[-1]]
    return rest


class Preview:
    """What a preview says of a program that no longer declares an argument."""

    def __init__(self, run: Run, before: Properties, after: Properties) -> None:
        checked = provider.check(run.begin(before), before, after)
        self.refused = [failure.reason for failure in checked.failures]
        self.lines, self.notes = list[str](), list[str]()
        if not self.refused:
            call = run.begin(before)
            provider.diff(call, "id", before, dict(checked.inputs))
            self.lines = [found.path for found in call.differences if found.kind == "delete"]
            self.notes = call.notes

    def notes_on(self, name: str) -> list[str]:
        """Pick the notes that name an argument."""
        return [note for note in self.notes if name in note]


@pytest.mark.parametrize("path", [path for path in rules() if path not in APART], ids=dotted)
def test_no_removal_is_silent(run: Run, call: FakeCall, path: Path) -> None:
    """Reset: a line, and a note with what it goes back to. Kept: a note. Refused: with what to write."""
    effect, removal = rules()[path]
    after = (
        every_argument() if path == PIN else without(PIN, every_argument())
    )  # to resolve a digest would take a private repository
    reported = Preview(run, every_argument(), without(path, after))
    name, line = argument(path, rules()), dotted(path)

    if isinstance(removal, Refuse) or line in HOLD_WHAT_CANNOT_GO:
        assert any(reason.startswith(name) and "[invalid-argument]" in reason for reason in reported.refused), (
            reported.refused
        )
    elif isinstance(removal, Keep) or effect is Effect.NONE:
        assert reported.notes_on(name), reported.notes
        assert not [one for one in reported.lines if one.startswith(line)]
    else:
        assert isinstance(removal, ResetTo), "a removal is reset, kept, refused or superseded"
        assert [one for one in reported.lines if one.startswith(line)], reported.lines
        words = f"{name} goes back to" if removal.default != () else "no longer declared"
        assert [note for note in reported.notes_on(name) if words in note], reported.notes


def test_the_components_own_log_group_cannot_go_unnoticed(run: Run) -> None:
    """AWS has no way back to a group of its own: refused in the words of the argument that the program wrote."""
    made = declared({"awsLogsConfiguration": {"logGroup": "web-logs-1a2b3c4"}}, logRetentionDays=7, __madeLogGroup=True)

    (reason,) = Preview(run, made, declared()).refused

    assert reason.startswith("log_retention_days: cannot be removed: AWS has no way back")


def test_what_takes_the_place_of_a_task_definition_is_said(run: Run) -> None:
    """The only argument that another one supersedes."""
    before = without(("primaryContainer",), without(("executionRoleArn",), declared(taskDefinitionArn=DEFINITION)))
    reported = Preview(run, before, declared())

    assert [path for path, (_, removal) in rules().items() if isinstance(removal, Superseded)] == [
        ("taskDefinitionArn",)
    ]
    assert reported.lines == ["taskDefinitionArn"]
    assert any("sidecars" in note for note in reported.notes)


def test_a_name_that_was_generated_was_never_declared(run: Run, call: FakeCall) -> None:
    """So there is nothing to say of it, in the next preview and in all others."""
    checked = dict(provider.check(call, {}, declared()).inputs)

    assert Preview(run, checked, declared()).notes == []


def test_a_replacement_keeps_nothing_of_what_is_no_longer_declared(run: Run) -> None:
    """A new service has no name or Region to keep; saying so would be wrong."""
    reported = Preview(run, declared(serviceName="shop"), declared(cluster="apps"))

    assert reported.notes_on("service_name") == [
        "service_name: no longer declared, so the new service is made without it"
    ]


def test_what_goes_at_once_is_said_in_one_line_each(run: Run) -> None:
    """Thirty variables are not thirty notes."""
    variables = {f"V{number}": "x" for number in range(30)}
    reported = Preview(run, declared({"environment": variables}, cpu="512", memory="4096"), declared())

    assert reported.notes[1:] == [
        'no longer declared: cpu goes back to "1024", memory goes back to "2048"',
        "no longer declared, so cleared: " + ", ".join(sorted(f"primary_container.environment.{v}" for v in variables)),
    ]
