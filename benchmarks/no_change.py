"""
What a run without change costs with 1, 10 and 50 services, beside as many empty dynamic resources and an empty program.

An empty dynamic resource is what any dynamic provider in Python costs: the floor. A service is a component with two, so
empty components with two stand beside it too.
A part of `make bench`; alone: `python -m benchmarks no-change`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.programs import empty_components, empty_resources, services
from benchmarks.stacks import Stack, make_roles, sandboxed
from benchmarks.timing import in_turns

SPEED = 3000
NUMBERS = (1, 10, 50)
RUNS = 5
AIM = "≤ 1.05"

COMMANDS = {
    "up": ("up", "--yes", "--skip-preview"),
    "preview": ("preview",),
    "refresh": ("refresh", "--yes", "--skip-preview"),
}

NOTHING, FLOOR, LIKE, OURS = "an empty program", "empty resources", "empty components of two", "services"

Medians = Mapping[str, Mapping[str, Mapping[int, float]]]
"""Seconds, by command, by program, and by the number of services or resources."""


def measured() -> Medians:
    """Apply all programs, then run each command on each of them in turns."""
    with sandboxed(SPEED) as environment, tempfile.TemporaryDirectory() as folder:
        make_roles(environment)
        stacks = {
            f"{name} {number}": Stack(Path(folder), f"{name} {number}", code, environment)
            for (name, number), code in _programs().items()
        }
        for stack in stacks.values():
            stack.up()
        return {
            command: _by_program(in_turns({name: _run(stack, words) for name, stack in stacks.items()}, RUNS))
            for command, words in COMMANDS.items()
        }


def _programs() -> dict[tuple[str, int], str]:
    found = {(NOTHING, 0): "import pulumi\n"}
    for number in NUMBERS:
        found[FLOOR, number] = empty_resources(number)
        found[LIKE, number] = empty_components(number)
        found[OURS, number] = services(number)
    return found


def _run(stack: Stack, words: tuple[str, ...]) -> Callable[[], object]:
    return lambda: stack.pulumi(*words)


def _by_program(times: Mapping[str, float]) -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = {}
    for key, seconds in times.items():
        program, _, number = key.rpartition(" ")
        found.setdefault(program, {})[int(number)] = seconds
    return found


def figures(medians: Medians) -> Iterator[Figure]:
    """Lay the medians out: services beside the floor, and beside as many resources as they have."""
    for command, programs in medians.items():
        for number, seconds in programs[OURS].items():
            floor, like = programs[FLOOR][number], programs[LIKE][number]
            yield (
                f"pulumi {command}, no change, {_services(number)}",
                f"{seconds:.2f} s",
                f"{number} empty dynamic: {floor:.2f} s",
                f"{seconds / floor:.2f}",
                AIM if command == "up" else "",
            )
            beside = f"{number} empty components of two: {like:.2f} s"
            yield ("  beside components like it", "", beside, f"{seconds / like:.2f}", "")
        yield (f"pulumi {command}, an empty program", f"{programs[NOTHING][0]:.2f} s", "", "", "")


def _services(number: int) -> str:
    return "1 service" if number == 1 else f"{number} services"
