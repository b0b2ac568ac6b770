"""docs/adopting.md says what `ecs-express adopt` does."""

from __future__ import annotations

import re

import typer.main

from pulumi_ecs_express.cli import app
from tests.docs.reading import ROOT, Page

ADOPTING = Page(ROOT / "docs" / "adopting.md")


def test_the_table_of_options_is_that_of_the_command() -> None:
    """All of them, and no others."""
    command = typer.main.get_command(app)
    assert hasattr(command, "commands")
    there = {option for found in command.commands["adopt"].params for option in found.opts if option.startswith("--")}
    reported = {option for names in ADOPTING.table("option", "is") for option in re.findall(r"--[a-z]+", names)}

    assert reported == there - {"--help"}


def test_the_commands_of_the_page_have_options_that_there_are() -> None:
    """Each of `ecs-express adopt`."""
    command = typer.main.get_command(app)
    assert hasattr(command, "commands")
    there = {option for found in command.commands["adopt"].params for option in found.opts}
    typed = re.findall(r"ecs-express adopt ([^\n|`]*)", ADOPTING.text)

    assert typed
    assert {option for words in typed for option in re.findall(r"--[a-z]+", words)} <= there
