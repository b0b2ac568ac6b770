"""
The sizes that Fargate offers.

Source: "Task size" in RegisterTaskDefinition, Amazon ECS API reference, read 2026-11-22.
CPU in CPU units (1024 is one vCPU), memory in MiB.
"""

GIB = 1024

MEMORY_FOR_CPU: dict[int, tuple[int, ...]] = {
    256: (512, 1 * GIB, 2 * GIB),
    512: tuple(range(1 * GIB, 4 * GIB + 1, GIB)),
    1024: tuple(range(2 * GIB, 8 * GIB + 1, GIB)),
    2048: tuple(range(4 * GIB, 16 * GIB + 1, GIB)),
    4096: tuple(range(8 * GIB, 30 * GIB + 1, GIB)),
    8192: tuple(range(16 * GIB, 60 * GIB + 1, 4 * GIB)),
    16384: tuple(range(32 * GIB, 120 * GIB + 1, 8 * GIB)),
}

MEMORIES = frozenset(memory for memories in MEMORY_FOR_CPU.values() for memory in memories)

DEFAULT_CPU, DEFAULT_MEMORY = "1024", "2048"
"""What Express Mode chooses. Its API reference says 256 and 512; the developer guide and services in use say these."""


def is_offered(cpu: int, memory: int) -> bool:
    """Report whether Fargate runs tasks of this size."""
    return memory in MEMORY_FOR_CPU.get(cpu, ())


def memories_of(cpu: int) -> str:
    """Name the memory sizes that go with ``cpu``."""
    sizes = MEMORY_FOR_CPU[cpu]
    if len(sizes) <= 4:
        return ", ".join(map(str, sizes))
    return f"{sizes[0]} to {sizes[-1]} in steps of {sizes[1] - sizes[0]}"


def cpus_of(memory: int) -> str:
    """Name the CPU sizes that go with ``memory``."""
    return ", ".join(str(cpu) for cpu in MEMORY_FOR_CPU if is_offered(cpu, memory))
