"""The page of `make acceptance`: options, exit codes and the run's figures are those of the command."""

from __future__ import annotations

import re

import typer.main
import yaml
from acceptance import __main__ as command
from acceptance.account import TAG
from acceptance.cost import about, estimate
from acceptance.parts import PARTS

from tests.docs.reading import ROOT, Page

PAGE = Page(ROOT / "docs" / "acceptance.md")


def test_every_option_has_its_row() -> None:
    """And every row is an option."""
    options = {one.opts[0] for one in typer.main.get_command(command.app).params}
    named = {word.strip("` ") for row in PAGE.table("option", "does") for word in row.split(",")}

    assert named == options


def test_the_exit_codes_are_those_of_the_command() -> None:
    """2 is a mistake on the command line, as everywhere."""
    codes = [0, 2, command.FAILED, command.NOT_STARTED, command.DECLINED, command.INTERRUPTED]
    assert [int(code) for code in PAGE.table("exit code", "means")] == codes


def test_the_figures_of_the_example_are_those_of_a_whole_run() -> None:
    """Without a zone, in the Region of the example; the tag is the run's."""
    parts = [part for part in PARTS if part != "custom-domain"]
    assert f"acceptance  {about(estimate(parts, 'us-east-1'), 'us-east-1')}\n" in PAGE.text
    assert f"tag `{TAG}`" in PAGE.text


def test_the_workflow_leaves_a_run_the_time_that_it_takes() -> None:
    """With half as much again, and credentials that last as long."""
    (job,) = yaml.safe_load(PAGE.blocks("yaml")[0])["jobs"].values()
    minutes = estimate([part for part in PARTS if part != "custom-domain"], "us-east-1").minutes
    (duration,) = [
        one["with"]["role-duration-seconds"] for one in job["steps"] if "role-duration-seconds" in one.get("with", {})
    ]

    assert minutes * 1.5 <= job["timeout-minutes"] <= duration / 60
    assert re.search(r"make acceptance ARGS='--yes'", str(job))
