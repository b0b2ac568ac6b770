"""The tags of a resource together with those that the provider's `defaultTags` give to all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ecs_express_sandbox.aws_plugin.values import UNKNOWN, has_unknown


def with_defaults(tags: Any, defaults: Mapping[str, str]) -> Any:
    """Return what `tagsAll` will be; one unknown makes the whole of it unknown (pulumi-aws, provider/tags.go)."""
    return UNKNOWN if has_unknown(tags) else {**defaults, **(tags or {})}


def without_defaults(tags_all: Mapping[str, str], declared: Mapping[str, Any], defaults: Mapping[str, str]) -> Any:
    """Return what `tags` is, seen from AWS: everything but a default that the program did not repeat."""
    only_default = {key for key, value in defaults.items() if key not in declared and tags_all.get(key) == value}
    return {key: value for key, value in tags_all.items() if key not in only_default}


def as_list(tags: Mapping[str, str], *, key: str = "Key", value: str = "Value") -> list[dict[str, str]]:
    """Write tags as AWS takes them."""
    return [{key: name, value: text} for name, text in sorted(tags.items())]


def as_mapping(tags: Iterable[Mapping[str, str]], *, key: str = "Key", value: str = "Value") -> dict[str, str]:
    """Read tags as AWS gives them."""
    return {tag[key]: tag[value] for tag in tags}


def changes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Say which tags to set and which to take away."""
    return {name: text for name, text in new.items() if old.get(name) != text}, sorted(old.keys() - new.keys())
