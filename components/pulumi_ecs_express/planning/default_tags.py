"""Tags that the aws provider puts on everything: joined with those of the program, which win."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.fields.unknown import UNKNOWN, Unknown


def joined(defaults: Any, tags: Any) -> Any:
    """
    Join tags with the default ones.

    Args:
        defaults: The provider's; unknown or None are possible.
        tags: The program's, as a map or as boto3's list; what is wrong with them is left for the model to judge.
    """
    if not defaults or not (tags is None or isinstance(tags, Mapping | list)):
        return tags
    if isinstance(defaults, Unknown):
        return UNKNOWN
    if isinstance(tags, list):
        keys = {tag.get("key") for tag in tags if isinstance(tag, Mapping)}
        return [*({"key": key, "value": value} for key, value in defaults.items() if key not in keys), *tags]
    return {**defaults, **(tags or {})}
