"""The page of settings: its tables are the model's, the component's, and the table of settings itself."""

from __future__ import annotations

from collections.abc import Callable

import pulumi
import pytest

from pulumi_ecs_express import errors, options, service_settings
from pulumi_ecs_express.model.fields.effect import Keep, PutBack, Refuse, ResetTo
from pulumi_ecs_express.model.service_settings.spec import ARGUMENTS, SETTINGS, rules
from pulumi_ecs_express.planning.service_settings.table import OTHERS, TABLE
from tests.docs import settings_table
from tests.docs.reading import ROOT, Page

PAGE = Page(ROOT / "docs" / "service-settings.md")


@pytest.mark.parametrize("table", settings_table.TABLES.values(), ids=settings_table.TABLES)
def test_a_table_of_the_page_is_that_of_the_package(table: Callable[[], str]) -> None:
    """Word by word; what stands in this message is what the page must have (`python -m tests.docs.settings_table`)."""
    assert table() in PAGE.text, f"docs/service-settings.md must have this table:\n\n{table()}\n"


def test_the_table_has_every_parameter() -> None:
    """Each is an argument or another component's, and none is missing."""
    parameters = {*TABLE, *OTHERS}

    assert set(SETTINGS) == set(TABLE)
    assert list(PAGE.table("setting", "Express")) == [
        settings_table.named(name).strip("`") for name in (*TABLE, *OTHERS)
    ]
    assert {name for name in parameters if (name,) not in rules()} == {"taskDefinition"}


def _removal(name: str) -> str:
    _, removal = rules()[name,]
    if isinstance(removal, ResetTo):
        return "cleared" if removal.default == () else f"back to `{removal.default}`"
    return {Refuse: "refused", Keep: "kept", PutBack: "put back"}[type(removal)]


def test_the_table_of_arguments_is_that_of_the_model() -> None:
    """Every argument, and what its removal means; what is inside of one has a table of its own."""
    reported = {name: row[1] for name, row in PAGE.table("argument", "is", "removed").items()}

    assert reported == {ARGUMENTS.path(path): _removal(path[0]) for path in rules() if len(path) == 1}


def test_the_table_of_outputs_is_that_of_the_component() -> None:
    """In the same order."""
    assert tuple(PAGE.table("output", "is")) == service_settings.OUTPUTS


def test_every_error_of_settings_is_named() -> None:
    """Those that no other component raises."""
    named = " ".join(PAGE.table("failure", "remedy"))

    for kind in (errors.SettingsNotInEffect, errors.NamespaceNotFound, errors.TaskQuotaReached):
        assert f"#{kind.code})" in named, kind.code


def test_an_option_that_cannot_work_is_refused_with_what_to_write() -> None:
    """When the program runs, so in the preview."""
    for option, instead in options.REFUSED_FOR_SETTINGS.items():
        opts = pulumi.ResourceOptions()
        setattr(opts, option, "x")
        with pytest.raises(pulumi.RunError, match=f"shop: opts of a ServiceSettings: .*{option}: ") as error:
            options.refuse_useless("shop", opts, options.SETTINGS)
        assert instead in str(error.value)
