"""What values of these formats mean in AWS's terms: commands, durations, sizes, and the sizes of tasks."""

import math
import re
import shlex
from collections.abc import Sequence
from typing import Any

from pulumi_ecs_express.model.fields.fargate_sizes import DEFAULT_CPU, DEFAULT_MEMORY, MEMORY_FOR_CPU, is_offered
from pulumi_ecs_express.model.task_definition.size import UNITS

OF_A_SHELL = re.compile(r"&&|\|\||[|;<>`]|\$[({A-Za-z_]")
"""Signs that only a shell understands."""

SHELL = ("sh", "-c")

SECONDS = {"ms": 0.001, "us": 0.000001, "s": 1, "m": 60, "h": 3600}
MIB = {"": 1 / (1024 * 1024), "b": 1 / (1024 * 1024), "k": 1 / 1024, "m": 1, "g": 1024, "t": 1024 * 1024}


def words(command: Any) -> list[str]:
    """
    Take a command apart as a shell would.

    Raises:
        ValueError: A quotation mark is never closed.
        TypeError: It is neither text nor a list.
    """
    if isinstance(command, str):
        return shlex.split(command)
    if not isinstance(command, Sequence):
        raise TypeError("it is neither text nor a list of words")
    return [text_of(word) for word in command]


def text_of(value: Any) -> str:
    """Write a value as the text that it has as an environment variable."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def seconds(duration: Any) -> float | None:
    """Read ``1m30s``, or a number of seconds; None where it is neither."""
    if isinstance(duration, int | float) and not isinstance(duration, bool):
        return float(duration)
    text = text_of(duration)
    if not re.fullmatch(r"(\d+(\.\d+)?(ms|us|s|m|h))+", text):
        return None
    return sum(float(number) * SECONDS[unit] for number, _, unit in re.findall(r"(\d+(\.\d+)?)(ms|us|s|m|h)", text))


def mebibytes(size: Any) -> float | None:
    """Read ``512m``, ``1.5gb`` or a number of bytes, as Compose writes them, as MiB; None where it is neither."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([bkmgt]?)(?:i?b)?", text_of(size).lower())
    return float(found[1]) * MIB[found[2]] if found else None


def nearest_size(cpu: float | None, memory: float | None) -> tuple[int, int]:
    """
    Find the smallest size of Fargate that has at least so many CPU units and MiB; the largest where none has.

    What is not known is Express Mode's own choice, as far as the other allows it.
    """
    if cpu is None and memory is None:
        return int(DEFAULT_CPU), int(DEFAULT_MEMORY)
    if cpu is None and is_offered(int(DEFAULT_CPU), math.ceil(memory or 0)):
        return int(DEFAULT_CPU), math.ceil(memory or 0)
    pairs = [(units, mib) for units, offered in MEMORY_FOR_CPU.items() for mib in offered]
    enough = [(units, mib) for units, mib in pairs if units >= (cpu or 0) and mib >= (memory or 0)]
    return min(enough, default=max(pairs))


def cpu_units(cores: Any) -> float | None:
    """Read a number of cores, as Compose writes it, as CPU units; None where it is no number."""
    try:
        return float(text_of(cores)) * UNITS
    except ValueError:
        return None
