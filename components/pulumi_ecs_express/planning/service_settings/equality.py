"""Whether a declared setting and what AWS answers mean the same."""

from collections.abc import Mapping
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

NAMED_IN_TWO_WAYS = ("namespace", "kmsKeyId", "kmsKey")
"""Members that a program may name, and that AWS answers with their ARN."""


def same(path: Path, wanted: Any, found: Any, *, sure: bool = False, express: bool = False) -> bool:
    """
    Compare one setting.

    Args:
        path: The setting.
        wanted: What is declared, or `GONE`.
        found: What AWS answers; None where it answers nothing.
        sure: Whether a name and an ARN, of which nobody knows whether they are of one thing, are different.
        express: Whether the service is of Express Mode, where only the resolved platform version is answered.
    """
    if isinstance(wanted, Unknown):
        return False
    if wanted is GONE:
        return is_nothing(path, found)
    if found is None:
        return is_nothing(path, wanted)
    if path == ("platformVersion",) and express and wanted == TABLE["platformVersion"].absent:
        return True
    return _alike(wanted, found, path[-1], ordered=path[0] in ORDERED, sure=sure)


def is_nothing(path: Path, value: Any) -> bool:
    """Report whether a value means the same as none."""
    if value in (None, False, 0, "") or value == [] or value == {}:
        return True
    return bool(value == value_at(TABLE[path[0]].absent, path[1:]))


def _alike(wanted: Any, found: Any, name: str, *, ordered: bool, sure: bool) -> bool:
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        added = all(found.get(key, least) == least for key, least in FILLED_IN.items() if key not in wanted)
        return added and all(
            value is None or _member(value, found.get(key), key, ordered=ordered, sure=sure)
            for key, value in wanted.items()
        )
    if isinstance(wanted, list | tuple) and isinstance(found, list | tuple):
        return _lists(list(wanted), list(found), name, ordered=ordered, sure=sure)
    if isinstance(wanted, bool) or isinstance(found, bool):
        return wanted is found
    if not sure and name in NAMED_IN_TWO_WAYS and str(wanted).startswith("arn:") != str(found).startswith("arn:"):
        return True
    if name == OF_A_STRATEGY:
        return str(wanted).lower() == str(found).lower()
    return bool(wanted == found)


def _member(wanted: Any, found: Any, name: str, *, ordered: bool, sure: bool) -> bool:
    if found is None:
        return wanted in (None, False, 0, "") or wanted == [] or wanted == {}
    return _alike(wanted, found, name, ordered=ordered, sure=sure)


def _lists(wanted: list[Any], found: list[Any], name: str, *, ordered: bool, sure: bool) -> bool:
    if len(wanted) != len(found):
        return False
    if ordered:
        pairs = zip(wanted, found, strict=True)
        return all(_alike(one, other, name, ordered=ordered, sure=sure) for one, other in pairs)
    left = list(found)
    for one in wanted:
        match = next((other for other in left if _alike(one, other, name, ordered=ordered, sure=sure)), None)
        if match is None:
            return False
        left.remove(match)
    return True
