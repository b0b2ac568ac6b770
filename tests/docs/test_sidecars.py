"""The page of sidecars: its tables are those of the model and of the functions."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from pulumi_ecs_express import sidecars
from pulumi_ecs_express.model.fields.effect import ResetTo
from pulumi_ecs_express.model.fields.property_paths import snake
from pulumi_ecs_express.model.service.definition_parts import PARTS
from pulumi_ecs_express.model.service.spec import rules
from tests.docs.reading import ROOT, Page

PAGE = Page(ROOT / "docs" / "sidecars.md")


def test_the_table_of_arguments_is_that_of_the_model() -> None:
    """Each is cleared by its removal."""
    reported = PAGE.table("argument", "is", "removed")

    assert list(reported) == [snake(part) for part in PARTS]
    assert {row[1] for row in reported.values()} == {"cleared"}
    assert all(isinstance(rules()[part,][1], ResetTo) for part in PARTS)


@pytest.mark.parametrize("function", [sidecars.fluent_bit_sidecar, sidecars.otel_sidecar])
def test_the_tables_of_the_ready_made_are_their_signatures(function: Callable[..., dict[str, Any]]) -> None:
    """Every argument, and each default that is a plain value."""
    rows = PAGE.table(f"`{function.__name__}`", "is", "default")
    parameters = inspect.signature(function).parameters

    assert list(rows) == list(parameters)
    for name, (_, default) in rows.items():
        if default.startswith("`"):
            assert default.strip("`") == repr(parameters[name].default).replace("'", '"')
