"""Weighted choice that deals evenly, for target groups and for DNS records alike. Pure: no luck is involved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class SmoothRoundRobin:
    """
    Weighted choice that deals evenly: of 20 choices at 5 percent, exactly one.

    Each name collects its weight; the richest is chosen and pays the total.
    """

    weights: Mapping[str, int]
    _credit: dict[str, int] = field(default_factory=dict)

    def choose(self) -> str | None:
        """Choose the next name; ``None`` where nothing has weight."""
        total = sum(self.weights.values())
        if total == 0:
            return None
        for name, weight in self.weights.items():
            self._credit[name] = self._credit.get(name, 0) + weight
        chosen = max(self.weights, key=lambda name: self._credit[name])
        self._credit[chosen] -= total
        return chosen
