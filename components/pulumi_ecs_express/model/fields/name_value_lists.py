"""boto3's lists of pairs, which are accepted wherever a map from name to value is asked for."""

from collections.abc import Mapping
from typing import Any

from pydantic import BeforeValidator

from pulumi_ecs_express.model.fields.base import mistake


def by_name(name_key: str, value_key: str) -> BeforeValidator:
    """Accept, beside a map, boto3's list of ``{name_key: …, value_key: …}``, in which no name may stand twice."""
    snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in value_key)

    def as_map(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return value
        entries: dict[str, Any] = {}
        for entry in value:
            reported = entry if isinstance(entry, Mapping) else {}
            key = snake if snake in reported else value_key
            if set(reported) != {name_key, key} or not isinstance(reported[name_key], str):
                raise mistake(
                    f'is a list whose entries are not {{"{name_key}": …, "{value_key}": …}}; '
                    'a map is simpler: {"NAME": …}'
                )
            if reported[name_key] in entries:
                raise mistake(f"names {reported[name_key]!r} twice")
            entries[reported[name_key]] = reported[key]
        return entries

    return BeforeValidator(as_map)
