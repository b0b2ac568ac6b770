"""What a program declares of a service, as it stands in the properties that the engine passes."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue
from pulumi_ecs_express.model.service.spec import ARGUMENTS, ServiceSpec
from pulumi_ecs_express.providers import wire


def declared(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Pick the arguments out of a service's properties, which hold outputs and notes as well."""
    return wire.declared(properties, ARGUMENTS)


def declared_values(properties: Mapping[str, Any] | None) -> dict[Path, PropertyValue]:
    """Take the declared settings apart, as they stand in checked inputs or in outputs."""
    return wire.declared_values(properties, ARGUMENTS)


def parsed(properties: Mapping[str, Any]) -> ServiceSpec:
    """Make the model of inputs that `checked` has passed."""
    return wire.parsed(properties, ARGUMENTS)


def checked(properties: Mapping[str, Any]) -> tuple[ServiceSpec | None, list[str]]:
    """Make the model of what the program declares, or list all that is wrong with it."""
    return wire.checked(properties, ARGUMENTS)
