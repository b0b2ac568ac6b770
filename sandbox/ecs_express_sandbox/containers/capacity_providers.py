"""Which capacity provider of a strategy the next task runs on: first the base, then by weight. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def next_provider(strategy: Iterable[Mapping[str, Any]], running: Sequence[str]) -> str:
    """
    Choose the provider of one more task; empty where there is no strategy.

    Source: CapacityProviderStrategyItem in the API model: a base is filled first, the rest is shared by weight.
    """
    items = list(strategy)
    for item in items:
        if running.count(item["capacityProvider"]) < item.get("base", 0):
            return str(item["capacityProvider"])
    weighted = [item for item in items if item.get("weight", 0) > 0] or items
    if not weighted:
        return ""
    return str(min(weighted, key=lambda item: _load(item, running))["capacityProvider"])


def _load(item: Mapping[str, Any], running: Sequence[str]) -> float:
    """Tell how much of its share a provider would have with one more task."""
    beyond = running.count(item["capacityProvider"]) - item.get("base", 0)
    return float(beyond + 1) / (item.get("weight", 0) or 1)
