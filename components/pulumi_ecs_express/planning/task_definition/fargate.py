"""
What Fargate does not take of a container or a volume, and in which ranges numbers are.

Source: "Task definition differences for Fargate", Amazon ECS developer guide, and ContainerDefinition, Amazon ECS API
reference, read 2026-11-28.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import dotted
from pulumi_ecs_express.model.task_definition.members import entries

Structure = Mapping[str, Any]

NO_NAMES = "containers of a task share one network and reach each other at 127.0.0.1: leave it out"

NOT_IN_A_CONTAINER: Mapping[tuple[str, ...], str] = {
    ("privileged",): "leave it out",
    ("dockerSecurityOptions",): "leave it out",
    ("links",): NO_NAMES,
    ("hostname",): NO_NAMES,
    ("extraHosts",): NO_NAMES,
    ("linuxParameters", "devices"): "leave it out",
    ("linuxParameters", "sharedMemorySize"): "leave it out",
    ("linuxParameters", "maxSwap"): "leave it out",
    ("linuxParameters", "swappiness"): "leave it out",
}

NOT_IN_A_VOLUME: Mapping[tuple[str, ...], str] = {
    ("host", "sourcePath"): "there is no host: leave host out for a volume that lives as long as the task",
    (
        "dockerVolumeConfiguration",
    ): "write efsVolumeConfiguration, or only the name for a volume that lives as long as the task",
    ("fsxWindowsFileServerVolumeConfiguration",): "write efsVolumeConfiguration",
}

CAPABILITIES = ("SYS_PTRACE",)
"""Those that can be added."""

LOG_DRIVERS = ("awslogs", "awsfirelens", "splunk")

RANGES: Mapping[tuple[str, ...], tuple[int, int, str]] = {
    ("stopTimeout",): (0, 120, "seconds"),
    ("healthCheck", "interval"): (5, 300, "seconds"),
    ("healthCheck", "timeout"): (2, 60, "seconds"),
    ("healthCheck", "retries"): (1, 10, "attempts"),
    ("healthCheck", "startPeriod"): (0, 300, "seconds"),
    ("restartPolicy", "restartAttemptPeriod"): (60, 1800, "seconds"),
}


def container_problems(place: str, container: Structure) -> Iterator[str]:
    """List what of a container does not run on Fargate."""
    yield from _not_taken(place, container, NOT_IN_A_CONTAINER)
    added = _at(container, ("linuxParameters", "capabilities", "add"))
    for capability in added if isinstance(added, list | tuple) else ():
        if isinstance(capability, str) and capability not in CAPABILITIES:
            yield f"{place}.linuxParameters.capabilities.add: Fargate adds no {capability}, only {', '.join(CAPABILITIES)}"
    driver = _at(container, ("logConfiguration", "logDriver"))
    if isinstance(driver, str) and driver not in LOG_DRIVERS:
        yield f"{place}.logConfiguration.logDriver: Fargate has no driver {driver}: write one of {', '.join(LOG_DRIVERS)}"
    for path, (low, high, unit) in RANGES.items():
        number = _at(container, path)
        if isinstance(number, int) and not low <= number <= high:
            yield f"{place}.{dotted(path)}: {number} is out of range: AWS takes {low} to {high} {unit}"
    yield from _port_problems(place, container)


def _port_problems(place: str, container: Structure) -> Iterator[str]:
    for index, mapping in enumerate(entries(container, "portMappings")):
        of_host, own = mapping.get("hostPort"), mapping.get("containerPort")
        if isinstance(of_host, int) and isinstance(own, int) and of_host not in (0, own):
            yield f"{place}.portMappings[{index}].hostPort: must be the containerPort, {own}, on Fargate: leave it out"


def volume_problems(place: str, volume: Structure) -> Iterator[str]:
    """List what of a volume Fargate does not take, and what does not go together in one of EFS."""
    yield from _not_taken(place, volume, NOT_IN_A_VOLUME)
    efs = volume.get("efsVolumeConfiguration")
    if not isinstance(efs, Mapping):
        return
    where, access = f"{place}.efsVolumeConfiguration", efs.get("authorizationConfig")
    access = access if isinstance(access, Mapping) else {}
    if access and efs.get("transitEncryption", "DISABLED") == "DISABLED":
        yield f"{where}.transitEncryption: must be 'ENABLED' with authorizationConfig"
    root = efs.get("rootDirectory")
    if access.get("accessPointId") and isinstance(root, str) and root != "/":
        yield f"{where}.rootDirectory: the access point decides it: leave it out"


def _not_taken(place: str, structure: Structure, refused: Mapping[tuple[str, ...], str]) -> Iterator[str]:
    for path, instead in refused.items():
        if _at(structure, path) not in (None, False, "", [], ()):
            yield f"{place}.{dotted(path)}: Fargate does not take it: {instead}"


def _at(tree: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        tree = tree.get(step) if isinstance(tree, Mapping) else None
    return tree
