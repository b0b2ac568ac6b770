"""Which arguments count as secret: those with a secret value anywhere inside."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest

from pulumi_ecs_express.secret_arguments import secret_paths

SECRET, PLAIN = pulumi.Output.secret("s"), pulumi.Output.from_input("p")


@pytest.mark.parametrize(
    ("declared", "paths"),
    [
        ({"a": "x"}, None),
        ({"a": PLAIN}, None),
        ({"a": {"b": SECRET}}, [["a", "b"]]),
        ({"a": [SECRET, PLAIN]}, [["a"]]),
        ({"a": [{"b": [{"c": SECRET}]}, {"b": PLAIN}], "d": SECRET}, [["a"], ["d"]]),
    ],
)
@pulumi.runtime.test  # type: ignore[untyped-decorator] # Pulumi has not typed it
def test_a_list_is_secret_with_any_of_its_values(declared: dict[str, Any], paths: Any) -> Any:
    """Whichever of them comes last."""
    found = secret_paths(declared)
    if found is None:
        assert paths is None
        return None

    def judge(known: Any) -> None:
        assert known == paths

    return found.apply(judge)
