"""
How much `make test` tries of what has very many cases: a sample of them, and `make sweep` all.

The sample is the same in every run. It holds every kind of fault and every operation at least once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

WHOLE = bool(os.environ.get("ECS_EXPRESS_SWEEP"))
"""Whether everything is tried."""


def numbers(every: int, offset: int) -> Iterator[int]:
    """Count from 1; in a sample, only each ``every``-th number, from one that depends on the case."""
    number = 1 if WHOLE else 1 + offset % every
    while True:
        yield number
        number += 1 if WHOLE else every


def examples(sampled: int, whole: int) -> int:
    """Choose the number of examples of a property."""
    return whole if WHOLE else sampled
