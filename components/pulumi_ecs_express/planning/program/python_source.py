"""Values as Python source, laid out as the formatters Black and Ruff lay it out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

LINE = 120
"""Characters of a line, where a value can be broken at all."""

INDENT = "    "


@dataclass(frozen=True)
class Expression:
    """Code that stands where a value would, as in ``config.require_secret("token")``."""

    code: str


def literal(value: object, used: int = 0, depth: int = 0) -> str:
    """
    Write a value: on one line if it fits, otherwise a line for each member.

    Args:
        value: Text, numbers, truth values, None, `Expression`, and lists and mappings of them.
        used: Characters that stand before it and after it on its first line.
        depth: Levels by which its line is indented.
    """
    flat = _flat(value)
    if used + len(flat) <= LINE:
        return flat
    if isinstance(value, Mapping) and value:
        return _broken("{", [(f"{_flat(key)}: ", item) for key, item in value.items()], "}", depth)
    if _is_list(value) and value:
        return _broken("[", [("", item) for item in value], "]", depth)
    return flat


def call(function: str, positional: Iterable[object], named: Mapping[str, object], used: int = 0) -> str:
    """Write a call, for a statement without indentation; ``used`` is what stands before it on its line."""
    arguments = [*(("", value) for value in positional), *((f"{name}=", value) for name, value in named.items())]
    flat = ", ".join(f"{before}{_flat(value)}" for before, value in arguments)
    if used + len(function) + len(flat) + 2 <= LINE:
        return f"{function}({flat})"
    return _broken(f"{function}(", arguments, ")", 0)


def _broken(opening: str, members: Iterable[tuple[str, object]], closing: str, depth: int) -> str:
    """Give each member a line, with a comma after the last one too."""
    indent = INDENT * (depth + 1)
    lines = [
        f"{indent}{before}{literal(value, len(indent) + len(before) + 1, depth + 1)}," for before, value in members
    ]
    return "\n".join([opening, *lines, f"{INDENT * depth}{closing}"])


def _flat(value: object) -> str:
    """Write a value on one line."""
    if isinstance(value, Expression):
        return value.code
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flat(key)}: {_flat(item)}" for key, item in value.items()) + "}"
    if _is_list(value):
        return "[" + ", ".join(map(_flat, value)) + "]"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return repr(value)


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _quoted(text: str) -> str:
    """Write text in double quotes, unless that would need more backslashes; what cannot be seen is escaped."""
    single = repr(text)
    if single[0] == '"' or '"' in text:
        return single
    return f'"{single[1:-1]}"'
