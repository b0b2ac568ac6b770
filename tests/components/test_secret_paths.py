"""Which arguments count as secret: those with a secret value anywhere inside."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest

from pulumi_ecs_express.secret_arguments import secret_paths

SECRET, PLAIN = "a secret output", "a plain output"
"""Stand for Outputs, which belong to the event loop in which they are made."""


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
    found = secret_paths(made(declared))
    if found is None:
        assert paths is None
        return None

    def judge(known: Any) -> None:
        assert known == paths

    return found.apply(judge)


def made(declared: Any) -> Any:
    """Make the Outputs."""
    if isinstance(declared, dict):
        return {key: made(value) for key, value in declared.items()}
    if isinstance(declared, list):
        return [made(value) for value in declared]
    if declared == SECRET:
        return pulumi.Output.secret("s")
    return pulumi.Output.from_input("p") if declared == PLAIN else declared
