"""
What is wrong with a program's declarations of a task definition: all of it, by the argument's path.

No text holds a variable's value or a secret's reference. What is not known yet passes.
Source: RegisterTaskDefinition, Amazon ECS API reference, read 2026-11-28, where no other is named.
"""

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import dotted
from pulumi_ecs_express.model.task_definition.members import (
    CONTAINERS,
    ENVIRONMENT,
    SECRETS,
    Answer,
    entries,
    variable_names,
)
from pulumi_ecs_express.model.task_definition.overlay import (
    ContainerOverlay,
    Overlay,
    is_structure_known,
    with_known_structure,
)
from pulumi_ecs_express.planning.task_definition.environment_files import file_problems
from pulumi_ecs_express.planning.task_definition.rendering import rendered
from pulumi_ecs_express.planning.task_definition.result import result_problems

NAME = re.compile(r"[A-Za-z0-9_-]{1,255}")
"""A family's or a container's name."""

NAME_RULE = "write 1 to 255 letters, digits, hyphens and underscores"

BESIDE = {
    "name": "the name is the key in `containers`",
    "image": "write `image` beside `definition`",
    ENVIRONMENT: "write `environment` beside `definition`",
    SECRETS: "write `secrets` beside `definition`",
    "environmentFiles": "write `environment_files` beside `definition`",
}
"""Fields of a container that have arguments of their own."""


def overlay_problems(overlay: Overlay, answer: Answer | None, removed: Collection[str] = ()) -> list[str]:
    """
    List what is wrong with the declarations.

    Args:
        overlay: What the program declares.
        answer: What DescribeTaskDefinition answers for the template; None where there is none.
        removed: Containers that an earlier run of this program has left out already: they may be absent.
    """
    there, whole = _names(answer), is_structure_known(overlay)
    overlay = with_known_structure(overlay)
    problems = [
        *_family_problems(overlay.family),
        *_absent(overlay, answer, removed),
        *(text for name, one in overlay.containers.items() for text in _container_problems(name, one, answer)),
        *_sidecar_problems(overlay),
        *_contradictions(overlay),
    ]
    existing = {name: one for name, one in overlay.containers.items() if answer is None or name in there}
    judged = replace(overlay, containers=existing)
    request = rendered(answer, judged)
    of_result = result_problems(judged, request) if whole else []  # what is not known yet may mend it
    return [*problems, *file_problems(judged, answer, request), *of_result]


def _names(answer: Answer | None) -> list[str]:
    return [one["name"] for one in answer["taskDefinition"].get(CONTAINERS) or ()] if answer else []


def _is_empty(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def _family_problems(family: Any) -> Iterator[str]:
    if _is_empty(family):
        yield "family: is empty: name the family that gets the revision"
    elif isinstance(family, str) and not NAME.fullmatch(family):
        yield f"family: {family!r} is no name of a family: {NAME_RULE}"


def _absent(overlay: Overlay, answer: Answer | None, removed: Collection[str]) -> Iterator[str]:
    """Name the containers that the template lacks."""
    there = _names(answer)
    if answer is not None:
        for name in overlay.containers:
            if name not in there:
                yield f"{dotted(['containers', name])}: {_lacks(answer, name)}; a new container is a sidecar (`sidecars`)"
    for index, name in enumerate(overlay.remove_containers):
        if isinstance(name, str) and name not in there and name not in removed:
            yield f"remove_containers[{index}]: {_lacks(answer, name)}"


def _lacks(answer: Answer | None, name: str) -> str:
    """Say that there is no container of a name, which ones there are, and which one may be meant."""
    if answer is None:
        return f"there is no template, so no container {name!r} can be left out"
    there = _names(answer)
    close = difflib.get_close_matches(name.lower(), [other.lower() for other in there], n=3)
    meant = [other for other in there if other.lower() in close]
    text = f"{_title(answer)} has no container {name!r} (it has {', '.join(there) or 'none'})"
    return f"{text}; did you mean {' or '.join(meant)}?" if meant else text


def _title(answer: Answer) -> str:
    definition = answer["taskDefinition"]
    revision = definition.get("revision")
    return f"{definition.get('family', 'the template')}{'' if revision is None else f':{revision}'}"


def _container_problems(name: str, overlay: ContainerOverlay, answer: Answer | None) -> Iterator[str]:
    """Judge what is declared of one container by itself."""
    place = dotted(["containers", name])
    if not NAME.fullmatch(name):
        yield f"{place}: {name!r} is no name of a container: {NAME_RULE}"
    if _is_empty(overlay.image):
        yield f"{place}.image: is empty: name an image" + (", or leave it out to keep the template's" if answer else "")
    elif overlay.image is None and answer is None:
        yield f"{place}.image: is missing: without a template, each container needs an image"
    yield from _variable_problems(place, overlay)
    for member in overlay.definition:
        if member in BESIDE:
            yield f"{place}.definition.{member}: {BESIDE[member]}"


def _variable_problems(place: str, overlay: ContainerOverlay) -> Iterator[str]:
    """Judge names and references; an empty value of a plain variable is one."""
    plain = overlay.environment if isinstance(overlay.environment, Mapping) else {}
    secret = overlay.secrets if isinstance(overlay.secrets, Mapping) else {}
    for kind, given in ((ENVIRONMENT, plain), (SECRETS, secret)):
        if any(_is_empty(name) for name in given):
            yield f"{place}.{kind}: holds a variable without a name"
    for name, reference in secret.items():
        if _is_empty(reference):
            yield (
                f"{place}.{dotted([SECRETS, name])}: is empty: name the secret or parameter by its ARN, or a parameter of "
                "this Region by its name"
            )
    for name in plain:
        if name in secret:
            yield f"{place}.{dotted([ENVIRONMENT, name])}: is a secret too (`secrets`): a name has one of the two kinds"


def _sidecar_problems(overlay: Overlay) -> Iterator[str]:
    named = Counter(sidecar.get("name") for sidecar in overlay.sidecars)
    for index, sidecar in enumerate(overlay.sidecars):
        place, name = f"sidecars[{index}]", sidecar.get("name")
        if name is None or _is_empty(name):
            yield f"{place}.name: is missing: a sidecar is added, or put in the place of another one, by its name"
        elif isinstance(name, str) and not NAME.fullmatch(name):
            yield f"{place}.name: {name!r} is no name of a container: {NAME_RULE}"
        elif isinstance(name, str) and named[name] > 1:
            yield f"{place}.name: {name!r} is the name of {named[name]} sidecars"
        if sidecar.get("image") is None or _is_empty(sidecar["image"]):
            yield f"{place}.image: is missing: a sidecar is a whole container definition"
        yield from _listed_variables(place, sidecar)


def _listed_variables(place: str, container: Mapping[str, Any]) -> Iterator[str]:
    """Judge variables that are written as lists, in which a name can stand twice."""
    plain, secret = (variable_names(container, kind) for kind in (ENVIRONMENT, SECRETS))
    for kind, names in ((ENVIRONMENT, plain), (SECRETS, secret)):
        for name, times in Counter(names).items():
            if times > 1:
                yield f"{place}.{kind}: names {name!r} {times} times"
    for name in dict.fromkeys(plain):
        if name in secret:
            yield f"{place}.{ENVIRONMENT}: {name!r} is a secret too (`secrets`): a name has one of the two kinds"
    for entry in entries(container, SECRETS):
        if _is_empty(entry.get("valueFrom")):
            yield f"{place}.{SECRETS}: {entry.get('name')!r} has an empty `valueFrom`"


def _contradictions(overlay: Overlay) -> Iterator[str]:
    """Name containers that are declared in two ways."""
    for index, sidecar in enumerate(overlay.sidecars):
        name = sidecar.get("name")
        if name in overlay.containers:
            yield (
                f"sidecars[{index}].name: {dotted(['containers', str(name)])} changes the container of this name, and a sidecar "
                "would take its place: keep one of the two"
            )
    declared = {*overlay.containers, *(sidecar.get("name") for sidecar in overlay.sidecars)}
    for index, name in enumerate(overlay.remove_containers):
        if isinstance(name, str) and name in declared:
            yield f"remove_containers[{index}]: {name!r} is declared by this program too: keep one of the two"
