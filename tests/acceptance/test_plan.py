"""What a run says before it makes anything: which parts, what they cost, and what is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from acceptance import __main__ as command
from acceptance import account, cost, recording
from acceptance.observing.first_deployment import role_refusal
from acceptance.observing.notes import NOT_ASKED, Notes
from acceptance.parts import PARTS
from acceptance.programs import ROOT
from tests.docs.reading import ROOT as PROJECT
from tests.docs.reading import Page
from typer.testing import CliRunner

from ecs_express_sandbox.facts.open_questions import CHOICES
from ecs_express_sandbox.settings import Settings
from pulumi_ecs_express.planning.preview_report.estimates.fargate_prices import PRICES

PAGE = Page(PROJECT / "docs" / "acceptance.md")


class Standing:
    """A pace at a moment."""

    def now(self) -> float:
        """Tell the time."""
        return 1_800_000_000.5

    pause: Any = None
    held: Any = None


def run(**members: Any) -> account.Run:
    """Write a run."""
    return account.Run("1a2b3c4d", "111122223333", "us-east-1", 0, "x", **members)


def test_every_part_says_what_it_makes_and_stands_on_the_page() -> None:
    """And each program of it is one of the examples."""
    assert list(cost.MADE) == list(PARTS) == list(PAGE.table("part", "runs"))
    programs = set(PARTS) - {"observations"}
    assert programs <= {path.name for path in (ROOT / "stacks").iterdir()}


def test_an_estimate_is_the_sum_of_the_parts_and_never_less_than_one() -> None:
    """An hour costs what the dearest part does, since they run one after another."""
    parts = list(PARTS)
    whole = cost.estimate(parts, "us-east-1")

    assert whole.whole == pytest.approx(sum(cost.dollars(part, "us-east-1") for part in parts))
    assert whole.hourly == max(cost.estimate([part], "us-east-1").hourly for part in parts)
    assert whole.minutes == sum(made.minutes for made in cost.MADE.values())
    assert cost.estimate([], "us-east-1").whole == 0


def test_a_task_is_priced_as_the_report_of_a_preview_prices_it() -> None:
    """A classic service with a quarter of a vCPU has no load balancer; both revisions' tasks run during a deployment."""
    price = PRICES["us-east-1", "X86_64"]
    task = 0.25 * price.cpu + 0.5 * price.memory + cost.ADDRESS
    assert cost.estimate(["classic-update"], "us-east-1").hourly == pytest.approx(2 * task)


def test_another_regions_prices_are_named_as_such() -> None:
    """Where those of the Region are not known."""
    assert "at the prices of us-east-1" in cost.about(cost.estimate(["sidecar"], "eu-north-1"), "eu-north-1")
    assert "at the prices of" not in cost.about(cost.estimate(["sidecar"], "us-west-2"), "us-west-2")


def invoke(*words: str, **environment: str | None) -> Any:
    """Run the command inside of this process; no variable of AWS but those given."""
    nothing = dict.fromkeys(
        ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ECS_EXPRESS_SANDBOX_URL")
    )  # fmt: skip
    files = {"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"}
    env: dict[str, str | None] = {**nothing, **files, "AWS_EC2_METADATA_DISABLED": "true", **environment}
    return CliRunner().invoke(command.app, list(words), env=env)


@pytest.mark.parametrize(
    ("words", "variables", "code", "said"),
    [
        ((), {}, 21, "--region eu-central-1"),
        (("--region", "eu-central-1"), {}, 21, "there are no AWS credentials"),
        (("--only", "nothing"), {}, 2, "there is no part nothing"),
        (("--only", "custom-domain"), {"AWS_REGION": "eu-central-1"}, 2, "--zone example.com"),
        (("--clean-up", "00000000"), {"AWS_REGION": "eu-central-1"}, 21, "there are no AWS credentials"),
    ],
)
def test_what_is_missing_is_named_with_what_to_type(
    words: tuple[str, ...], variables: dict[str, str | None], code: int, said: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Nothing is made, and nothing written."""
    monkeypatch.setattr("shutil.which", lambda _name: "/bin/pulumi")
    monkeypatch.chdir(tmp_path)

    done = invoke(*words, **variables)

    assert (done.exit_code, said in " ".join((done.output + done.stderr).split())) == (code, True), done.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "words", "form"),
    [
        ("AccessDeniedException", "Cannot assume role", "cannot_assume_role"),
        ("AccessDeniedException", "ECS cannot assume role arn:aws:iam::1:role/x", "cannot_assume_role"),
        ("InvalidParameterException", "x is not authorized to perform: sts:AssumeRole", "not_authorized"),
        ("ClientException", "AWS was not able to validate the provided access credentials", "credentials_not_valid"),
        ("AccessDeniedException", "you may not do that", None),
    ],
)
def test_the_forms_in_which_a_role_is_refused(code: str, words: str, form: str | None) -> None:
    """Another refusal is none of a role, and ends the part."""
    assert role_refusal(code, words) == form


def test_every_open_question_is_put_or_has_a_reason() -> None:
    """A new setting of the sandbox must be asked for, or be among those that no run can answer."""
    asked = "".join(path.read_text() for path in (ROOT / "acceptance" / "observing").glob("*.py"))
    questions = Settings().as_dict().keys() - CHOICES.keys()

    assert set(NOT_ASKED) <= questions
    assert {name for name in questions - set(NOT_ASKED) if f'"{name}"' not in asked} == set()
    assert list(PAGE.table("not asked", "since")) == list(NOT_ASKED)


def test_a_recording_holds_settings_that_the_sandbox_takes_with_evidence_and_date() -> None:
    """The first answer counts, an answer is no longer missing, and the account's number stays out."""
    notes = Notes(Standing())
    notes.missing("endpoint_scheme", "not yet")
    notes.missing("unset_command", "no container")
    notes.found("endpoint_scheme", "later", "ecs:Describe", {"arn": "arn:aws:ecs:us-east-1:111122223333:service/x"})
    notes.found("endpoint_scheme", "never", "ecs:Describe", "again")
    notes.missing("endpoint_scheme", "too late")

    made = recording.document(run(), notes)

    Settings().changed(made["settings"])
    assert made["settings"] == {"endpoint_scheme": "later"}
    assert made["evidence"]["endpoint_scheme"]["at"] == "2027-01-15T08:00:00.500Z"
    assert made["not_observed"] == {**NOT_ASKED, "unset_command": "no container"}
    assert "111122223333" not in json.dumps(made)
    assert set(PAGE.table("member", "is")) == made.keys()


def test_a_run_is_read_again_as_it_was_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With what must be taken away; another account's credentials are refused, and a lost folder is no obstacle."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(account, "caller", lambda _region: "111122223333")
    written = run(stacks=["sidecar"])
    written.note_service("web-1")

    assert account.earlier_run("1a2b3c4d", None) == written
    lost = account.earlier_run("99999999", "us-east-1")
    assert (lost.id, lost.started, lost.stacks) == ("99999999", 0, [])
    monkeypatch.setattr(account, "caller", lambda _region: "444455556666")
    with pytest.raises(account.NotStarted, match="credentials of 444455556666"):
        account.earlier_run("1a2b3c4d", None)
