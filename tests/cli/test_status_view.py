"""The view of a report, as a terminal and a file show it; the files in `tests/cli/views` are what was looked at and found good."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from tests.planning import status_samples as samples
from typer.testing import CliRunner

from pulumi_ecs_express.cli import app
from pulumi_ecs_express.cli.views.following import JsonLines, WhatIsNew
from pulumi_ecs_express.cli.views.status_view import plain, report_view
from pulumi_ecs_express.model.status.report import StatusReport
from pulumi_ecs_express.planning.status.view import service_status

VIEWS = Path(__file__).with_name("views")
WRITE = "ECS_EXPRESS_WRITE_VIEWS"
"""Set it to write the files anew, then read the difference."""


def report(*names: str) -> StatusReport:
    """Report samples."""
    return StatusReport(stack="dev", services=tuple(service_status(samples.EVERY[name]) for name in names))


def as_in_a_terminal(shown: StatusReport) -> str:
    """Draw it a hundred columns wide, colours included."""
    console = Console(file=io.StringIO(), force_terminal=True, width=100, color_system="standard", _environ={})
    console.print(report_view(shown))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def compared(name: str, text: str) -> None:
    """Compare with the file of that name."""
    file = VIEWS / name
    if os.environ.get(WRITE):
        file.write_text(text)
    assert text == file.read_text(), f"{name}: set {WRITE}=1 to write it anew"


@pytest.mark.parametrize("name", samples.EVERY)
def test_a_service_is_shown_as_it_was_found_good(name: str) -> None:
    """With colours and broken lines in a terminal, without either in a file; the same facts in both."""
    shown = report(name)

    compared(f"{name}.txt", f"{plain(shown)}\n")
    compared(f"{name}.ansi", as_in_a_terminal(shown))


def test_following_without_a_terminal_prints_what_is_new(capsys: pytest.CaptureFixture[str]) -> None:
    """First all, then a line where a service has moved, and the reasons of a failure; nothing where nothing has."""
    show = WhatIsNew()
    show(report("under-way"))
    first = capsys.readouterr().out
    show(report("under-way"))
    same = capsys.readouterr().out
    show(report("rolled-back"))
    moved = capsys.readouterr().out

    assert first.startswith("web  web-0a1b2c3")
    assert same == ""
    assert "Z web: ACTIVE, rolled back: the circuit breaker threshold was exceeded.; 2 of 2 tasks running" in moved
    assert "TOKEN=***" in moved


def test_following_as_json_is_an_object_in_each_line(capsys: pytest.CaptureFixture[str]) -> None:
    """One for each report that differs from the one before."""
    show = JsonLines()
    for name in ("under-way", "under-way", "at-rest"):
        show(report(name))

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["services"][0]["deployment"]["outcome"] for line in lines] == ["in-progress", "successful"]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["status", "--cwd", "/nowhere"], "there is no folder /nowhere"),
        (["rollback", "web", "--timeout", "soon"], "'soon' is no duration"),
        (["status", "--format", "yaml"], "text"),
    ],
)
def test_what_cannot_be_meant_is_refused(words: list[str], text: str) -> None:
    """Before AWS is asked, on standard error, with what to type instead."""
    done = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, words)

    assert done.exit_code in (2, 21)
    assert done.stdout == ""
    assert text in done.stderr


def test_the_commands_load_nothing_before_they_run() -> None:
    """Their help needs neither AWS's library nor the models."""
    program = (
        "import sys; from pulumi_ecs_express.cli import app\n"
        "try: app(['status', '--help'])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    heavy = {"boto3", "botocore", "pulumi", "pulumi_ecs_express.operations", "pulumi_ecs_express.model.status.report"}
    assert not set(done.stderr.split()) & heavy
