"""
Whether declared values have the form that AWS's request has: each mistake by its exact path, with what to write instead.

No text holds a value that could be a secret. What is not known yet passes.
"""

import difflib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import camel, dotted, snake
from pulumi_ecs_express.model.fields.unknown import UNKNOWN, Unknown
from pulumi_ecs_express.model.task_definition.form import Form
from pulumi_ecs_express.model.task_definition.members import CONTAINERS
from pulumi_ecs_express.model.task_definition.overlay import ContainerOverlay, Overlay

Place = tuple[str | int, ...]

EXPECTED = {
    "structure": "must be one map of its members",
    "list": "must be a list",
    "map": "must be a map, such as {'NAME': 'value'}",
    "string": "must be a string",
    "integer": "must be a whole number, without quotes",
    "boolean": "must be True or False",
}


def judged(tree: Any, form: Form, place: Place) -> tuple[Any, list[str]]:
    """
    Judge a value, and give it with an unknown in place of all that is wrong, so that the rest can be judged further.

    Args:
        tree: What is declared.
        form: The form that it is to have.
        place: Where it stands, in the program's names.
    """
    if isinstance(tree, Unknown):
        return tree, []
    if not _fits(tree, form):
        return UNKNOWN, [f"{dotted(place)}: {_expected(tree, form)}"]
    if form.kind == "structure":
        return _structure(tree, form, place)
    if form.entry is not None:
        entries = tree.items() if isinstance(tree, Mapping) else enumerate(tree)
        found = {step: judged(entry, form.entry, (*place, step)) for step, entry in entries}
        texts = [text for _, inside in found.values() for text in inside]
        known = {step: entry for step, (entry, _) in found.items()}
        return known if isinstance(tree, Mapping) else list(known.values()), texts
    if form.choices and tree not in form.choices:
        return UNKNOWN, [f"{dotted(place)}: {tree!r} is none of {', '.join(form.choices)}{_meant(tree, form.choices)}"]
    return tree, []


def overlay_judged(overlay: Overlay, form: Form) -> tuple[Overlay, list[str]]:
    """
    Judge what a program declares, and give it with unknowns in place of what is wrong, so that the rest can be judged further.

    Args:
        overlay: What the program declares.
        form: The form of RegisterTaskDefinition.
    """
    texts = list[str]()
    containers, fields = _known(overlay.containers), _known(overlay.fields)
    listed = form.members[CONTAINERS]
    changed = _partial(listed.entry) if listed.entry is not None else listed
    for name, value in fields.items():
        fields[name], inside = judged(value, _partial(form.members[name]), (snake(name),))
        texts += inside
    for name, one in containers.items():
        definition, inside = judged(getattr(one, "definition", UNKNOWN), changed, ("containers", name, "definition"))
        containers[name] = replace(one, definition=definition) if isinstance(one, ContainerOverlay) else one
        texts += inside
    sidecars, inside = judged(overlay.sidecars, listed, ("sidecars",))
    of_containers = overlay.containers if isinstance(overlay.containers, Unknown) else containers
    of_task = overlay.fields if isinstance(overlay.fields, Unknown) else fields
    return replace(overlay, containers=of_containers, fields=of_task, sidecars=sidecars), [*texts, *inside]


def _known(declared: Any) -> dict[str, Any]:
    return dict(declared) if isinstance(declared, Mapping) else {}


def _partial(form: Form) -> Form:
    """Demand no members: what is declared is laid over a template, which may have them."""
    return replace(
        form,
        required=(),
        members={name: _partial(member) for name, member in form.members.items()},
        entry=form.entry and _partial(form.entry),
    )


def _fits(tree: Any, form: Form) -> bool:
    if form.kind == "integer":
        return isinstance(tree, int) and not isinstance(tree, bool)
    kinds = {"structure": Mapping, "map": Mapping, "list": list | tuple, "string": str, "boolean": bool}
    return isinstance(tree, kinds[form.kind])


def _expected(tree: Any, form: Form) -> str:
    entry = form.entry
    if form.kind == "list" and entry is not None and entry.kind == "structure":
        members = ", ".join(f"'{name}': …" for name in list(entry.members)[:2])
        return f"must be a list of maps, as in AWS's API: [{{{members}}}]"
    if form.kind == "list" and isinstance(tree, str):
        return "is a single string; write a list"
    if form.kind == "string" and isinstance(tree, bool | int | float):
        return "must be a string: put it in quotes"
    return EXPECTED[form.kind]


def _structure(tree: Mapping[str, Any], form: Form, place: Place) -> tuple[dict[str, Any], list[str]]:
    known, texts = dict[str, Any](), list[str]()
    for name, member in tree.items():
        if name in form.members:
            known[name], inside = judged(member, form.members[name], (*place, name))
            texts += inside
        else:
            meant = _meant(name, form.members)
            texts.append(
                f"{dotted((*place, name))}: is no field of a task definition that the installed boto3 knows{meant}"
            )
    missing = [name for name in form.required if name not in tree and not _misspelt(name, tree, form)]
    return known, [*texts, *(f"{dotted((*place, name))}: is missing, and AWS requires it" for name in missing)]


def _misspelt(name: str, tree: Mapping[str, Any], form: Form) -> bool:
    """Report whether a member is there under another spelling, which has its message already."""
    return any(camel(given).lower() == name.lower() for given in tree if given not in form.members)


def _meant(given: str, known: Any) -> str:
    spelling = {name.lower(): name for name in known}
    close = difflib.get_close_matches(camel(given).lower(), list(spelling), n=1)
    return f"; did you mean {spelling[close[0]]}?" if close else ""
