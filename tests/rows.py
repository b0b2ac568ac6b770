"""
Which statements of the mission are held by tests, and which are not: `python -m tests.rows`.

A test holds the rows that its marker names: ``@pytest.mark.row("S0-07", "S1-01")``, on a function, a class,
one set of parameters, or as ``pytestmark`` on a whole module. Markers are read from the source, so nothing is run.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found]  # pytest brings it, to Python 3.10 alone

from tests.rows_not_ours import NOT_OURS

TESTS = Path(__file__).parent

MARKERS = {"pytest.mark.row", "row"}
"""The marker, and the short name that modules with many rows of data give it."""


def mission() -> dict[str, str]:
    """Give every row: its id, and what it says."""
    documents = tomllib.loads((TESTS / "rows.toml").read_text())["document"]
    return {row: says for document in documents for row, says in document["rows"].items()}


def named(tests: Path = TESTS) -> dict[str, list[str]]:
    """Give every row that a marker names, with the tests that do."""
    found: dict[str, list[str]] = {}
    for path in sorted(tests.rglob("*.py")):
        for row, test in markers(ast.parse(path.read_text())):
            found.setdefault(row, []).append(f"{path.relative_to(tests)}::{test}")
    return found


def markers(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Find the rows that a module's markers name, each with the function or class it stands at."""
    for statement in module.body:
        owner = getattr(statement, "name", "all")
        for call in (node for node in ast.walk(statement) if isinstance(node, ast.Call)):
            if ast.unparse(call.func) in MARKERS:
                yield from ((str(ast.literal_eval(argument)), owner) for argument in call.args)


def main() -> None:
    """Print how many rows are held, and those that are not."""
    rows, held = mission(), named()
    missing = [row for row in rows if row not in held and row not in NOT_OURS]
    print(f"{len(rows) - len(missing)} of {len(rows)} rows are held", end="")
    print(f", {len(NOT_OURS)} of them out of a client's reach" if NOT_OURS else "")
    for row in missing:
        print(f"  {row}  {rows[row]}")


if __name__ == "__main__":
    main()
