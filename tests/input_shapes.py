"""Programs with every argument there is, and values of every JSON shape to put anywhere into them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from tests.service_samples import ACCOUNT, REGION, as_arguments, every_argument

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
