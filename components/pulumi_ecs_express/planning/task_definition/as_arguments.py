"""
A rendered task definition under the names and in the nesting of the arguments, and back.

Pulumi keeps a value secret by the path at which the program wrote it. So what was rendered is shown and stored where the
arguments stand: a variable of a container is at ``containers.<name>.environment.<variable>`` whoever declares it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.model.task_definition.members import (
    CONTAINERS,
    ENVIRONMENT,
    FILES,
    SECRETS,
    TAGS,
    TASK_FIELDS,
    Request,
)
from pulumi_ecs_express.model.task_definition.overlay import Overlay
from pulumi_ecs_express.planning.task_definition.merging import copied

ORDER = "__containers"
"""The names of the containers in their order, which a map does not keep: hidden, since it means nothing."""

VALUE = {ENVIRONMENT: "value", SECRETS: "valueFrom"}


def as_arguments(request: Request, overlay: Overlay) -> dict[str, Any]:
    """
    Write what was rendered as properties.

    Args:
        request: What RegisterTaskDefinition is to be sent.
        overlay: What the program declares, whose sidecars stay what they are.
    """
    sidecars = overlay.sidecars if isinstance(overlay.sidecars, Unknown) else [copied(one) for one in overlay.sidecars]
    own = {one.get("name") for one in overlay.sidecars} if isinstance(overlay.sidecars, list | tuple) else set()
    containers = {
        one["name"]: _container(one)
        for one in request[CONTAINERS]
        if isinstance(one["name"], str) and one["name"] not in own
    }
    tags = {tag["key"]: tag["value"] for tag in request.get(TAGS) or ()}
    found = {
        "family": request["family"],
        "containers": overlay.containers if isinstance(overlay.containers, Unknown) else containers,
        "sidecars": sidecars,
        **{name: copied(request[name]) for name in TASK_FIELDS if name in request},
        "tags": overlay.tags if isinstance(overlay.tags, Unknown) else tags,
        ORDER: [one["name"] for one in request[CONTAINERS] if isinstance(one["name"], str)],
    }
    return {name: value for name, value in found.items() if value not in ([], {})}


def _container(container: Mapping[str, Any]) -> dict[str, Any]:
    rest = {name: copied(value) for name, value in container.items() if not _says_nothing(value)}
    result = {"image": rest.pop("image", None)}
    del rest["name"]
    for member, key in VALUE.items():
        entries = rest.pop(member, [])
        result[member] = entries if isinstance(entries, Unknown) else {one["name"]: one.get(key, "") for one in entries}
    files = rest.pop(FILES, [])
    result[FILES] = files if isinstance(files, Unknown) else [one["value"] for one in files]
    result["definition"] = rest
    return {name: value for name, value in result.items() if not _says_nothing(value)}


def _says_nothing(value: Any) -> bool:
    return value is None or value in ([], {})


def as_request(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Write what RegisterTaskDefinition is sent, of what `as_arguments` has given."""
    containers = [_definition(name, one) for name, one in (properties.get("containers") or {}).items()]
    containers += [copied(one) for one in properties.get("sidecars") or ()]
    order: Sequence[str] = properties.get(ORDER) or ()
    place = {name: index for index, name in enumerate(order)}
    tags = [{"key": key, "value": value} for key, value in (properties.get("tags") or {}).items()]
    return {
        "family": properties["family"],
        CONTAINERS: sorted(containers, key=lambda one: place.get(one["name"], len(place))),
        **{name: copied(properties[name]) for name in TASK_FIELDS if properties.get(name) is not None},
        **({TAGS: tags} if tags else {}),
    }


def _definition(name: str, container: Mapping[str, Any]) -> dict[str, Any]:
    result = {"name": name, **copied(container.get("definition") or {})}
    if container.get("image") is not None:
        result["image"] = container["image"]
    for member, key in VALUE.items():
        if variables := container.get(member):
            result[member] = [{"name": variable, key: value} for variable, value in variables.items()]
    if files := container.get(FILES):
        result[FILES] = [{"value": arn, "type": "s3"} for arn in files]
    return result
