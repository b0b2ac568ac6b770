"""What the providers show on a resource's row while they work, found in the source: the templates of all messages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from tests.docs.reading import ROOT

PROVIDERS = ROOT / "components" / "pulumi_ecs_express" / "providers"

SAID = {"say": (0, ""), "NotYet": (0, "progress"), "once_accepted": (2, "progress"), "_pause": (0, "text")}
"""The calls that show a message: which argument it is."""

COMPOSED = {"progress(…)", "self._progress(…)", "waiting.progress", "change.progress", "text", "progress"}
"""Messages that another function writes, whose own tests on the page are in `test_rollouts.py`."""


@cache
def templates() -> dict[str, str]:
    """Give every message, with `…` for what it is filled with, and the module that shows it."""
    found = dict[str, str]()
    for path in sorted(PROVIDERS.rglob("*.py")):
        tree = ast.parse(path.read_text())
        for text in _shown(tree, _constants(tree)):
            found.setdefault(text, str(path.relative_to(PROVIDERS)))
    return {text: where for text, where in found.items() if text not in COMPOSED}


def _shown(tree: ast.Module, constants: dict[str, ast.expr]) -> Iterator[str]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name in SAID:
            place, keyword = SAID[name]
            given = [*call.args[place : place + 1], *(one.value for one in call.keywords if one.arg == keyword)]
            yield from (text for value in given for text in _texts(value, constants))


def _texts(value: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    if isinstance(value, ast.IfExp):
        yield from (*_texts(value.body, constants), *_texts(value.orelse, constants))
    elif isinstance(value, ast.Constant):
        yield str(value.value)
    elif isinstance(value, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in value.values)
    elif isinstance(value, ast.Name) and value.id in constants:
        yield from _texts(constants[value.id], constants)
    elif isinstance(value, ast.Call):
        yield f"{ast.unparse(value.func)}(…)"
    else:
        yield ast.unparse(value)


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    assigned = (node for node in tree.body if isinstance(node, ast.Assign))
    return {node.targets[0].id: node.value for node in assigned if isinstance(node.targets[0], ast.Name)}
