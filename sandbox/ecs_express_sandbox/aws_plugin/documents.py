"""
Policy documents: how a program may write one, and when two mean the same.

IAM keeps a document in a spelling of its own, so text says nothing about a difference.
"""

from __future__ import annotations

import json
from typing import Any

from ecs_express_sandbox.aws_plugin.values import has_unknown

ONE_OR_MANY = ("Action", "NotAction", "Resource", "NotResource")
"""Members of a statement where one value and a list of one mean the same (IAM user guide, "Grammar of policies")."""


def as_text(document: Any) -> Any:
    """Write a document that a program gave as an object as JSON; leave text and what is not known yet alone."""
    if has_unknown(document) or isinstance(document, str):
        return document
    return json.dumps(document, sort_keys=True, separators=(",", ":"))


def is_json(text: str) -> bool:
    """Report whether AWS could read it at all."""
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def same(one: Any, other: Any) -> bool:
    """Report whether two documents mean the same."""
    if not (isinstance(one, str) and isinstance(other, str)):
        return bool(one == other)
    return one == other or (is_json(one) and is_json(other) and canonical(one) == canonical(other))


def canonical(text: str) -> Any:
    """Write a document in the one way that all its spellings share."""
    document = json.loads(text)
    statements = document.get("Statement", [])
    statements = statements if isinstance(statements, list) else [statements]
    return {**document, "Statement": sorted((statement_of(each) for each in statements), key=repr)}


def statement_of(statement: dict[str, Any]) -> dict[str, Any]:
    """Write one statement in its canonical form."""
    plain = {key: value for key, value in statement.items() if not (key == "Sid" and value == "")}
    for key in ONE_OR_MANY:
        if key in plain:
            plain[key] = sorted_list(plain[key])
    for key in ("Principal", "NotPrincipal"):
        if isinstance(plain.get(key), dict):
            plain[key] = {kind: sorted_list(names) for kind, names in sorted(plain[key].items())}
    if "Condition" in plain:
        plain["Condition"] = {
            test: {variable: sorted_list(values) for variable, values in sorted(tests.items())}
            for test, tests in sorted(plain["Condition"].items())
        }
    return dict(sorted(plain.items()))


def sorted_list(value: Any) -> list[Any]:
    """Give one value or many as a sorted list."""
    return sorted(value, key=str) if isinstance(value, list) else [value]
