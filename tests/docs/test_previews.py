"""The page of previews says what the command does: options, exit codes, kinds, prices, and the JSON schema."""

from __future__ import annotations

import re

import pytest
import typer

from pulumi_ecs_express.cli import app
from pulumi_ecs_express.cli.exit_codes import ERROR, FAIL_ON_MET, PREVIEW_FAILED
from pulumi_ecs_express.cli.preview import FailOn, Format
from pulumi_ecs_express.model.preview_report.base import ReportModel
from pulumi_ecs_express.model.preview_report.consequence import Kind
from pulumi_ecs_express.model.preview_report.report import VERSION
from pulumi_ecs_express.planning.preview_marker import marker
from pulumi_ecs_express.planning.preview_report.estimates.fargate_prices import ARM, PRICES, READ, X86
from pulumi_ecs_express.planning.preview_report.rendering import fields
from pulumi_ecs_express.planning.preview_report.rendering.size_limit import LIMIT
from tests.docs.preview_tables import MODELS, table
from tests.docs.reading import ROOT, Page

PAGE = Page(ROOT / "docs" / "previews.md")


def test_every_option_has_its_row() -> None:
    """And every row is an option."""
    command = typer.main.get_command(app).commands["preview"]  # type: ignore[attr-defined] # it is a group

    options = {one.opts[0] for one in command.params if one.opts[0].startswith("--")} - {"--help"}

    assert PAGE.table("option", "does").keys() == options


def test_the_exit_codes_are_those_of_the_command() -> None:
    """Those of ours begin at 20; 2 is the command line's."""
    assert [int(code) for code in PAGE.table("exit code", "means")] == [
        0,
        2,
        FAIL_ON_MET,
        ERROR,
        PREVIEW_FAILED,
    ]


def test_the_kinds_are_listed_in_their_order_and_what_can_be_failed_on_comes_first() -> None:
    """As JSON and `--fail-on` write them."""
    listed = list(PAGE.table("kind", "means"))

    assert listed == [kind.value for kind in Kind]
    assert set(listed[: len(FailOn)]) == {one.value for one in FailOn}
    assert {one.value for one in FailOn} | {one.value for one in Format} <= PAGE.quoted()


def test_the_prices_are_those_of_the_package() -> None:
    """A Region that is added, or a price that changes, is on the page."""
    written = {
        region: [re.findall(r"\$([\d.]+)", cell) for cell in cells]
        for region, cells in PAGE.table("Region", "X86").items()
    }
    known = {
        region: [
            [str(price.cpu), str(price.memory)] if (price := PRICES.get((region, kind))) else [] for kind in (X86, ARM)
        ]
        for region, _ in PRICES
    }

    assert written == known
    assert f"read {READ}" in PAGE.text


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_schema_is_that_of_the_model(model: type[ReportModel]) -> None:
    """Every field with its type and what it is: `python -m tests.docs.preview_tables` prints the tables."""
    assert f"`{model.__name__}`:\n\n{table(model)}\n" in PAGE.text


def test_the_figures_of_the_page_are_those_of_the_package() -> None:
    """Sizes, the version, the hidden line."""
    assert f"{LIMIT:,} bytes" in PAGE.text
    assert (
        f"more than {fields.LONGEST_CELL} characters are folded, and cut after {fields.LONGEST_FOLDED:,}" in PAGE.text
    )
    assert marker([("PROJECT", "STACK")]).replace(" -->", "[, …] -->") in PAGE.text
    assert f"`{VERSION}`" in PAGE.text
