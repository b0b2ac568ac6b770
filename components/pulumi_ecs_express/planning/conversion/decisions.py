"""What becomes of a key of another format, as data, and which keys of a file nobody has decided about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.planning.conversion.document import Path

EACH = "*"
"""In a table's path: any name of the user's, and any place in a list."""


@dataclass(frozen=True)
class Argument:
    """
    The key has a counterpart.

    Attributes:
        names: Arguments that it becomes, as the program writes them, or a sentence where it becomes no argument and
            nothing is lost.
        how: What else a reader has to know; shown in the documentation.
    """

    names: str
    how: str = ""


@dataclass(frozen=True)
class NoCounterpart:
    """
    Express Mode has nothing like it.

    Attributes:
        advice: What is so instead, and what to do about it.
    """

    advice: str


Decision = Argument | NoCounterpart
Table = Mapping[str, Decision]
"""Paths of keys, with dots, each with what becomes of it. A key whose members stand in the table too may be given without them."""


@dataclass(frozen=True)
class Found:
    """A key of a file, and the decision about it; None where there is none."""

    path: Path
    decision: Decision | None
    value: Any = None

    @property
    def is_off(self) -> bool:
        """Whether the file says that there is no such thing, so that nothing is lost with it."""
        return self.value is None or self.value is False or self.value in ("", [], {})


Pattern = tuple[str, ...]


def below(patterns: Iterable[Pattern]) -> Mapping[Pattern, set[str]]:
    """List for each place of a format what may stand below it."""
    members = dict[Pattern, set[str]]()
    for pattern in patterns:
        for depth, step in enumerate(pattern):
            members.setdefault(pattern[:depth], set()).add(step)
    return members


def by_pattern(table: Mapping[str, Any]) -> dict[Pattern, Any]:
    """Take the paths of a table apart."""
    return {tuple(path.split(".")): entry for path, entry in table.items()}


def found(tree: Any, table: Table) -> Iterator[Found]:
    """List the keys of a file as deep as the table decides about them."""
    decisions = by_pattern(table)
    yield from _found(tree, decisions, below(decisions), (), ())


def _found(
    tree: Any, decisions: Mapping[Pattern, Decision], inside: Mapping[Pattern, set[str]], path: Path, pattern: Pattern
) -> Iterator[Found]:
    known = inside.get(pattern, set())
    members = list(_members(tree)) if known else []
    if not members:
        decision = decisions.get(pattern)
        if decision is None and pattern[-1:] == (EACH,) and isinstance(path[-1], int):
            path, decision = path[:-1], decisions.get(pattern[:-1])
        if path:
            yield Found(path, decision, tree)
        return
    for key, value in members:
        step = str(key) if key in known else EACH if EACH in known else None
        if step is None and isinstance(key, int):
            yield Found(path, decisions.get(pattern), tree)
            return
        if step is None:
            yield Found((*path, key), None, value)
        else:
            yield from _found(value, decisions, inside, (*path, key), (*pattern, step))


def _members(tree: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(tree, Mapping):
        yield from tree.items()
    elif isinstance(tree, list):
        yield from enumerate(tree)
