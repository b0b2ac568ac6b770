"""
How soon the command `ecs-express` starts, beside Python itself and beside the AWS CLI's kind of start.

A part of `make bench`; alone: `python -m benchmarks command-line`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping

from benchmarks.figures import Figure
from benchmarks.timing import in_turns

RUNS = 15
PYTHON, IMPORTED = "python, nothing", "python, import typer and rich"
COMMANDS: Mapping[str, list[str]] = {
    PYTHON: ["-c", "pass"],
    IMPORTED: ["-c", "import typer, rich.console"],
    "ecs-express --version": ["-m", "pulumi_ecs_express.cli", "--version"],
    "ecs-express --help": ["-m", "pulumi_ecs_express.cli", "--help"],
    "ecs-express preview --help": ["-m", "pulumi_ecs_express.cli", "preview", "--help"],
    "ecs-express policy": ["-m", "pulumi_ecs_express.cli", "policy"],
}


def measured() -> dict[str, float]:
    """Start each command in turns."""
    return in_turns({name: _run([sys.executable, *words]) for name, words in COMMANDS.items()}, RUNS)


def _run(words: list[str]) -> Callable[[], object]:
    return lambda: subprocess.run(words, stdout=subprocess.DEVNULL, check=True)


def figures(found: Mapping[str, float]) -> Iterator[Figure]:
    """Lay them out beside an interpreter that imports what the command is built on."""
    floor = found[IMPORTED]
    yield (PYTHON, f"{found[PYTHON] * 1000:.0f} ms", "", "", "")
    for name, seconds in found.items():
        if name not in (PYTHON, IMPORTED):
            yield (name, f"{seconds * 1000:.0f} ms", f"{IMPORTED}: {floor * 1000:.0f} ms", f"{seconds / floor:.2f}", "")
