"""
Whether a template can be copied whole: a client sends only the members that it knows.

boto3 drops the others when it reads an answer, so the raw one is looked at.
"""

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path, camel, dotted
from pulumi_ecs_express.model.task_definition.members import CONTAINERS, RESPONSE_ONLY, TAGS, Answer, Members
from pulumi_ecs_express.model.task_definition.overlay import Overlay, with_known_structure


def unsendable_members(answer: Answer, members: Members, response_only: Collection[str] = RESPONSE_ONLY) -> list[str]:
    """
    List the members of a template that would be lost in a copy, by their paths in AWS's names, containers by name.

    Args:
        answer: The raw answer of DescribeTaskDefinition, with members that the client does not know.
        members: What the client knows of RegisterTaskDefinition.
        response_only: Members of the answer that belong to no request.
    """
    definition = {name: value for name, value in answer["taskDefinition"].items() if name not in response_only}
    whole = {**definition, TAGS: answer.get(TAGS)}
    found = [path for path, value in unknown_members(whole, members) if value not in (None, [], {})]
    return list(dict.fromkeys(dotted(path) for path in found))


def unknown_members(tree: Any, members: Members | None, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Find what a client does not know, each with its value; entries of lists are found by their names where they have one."""
    if members is None:
        return
    if isinstance(tree, Mapping):
        for name, value in tree.items():
            if name in members:
                yield from unknown_members(value, members[name], (*path, name))
            else:
                yield (*path, name), value
    elif isinstance(tree, list | tuple):
        for index, entry in enumerate(tree):
            name = entry.get("name") if isinstance(entry, Mapping) else None
            yield from unknown_members(entry, members, (*path, str(name or index)))


def member_problems(overlay: Overlay, members: Members) -> list[str]:
    """
    Name the fields in a program's declarations that no task definition has, with the right ones where they are alike.

    Args:
        overlay: What the program declares.
        members: What the client knows of RegisterTaskDefinition.
    """
    overlay, of_container = with_known_structure(overlay), members.get(CONTAINERS)
    places = [
        *((("containers", name, "definition"), one.definition) for name, one in overlay.containers.items()),
        *((("sidecars", str(index)), sidecar) for index, sidecar in enumerate(overlay.sidecars)),
    ]
    found = [(place, path, of_container) for place, tree in places for path, _ in unknown_members(tree, of_container)]
    return [
        *(_wrong(path, members, ()) for path, _ in unknown_members(overlay.fields, members)),
        *(_wrong(path, known, place) for place, path, known in found),
    ]


def _wrong(path: Path, members: Members | None, place: Path) -> str:
    """Say that there is no such member, and which one may be meant."""
    known: Members | None = members
    for step in path[:-1]:
        known = known.get(step, known) if known else None  # an entry of a list has the members of the list
    spelling = {name.lower(): name for name in known or ()}
    close = difflib.get_close_matches(camel(path[-1]).lower(), list(spelling), n=1)
    meant = f"; did you mean {spelling[close[0]]}?" if close else ""
    written = dotted([int(step) if step.isdecimal() else step for step in (*place, *path)])
    return f"{written}: is no field of a task definition that the installed boto3 knows{meant}"
