"""
CPU and memory of a task, in the ways in which AWS lets them be written.

Source: ``cpu`` and ``memory`` in RegisterTaskDefinition, Amazon ECS API reference, read 2026-11-28.
"""

import re
from typing import Any

UNITS = 1024
"""CPU units in a vCPU, and MiB in a GB."""


def cpu_units(written: Any) -> int | None:
    """Read ``"256"`` or ``".25 vCPU"`` as CPU units; None where it is neither."""
    return _read(written, "vcpu")


def mebibytes(written: Any) -> int | None:
    """Read ``"1024"`` or ``"1GB"`` as MiB; None where it is neither."""
    return _read(written, "gb")


def _read(written: Any, unit: str) -> int | None:
    if isinstance(written, int | float):
        return int(written)
    text = written.strip().lower() if isinstance(written, str) else ""
    if text.isdecimal():
        return int(text)
    parts = re.fullmatch(rf"(\d+\.?\d*|\.\d+)\s*{unit}", text)
    return round(float(parts[1]) * UNITS) if parts else None
