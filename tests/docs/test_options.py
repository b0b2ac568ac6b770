"""The page of resource options and provider settings has each of them, with what becomes of it; unit tests run as shown."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws
import pytest

from pulumi_ecs_express import connection, options
from pulumi_ecs_express.model.connection.settings import CREDENTIAL_SETTINGS
from tests.docs.reading import ROOT, Page

PAGE = Page(ROOT / "docs" / "options-and-providers.md")
OPTIONS = PAGE.table("option", "is")
SETTINGS = PAGE.table("setting", "is")


def named(table: dict[str, list[str]], fate: str) -> set[str]:
    """List the rows with this fate."""
    return {name for name, row in table.items() if row[0] == fate}


def test_every_resource_option_has_its_row() -> None:
    """One that Pulumi adds is decided before it is documented."""
    known = set(inspect.signature(pulumi.ResourceOptions.__init__).parameters) - {"self"}

    assert OPTIONS.keys() == known
    assert named(OPTIONS, "refused") == set(options.REFUSED)
    assert named(OPTIONS, "passed on") == {*options.PASSED_ON, *options.PATHS, "depends_on"}
    assert len(OPTIONS) == sum(len(named(OPTIONS, fate)) for fate in ("honored", "passed on", "refused"))


OTHERS = PAGE.table("of the others", "CustomDomain")
COMPONENTS = (options.DOMAIN, options.SETTINGS, options.REVISION, options.UPDATE)
"""In the order of the columns."""


def test_the_table_of_the_other_components_says_what_each_refuses() -> None:
    """Whatever is refused for one of them has a row, and each cell is as the component decides."""
    refused_by_all = set(options.REFUSED)
    differing = {option for _, refused in COMPONENTS for option in refused} - refused_by_all

    assert differing <= OTHERS.keys()
    for column, (kind, refused) in enumerate(COMPONENTS):
        assert refused_by_all <= refused.keys(), kind
        cells = {option: row[column].strip() for option, row in OTHERS.items()}
        assert {option for option, cell in cells.items() if cell == "refused"} == refused.keys() - refused_by_all, kind
        assert set(cells.values()) <= {"refused", "passed on", "honored"}, kind


def test_every_setting_of_the_provider_has_its_row() -> None:
    """One that pulumi_aws adds is decided before it is documented."""
    known = set(inspect.signature(pulumi_aws.ProviderArgs.__init__).parameters) - {"__self__", "self"}
    honored = {*CREDENTIAL_SETTINGS, "region", "profile", "endpoints", "default_tags", "ignore_tags"}

    assert SETTINGS.keys() == known
    assert named(SETTINGS, "honored") == honored
    assert {name: SETTINGS[name][1].strip("`") for name in named(SETTINGS, "variable")} == connection.BY_ENVIRONMENT


REFUSED = [(component, option) for component in (options.SERVICE, *COMPONENTS) for option in sorted(component[1])]


@pytest.mark.parametrize(
    ("component", "option"), REFUSED, ids=lambda value: value if isinstance(value, str) else value[0]
)
def test_an_option_that_cannot_work_is_refused_with_what_to_write(component: Any, option: str) -> None:
    """When the program runs, so in the preview."""
    opts = pulumi.ResourceOptions()
    setattr(opts, option, "x")

    with pytest.raises(pulumi.RunError, match=f"web: .*{option}: ") as error:
        options.refuse_useless("web", opts, component)
    assert component[1][option] in str(error.value)


def test_arguments_may_be_one_object() -> None:
    """As Pulumi's own resources take them, in any order of words and positions."""
    opts, container = pulumi.ResourceOptions(), {"image": "a"}
    whole = {"primary_container": container, "cpu": "512"}

    assert options.arguments_and_options((whole, opts), {}) == (opts, whole)
    assert options.arguments_and_options((), {"args": whole, "opts": opts}) == (opts, whole)
    assert options.arguments_and_options((opts,), dict(whole)) == (opts, whole)
    assert options.arguments_and_options((None,), dict(whole)) == (None, whole)


def test_the_unit_test_of_the_page_passes(tmp_path: Path) -> None:
    """As a user would copy it."""
    (block,) = Page(ROOT / "docs" / "unit-tests.md").blocks("python")
    (tmp_path / "test_program.py").write_text(block)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_program.py"],
        check=False, cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
