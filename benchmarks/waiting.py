"""
What deploying many services at once costs: time beside AWS's own, calls a minute, and memory.

A part of `make bench`; alone: `python -m benchmarks waiting`.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.programs import services
from benchmarks.stacks import Stack, client, control, make_roles, sandboxed

SPEED = 10
"""A minute takes six seconds, and the pause between two polls half a second instead of five."""

NUMBERS = (1, 10, 50)

WAITING = ("ecs:DescribeServiceDeployments", "ecs:DescribeServiceRevisions")
"""The calls of the wait; each operation has a few more, before and after it."""


@dataclass(frozen=True)
class Deployed:
    """
    One `pulumi up`.

    Attributes:
        seconds: How long it took.
        rollout: How long AWS's deployment of one service took on the same clock, as the median of all services.
        calls: Calls of the wait, a minute of AWS's time.
        memory: The most memory of the provider's process, in MiB.
    """

    seconds: float
    rollout: float
    calls: float
    memory: float


class Watched:
    """A `pulumi up` under observation: how long it took, and the most memory that its provider process held."""

    def __init__(self, stack: Stack) -> None:
        self.peak = 0
        self._ended = threading.Event()
        watching = threading.Thread(target=self._watch)
        started = time.perf_counter()
        watching.start()
        stack.pulumi("up", "--yes", "--skip-preview")
        self.seconds = time.perf_counter() - started
        self._ended.set()
        watching.join()

    def _watch(self) -> None:
        while not self._ended.wait(0.3):
            self.peak = max([self.peak, *_memory_of_providers()])


def _memory_of_providers() -> Iterator[int]:
    """Read the largest resident memory so far of each provider process, in KiB."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if b"pulumi.dynamic" in (folder / "cmdline").read_bytes().replace(b"\0", b" "):
                yield next(
                    int(line.split()[1]) for line in (folder / "status").read_text().splitlines() if "VmHWM" in line
                )
        except (OSError, StopIteration):
            continue  # it has ended meanwhile


def measured() -> dict[str, dict[int, Deployed]]:
    """Make 1, 10 and 50 services in one `up` each, then deploy another image of all of them."""
    found: dict[str, dict[int, Deployed]] = {"new": {}, "another image": {}}
    with sandboxed(SPEED) as environment, tempfile.TemporaryDirectory() as folder:
        make_roles(environment)
        for number in NUMBERS:
            stack = Stack(Path(folder), f"of {number}", services(number), environment)
            for tag, what in enumerate(found, 1):
                stack.write(services(number, str(tag)))
                found[what][number] = _deployed(stack, environment)
            stack.pulumi("destroy", "--yes")
    return found


def _deployed(stack: Stack, environment: dict[str, str]) -> Deployed:
    control(environment, "/calls/reset", {})
    run = Watched(stack)
    calls = control(environment, "/calls")
    reading = sum(calls.get(name, 0) for name in WAITING)
    own = statistics.median(_rollouts(environment)) / SPEED
    return Deployed(run.seconds, own, reading / (run.seconds * SPEED / 60), run.peak / 1024)


def _rollouts(environment: dict[str, str]) -> Iterator[float]:
    """Read from AWS how long the newest deployment of each service took."""
    ecs = client(environment["AWS_ENDPOINT_URL"], "ecs")
    pages = ecs.get_paginator("list_services").paginate(cluster="default", resourceManagementType="ECS")
    for service in [arn for page in pages for arn in page["serviceArns"]]:
        newest: Any = max(
            ecs.list_service_deployments(service=service)["serviceDeployments"], key=lambda one: one["createdAt"]
        )
        yield (newest["finishedAt"] - newest["createdAt"]).total_seconds()


def figures(found: dict[str, dict[int, Deployed]]) -> Iterator[Figure]:
    """Lay out, for new services and for another image of them, what many cost beside one."""
    for what, by_number in found.items():
        one = by_number[1]
        for number, run in by_number.items():
            label = f"pulumi up, {what}, {number} service{'s' if number > 1 else ''}"
            beside = f"AWS's rollout: {run.rollout:.1f} s"
            yield (f"{label}: time", f"{run.seconds:.1f} s", beside, f"{run.seconds / run.rollout:.2f}", "")
            if number > 1:
                ratio = f"{run.seconds / one.seconds:.2f}"
                yield (
                    "  beside one service",
                    "",
                    f"{one.seconds:.1f} s",
                    ratio,
                    "≤ 1.1" if number == NUMBERS[-1] else "",
                )
            yield ("  our own time beside the rollout", f"{run.seconds - run.rollout:.1f} s", "", "", "")
            yield (
                "  calls a minute while waiting",
                f"{run.calls:.0f}",
                "",
                "",
                "≤ 60" if number == NUMBERS[-1] else "",
            )
            yield (
                "  memory of the provider",
                f"{run.memory:.0f} MiB",
                f"one: {one.memory:.0f} MiB",
                f"{run.memory / one.memory:.2f}",
                "≤ 250 MiB" if number == NUMBERS[-1] else "",
            )
