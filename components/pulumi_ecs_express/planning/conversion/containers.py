"""A container of another format, and how it stands in a program: as the primary container, or as a sidecar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pulumi_ecs_express.model.service.container import MAIN

RESERVED = 128
"""MiB that a sidecar reserves where its format says nothing: our own choice, which leaves the rest of the task to Main."""


@dataclass
class Container:
    """
    One container.

    Attributes:
        name: As the format calls it.
        port: The port on which it listens.
        command: In place of the image's.
        environment: Variables, name to value.
        secrets: Variables, name to ARN or parameter.
        credentials: ARN of the secret with the registry's user name and password.
        definition: Further fields, in AWS's names.
    """

    name: str
    image: Any = None
    port: int | None = None
    command: Sequence[Any] | None = None
    environment: dict[str, Any] = field(default_factory=dict)
    secrets: dict[str, Any] = field(default_factory=dict)
    credentials: Any = None
    definition: dict[str, Any] = field(default_factory=dict)


def as_primary(container: Container) -> dict[str, Any]:
    """Write it as ``primary_container``."""
    credentials = {"credentials_parameter": container.credentials} if container.credentials else None
    return _given(
        image=container.image,
        container_port=container.port,
        command=list(container.command) if container.command is not None else None,
        environment=dict(container.environment),
        secrets=dict(container.secrets),
        repository_credentials=credentials,
    )


def as_sidecar(container: Container) -> dict[str, Any]:
    """Write it as an entry of ``sidecars``."""
    credentials = {"credentialsParameter": container.credentials} if container.credentials else None
    return _given(
        name=container.name,
        image=container.image,
        portMappings=[{"containerPort": container.port}] if container.port else None,
        command=list(container.command) if container.command is not None else None,
        environment=[{"name": name, "value": value} for name, value in container.environment.items()],
        secrets=[{"name": name, "valueFrom": source} for name, source in container.secrets.items()],
        repositoryCredentials=credentials,
        memoryReservation=container.definition.get("memoryReservation", RESERVED),
    ) | {key: value for key, value in container.definition.items() if key != "memoryReservation"}


def renamed(definition: Mapping[str, Any], primary: str) -> dict[str, Any]:
    """Call the primary container by the name that Express Mode gives it, where another waits for it."""
    if "dependsOn" not in definition:
        return dict(definition)
    waits = [
        {**wait, "containerName": MAIN if wait["containerName"] == primary else wait["containerName"]}
        for wait in definition["dependsOn"]
    ]
    return {**definition, "dependsOn": waits}


def _given(**members: Any) -> dict[str, Any]:
    """Leave out what is not given."""
    return {name: value for name, value in members.items() if value not in (None, {}, [])}
