"""
ECS: what RegisterTaskDefinition refuses in containers, whatever they run on.

Words seen from AWS: environment and secrets in dagster #11622 and CircleCI's aws-ecs orb #210; volumes and FireLens in
reports of many users; the others are (ours). Limits: API model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ecs_express_sandbox.aws.fargate_sizes import amount
from ecs_express_sandbox.protocol.request import Asked, Refused

Container = dict[str, Any]

MOST_CONTAINERS = 10
MOST_FILES = 10
_FILE = re.compile(r"arn:aws[a-z-]*:s3:::[^/]+/.+\.env")
_NO_FILE = "The environment file '{file}' must be the ARN of an S3 object that ends in .env."
_UNCHECKED = "The container '{name}' must have a health check, since another depends on it to be HEALTHY."
"""Both (ours)."""

_CHECK_RANGES = {"interval": (5, 300), "timeout": (2, 60), "retries": (1, 10), "startPeriod": (0, 300)}


def refused(message: str) -> Refused:
    """Refuse a task definition."""
    return Refused("ClientException", message)


def containers(asked: Asked) -> Iterator[Container]:
    """List the containers of a request."""
    yield from asked.listed("containerDefinitions")


def number(asked: Asked) -> None:
    """Ten containers at most."""
    if len(asked.listed("containerDefinitions")) > MOST_CONTAINERS:
        raise refused(f"A task definition can have at most {MOST_CONTAINERS} containers.")  # (ours)


def variables(asked: Asked) -> None:
    """Each has a name, and no secret has the name of another one or of a variable."""
    for container in containers(asked):
        plain = [entry.get("name") for entry in container.get("environment") or []]
        if not all(plain):
            raise refused("Environment variable name cannot be null or blank.")
        secret = [str(entry.get("name")) for entry in container.get("secrets") or []]
        if twice := sorted({name for name in secret if secret.count(name) > 1}):
            raise refused(f"Duplicate secret names found: {', '.join(twice)}. Each secret name must be unique.")
        if shared := next((name for name in secret if name in plain), None):
            raise refused(
                "The secret name must be unique and not shared with any new or existing environment variables "
                f"set on the container, such as '{shared}'."
            )


def environment_files(asked: Asked) -> None:
    """Ten objects of S3 at most, which end in ``.env``."""
    for container in containers(asked):
        files = container.get("environmentFiles") or []
        if len(files) > MOST_FILES:
            raise refused(f"A container can have at most {MOST_FILES} environment files.")  # (ours)
        for file in files:
            if not _FILE.fullmatch(str(file.get("value"))):
                raise refused(_NO_FILE.format(file=file.get("value")))


def memory(asked: Asked) -> None:
    """A reservation within the hard limit; all reservations within the task."""
    reserved = 0
    for container in containers(asked):
        hard, soft = container.get("memory"), container.get("memoryReservation")
        if hard and soft and soft > hard:
            raise refused("The value of 'memoryReservation' must not be greater than the value of 'memory'.")  # (ours)
        reserved += int(soft or hard or 0)
    size = amount(asked.text("memory"))
    if size.isdigit() and reserved > int(size):
        raise refused(
            "The sum of all container memory reservations cannot be greater than the value of the task 'memory'."  # (ours)
        )


def health_checks(asked: Asked) -> None:
    """Numbers within their ranges; a container that others wait for to be HEALTHY has a check."""
    checked = {container.get("name") for container in containers(asked) if container.get("healthCheck")}
    for container in containers(asked):
        check = container.get("healthCheck") or {}
        for name, (least, most) in _CHECK_RANGES.items():
            if name in check and not least <= check[name] <= most:
                raise refused(f"The health check's {name} must be between {least} and {most}.")  # (ours)
        for wanted in container.get("dependsOn") or []:
            if wanted.get("condition") == "HEALTHY" and wanted.get("containerName") not in checked:
                raise refused(_UNCHECKED.format(name=wanted.get("containerName")))


def mounts(asked: Asked) -> None:
    """Of volumes that the task has."""
    volumes = {volume.get("name") for volume in asked.listed("volumes")}
    for container in containers(asked):
        for mount in container.get("mountPoints") or []:
            if mount.get("sourceVolume") not in volumes:
                raise refused(f"Unknown volume '{mount.get('sourceVolume')}'.")


def log_router(asked: Asked) -> None:
    """A FireLens router and the driver awsfirelens come together, and there is one router."""
    routers = [container for container in containers(asked) if container.get("firelensConfiguration")]
    sends = any((c.get("logConfiguration") or {}).get("logDriver") == "awsfirelens" for c in containers(asked))
    if routers and not sends:
        raise refused(
            "When a firelensConfiguration object is specified, at least one container has to be configured with the "
            "awsfirelens log driver."
        )
    if sends and len(routers) != 1:
        raise refused("The log driver awsfirelens needs exactly one container with a firelensConfiguration.")  # (ours)


RULES = (number, variables, environment_files, memory, health_checks, mounts, log_router)
