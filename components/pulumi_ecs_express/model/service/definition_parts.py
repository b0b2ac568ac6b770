"""
What a task definition holds and Express Mode has no arguments for: sidecars, volumes, more of the primary container.

Members have AWS's names and are sent as they are; what is wrong inside is judged with what the installed boto3 knows.
Source: ContainerDefinition and Volume, Amazon ECS API reference, read 2026-11-28.
"""

from collections.abc import Container
from typing import Annotated, Any

from pydantic import BeforeValidator

from pulumi_ecs_express.model.fields.base import UnknownPasses, mistake
from pulumi_ecs_express.model.fields.property_paths import Path

SIDECARS, VOLUMES, CONTAINER_DEFINITION = "sidecars", "volumes", "containerDefinition"

PARTS = (SIDECARS, VOLUMES, CONTAINER_DEFINITION)
"""With any of them, the service runs on a task definition that the program registers."""

LOG_GROUP_IN_USE = "logGroupInUse"
"""Output of such a service: its log group, where the program names none, also while a sidecar routes the logs."""


def has_parts(declared: Container[Path]) -> bool:
    """Report whether any of them is among declared settings."""
    return any((part,) in declared for part in PARTS)


def _map(value: Any) -> Any:
    if not isinstance(value, dict):
        raise mistake("must be one map, in AWS's names, such as {'name': …}")
    return value


def _list(value: Any) -> Any:
    if not isinstance(value, list | tuple):
        raise mistake("must be a list of maps, in AWS's names, such as [{'name': …}]")
    return value


Definition = Annotated[dict[str, Any], BeforeValidator(_map), UnknownPasses]
"""A structure of AWS's."""

Definitions = Annotated[tuple[Definition, ...], BeforeValidator(_list)]
"""A list of such structures."""
