"""
What waiting for many services costs: time, calls, memory, and how soon the end of a rollout is noticed.

Printed as part of `make bench`, or alone by `python -m benchmarks.waiting`.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, show
from benchmarks.stacks import Stack, control, make_roles, sandboxed

SPEED = 10
"""A minute takes six seconds, and the pause between two looks half a second instead of five."""

NUMBERS = (1, 12, 50)
CALLS_FOR = (1, 10, 50)
LOOKS = 5
"""How often the end of a rollout is provoked, at random moments between two looks."""

PROGRAM = """\
import pulumi_ecs_express as express

for number in range({number}):
    express.ExpressGatewayService(
        f"s{{number}}",
        primary_container={{"image": "app:{tag}"}},
        execution_role_arn="arn:aws:iam::123456789012:role/e",
        infrastructure_role_arn="arn:aws:iam::123456789012:role/i",
    )
"""
WAITING = ("ecs:Describe", "ecs:List")


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


def together() -> list[Figure]:
    """Make 1, 12 and 50 services in one `up` each; then deploy 1, 10 and 50 again and count the calls of the wait."""
    seconds, memory, calls = dict[int, float](), dict[int, int](), dict[int, float]()
    with sandboxed(SPEED) as environment, tempfile.TemporaryDirectory() as folder:
        make_roles(environment)
        for number in sorted({*NUMBERS, *CALLS_FOR}):
            stack = Stack(Path(folder), f"of {number}", PROGRAM.format(number=number, tag="1"), environment)
            first = Watched(stack)
            seconds[number], memory[number] = first.seconds, first.peak
            stack.write(PROGRAM.format(number=number, tag="2"))
            control(environment, "/calls/reset", {})
            again = Watched(stack)
            calls[number] = _waiting_calls(control(environment, "/calls")) / (again.seconds * SPEED / 60)
            stack.pulumi("destroy", "--yes")
    return [*_times(seconds), *_calls(calls), *_memory(memory)]


def _waiting_calls(counted: dict[str, int]) -> int:
    return sum(count for name, count in counted.items() if name.startswith(WAITING))


def _times(seconds: dict[int, float]) -> Iterator[Figure]:
    for number in NUMBERS[1:]:
        ratio = f"{seconds[number] / seconds[1]:.2f}"
        yield f"pulumi up, {number} services", f"{seconds[number]:.1f} s", f"one: {seconds[1]:.1f} s", ratio, "≤ 1.5"


def _calls(calls: dict[int, float]) -> Iterator[Figure]:
    for number in CALLS_FOR:
        per = f"{calls[number]:.0f} a minute"
        yield (
            f"calls while {number} wait",
            per,
            f"one: {calls[1]:.0f}",
            f"{calls[number] / calls[1]:.1f}",
            f"≪ {number}" if number > 1 else "",
        )


def _memory(memory: dict[int, int]) -> Iterator[Figure]:
    for number in (1, 50):
        size = f"{memory[number] / 1024:.0f} MiB"
        ratio = f"{memory[number] / memory[1]:.2f}"
        yield f"provider's memory, {number} services", size, f"one: {memory[1] / 1024:.0f} MiB", ratio, ""


def noticing() -> list[Figure]:
    """Let a rollout end between two looks, in real time, and take the time until the row says so."""
    delays = []
    with sandboxed(1) as environment, tempfile.TemporaryDirectory() as folder:
        make_roles(environment)
        stack = Stack(Path(folder), "noticed", PROGRAM.format(number=1, tag="0"), environment)
        for tag in range(LOOKS + 1):
            stack.write(PROGRAM.format(number=1, tag=tag))
            delay = _delay(stack, environment)
            if tag:  # the first one makes the service
                delays.append(delay)
    reported = f"{statistics.median(delays):.1f} s"
    return [("SUCCESSFUL until the row is done", reported, f"most: {max(delays):.1f} s", "", "≤ 5 s, a look")]


def _delay(stack: Stack, environment: dict[str, str]) -> float:
    running = stack.start("up", "--yes", "--skip-preview")
    lines = iter(running.stdout or ())
    for line in lines:
        if "deployment" in line or "SCALE_UP" in line or "AWS is making" in line:
            break
    time.sleep(random.uniform(0, 5))  # noqa: S311 - a moment between two looks
    control(environment, "/clock", {"advance_seconds": 3600})
    ended = time.perf_counter()
    for line in lines:
        if "ExpressGatewayService s0 created (" in line or "ExpressGatewayService s0 updated (" in line:
            break
    delay = time.perf_counter() - ended
    if running.wait():
        raise SystemExit("the update failed")
    return delay


def figures() -> list[Figure]:
    """Measure everything."""
    return [*together(), *noticing()]


if __name__ == "__main__":
    show(figures())
