"""Input of every shape at every position: judged within a bound, and each mistake named where the program has it."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.input_shapes import PAIRS, SHAPES, Steps, positions, program, put, received
from tests.sampling import examples
from tests.service_samples import as_arguments

from pulumi_ecs_express import property_names
from pulumi_ecs_express.model.fields.property_paths import dotted, snake
from pulumi_ecs_express.model.service.spec import rules
from pulumi_ecs_express.providers.service import declaration


def problems(arguments: dict[str, Any]) -> list[str]:
    """List what is wrong with a program, as its preview does."""
    return declaration.checked(received(property_names.properties(arguments)))[1]


def test_every_argument_is_tried() -> None:
    """A new argument joins by its value in `every_argument`."""
    tried = {dotted(steps) for steps in positions(as_arguments(program(set())))}

    assert tried >= {dotted(tuple(map(snake, path))) for path in rules()}


@settings(max_examples=examples(400, 10_000), deadline=2000)
@given(st.data())
def test_wrong_input_of_any_shape_is_named_where_the_program_has_it(data: st.DataObject) -> None:
    """Each problem begins with a path that the program has, or that of a member which it lacks."""
    before = program(data.draw(st.sets(st.sampled_from(sorted(PAIRS)))))
    place = data.draw(st.sampled_from(list(positions(before))))
    after = put(before, place, data.draw(SHAPES))

    known = {dotted(steps) for steps in positions(after)}
    for problem in problems(after):
        named = re.match(r"(?:cpu \S+ |[a-z])", problem) and problem.partition(": ")[0].split(", ")
        for path in named or []:
            assert path in known or "is missing" in problem or problem.startswith("cpu "), problem


def test_a_none_in_a_map_or_a_list_is_refused_wherever_it_stands() -> None:
    """Pulumi would drop it, and the variable would silently not be there."""
    for pairs in (set[str](), set(PAIRS)):
        before = program(pairs)
        inside = [steps for steps in positions(before) if _users_own(before, steps)]
        assert len(inside) >= 9
        for steps in inside:
            found = [one for one in problems(put(before, steps, None)) if one.startswith(f"{dotted(steps)}: is None")]
            assert found, steps


def _users_own(tree: Any, steps: Steps) -> bool:
    """Tell whether a position is an entry of a map or list of the user's, and no member of an object."""
    holder = tree
    for step in steps[:-1]:
        holder = holder[step]
    names = {tuple(map(snake, path)) for path in rules()}
    return isinstance(holder, list) or (steps not in names and steps[-1] not in ("name", "key"))
