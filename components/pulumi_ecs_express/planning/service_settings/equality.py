"""Whether a declared setting and what AWS answers mean the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path
from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.planning.service_settings.table import TABLE
from pulumi_ecs_express.planning.service_settings.trees import GONE, value_at

ORDERED = ("placementStrategy",)
"""Lists whose order has a meaning; of all others it has none."""

FILLED_IN: Mapping[str, Any] = {"weight": 0, "base": 0}
"""Members that AWS adds to the entries of lists with these values."""

OF_A_STRATEGY = "field"
"""Member of a placement strategy, whose capitals have no meaning to AWS: it may answer ``MEMORY`` for ``memory``."""

FREE_FORM = ("hookDetails",)
"""Maps of the user's own, to which AWS adds nothing."""

NAMED_IN_TWO_WAYS = ("namespace", "kmsKeyId", "kmsKey")
"""Members that a program may name, and that AWS answers with their ARN."""


def same(path: Path, wanted: Any, found: Any, *, before: Any = None, sure: bool = False, express: bool = False) -> bool:
    """
    Compare one setting.

    Args:
        path: The setting.
        wanted: What is declared, or `GONE`.
        found: What AWS answers; None where it answers nothing.
        before: What was declared before: a member that has left an entry of a list is a difference as long as AWS has it.
        sure: Whether a name and an ARN, of which nobody knows whether they are of one thing, are different.
        express: Whether the service is of Express Mode, where only the resolved platform version is answered.
    """
    if isinstance(wanted, Unknown):
        return False
    if wanted is GONE:
        return is_nothing(path, found)
    if found is None:
        return is_nothing(path, wanted)
    if path == ("platformVersion",) and express and wanted == before == TABLE["platformVersion"].absent:
        return True
    left = frozenset(_members_in(before) - _members_in(wanted))
    return _alike(wanted, found, path[-1], _Rules(path[0] in ORDERED, sure, left))


def is_nothing(path: Path, value: Any) -> bool:
    """Report whether a value means the same as none."""
    if value in (None, False, 0, "") or value == [] or value == {}:
        return True
    return bool(value == value_at(TABLE[path[0]].absent, path[1:]))


@dataclass(frozen=True)
class _Rules:
    """How values are compared: whether order counts, whether names are sure, and which members must be gone."""

    ordered: bool
    sure: bool
    left: frozenset[str]


def _members_in(value: Any) -> set[str]:
    """List the names of all members inside of lists and maps."""
    if isinstance(value, Mapping):
        return {*value, *(name for member in value.values() for name in _members_in(member))}
    return {name for member in value for name in _members_in(member)} if isinstance(value, list | tuple) else set()


def _alike(wanted: Any, found: Any, name: str, rules: _Rules) -> bool:
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        return _maps(wanted, found, name, rules)
    if isinstance(wanted, list | tuple) and isinstance(found, list | tuple):
        return _lists(list(wanted), list(found), name, rules)
    if isinstance(wanted, bool) or isinstance(found, bool):
        return wanted is found
    if not rules.sure and name in NAMED_IN_TWO_WAYS and str(wanted).startswith("arn:") != str(found).startswith("arn:"):
        return True
    if name == OF_A_STRATEGY:
        return str(wanted).lower() == str(found).lower()
    return bool(wanted == found)


def _maps(wanted: Mapping[str, Any], found: Mapping[str, Any], name: str, rules: _Rules) -> bool:
    """Compare maps: what AWS fills in is no difference, but for what the program has taken out."""
    added = found.keys() - wanted.keys()
    if name in FREE_FORM and added:
        return False
    if any(found[key] != least for key, least in FILLED_IN.items() if key in added):
        return False
    if any(key in rules.left and found[key] not in (None, False, 0, "", [], {}) for key in added):
        return False
    return all(value is None or _member(value, found.get(key), key, rules) for key, value in wanted.items())


def _member(wanted: Any, found: Any, name: str, rules: _Rules) -> bool:
    if found is None:
        return wanted in (None, False, 0, "") or wanted == [] or wanted == {}
    return _alike(wanted, found, name, rules)


def _lists(wanted: list[Any], found: list[Any], name: str, rules: _Rules) -> bool:
    if len(wanted) != len(found):
        return False
    if rules.ordered:
        return all(_alike(one, other, name, rules) for one, other in zip(wanted, found, strict=True))
    left = list(found)
    for one in wanted:
        match = next((other for other in left if _alike(one, other, name, rules)), None)
        if match is None:
            return False
        left.remove(match)
    return True
