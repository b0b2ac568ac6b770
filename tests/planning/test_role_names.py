"""Names of the roles that a component makes: within IAM's limits, whatever the component is called."""

from __future__ import annotations

import pytest

from pulumi_ecs_express.planning.permissions.scopes import LONGEST_PREFIX, Place, role_stem

USES = ("execution", "infrastructure")
OF_PULUMI, OF_A_PREFIX, LIMIT = 8, 26, 64
"""Characters that are put behind a name, or behind a prefix, and those that IAM allows."""


@pytest.mark.parametrize("length", [1, 20, 41, 42, 46, 47, 64, 100, 255])
@pytest.mark.parametrize("use", USES)
def test_the_name_of_a_role_fits(use: str, length: int) -> None:
    """As it was where it fitted before, so that no stack changes; cut where it did not."""
    component = "x" * length
    whole, stem = f"{component}-{use}", role_stem(component, use)

    if len(whole) + OF_PULUMI <= LIMIT:
        assert stem == whole
    else:
        assert len(stem) + 1 <= LONGEST_PREFIX
        assert len(stem) + 1 + OF_A_PREFIX <= LIMIT
        assert stem.endswith(f"-{use}")


def test_two_long_names_have_two_roles() -> None:
    """Also where they differ at their end alone; and the printed policy knows them."""
    one, other = "x" * 60 + "1", "x" * 60 + "2"

    assert role_stem(one, "execution") != role_stem(other, "execution")
    assert Place(name=one).made_roles()[0].endswith(f"role/{role_stem(one, 'execution')}-*")
