"""boto3's lists of pairs, which are accepted wherever a map from name to value is asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BeforeValidator

from pulumi_ecs_express.model.fields.base import mistakes
from pulumi_ecs_express.model.fields.property_paths import snake

NAME_KEYS = ("name", "key")
"""What the name is called in a pair: `key` in tags."""


def by_name(name_key: str, value_key: str) -> BeforeValidator:
    """Accept, beside a map, boto3's list of ``{name_key: …, value_key: …}``, in which no name may stand twice."""

    def as_map(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return value
        entries, wrong = dict[str, Any](), list[str]()
        for index, entry in enumerate(value):
            pair = entry if isinstance(entry, Mapping) else {}
            key = snake(value_key) if snake(value_key) in pair else value_key
            if set(pair) != {name_key, key} or not isinstance(pair[name_key], str):
                wrong.append(
                    f'entry [{index}] is not {{"{name_key}": …, "{value_key}": …}}; a map is simpler: {{"NAME": …}}'
                )
            elif pair[name_key] in entries:
                wrong.append(f"entry [{index}] names {pair[name_key]!r} again")
            else:
                entries[pair[name_key]] = pair[key]
        if wrong:
            raise mistakes(wrong)
        return entries

    return BeforeValidator(as_map)


def find_pair(entries: Sequence[Any], name: str) -> tuple[int, str, str] | None:
    """Find the pair of a name: its position, and what name and value are called in it."""
    for index, entry in enumerate(entries):
        if isinstance(entry, Mapping) and len(entry) == 2:
            for key in NAME_KEYS:
                if entry.get(key) == name:
                    return index, key, next(other for other in entry if other != key)
    return None
