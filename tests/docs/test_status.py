"""The page of status, logs and rollback: its tables are those of the model and of the commands."""

from __future__ import annotations

from typing import Any

import pytest
import typer.main

from pulumi_ecs_express.cli import app, exit_codes
from pulumi_ecs_express.model.status.report import Part
from tests.docs.reading import ROOT, Page
from tests.docs.status_form import PARTS, SCHEMA, schema, table

PAGE = Page(ROOT / "docs" / "status.md")
OF_ALL = {"--stack", "--cwd", "--cluster", "--help"}


@pytest.mark.parametrize("part", PARTS)
def test_the_tables_of_the_report_are_those_of_the_model(part: type[Part]) -> None:
    """`python -m tests.docs.status_form` prints them."""
    assert table(part) in PAGE.text


def test_the_schema_is_that_of_the_model() -> None:
    """`python -m tests.docs.status_form` writes it."""
    assert SCHEMA.read_text() == schema()


def options(command: Any) -> set[str]:
    """List the options of a command that are its own."""
    return {name for option in command.params for name in option.opts if name.startswith("--")} - OF_ALL


@pytest.mark.parametrize("name", ["status", "logs", "rollback"])
def test_every_option_stands_in_the_page(name: str) -> None:
    """In the section of its command."""
    command: Any = typer.main.get_command(app)
    section = PAGE.text.partition(f"\n## {name}\n")[2].partition("\n## ")[0]

    assert options(command.commands[name])
    assert {option for option in options(command.commands[name]) if f"| `{option}" not in section} == set()


def test_every_exit_code_stands_in_the_page() -> None:
    """Those of ours begin at 20."""
    codes = {name: code for name, code in vars(exit_codes).items() if name.isupper()}

    assert all(code >= 20 for code in codes.values())
    assert {code for code in codes.values() if f"| {code} |" not in PAGE.text} == set()
