"""Which keys of a format hold text, a list or a map: what has another shape is a mistake, and is taken out of the way."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.planning.conversion.decisions import EACH, Argument, Pattern, Table, below, by_pattern
from pulumi_ecs_express.planning.conversion.document import Path
from pulumi_ecs_express.planning.conversion.draft import Draft

TEXT, LIST, MAP = "text", "list", "map"
NAMES = {TEXT: "text or a number", LIST: "a list", MAP: "a map"}

Shapes = Mapping[str, tuple[str, ...]]
"""Paths of keys as in a table, each with the shapes that it may have."""


def shaped(draft: Draft, tree: Any, table: Table, further: Shapes, place: Path = ()) -> Any:
    """
    Take out what has the wrong shape, and note each mistake.

    What the table has members of is a map, or a list where they are the user's; every other key that becomes an argument
    is text. ``further`` says what else may be.
    """
    known, shapes = by_pattern(table), by_pattern(further)
    inside = below((*known, *shapes))
    for pattern in {path[:length] for path in known for length in range(1, len(path) + 1)} - shapes.keys():
        if members := inside.get(pattern):
            kinds = (MAP, LIST) if EACH in members else (MAP,)
            shapes[pattern] = (*kinds, TEXT) if pattern in known else kinds
        elif isinstance(known[pattern], Argument):
            shapes[pattern] = (TEXT,)
    return _shaped(draft, tree, shapes, place, ())


def _shaped(draft: Draft, tree: Any, shapes: Mapping[Pattern, tuple[str, ...]], key: Path, pattern: Pattern) -> Any:
    if isinstance(tree, Mapping):
        kept = {}
        for name, value in tree.items():
            step = name if (*pattern, name) in shapes else EACH
            if _fits(draft, value, shapes.get((*pattern, step)), (*key, name)):
                kept[name] = _shaped(draft, value, shapes, (*key, name), (*pattern, step))
        return kept
    if isinstance(tree, list):
        each = (*pattern, EACH)
        return [
            _shaped(draft, value, shapes, (*key, index), each)
            for index, value in enumerate(tree)
            if value is not None and _fits(draft, value, shapes.get(each), (*key, index))
        ]
    return tree


def _fits(draft: Draft, value: Any, allowed: tuple[str, ...] | None, key: Path) -> bool:
    kind = MAP if isinstance(value, Mapping) else LIST if isinstance(value, list) else TEXT
    if allowed is None or value is None or kind in allowed:
        return True
    draft.wrong(key, f"is {NAMES[kind]}, and must be {' or '.join(NAMES[one] for one in allowed)}")
    return False
