"""
The hidden first line of a preview's report, which says whose preview it is.

``ecs-express preview`` writes it, and ``ecs-express comment`` finds its comment by it::

    <!-- ecs-express preview: PROJECT/STACK[, …] -->

Pulumi allows letters, digits, ``-``, ``_`` and ``.`` in both names (https://www.pulumi.com/docs/iac/concepts/projects/
and …/stacks/, read 2026-11-28), so nothing in them ends the line early.
"""

import re
from collections.abc import Iterable

UNCHANGED = "<!-- ecs-express preview: no changes -->"
"""A hidden second line of a report in which no stack changes: no reader needs a new comment for it."""

_STACK = r"[\w.-]+/[\w.-]+"
_LINE = re.compile(rf"<!-- ecs-express preview: ({_STACK}(?:, {_STACK})*) -->", flags=re.ASCII)


def marker(stacks: Iterable[tuple[str, str]]) -> str:
    """
    Write the line, without its line break.

    Args:
        stacks: Project and stack of each preview, at least one; their order does not matter. A name that Pulumi does
            not allow, as a recording that was made by hand can hold, stands there with an underscore for each letter.
    """
    names = sorted({f"{_allowed(project)}/{_allowed(stack)}" for project, stack in stacks})
    return f"<!-- ecs-express preview: {', '.join(names)} -->"


def stacks_of(report: str) -> tuple[str, ...]:
    """Read the stacks from a report's first line, as ``PROJECT/STACK``, sorted; none where it is another line."""
    found = _LINE.fullmatch(_lines(report)[0])
    return tuple(sorted(set(found[1].split(", ")))) if found else ()


def is_unchanged(report: str) -> bool:
    """Say whether a report says that no stack changes."""
    return bool(stacks_of(report)) and _lines(report)[1:] == [UNCHANGED]


def _allowed(name: str) -> str:
    return re.sub(r"[^\w.-]", "_", name, flags=re.ASCII) or "_"


def _lines(report: str) -> list[str]:
    return [line.rstrip() for line in report.split("\n", 2)[:2]]
