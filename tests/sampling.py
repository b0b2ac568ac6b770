"""
How much `make test` tries of what has very many cases: a sample of them, and `make sweep` all.

The sample is the same in every run. It holds every kind of fault and every operation at least once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TypeVar

Case = TypeVar("Case")

WHOLE = bool(os.environ.get("ECS_EXPRESS_SWEEP"))
"""Whether everything is tried."""


def numbers(every: int, offset: int) -> Iterator[int]:
    """Count from 1; in a sample, only each ``every``-th number, from one that depends on the case."""
    number = 1 if WHOLE else 1 + offset % every
    while True:
        yield number
        number += 1 if WHOLE else every


def some(cases: Sequence[Case], every: int) -> list[Case]:
    """Give all cases; in a sample, each ``every``-th of them, the first one included."""
    return list(cases[:: 1 if WHOLE else every])


def examples(sampled: int, whole: int) -> int:
    """Choose the number of examples of a property."""
    return whole if WHOLE else sampled
