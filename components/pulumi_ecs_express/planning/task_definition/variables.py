"""
The variables of a container: plain ones, secrets, and the files that hold some.

Plain variables and secrets are one name space, and AWS refuses a name that is both.
Source: ``secrets`` and ``environmentFiles`` in ContainerDefinition, Amazon ECS API reference, read 2026-11-28.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.model.task_definition.members import ENVIRONMENT, FILES, SECRETS
from pulumi_ecs_express.model.task_definition.overlay import ContainerOverlay
from pulumi_ecs_express.planning.task_definition.merging import copied

Entries = list[dict[str, Any]]


def variable_lists(container: Mapping[str, Any], overlay: ContainerOverlay) -> dict[str, Entries | Unknown]:
    """
    Give the lists of variables and files that a container gets.

    A name that is given as the one kind leaves the other, in either mode. In the mode ``replace`` only the kinds that are
    given are replaced, an empty map clears its kind.
    """
    plain, secret = overlay.environment, overlay.secrets
    replace = overlay.environment_mode == "replace"
    return {
        ENVIRONMENT: _variables(container.get(ENVIRONMENT) or (), plain, "value", _names(secret), replace=replace),
        SECRETS: _variables(container.get(SECRETS) or (), secret, "valueFrom", _names(plain), replace=replace),
        FILES: _files(container.get(FILES) or (), overlay),
    }


def _names(given: Mapping[str, str] | None) -> Collection[str]:
    return given.keys() if isinstance(given, Mapping) else ()


def _variables(
    before: Sequence[Mapping[str, Any]],
    given: Mapping[str, str] | None,
    member: str,
    moved: Collection[str],
    *,
    replace: bool,
) -> Entries | Unknown:
    """Write one kind: names that were there keep their places and new ones follow; what is given twice stands once."""
    if isinstance(given, Unknown):
        return given
    wanted = dict(given or {})
    gone, replaced = {*wanted, *moved}, replace and given is not None
    entries: Entries = []
    for entry in before:
        name = entry.get("name")
        if name in wanted:
            entries.append({**copied(entry), member: wanted.pop(name)})
        elif not (replaced or name in gone):
            entries.append(copied(entry))
    return [*entries, *({"name": name, member: value} for name, value in wanted.items())]


def _files(before: Sequence[Mapping[str, Any]], overlay: ContainerOverlay) -> Entries | Unknown:
    """Write the files in their order, which has a meaning; one that is there already is not added again."""
    given = overlay.environment_files
    if isinstance(given, Unknown):
        return given
    if given is None:
        return [copied(entry) for entry in before]
    kept = [] if overlay.environment_files_mode == "replace" else [copied(entry) for entry in before]
    there = [entry.get("value") for entry in kept]
    added = [arn for arn in dict.fromkeys(given) if isinstance(arn, Unknown) or arn not in there]
    return [*kept, *({"value": arn, "type": "s3"} for arn in added)]
