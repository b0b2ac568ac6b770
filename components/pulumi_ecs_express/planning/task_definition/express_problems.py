"""What is wrong with sidecars, volumes and further fields of the primary container: all of it, by the argument's path."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pulumi_ecs_express.model.fields.fargate_sizes import DEFAULT_CPU, DEFAULT_MEMORY, MEMORIES, MEMORY_FOR_CPU
from pulumi_ecs_express.model.fields.image_reference import IMAGE
from pulumi_ecs_express.model.fields.property_paths import snake
from pulumi_ecs_express.model.fields.unknown import UNKNOWN, Unknown, holds_unknown
from pulumi_ecs_express.model.service.container import LARGEST_DEFINITION, MAIN
from pulumi_ecs_express.model.service.definition_parts import CONTAINER_DEFINITION, SIDECARS, VOLUMES
from pulumi_ecs_express.model.task_definition.form import Form
from pulumi_ecs_express.model.task_definition.members import CONTAINERS, entries
from pulumi_ecs_express.model.task_definition.overlay import Overlay
from pulumi_ecs_express.model.task_definition.size import mebibytes
from pulumi_ecs_express.planning.task_definition import fargate
from pulumi_ecs_express.planning.task_definition.express import (
    OF_THE_PRIMARY_CONTAINER,
    Declared,
    Logs,
    Place,
    express_overlay,
    main_log_driver,
    sidecars_of,
)
from pulumi_ecs_express.planning.task_definition.firelens import firelens_problems
from pulumi_ecs_express.planning.task_definition.forms import judged
from pulumi_ecs_express.planning.task_definition.problems import overlay_problems
from pulumi_ecs_express.planning.task_definition.rendering import rendered
from pulumi_ecs_express.planning.task_definition.result import reserved_cpu, reserved_memory

ANYWHERE = Place("service", UNKNOWN, Logs(UNKNOWN))
"""Where a service is does not matter for what is wrong with it."""

LEAST_MEMORY = 6
"""MiB that a container has at least. Source: ``memory`` in ContainerDefinition, Amazon ECS API reference, read 2026-11-28."""

OF_ITS_LOGS = ("awslogs-group", "awslogs-stream-prefix", "awslogs-region")

SUMS = ("memory: the containers reserve", "cpu: the containers reserve")
"""How the texts begin that follow where the sidecars alone are too large."""

PLACES = {
    "containers.Main.environment_files": "container_definition.environmentFiles",
    "containers.Main.definition": "container_definition",
    "containers.Main": "primary_container",
    "containers:": "sidecars:",
}
"""Where a service declares what a task definition holds."""


def express_problems(declared: Declared, form: Form, *, own_log_group: bool) -> list[str]:
    """
    List what is wrong.

    Args:
        declared: The service's declared properties; wrong ones, and unknown ones, are no obstacle.
        form: The form of RegisterTaskDefinition as the installed client knows it.
        own_log_group: Whether the log configuration of the primary container is the component's, and not the program's.
    """
    of_form, parts = _formed(declared, form)
    declared = {**declared, **parts}
    room = list(_room_problems(declared))
    overlay = express_overlay(declared, ANYWHERE)
    overlay = replace(overlay, sidecars=_without_main(overlay.sidecars))
    of_result = [
        _in_arguments(text)
        for text in overlay_problems(overlay, None)
        if not (_judged_elsewhere(text) or (room and text.startswith(SUMS)))
    ]
    found = [
        *of_form,
        *_primary_problems(declared),
        *(text for place, one in _containers(declared) for text in fargate.container_problems(place, one)),
        *(text for place, one in _volumes(declared) for text in fargate.volume_problems(place, one)),
        *firelens_problems(declared, own_log_group=own_log_group),
        *_dependency_problems(declared),
        *room,
        *of_result,
        *_size_problems(overlay),
    ]
    return list(dict.fromkeys(found))


def _without_main(sidecars: Any) -> Any:
    """Take the name of the primary container from sidecars that have it, which has its message already."""
    if isinstance(sidecars, Unknown):
        return sidecars
    wrong = [isinstance(one, Mapping) and one.get("name") == MAIN for one in sidecars]
    return [{**one, "name": UNKNOWN} if has_it else one for one, has_it in zip(sidecars, wrong, strict=True)]


def _formed(declared: Declared, form: Form) -> tuple[list[str], dict[str, Any]]:
    """Judge the form of the parts, and give them with unknowns in place of what is wrong."""
    forms = {SIDECARS: form.members[CONTAINERS], VOLUMES: form.members[VOLUMES]}
    container = form.members[CONTAINERS].entry
    if container is not None:
        forms[CONTAINER_DEFINITION] = container
    texts, parts = list[str](), dict[str, Any]()
    for part in [part for part in forms if declared.get(part) is not None]:
        given = declared[part]
        if part == CONTAINER_DEFINITION and isinstance(given, Mapping):
            given = _with_driver(given, declared)
        parts[part], inside = judged(given, forms[part], (snake(part),))
        texts += inside
    return texts, parts


def _with_driver(definition: Mapping[str, Any], declared: Declared) -> Mapping[str, Any]:
    """Fill in the log driver, which follows from the sidecars where it is not given."""
    logs = definition.get("logConfiguration")
    if not isinstance(logs, Mapping):
        return definition
    return {**definition, "logConfiguration": {"logDriver": main_log_driver(declared), **logs}}


def _containers(declared: Declared) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """List what is declared of each container, with its place."""
    for index, sidecar in enumerate(sidecars_of(declared)):
        if isinstance(sidecar, Mapping):
            yield f"sidecars[{index}]", sidecar
    if isinstance(definition := declared.get(CONTAINER_DEFINITION), Mapping):
        yield "container_definition", definition


def _volumes(declared: Declared) -> Iterator[tuple[str, Mapping[str, Any]]]:
    listed = declared.get(VOLUMES)
    for index, volume in enumerate(listed if isinstance(listed, list | tuple) else ()):
        if isinstance(volume, Mapping):
            yield f"volumes[{index}]", volume


def _primary_problems(declared: Declared) -> Iterator[str]:
    """Name what is declared in the wrong one of the two places for the primary container, and sidecars that cannot be one."""
    for place, container in _containers(declared):
        if place != "container_definition":
            yield from _sidecar_problems(place, container)
            continue
        for member, instead in OF_THE_PRIMARY_CONTAINER.items():
            if member in container:
                yield f"{place}.{member}: {instead}"
        logs = container.get("logConfiguration")
        options = logs.get("options") if isinstance(logs, Mapping) else None
        for option in OF_ITS_LOGS:
            if isinstance(options, Mapping) and option in options:
                yield f'{place}.logConfiguration.options["{option}"]: write primary_container.aws_logs_configuration'


def _sidecar_problems(place: str, sidecar: Mapping[str, Any]) -> Iterator[str]:
    if sidecar.get("name") == MAIN:
        yield (
            f"{place}.name: {MAIN} is the primary container: declare it in primary_container, and further fields of it in "
            "container_definition"
        )
    image = sidecar.get("image")
    if isinstance(image, str) and image.strip() and not IMAGE.fullmatch(image):
        yield f"{place}.image: is no image reference: write registry/repository, and behind it :tag or @sha256:…"


def _dependency_problems(declared: Declared) -> Iterator[str]:
    """Name waits that AWS refuses: for the end of a container that must not end, and for a health that nothing tells."""
    containers = dict(_containers(declared))
    by_name = {one.get("name"): one for place, one in containers.items() if place != "container_definition"}
    by_name[MAIN] = {**containers.get("container_definition", {}), "essential": True}
    for place, container in containers.items():
        for index, wait in enumerate(entries(container, "dependsOn")):
            other, condition = by_name.get(wait.get("containerName")), wait.get("condition")
            where = f"{place}.dependsOn[{index}].condition"
            if other is None:
                continue
            if condition in ("COMPLETE", "SUCCESS") and other.get("essential", True) is True:
                yield f"{where}: {condition} waits for the end of a container, and {wait['containerName']} is essential"
            if condition == "HEALTHY" and other.get("healthCheck") is None:
                yield f"{where}: HEALTHY needs a healthCheck of {wait['containerName']}"


def _room_problems(declared: Declared) -> Iterator[str]:
    """Hold that the sidecars say what they take, and leave enough of the task."""
    definition = declared.get(CONTAINER_DEFINITION)
    of_main = definition.get("memoryReservation") if isinstance(definition, Mapping) else None
    listed = [(place, one) for place, one in _containers(declared) if place.startswith("sidecars")]
    for place, sidecar in listed:
        if of_main is None and sidecar.get("memoryReservation") is None and sidecar.get("memory") is None:
            yield (
                f"{place}.memoryReservation: is missing: {MAIN} reserves the memory that the sidecars leave, so say how many "
                f"MiB this one takes, such as 50, or reserve {MAIN}'s own share in container_definition.memoryReservation"
            )
    if holds_unknown([{key: one.get(key) for key in ("cpu", "memory", "memoryReservation")} for _, one in listed]):
        return
    kinds = [
        ("memory", "MiB", DEFAULT_MEMORY, MEMORIES, reserved_memory, LEAST_MEMORY if of_main is None else 0),
        ("cpu", "CPU units", DEFAULT_CPU, frozenset(MEMORY_FOR_CPU), reserved_cpu, 0),
    ]
    for name, unit, default, offered, reserved, least in kinds:
        shares = {str(one.get("name")): reserved(one) for _, one in listed}
        size, taken = mebibytes(declared.get(name, default)), sum(shares.values())
        if size in offered and taken > size - least:
            each = ", ".join(f"{sidecar} {share}" for sidecar, share in shares.items() if share)
            chosen = "" if name in declared else " (the default)"
            yield (
                f"sidecars: they take {taken} {unit} together ({each}), and the task has {size}{chosen}, of which {MAIN} needs "
                f"some: lower what one of them takes, or raise {name}"
            )


def _judged_elsewhere(text: str) -> bool:
    """Report whether a text is about what the service's own arguments are judged by."""
    own = ("containers.Main.definition", "containers.Main.environment_files")
    return text.startswith("containers.Main.") and not text.startswith(own)


def _in_arguments(text: str) -> str:
    start = next((start for start in PLACES if text.startswith(start)), None)
    return text if start is None else f"{PLACES[start]}{text[len(start) :]}"


def _size_problems(overlay: Overlay) -> Iterator[str]:
    request = rendered(None, overlay)
    size = len(json.dumps(request, default=lambda _: "", separators=(",", ":")).encode())
    if size > LARGEST_DEFINITION:
        yield (
            f"sidecars: the task definition would take {size} bytes, and AWS takes at most {LARGEST_DEFINITION}: keep large "
            "values in a parameter, a secret or an image"
        )
