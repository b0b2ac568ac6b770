"""
ECS: what RegisterTaskDefinition refuses of a task for Fargate.

Limits: ECS developer guide, "Task definition differences for Fargate", read 2026-11-28, and the API model; the words are
(ours).
"""

from __future__ import annotations

from ecs_express_sandbox.aws.refusals.container_definitions import containers, refused
from ecs_express_sandbox.protocol.request import Asked

_LOG_DRIVERS = ("awslogs", "splunk", "awsfirelens")
_NOT_THERE = (
    "disableNetworking",
    "dnsSearchDomains",
    "dnsServers",
    "dockerSecurityOptions",
    "extraHosts",
    "hostname",
    "links",
    "privileged",
)
_NO_LINUX = ("devices", "maxSwap", "sharedMemorySize", "swappiness")
_CAPABILITY = "SYS_PTRACE"
_LEAST_STORAGE, _MOST_STORAGE = 21, 200
_LONGEST_STOP = 120


def applies(asked: Asked) -> bool:
    """Report whether the task is to run on Fargate."""
    return "FARGATE" in asked.listed("requiresCompatibilities")


def container_members(asked: Asked) -> None:
    """Not all members of a container are there."""
    for container in containers(asked) if applies(asked) else ():
        linux = container.get("linuxParameters") or {}
        unsupported = [
            *(name for name in _NOT_THERE if container.get(name)),
            *(name for name in _NO_LINUX if name in linux),
        ]
        if unsupported:
            raise refused(f"Fargate does not support {unsupported[0]}.")
        added = (linux.get("capabilities") or {}).get("add") or []
        if set(added) - {_CAPABILITY}:
            raise refused(f"Fargate only supports adding the capability {_CAPABILITY}.")
        if container.get("stopTimeout", 0) > _LONGEST_STOP:
            raise refused(f"Fargate supports a stopTimeout of at most {_LONGEST_STOP} seconds.")


def log_drivers(asked: Asked) -> None:
    """Three log drivers; a FireLens configuration of one's own comes as a file of the image."""
    for container in containers(asked) if applies(asked) else ():
        driver = (container.get("logConfiguration") or {}).get("logDriver")
        if driver and driver not in _LOG_DRIVERS:
            raise refused(f"Fargate only supports the log drivers {', '.join(_LOG_DRIVERS)}, not {driver}.")
        options = (container.get("firelensConfiguration") or {}).get("options") or {}
        if options.get("config-file-type", "file") != "file":
            raise refused("Fargate only supports the FireLens option config-file-type 'file'.")


def volumes(asked: Asked) -> None:
    """No directories of a host, no volumes of Docker's."""
    for volume in asked.listed("volumes") if applies(asked) else ():
        if (volume.get("host") or {}).get("sourcePath") or volume.get("dockerVolumeConfiguration"):
            raise refused(f"Fargate does not support the volume '{volume.get('name')}'.")


def ephemeral_storage(asked: Asked) -> None:
    """Between 21 and 200 GiB."""
    size = (asked.parameters.get("ephemeralStorage") or {}).get("sizeInGiB")
    if size is not None and not _LEAST_STORAGE <= size <= _MOST_STORAGE:
        raise refused(f"The ephemeral storage must be between {_LEAST_STORAGE} and {_MOST_STORAGE} GiB.")


RULES = (container_members, log_drivers, volumes, ephemeral_storage)
