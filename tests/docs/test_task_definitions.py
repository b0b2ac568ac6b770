"""The pages of task definitions and of updates of services: their tables are the model's and the components'."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
import pytest

from pulumi_ecs_express import ecs_service_update, options, task_definition_revision
from pulumi_ecs_express.model.fields.effect import Keep, Refuse, ResetTo
from pulumi_ecs_express.model.fields.property_paths import EACH, Path, snake
from pulumi_ecs_express.model.fields.rules import Rules
from pulumi_ecs_express.model.service_update import spec as update
from pulumi_ecs_express.model.task_definition import spec as definition
from tests.docs.reading import ROOT, Page

DEFINITIONS, UPDATES = (Page(ROOT / "docs" / name) for name in ("task-definitions.md", "octopus.md"))


def _removal(path: Path, rules: Rules) -> str:
    _, removal = rules[path]
    if isinstance(removal, ResetTo):
        return "cleared" if removal.default == () else f"back to `{removal.default}`"
    return {Refuse: "refused", Keep: "kept"}[type(removal)]


def _written(path: Path) -> str:
    return ".".join(step if step == EACH else snake(step) for step in path)


def test_the_table_of_a_revisions_arguments_is_that_of_the_model() -> None:
    """Every field that holds a value, and what its removal means."""
    rules = definition.rules()
    leaves = [path for path in rules if not any(other[: len(path)] == path and other != path for other in rules)]
    reported = {name: row[1] for name, row in DEFINITIONS.table("argument", "is", "removed").items()}

    assert reported == {_written(path): _removal(path, rules) for path in leaves}


def test_the_table_of_an_updates_arguments_is_that_of_the_model() -> None:
    """Those that a revision has in another sense, or not at all."""
    rules = update.rules()
    shared = {"tags", "region", "profile", "endpoints"}
    own = [path for path in rules if _written(path) not in shared]
    reported = {name: row[1] for name, row in UPDATES.table("argument", "is", "removed").items()}

    assert reported == {_written(path): _removal(path, rules) for path in own}


@pytest.mark.parametrize(
    ("page", "outputs"),
    [(DEFINITIONS, task_definition_revision.OUTPUTS), (UPDATES, ecs_service_update.OUTPUTS)],
    ids=["a revision", "an update"],
)
def test_the_tables_of_outputs_are_those_of_the_components(page: Page, outputs: tuple[str, ...]) -> None:
    """All of them."""
    assert set(page.table("output", "is")) == set(outputs)


@pytest.mark.row("S3-08")
def test_every_part_of_octopus_step_has_its_counterpart() -> None:
    """Each heading of the step's own page stands in the table."""
    named = " ".join(UPDATES.table("in the step", "here")).lower()

    for heading in (
        "deployment target", "step name", "destination task definition", "name of the service", "container definitions",
        "environment files", "environment variables", "tags", "advanced options", "deployment options",
        "variable replacements", "output variables", "error messages", "validation error",
    ):  # fmt: skip
        assert heading in named, heading


@pytest.mark.parametrize("component", [options.REVISION, options.UPDATE], ids=["a revision", "an update"])
def test_an_option_that_cannot_work_is_refused_with_what_to_write(component: tuple[str, Mapping[str, str]]) -> None:
    """When the program runs, so in the preview."""
    kind, refused = component
    for option, instead in refused.items():
        opts = pulumi.ResourceOptions()
        setattr(opts, option, "x")
        with pytest.raises(pulumi.RunError, match=f"app: opts of {kind}: .*{option}: ") as error:
            options.refuse_useless("app", opts, component)
        assert instead in str(error.value)
