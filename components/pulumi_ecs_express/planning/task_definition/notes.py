"""What a preview says of a rendered task definition, where its lines alone do not: where it comes from, and what goes."""

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_ecs_express.model.task_definition.members import (
    CONTAINERS,
    ENVIRONMENT,
    FILES,
    SECRETS,
    Answer,
    Request,
    entries,
    variable_names,
)

Container = Mapping[str, Any]

GOES = ": goes"
"""Ends what is said of a container that is not in the result."""


def rendering_notes(answer: Answer | None, request: Request) -> list[str]:
    """
    Say upon which revision it is rendered, and what of that does not stay.

    Args:
        answer: The template, as DescribeTaskDefinition returns it; None where it begins from nothing.
        request: What would be sent.
    """
    if answer is None:
        return [f"{request['family']}: rendered from the arguments alone, without a template"]
    definition = answer["taskDefinition"]
    result = {one["name"]: one for one in request[CONTAINERS] if isinstance(one.get("name"), str)}
    lines = [f"{request['family']}: rendered upon {_title(definition)}"]
    for container in entries(definition, CONTAINERS):
        name = container["name"]
        if name not in result:
            lines.append(f"container {name}{GOES}")
        else:
            lines += [f"container {name}: {text}" for text in _gone(container, result[name])]
    return lines


def _title(definition: Mapping[str, Any]) -> str:
    revision = definition.get("revision")
    return f"{definition['family']}:{revision}" if revision else str(definition["family"])


def _gone(before: Container, after: Container) -> Iterator[str]:
    """Name what changes its kind or goes; values are never told."""
    plain, secret = (set(variable_names(after, kind)) for kind in (ENVIRONMENT, SECRETS))
    for kind, other, words in (
        (ENVIRONMENT, secret, "plain variables become secrets"),
        (SECRETS, plain, "secrets become plain variables"),
    ):
        names = variable_names(before, kind)
        if moved := [name for name in names if name in other]:
            yield f"{words}: {', '.join(moved)}"
        whole = after.get(kind)
        if gone := [name for name in names if name not in plain | secret and not _is_unknown(whole)]:
            yield f"{'variables' if kind == ENVIRONMENT else 'secrets'} go: {', '.join(gone)}"
    files = after.get(FILES)
    kept = [one.get("value") for one in entries(after, FILES)]
    if gone := [
        str(one["value"]) for one in entries(before, FILES) if one["value"] not in kept and not _is_unknown(files)
    ]:
        yield f"environment files go: {', '.join(gone)}"


def _is_unknown(listed: Any) -> bool:
    return listed is not None and not isinstance(listed, list | tuple)
