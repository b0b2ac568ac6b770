"""The containers that a resource of this package declares, with the paths that the program has for them."""

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_ecs_express.model.service.type_tokens import DYNAMIC, SERVICE

REVISION, UPDATE = f"{DYNAMIC}TaskDefinitionRevision", f"{DYNAMIC}EcsServiceUpdate"
WITH_CONTAINERS = (SERVICE, REVISION, UPDATE)

Properties = Mapping[str, Any]


def containers(properties: Properties) -> Iterator[tuple[str, Properties]]:
    """Find each container of a service, a task definition or an update; what is not known yet is left out."""
    primary, named = properties.get("primaryContainer"), properties.get("containers")
    if isinstance(primary, Mapping):
        yield "primary_container", primary
    if isinstance(named, Mapping):
        yield from ((f"containers.{name}", one) for name, one in named.items() if isinstance(one, Mapping))
    for number, one in enumerate(entries(properties.get("sidecars"))):
        if isinstance(one, Mapping):
            yield f"sidecars[{number}]", one


def variables(container: Properties) -> Iterator[tuple[str, Any]]:
    """Give the environment variables, of a map and of AWS's list of names and values alike."""
    declared = container.get("environment")
    if isinstance(declared, Mapping):
        yield from ((str(name), value) for name, value in declared.items())
    for one in entries(declared):
        if isinstance(one, Mapping) and isinstance(one.get("name"), str):
            yield one["name"], one.get("value")


def entries(value: Any) -> list[Any]:
    """Give the entries of a list; none of what is no list, or not known."""
    return list(value) if isinstance(value, list | tuple) else []
