"""`ecs-express preview` on recordings, as a person types it: forms, files, exit codes, and what is refused."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.planning.preview_report import recordings
from tests.planning.preview_report.recordings import RECORDED, reported
from typer.testing import CliRunner

from pulumi_ecs_express.cli import app
from pulumi_ecs_express.cli.exit_codes import ERROR, FAIL_ON_MET, PREVIEW_FAILED
from pulumi_ecs_express.cli.preview import MOST_STACKS, FailOn
from pulumi_ecs_express.model.preview_report.consequence import Kind
from pulumi_ecs_express.model.preview_report.report import PreviewReport


def typed(*words: str, stdin: str | None = None, **environment: str) -> Any:
    """Type the command on a wide terminal."""
    given = {"COLUMNS": "200", "NO_COLOR": "1", **environment}
    return CliRunner(env=given).invoke(app, ["preview", *words], input=stdin)


def recorded(name: str) -> str:
    """Give the file of a recording."""
    return str(RECORDED / f"{name}.jsonl")


def test_a_recording_becomes_markdown_where_there_is_no_terminal() -> None:
    """The page, and nothing else, on standard output; standard input is a recording too."""
    page = recordings.page("service-image").read_text()

    done = typed("--from", recorded("service-image"))

    assert (done.exit_code, done.stdout, done.stderr) == (0, page, "")
    assert typed("--from", "-", stdin=recordings.text("service-image")).stdout == page


def test_json_is_the_report_of_the_documented_version() -> None:
    """It can be read back, whole."""
    done = typed("--from", recorded("services-two"), "--format", "json")

    assert PreviewReport.model_validate(json.loads(done.stdout)) == reported("services-two")
    assert json.loads(done.stdout)["version"] == 1


def test_text_has_no_control_sequence_of_somebody_else(tmp_path: Path) -> None:
    """A value that would clear the screen is written out; rich's own markup is text."""
    poisoned = recordings.text("service-image").replace('"app:2"', json.dumps("\x1b[2J[bold]x[/bold]"))
    (tmp_path / "log").write_text(poisoned)

    done = typed("--from", str(tmp_path / "log"), "--format", "text")

    assert "\x1b" not in done.stdout
    assert r"\x1b[2J[bold]x[/bold]" in done.stdout


@pytest.mark.parametrize(
    "name", ["services-two", "others-many", "refused-arguments", "domain-gap", "settings-put-back"]
)
def test_text_says_the_same_as_the_page(name: str, tmp_path: Path) -> None:
    """Every consequence, every failure, every changed field."""
    file = tmp_path / "report.txt"

    done = typed("--from", recorded(name), "--format", "text", "--output", str(file))

    said = " ".join(file.read_text().split())
    (stack,) = reported(name).stacks
    assert done.stdout == ""
    for component in stack.components:
        assert all(one.text[:60] in said for one in component.consequences)
        assert all(change.argument in said for change in component.changes)
    assert all(" ".join(one.text.split())[:60] in said for one in stack.failures)


def test_several_recordings_are_one_report_in_a_file(tmp_path: Path) -> None:
    """One hidden line names both."""
    other = tmp_path / "other.jsonl"
    other.write_text(recordings.text("service-tags").replace("urn:pulumi:dev::", "urn:pulumi:prod::"))

    done = typed("--from", recorded("service-image"), "--from", str(other), "--output", str(tmp_path / "page.md"))

    page = (tmp_path / "page.md").read_text()
    assert (done.exit_code, done.stdout) == (0, "")
    assert page.startswith("<!-- ecs-express preview: shop/dev, shop/prod -->\n")


@pytest.mark.parametrize(
    ("name", "fail_on", "code"),
    [
        ("services-two", "replacement", FAIL_ON_MET),
        ("services-two", "url-change", FAIL_ON_MET),
        ("services-two", "deletion,downtime", 0),
        ("service-deleted", "deletion", FAIL_ON_MET),
        ("service-paused", "downtime", FAIL_ON_MET),
        ("service-image", "replacement,url-change,deletion,downtime", 0),
        ("domain-renamed", "url-change", FAIL_ON_MET),
        ("domain-gap", "downtime", FAIL_ON_MET),
        ("settings-deleted", "deletion", 0),
        ("others-many", "deletion", FAIL_ON_MET),
        ("refused-arguments", "deletion", PREVIEW_FAILED),
        ("program-fails", "", PREVIEW_FAILED),
    ],
)
def test_exit_codes_tell_what_was_found(name: str, fail_on: str, code: int) -> None:
    """A preview that failed comes before anything else; the report is written in any case."""
    done = typed("--from", recorded(name), "--fail-on", fail_on)

    assert done.exit_code == code, done.stderr
    assert done.stdout == recordings.page(name).read_text()
    assert bool(done.stderr) is bool(code)


def test_what_can_be_failed_on_are_kinds_of_consequences() -> None:
    """By their names in JSON."""
    assert {one.value for one in FailOn} <= {one.value for one in Kind}


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--from", "missing.jsonl"], ERROR, "missing.jsonl: No such file or directory"),
        (["--from", "Makefile"], ERROR, "Makefile: it holds no event of Pulumi"),
        (["--from", "-"], ERROR, "standard input: it is empty"),
        (["--fail-on", "deletion,outage,gone"], 2, "'outage', 'gone' cannot be failed on"),
        (["--from", "x", "--stack", "dev"], 2, "leave out --stack"),
        (["--", "--event-log", "x"], 2, "--event-log cannot be passed on"),
        (["--", "--stack=dev"], 2, "--stack=dev cannot be passed on: write --stack before the --"),
        ([word for number in range(MOST_STACKS + 1) for word in ("--stack", f"s{number}")], 2, "make several reports"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_what_to_type_instead(words: list[str], code: int, told: str) -> None:
    """All wrong names at once; nothing is run."""
    done = typed(*words)

    assert done.exit_code == code
    assert told in " ".join(done.stderr.replace("│", " ").split())
    assert done.stdout == ""


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """With the reason of the operating system."""
    done = typed("--from", recorded("service-image"), "--output", str(tmp_path / "no" / "page.md"))

    assert done.exit_code == ERROR
    assert "No such file or directory" in done.stderr


def test_without_pulumi_the_command_says_what_to_install(tmp_path: Path) -> None:
    """The PATH has none."""
    done = typed("--cwd", str(tmp_path), PATH=str(tmp_path))

    assert done.exit_code == ERROR
    assert "[pulumi-missing]" in done.stderr


def test_the_command_line_of_pulumi_and_its_words_where_there_is_no_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each stack by its name, further arguments at the end, and the reason from Pulumi's output; that goes to standard error."""
    program = tmp_path / "pulumi"
    program.write_text(f"#!{sys.executable}\nimport os, sys\nprint(*sys.argv[1:], os.environ['PULUMI_DEBUG_COMMANDS'])\n"
                       "print('error: no stack named that')\nsys.exit(255)\n")  # fmt: skip
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")

    done = typed(
        "--cwd", str(tmp_path), "--stack", "dev", "--stack", "acme/shop/prod", "--", "--diff", PATH=str(tmp_path)
    )

    assert done.exit_code == PREVIEW_FAILED
    assert done.stdout.startswith("<!-- ecs-express preview: shop/dev, shop/prod -->")
    assert done.stdout.count("**Error**: no stack named that") == 2
    first, _, second = done.stderr.splitlines()[:3]
    assert first.startswith("preview --non-interactive --event-log ")
    assert first.endswith("--stack dev --diff true")
    assert second.endswith("--stack acme/shop/prod --diff true")
