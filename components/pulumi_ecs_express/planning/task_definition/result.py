"""
What is wrong with a rendered task definition as a whole: its containers, what they refer to, and the room for them.

Source: RegisterTaskDefinition and ContainerDefinition, Amazon ECS API reference, read 2026-11-28.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import dotted
from pulumi_ecs_express.model.fields.unknown import UNKNOWN, Unknown, holds_unknown
from pulumi_ecs_express.model.task_definition.members import (
    CONTAINERS,
    MOST_CONTAINERS,
    TAGS,
    VOLUMES,
    Request,
    entries,
)
from pulumi_ecs_express.model.task_definition.overlay import Overlay
from pulumi_ecs_express.model.task_definition.size import cpu_units, mebibytes

Container = Mapping[str, Any]


def result_problems(overlay: Overlay, request: Request) -> list[str]:
    """List what AWS would refuse of the whole, by the arguments that can mend it."""
    containers: Sequence[Container] = request[CONTAINERS]
    if not containers:
        return ["containers: no container is left: a task definition has at least one"]
    return [
        *_set_problems(containers),
        *(text for one in containers for text in _reference_problems(overlay, request, one)),
        *_room_problems(overlay, request, containers),
    ]


def _set_problems(containers: Sequence[Container]) -> Iterator[str]:
    if len(containers) > MOST_CONTAINERS:
        yield f"containers: there would be {len(containers)}, and a task definition has at most {MOST_CONTAINERS}"
    if all(container.get("essential") is False for container in containers):
        yield "containers: none would be essential, and a task definition has at least one that is"


def _reference_problems(overlay: Overlay, request: Request, container: Container) -> Iterator[str]:
    """Name what a container refers to and the task definition would not have."""
    names = {one.get("name") for one in request[CONTAINERS]}
    volumes = {one.get("name") for one in entries(request, VOLUMES)}
    volumes |= {UNKNOWN} if holds_unknown(request.get(VOLUMES)) else set()
    kinds = [
        ("dependsOn", "containerName", names, "container"),
        ("volumesFrom", "sourceContainer", names, "container"),
        ("mountPoints", "sourceVolume", volumes, "volume"),
    ]
    for member, key, known, noun in kinds:
        for entry in entries(container, member):
            name = entry.get(key)
            if isinstance(name, str) and name not in known and all(isinstance(one, str) for one in known):
                yield f"{_place(overlay, container)}.{member}: names the {noun} {name!r}, which there would not be"


def _place(overlay: Overlay, container: Container) -> str:
    """Say where a program declares a container's other fields."""
    names = [sidecar.get("name") for sidecar in overlay.sidecars]
    name = container.get("name")
    return f"sidecars[{names.index(name)}]" if name in names else f"{dotted(['containers', str(name)])}.definition"


def _room_problems(overlay: Overlay, request: Request, containers: Sequence[Container]) -> Iterator[str]:
    """Compare what containers reserve with what the task has; where the task has no size, instances decide."""
    for container in containers:
        memory, reserved = _number(container.get("memory")), _number(container.get("memoryReservation"))
        if memory and reserved > memory:
            yield (
                f"{_place(overlay, container)}.memoryReservation: {reserved} MiB is more than the container's limit, `memory`, "
                f"of {memory} MiB"
            )
    yield from _sum_problem("memory", mebibytes(request.get("memory")), "MiB", reserved_memory, containers)
    yield from _sum_problem("cpu", cpu_units(request.get("cpu")), "CPU units", reserved_cpu, containers)


def reserved_memory(container: Container) -> int:
    """Say how much memory a container takes of the task's: its reservation, else its limit; in MiB."""
    if isinstance(container.get("memoryReservation"), Unknown):
        return 0
    return _number(container.get("memoryReservation")) or _number(container.get("memory"))


def reserved_cpu(container: Container) -> int:
    """Say how many CPU units a container takes of the task's."""
    return _number(container.get("cpu"))


def _number(value: Any) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _sum_problem(
    argument: str, size: int | None, unit: str, reserved: Callable[[Container], int], containers: Sequence[Container]
) -> Iterator[str]:
    shares = {str(container.get("name")): reserved(container) for container in containers}
    total = sum(shares.values())
    if size is None or total <= size:
        return
    listed = ", ".join(f"{name} {share}" for name, share in shares.items() if share)
    yield (
        f"{argument}: the containers reserve {total} {unit} together ({listed}), and the task has {size}: lower what one of "
        "them reserves, or give the task more"
    )


def size_problems(request: Request) -> list[str]:
    """Say that a task definition is too large for AWS: variables, labels and commands can be, and there can be too many tags."""
    tags = len(request.get(TAGS) or ())
    if tags > MOST_TAGS:
        return [
            f"tags: there would be {tags}, those of the template and of the provider included, and there is room for {MOST_TAGS}"
        ]
    size = len(json.dumps(request, default=str, separators=(",", ":")).encode())
    if size <= LARGEST:
        return []
    instead = "keep large values in a file in S3 (`environment_files`) or in a secret"
    return [f"containers: the task definition has {size} bytes, and AWS takes at most {LARGEST}: {instead}"]


MOST_TAGS = 49
"""AWS takes 50 (Tag, Amazon ECS API reference, read 2026-11-28), and one is this package's own mark."""

LARGEST = 64 * 1024
"""Bytes of a task definition. Source: "Amazon ECS service quotas", Amazon ECS developer guide, read 2026-11-28."""
