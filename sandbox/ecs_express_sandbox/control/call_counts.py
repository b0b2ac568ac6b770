"""Counts the AWS calls that clients made, by operation: ``ecs:CreateExpressGatewayService``, as boto3 names them."""

from __future__ import annotations

from collections import Counter


class CallLog:
    """How often each operation was called from outside since the last reset; the sandbox's own calls never count."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def count(self, operation: str) -> None:
        """Note one call."""
        self._counts[operation] += 1

    def counts(self) -> dict[str, int]:
        """List the operations called, in alphabetical order."""
        return dict(sorted(self._counts.items()))

    def reset(self) -> None:
        """Forget all calls."""
        self._counts.clear()
