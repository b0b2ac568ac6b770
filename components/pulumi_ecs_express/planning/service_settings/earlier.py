"""The values that a service had before the first apply: remembered by path, and put back."""

from collections.abc import Iterable, Mapping
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path
from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.model.service_settings.kinds import Kind
from pulumi_ecs_express.model.service_settings.observed import ObservedSettings
from pulumi_ecs_express.planning.service_settings.equality import same
from pulumi_ecs_express.planning.service_settings.table import TABLE
from pulumi_ecs_express.planning.service_settings.trees import GONE, Tree, Values, by_path, value_at, with_values

NOT_SET = "(not set)"
"""Written in the place of a value that the service did not have."""


def as_set(observed: ObservedSettings) -> Tree:
    """Give AWS's answer as it was set: Express Mode shows the version that LATEST means, which nobody has pinned."""
    platform = {"platformVersion": TABLE["platformVersion"].absent} if observed.kind is Kind.EXPRESS else {}
    return {**observed.values, **platform}


def remembered(found: Tree, names: Iterable[str]) -> dict[str, Any]:
    """Write down whole settings, as AWS answers them."""
    return {name: found.get(name, NOT_SET) for name in names}


def earlier_values(
    owned: Iterable[Path], kept: Tree, written_down: Tree, found: Tree, wanted: Values
) -> dict[str, Any]:
    """
    Say for every setting that is owned now what the service had before.

    Args:
        owned: The paths that the program declares.
        kept: What this resource knows already.
        written_down: The settings as they were before this resource owned anything of them, see `remembered`.
        found: AWS's answer now.
        wanted: What is declared: a setting that has this value already was changed by a run whose end was not saved.
    """
    known = by_path(kept)
    values: dict[Path, Any] = {}
    for path in owned:
        before, now = _written(written_down, path), value_at(found, path)
        if path in known:
            values[path] = known[path]
        elif path[0] in written_down and (path[0] not in kept or same(path, wanted.get(path), now)):
            values[path] = before
        else:
            values[path] = NOT_SET if now is None else now
    return with_values({}, values)


def _written(written_down: Tree, path: Path) -> Any:
    whole = written_down.get(path[0], NOT_SET)
    value = NOT_SET if whole == NOT_SET else value_at(whole, path[1:])
    return NOT_SET if value is None else value


def to_put_back(kept: Tree, owned: Values) -> dict[Path, Any]:
    """List the settings that are no longer owned, with what they go back to; what is not known yet may still be owned."""
    return {path: _back(path, value) for path, value in by_path(kept).items() if not _still_owned(path, owned)}


def _still_owned(path: Path, owned: Values) -> bool:
    if path in owned or any(other[: len(path)] == path for other in owned):
        return True
    return any(isinstance(owned.get(path[:depth]), Unknown) for depth in range(1, len(path)))


def _back(path: Path, value: Any) -> Any:
    if value != NOT_SET:
        return value
    absent = TABLE[path[0]].absent
    return absent if len(path) == 1 and absent is not None and not isinstance(absent, Mapping) else GONE
