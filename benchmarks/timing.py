"""Times of commands, as medians: they run in turns, since the machine is not always as fast."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping


def seconds(command: Callable[[], object]) -> float:
    """Time one call."""
    started = time.perf_counter()
    command()
    return time.perf_counter() - started


def in_turns(commands: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Run all commands ``rounds`` times, in turns, and give the median of each."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(seconds(command))
    return {name: statistics.median(times) for name, times in taken.items()}
