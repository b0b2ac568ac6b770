"""
What RegisterTaskDefinition is sent: a template with a program's declarations laid over it.

Everything that the program does not name stays as the template has it. Rendering what was rendered changes nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pulumi_ecs_express.model.task_definition.members import (
    CONTAINERS,
    RESERVED_TAG,
    RESPONSE_ONLY,
    TAGS,
    VOLUMES,
    Answer,
)
from pulumi_ecs_express.model.task_definition.overlay import ContainerOverlay, Overlay, with_known_structure
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.planning.task_definition.merging import by_name, copied, merged
from pulumi_ecs_express.planning.task_definition.variables import variable_lists


def registrable(answer: Answer) -> dict[str, Any]:
    """
    Copy a task definition so that it can be registered: without what only an answer has, and without tags of AWS's own.

    The mark of whoever registered it stays behind as well. An empty list of tags is left out, since AWS refuses it.
    """
    definition = answer["taskDefinition"]
    kept = {
        name: copied(value) for name, value in definition.items() if name not in RESPONSE_ONLY and value is not None
    }
    tags = [copied(tag) for tag in answer.get(TAGS) or () if not _stays_behind(tag["key"])]
    return {**kept, TAGS: tags} if tags else kept


def _stays_behind(key: str) -> bool:
    return key.lower().startswith(RESERVED_TAG) or key == ownership.TAG


def rendered(answer: Answer | None, overlay: Overlay) -> dict[str, Any]:
    """
    Render what RegisterTaskDefinition is sent.

    Args:
        answer: What DescribeTaskDefinition answers for the template; None to begin from nothing.
        overlay: What the program declares. It is expected to have no problem (`overlay_problems`): a container that the
            template lacks would be added here.
    """
    overlay = with_known_structure(overlay)
    before = registrable(answer) if answer else {}
    others = {name: value for name, value in overlay.fields.items() if name != VOLUMES}
    request = {
        **merged(before, others),
        "family": overlay.family,
        CONTAINERS: _containers(before.get(CONTAINERS) or (), overlay),
    }
    given = [{"key": key, "value": value} for key, value in overlay.tags.items()]
    _put(request, TAGS, by_name(before.get(TAGS) or (), given, key="key"))
    if overlay.fields.get(VOLUMES) is not None:
        _put(request, VOLUMES, _volumes(before.get(VOLUMES) or (), overlay.fields[VOLUMES]))
    return request


def _put(tree: dict[str, Any], member: str, entries: Any) -> None:
    """Set a list, or take the member away where nothing is left of it."""
    if isinstance(entries, list) and not entries:
        tree.pop(member, None)
    else:
        tree[member] = entries


def _volumes(before: Sequence[Mapping[str, Any]], given: Any) -> Any:
    """Put volumes in the places of those of their names; an empty list clears."""
    return by_name(before, given) if isinstance(given, list | tuple) and given else copied(given)


def _containers(before: Sequence[Mapping[str, Any]], overlay: Overlay) -> list[dict[str, Any]]:
    names = [container.get("name") for container in before]
    new = [{"name": name} for name in overlay.containers if name not in names]
    kept = [container for container in [*before, *new] if container["name"] not in overlay.remove_containers]
    return by_name(
        [_overlaid(container, overlay.containers.get(container["name"])) for container in kept], overlay.sidecars
    )


def _overlaid(container: Mapping[str, Any], overlay: ContainerOverlay | None) -> Mapping[str, Any]:
    """Change one container; what stays the same keeps the form in which the template has it."""
    if overlay is None:
        return container
    result = merged(container, overlay.definition)
    if overlay.image is not None:
        result["image"] = overlay.image
    for member, entries in variable_lists(container, overlay).items():
        if entries != (container.get(member) or []):
            _put(result, member, entries)
    return result
