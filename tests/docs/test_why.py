"""docs/why.md: each statement about this package is held by a test that `make test` runs, each about others has a source."""

from __future__ import annotations

import ast
import re

import pytest

from tests.docs.reading import ROOT, Page

PAGE = Page(ROOT / "docs" / "why.md")
ROWS = [line.strip().strip("|").split(" | ") for line in PAGE.prose.splitlines() if line.startswith("| ")][1:]
SOURCES = dict(re.findall(r"^(\d)\. (\[.*read \d{4}-\d\d-\d\d.*)$", PAGE.text, flags=re.MULTILINE))

every_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip())


def _decorators(path: str, name: str) -> list[ast.expr]:
    tree = ast.parse((ROOT / path).read_text())
    (test,) = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    return test.decorator_list


def test_the_table_is_found() -> None:
    """With one column for each way."""
    assert len(ROWS) >= 15
    assert {len(row) for row in ROWS} == {6}


@every_row
def test_a_statement_about_this_package_names_tests_that_are_always_run(row: list[str]) -> None:
    """They exist, and not the sweep alone runs them."""
    (comment,) = re.findall(r"<!-- (.*?) -->", row[1])

    for named in comment.split():
        path, _, name = named.partition("::")
        marks = [ast.unparse(mark) for mark in _decorators(path, name)]
        assert not [mark for mark in marks if mark.startswith("pytest.mark.sweep_only")], named


@every_row
def test_a_statement_about_others_has_a_source(row: list[str]) -> None:
    """Or says that there is nothing, or that nobody has said."""
    for cell in (cell.strip() for cell in row[2:]):
        numbers = re.findall(r"\[(\d)\](?!\()", cell)
        assert set(numbers) <= SOURCES.keys(), cell
        assert numbers or re.fullmatch(COMMON, cell), cell


COMMON = (
    r"no|not documented|by AWS|by path|a change set|does not create services|in the task definition|those of the task definition"
    r"|no call(?: without `--refresh`)?|types in the preview, the rest by AWS|shown by `refresh`|the next run deploys again"
)
"""What needs no source: what Pulumi and CloudFormation do with every resource, and that something is not there."""


def test_every_source_has_its_address_and_the_date_on_which_it_was_read() -> None:
    """In the order of their numbers."""
    assert list(SOURCES) == [str(number + 1) for number in range(len(SOURCES))]
    assert all("](https://" in source for source in SOURCES.values())
