"""The page of migrations: its tables are those that the conversion reads, and its options those of the command."""

from __future__ import annotations

import re

import typer.main

from pulumi_ecs_express.cli import app
from pulumi_ecs_express.planning.permissions.app_runner import ACTIONS
from tests.docs import migration_tables
from tests.docs.reading import Page

PAGE = Page(migration_tables.PAGE)


def test_the_tables_of_the_page_are_those_of_the_code() -> None:
    """Word by word; `python -m tests.docs.migration_tables` writes them into the page."""
    assert migration_tables.placed(PAGE.text) == PAGE.text


def test_the_page_names_the_options_of_the_command() -> None:
    """All of them, and no others."""
    command = typer.main.get_command(app)
    assert hasattr(command, "commands")
    options = {name for one in command.commands["convert"].params for name in one.opts if name.startswith("--")}

    assert {row.split()[0] for row in PAGE.table("option", "is")} == options


def test_the_page_names_what_the_command_asks_of_aws() -> None:
    """Each action of the read-only calls."""
    assert not [action for action in ACTIONS if not re.search(rf"\b{action.partition(':')[2]}\b", PAGE.text)]
