"""
Which statements of the mission are held by tests, and which are not: `python -m tests.rows`.

A test holds the rows that its marker names: ``@pytest.mark.row("S0-07", "S1-01")``, on a function, a class,
one set of parameters, or as ``pytestmark`` on a whole module. Markers are read from the source, so nothing is run.
The marker ``peer`` does the same for what other ways to run such services break on (`tests/peers.toml`).
"""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator, Mapping
from functools import cache
from pathlib import Path

from tests import peers_not_ours, toml_files
from tests.rows_not_ours import NOT_OURS

TESTS = Path(__file__).parent

MARKERS = {"pytest.mark.row", "row"}
"""The marker, and the short name that modules with many rows of data give it."""

PEER_MARKERS = {"pytest.mark.peer", "peer"}
"""The same for `peers`."""


def mission() -> dict[str, str]:
    """Give every row: its id, and what it says."""
    documents = toml_files.read(TESTS / "rows.toml")["document"]
    return {row: says for document in documents for row, says in document["rows"].items()}


def peers() -> dict[str, str]:
    """Give every claim about what others break on: its id, and what must hold."""
    sources = toml_files.read(TESTS / "peers.toml")["source"]
    return {row: says for source in sources for row, says in source["claims"].items()}


def named(tests: Path = TESTS, marked: set[str] = MARKERS) -> dict[str, list[str]]:
    """Give every row that a marker names, with the tests that do."""
    found: dict[str, list[str]] = {}
    for path in sorted(tests.rglob("*.py")):
        for row, test in markers(_tree(path), marked):
            found.setdefault(row, []).append(f"{path.relative_to(tests)}::{test}")
    return found


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def markers(module: ast.Module, marked: set[str] = MARKERS) -> Iterator[tuple[str, str]]:
    """Find the rows that a module's markers name, each with the function or class it stands at."""
    endings = {name.rpartition(".")[2] for name in marked}
    for statement in module.body:
        owner = getattr(statement, "name", "all")
        for call in (node for node in ast.walk(statement) if isinstance(node, ast.Call)):
            last = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if last in endings and ast.unparse(call.func) in marked:
                yield from ((str(ast.literal_eval(argument)), owner) for argument in call.args)


def main() -> None:
    """Print how many rows are held, and those that are not."""
    _tell("rows", mission(), named(), NOT_OURS, "out of a client's reach")
    _tell("claims about peers", peers(), named(marked=PEER_MARKERS), peers_not_ours.NOT_OURS, "not ours to hold")


def _tell(what: str, rows: Mapping[str, str], held: Container[str], not_ours: Mapping[str, str], why: str) -> None:
    missing = [row for row in rows if row not in held and row not in not_ours]
    print(f"{len(rows) - len(missing)} of {len(rows)} {what} are held", end="")
    print(f", {len(not_ours)} of them {why}" if not_ours else "")
    for row in missing:
        print(f"  {row}  {rows[row]}")


if __name__ == "__main__":
    main()
