"""
Whether a template can be copied whole: a client sends only the members that it knows.

boto3 drops the others when it reads an answer, so the raw one is looked at.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path, dotted
from pulumi_ecs_express.model.task_definition.form import Form
from pulumi_ecs_express.model.task_definition.members import RESPONSE_ONLY, TAGS, Answer


def unsendable_members(answer: Answer, form: Form, response_only: Collection[str] = RESPONSE_ONLY) -> list[str]:
    """
    List the members of a template that would be lost in a copy, by their paths in AWS's names, containers by name.

    Args:
        answer: The raw answer of DescribeTaskDefinition, with members that the client does not know.
        form: What the client knows of RegisterTaskDefinition.
        response_only: Members of the answer that belong to no request.
    """
    definition = {name: value for name, value in answer["taskDefinition"].items() if name not in response_only}
    whole = {**definition, TAGS: answer.get(TAGS)}
    found = [path for path, value in _unknown_members(whole, form) if value not in (None, [], {})]
    return list(dict.fromkeys(dotted(path) for path in found))


def _unknown_members(tree: Any, form: Form | None, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Find what a client does not know, each with its value; entries of lists are found by their names where they have one."""
    if form is None:
        return
    if isinstance(tree, Mapping) and form.kind == "structure":
        for name, value in tree.items():
            if name in form.members:
                yield from _unknown_members(value, form.members[name], (*path, name))
            else:
                yield (*path, name), value
    elif isinstance(tree, list | tuple):
        for index, entry in enumerate(tree):
            name = entry.get("name") if isinstance(entry, Mapping) else None
            yield from _unknown_members(entry, form.entry, (*path, str(name or index)))
