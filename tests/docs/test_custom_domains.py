"""The page of custom domains: its tables are the model's, and its errors those that there are."""

from __future__ import annotations

import pulumi
import pytest

from pulumi_ecs_express import custom_domain, errors, options
from pulumi_ecs_express.errors.custom_domain import CustomDomainError
from pulumi_ecs_express.model.custom_domain.spec import rules
from pulumi_ecs_express.model.fields.effect import Keep, Refuse, ResetTo
from pulumi_ecs_express.model.fields.property_paths import Path, snake
from tests.docs.reading import ROOT, Page

PAGE = Page(ROOT / "docs" / "custom-domains.md")


def _removal(path: Path) -> str:
    _, removal = rules()[path]
    if isinstance(removal, ResetTo):
        return "cleared" if removal.default == () else f"back to `{removal.default}`"
    return {Refuse: "refused", Keep: "kept"}[type(removal)]


def test_the_table_of_arguments_is_that_of_the_model() -> None:
    """Every field that holds a value, and what its removal means."""
    leaves = [path for path in rules() if not any(other[: len(path)] == path and other != path for other in rules())]
    reported = {name: row[1] for name, row in PAGE.table("argument", "is", "removed").items()}

    assert reported == {".".join(map(snake, path)): _removal(path) for path in leaves}


def test_the_table_of_outputs_is_that_of_the_component() -> None:
    """In the same order."""
    assert tuple(PAGE.table("output", "is")) == custom_domain.OUTPUTS


def test_every_error_of_a_domain_is_named() -> None:
    """With a link to its section."""
    named = {name.partition("`](")[0].strip("[`") for name in PAGE.table("error", "means")}
    ours = {kind.code for kind in errors.family(CustomDomainError)} - {CustomDomainError.code}

    assert named == ours | {errors.CertificateNotFound.code}


@pytest.mark.parametrize("option", sorted(options.REFUSED_FOR_A_DOMAIN))
def test_an_option_that_cannot_work_is_refused_with_what_to_write(option: str) -> None:
    """When the program runs, so in the preview."""
    opts = pulumi.ResourceOptions()
    setattr(opts, option, "x")

    with pytest.raises(pulumi.RunError, match=f"app: opts of a CustomDomain: .*{option}: ") as error:
        options.refuse_useless("app", opts, options.DOMAIN)
    assert options.REFUSED_FOR_A_DOMAIN[option] in str(error.value)
