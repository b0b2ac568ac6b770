"""Input of every shape at every position: judged within a bound, and each mistake named where the program has it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampling import examples
from tests.service_samples import ACCOUNT, REGION, as_arguments, every_argument

from pulumi_ecs_express import property_names
from pulumi_ecs_express.model.fields.property_paths import dotted, snake
from pulumi_ecs_express.model.service.spec import rules
from pulumi_ecs_express.providers import wire

Steps = tuple[str | int, ...]

PAIRS = {"environment": ("name", "value"), "secrets": ("name", "value_from"), "tags": ("key", "value")}
"""Maps that may be written as a list of pairs."""

SHAPES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text("aZ1:/ -", max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)


def program(pairs: set[str]) -> dict[str, Any]:
    """Write every argument there is, some maps as lists of pairs."""
    definition = f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/own:1"
    arguments = as_arguments({**every_argument(), "logRetentionDays": 7, "taskDefinitionArn": definition})
    for holder in (arguments, arguments["primary_container"]):
        for name, (key, value) in PAIRS.items():
            if name in pairs and name in holder:
                holder[name] = [{key: one, value: other} for one, other in holder[name].items()]
    return dict(arguments)


def positions(value: Any, steps: Steps = ()) -> Iterator[Steps]:
    """List every position: arguments, members, entries of maps and of lists."""
    members: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in members:
        yield (*steps, step)
        yield from positions(member, (*steps, step))


def put(tree: Any, steps: Steps, value: Any) -> Any:
    """Put a value at a position."""
    changed = copy.deepcopy(tree)
    holder = changed
    for step in steps[:-1]:
        holder = holder[step]
    holder[steps[-1]] = value
    return changed


def received(value: Any) -> Any:
    """Drop what Pulumi drops on the way: None in maps."""
    if isinstance(value, dict):
        return {key: received(member) for key, member in value.items() if member is not None}
    return [received(member) for member in value] if isinstance(value, list) else value


def problems(arguments: dict[str, Any]) -> list[str]:
    """List what is wrong with a program, as its preview does."""
    return wire.checked(received(property_names.properties(arguments)))[1]


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
