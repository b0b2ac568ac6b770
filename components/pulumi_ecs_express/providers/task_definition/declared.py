"""Judging what a program declares of a revision, and rendering it: what a check does with the template."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.settings import CREDENTIALS
from pulumi_ecs_express.model.fields.unknown import UNKNOWN, holds_unknown
from pulumi_ecs_express.model.task_definition.members import TASK_FIELDS
from pulumi_ecs_express.model.task_definition.overlay import Overlay
from pulumi_ecs_express.model.task_definition.spec import TaskDefinitionSpec
from pulumi_ecs_express.planning.task_definition.as_arguments import as_arguments
from pulumi_ecs_express.planning.task_definition.forms import overlay_judged
from pulumi_ecs_express.planning.task_definition.notes import rendering_notes
from pulumi_ecs_express.planning.task_definition.problems import overlay_problems
from pulumi_ecs_express.planning.task_definition.rendering import rendered
from pulumi_ecs_express.planning.task_definition.result import size_problems
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_revisions, known_form
from pulumi_ecs_express.providers.task_definition.running import NotRunning, running_revision
from pulumi_ecs_express.providers.task_definition.template import (
    TEMPLATE_ARN,
    NoTemplate,
    Template,
    find_template,
    is_known,
)

Properties = Mapping[str, Any]

AS_DECLARED = (
    "template",
    "service",
    "cluster",
    "removeContainers",
    "keepOldRevisions",
    "region",
    "profile",
    "endpoints",
)
"""Properties that are no part of the result."""


@dataclass(frozen=True)
class Judged:
    """
    What came of a declaration.

    Attributes:
        properties: The result under the arguments' names, the template's revision beside it.
        problems: What is wrong, by the arguments' paths.
        notes: What a preview says beside its lines.
    """

    properties: Mapping[str, Any]
    problems: list[str]
    notes: list[str]


def judge(spec: TaskDefinitionSpec, olds: Properties, news: Properties, owner: str) -> Judged:
    """
    Find the template, and render; what is not known yet is judged once it is.

    Args:
        spec: What the program declares.
        olds: The checked inputs of the last run; empty before the first.
        news: The program's properties, which say how AWS is reached.
        owner: The mark of what this very resource has registered.
    """
    declared = spec.tree()
    kept = {name: declared[name] for name in AS_DECLARED if name in declared}
    if not is_known(spec) or not wire.can_connect(news, "region"):
        return Judged({**declared, **_not_known(olds)}, [], [])
    definitions = connect_revisions(wire.connection({**declared, CREDENTIALS: news.get(CREDENTIALS)}))
    try:
        template = find_template(definitions, spec, olds, owner, running_revision(spec, news))
    except (NoTemplate, NotRunning) as missing:
        return Judged(declared, [str(missing)], [])
    except errors.AccessDenied as denied:
        return Judged(
            declared, [f"template: {denied.what}, and nothing can be rendered without it: {denied.remedy}"], []
        )
    overlay = spec.overlay()
    if problems := _problems(overlay, template, olds):
        return Judged(declared, problems, [])
    request = rendered(template.answer, overlay)
    result = {**kept, **as_arguments(request, overlay), **template.properties()}
    return Judged(result, [], rendering_notes(template.answer, request) if _is_new(result, olds) else [])


RENDERED = ("containers", "sidecars", *TASK_FIELDS, TEMPLATE_ARN)
"""Properties whose values come out of the template."""


def _not_known(olds: Properties) -> dict[str, Any]:
    """Give what cannot be rendered yet: everything that the last run has rendered may be another thing, or the same."""
    return {name: UNKNOWN for name in RENDERED if name in olds}


def _problems(overlay: Overlay, template: Template, olds: Properties) -> list[str]:
    overlay, of_form = overlay_judged(overlay, known_form())
    problems = of_form + overlay_problems(overlay, template.answer, olds.get("removeContainers") or ())
    if problems or holds_unknown(overlay):
        return problems
    return size_problems(rendered(template.answer, overlay))


def _is_new(result: Properties, olds: Properties) -> bool:
    return any(olds.get(name) != value for name, value in result.items())
