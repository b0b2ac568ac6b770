"""The CPU and memory sizes that Fargate offers. Source: RegisterTaskDefinition, botocore 1.44.5."""

from __future__ import annotations

import re

SIZES: dict[int, tuple[int, ...]] = {
    256: (512, 1024, 2048),
    512: tuple(range(1024, 4096 + 1, 1024)),
    1024: tuple(range(2048, 8192 + 1, 1024)),
    2048: tuple(range(4096, 16384 + 1, 1024)),
    4096: tuple(range(8192, 30720 + 1, 1024)),
    8192: tuple(range(16 * 1024, 60 * 1024 + 1, 4 * 1024)),
    16384: tuple(range(32 * 1024, 120 * 1024 + 1, 8 * 1024)),
}
"""CPU units -> the memory sizes, in MiB, that go with them."""


_AMOUNT = re.compile(r"(?P<number>\d*\.?\d+)\s*(?P<unit>vcpu|gb)?", re.IGNORECASE)


def is_offered(cpu: str, memory: str) -> bool:
    """Report whether a pair, as the API's strings of CPU units and MiB, exists."""
    return cpu.isdigit() and memory.isdigit() and int(memory) in SIZES.get(int(cpu), ())


def amount(text: str) -> str:
    """Read ``1 vCPU`` and ``2 GB`` as CPU units and MiB, in digits; anything else stays as it is."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return text
    number = float(found["number"]) * (1024 if found["unit"] else 1)
    return f"{number:.0f}" if number.is_integer() else text
