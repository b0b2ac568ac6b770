"""What must stand beside each field of a model."""

from __future__ import annotations

from typing import Annotated, Any

import pytest

from pulumi_ecs_express.model.fields.base import Model
from pulumi_ecs_express.model.fields.effect import Effect, ResetTo
from pulumi_ecs_express.model.fields.rules import collect_rules

MARKS: list[Any] = [
    (),
    (Effect.UPDATE,),
    (ResetTo("x"),),
    (Effect.UPDATE, Effect.NONE, ResetTo("x")),
    (Effect.UPDATE, ResetTo("x"), ResetTo("y")),
]


@pytest.mark.parametrize("marks", MARKS, ids=["neither", "no removal", "no effect", "two effects", "two removals"])
def test_a_field_needs_exactly_one_effect_and_one_removal(marks: Any) -> None:
    """Nobody may forget to decide what a change, or a removal, of a new field means."""
    parts: Any = (str | None, *marks)
    kind: Any = Annotated[parts] if marks else str | None
    model = type(
        "Something", (Model,), {"__annotations__": {"cpu_size": kind}, "cpu_size": None, "__module__": __name__}
    )

    with pytest.raises(TypeError, match="cpuSize must declare one effect and one removal"):
        collect_rules(model)
