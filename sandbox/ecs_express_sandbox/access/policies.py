"""
Judges policy documents: does any statement deny, does any allow. Pure.

Of the condition operators the string, ARN and boolean ones are known, of the keys those that the caller gives. A
condition on something else never denies and never stands in the way of an Allow. Source: IAM user guide, "Policy
evaluation logic" and "IAM JSON policy elements".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any

Statement = Mapping[str, Any]

ANY_RESOURCE = ""
"""A resource that is not known: every ``Resource`` element covers it."""


class Verdict(Enum):
    """What the policies of somebody say about an action."""

    ALLOWED = "allowed"
    NOT_ALLOWED = "no statement allows it"
    DENIED = "a statement denies it"


def judge(
    documents: Iterable[str], action: str, resource: str = ANY_RESOURCE, context: Mapping[str, str] | None = None
) -> Verdict:
    """Judge an action on a resource; a denial beats every permission."""
    verdict = Verdict.NOT_ALLOWED
    for document in documents:
        for statement in statements(document):
            if not _covers(statement, action, resource, context or {}):
                continue
            if statement.get("Effect") == "Deny":
                return Verdict.DENIED
            verdict = Verdict.ALLOWED
    return verdict


def statements(document: str) -> Iterator[Statement]:
    """List the statements of a document; one that is no policy has none."""
    try:
        found = json.loads(document).get("Statement", [])
    except (ValueError, AttributeError):
        return
    yield from [found] if isinstance(found, dict) else found


def listed(value: Any) -> list[str]:
    """Read an element that may be one text or a list of them."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else [str(item) for item in value]


def _covers(statement: Statement, action: str, resource: str, context: Mapping[str, str]) -> bool:
    excluded = "NotAction" in statement
    fits = _any(statement.get("NotAction" if excluded else "Action"), action) is not excluded
    return fits and _covers_resource(statement, resource) and _holds(statement, context)


def _covers_resource(statement: Statement, resource: str) -> bool:
    """Report whether a statement is about a resource; one without the element is about all (a trust policy)."""
    if resource == ANY_RESOURCE or not statement.keys() & {"Resource", "NotResource"}:
        return True
    if "NotResource" in statement:
        return not any(_like(pattern).fullmatch(resource) for pattern in listed(statement["NotResource"]))
    return any(_like(pattern).fullmatch(resource) for pattern in listed(statement["Resource"]))


def _any(patterns: Any, action: str) -> bool:
    return any(_like(pattern.lower()).fullmatch(action.lower()) for pattern in listed(patterns))


@lru_cache(maxsize=4096)
def _like(pattern: str) -> re.Pattern[str]:
    """Read a pattern of IAM: ``*`` for any text, ``?`` for any letter."""
    return re.compile(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)


def _holds(statement: Statement, context: Mapping[str, str]) -> bool:
    """Report whether the conditions that can be judged hold; those that cannot only count for an Allow."""
    unknown = statement.get("Effect") != "Deny"
    known = {key.lower(): value for key, value in context.items()}
    for operator, tests in (statement.get("Condition") or {}).items():
        for key, wanted in tests.items():
            verdict = _test(operator, listed(_texts(wanted)), known.get(key.lower()))
            if not (unknown if verdict is None else verdict):
                return False
    return True


def _texts(wanted: Any) -> Any:
    """Write booleans as policies do."""
    values = wanted if isinstance(wanted, list) else [wanted]
    return [str(value).lower() if isinstance(value, bool) else str(value) for value in values]


def _test(operator: str, wanted: list[str], actual: str | None) -> bool | None:
    """Judge one condition; ``None`` where operator or key are not known."""
    name = operator.rsplit(":", 1)[-1].removesuffix("IfExists")
    negated = "Not" in name
    name = name.replace("Not", "")
    if actual is None or name not in _OPERATORS:
        return None
    return any(_OPERATORS[name](value, actual) for value in wanted) is not negated


def _matches(pattern: str, actual: str) -> bool:
    return _like(pattern).fullmatch(actual) is not None


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": lambda wanted, actual: wanted == actual,
    "StringEqualsIgnoreCase": lambda wanted, actual: wanted.lower() == actual.lower(),
    "StringLike": _matches,
    "ArnEquals": _matches,
    "ArnLike": _matches,
    "Bool": lambda wanted, actual: wanted.lower() == actual.lower(),
}
"""Operator, without ``Not`` and ``IfExists`` -> its test of a wanted and the actual value."""
