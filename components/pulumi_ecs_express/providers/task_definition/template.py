"""
The template of a revision: which one it is, read where it may have changed since the last run.

A template that names its revision never changes and is kept in state. One that is tracked may turn out to be what this very
resource has registered, since its own family or its own service can be the template: the one before that is kept then, so
that what the program no longer declares goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.model.task_definition.members import TAGS, Answer
from pulumi_ecs_express.model.task_definition.observed import ObservedRevision
from pulumi_ecs_express.model.task_definition.spec import TaskDefinitionSpec
from pulumi_ecs_express.model.task_definition.types import NONE, OF_SERVICE, PINNED
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.planning.task_definition.as_arguments import ORDER, as_request
from pulumi_ecs_express.planning.task_definition.copying import unsendable_members
from pulumi_ecs_express.planning.task_definition.equality import is_registered
from pulumi_ecs_express.planning.task_definition.rendering import registrable
from pulumi_ecs_express.ports import TaskDefinitionRevisions
from pulumi_ecs_express.providers.adapters import known_form
from pulumi_ecs_express.providers.unchanged import TRACKED

Properties = Mapping[str, Any]

TEMPLATE_ARN, KEPT = "templateArn", "__template"
"""The properties that say which revision is the template, and hold it where it is not read again."""


@dataclass(frozen=True)
class Template:
    """
    What is rendered upon.

    Attributes:
        answer: As DescribeTaskDefinition returns it; None to begin from nothing.
        arn: Its revision; None to begin from nothing.
        kept: Whether state holds it.
        tracked: Whether another revision can take its place without a change of the program.
    """

    answer: Answer | None
    arn: str | None
    kept: bool = False
    tracked: bool = False

    def properties(self) -> dict[str, Any]:
        """Write what state needs to know of it."""
        if self.answer is None or self.arn is None:
            return {}
        found: dict[str, Any] = {TEMPLATE_ARN: self.arn, **({TRACKED: True} if self.tracked else {})}
        if self.kept:
            definition = {**registrable(self.answer), "revision": int(self.arn.rpartition(":")[2])}
            found[KEPT] = {TAGS: definition.pop(TAGS, []), "taskDefinition": definition}
        return found


class NoTemplate(Exception):
    """There is no such template, or it cannot be copied; the text says which argument is wrong, and what to write."""


def find_template(
    definitions: TaskDefinitionRevisions, spec: TaskDefinitionSpec, olds: Properties, owner: str, running: str | None
) -> Template:
    """
    Find the template.

    Args:
        definitions: The task definitions of the Region.
        spec: What the program declares, known as far as it says which template.
        olds: The checked inputs of the last run; empty before the first.
        owner: The mark of what this very resource has registered.
        running: The revision that the service runs, where that is the template.

    Raises:
        NoTemplate: There is none, or a copy would lose something of it.
    """
    wanted = spec.template
    if wanted == NONE:
        return Template(None, None)
    if wanted is not None and PINNED.fullmatch(wanted):
        if spec.template == olds.get("template") and olds.get(KEPT):
            return _kept(olds)
        return _copyable(definitions, _found(definitions, "template", wanted))
    tracked, argument = (running, "service") if wanted == OF_SERVICE else (wanted or spec.family, "template")
    found = _found(definitions, argument if wanted else "family", str(tracked))
    may_be_ours = wanted in (None, OF_SERVICE) or found.family == spec.family
    if may_be_ours and olds.get(KEPT) and olds.get("template") == wanted and _is_ours(olds, found, owner):
        return replace(_kept(olds), tracked=True)
    if may_be_ours:
        found = _before_ours(definitions, found, owner)
    return replace(_copyable(definitions, found), kept=may_be_ours, tracked=True)


def _kept(olds: Properties) -> Template:
    return Template(olds[KEPT], olds[TEMPLATE_ARN], kept=True)


def _is_ours(olds: Properties, found: ObservedRevision, owner: str) -> bool:
    """Report whether a revision is what this resource has registered, or the template that it was rendered upon."""
    if found.arn == olds[TEMPLATE_ARN] or found.tags.get(ownership.TAG) == owner:
        return True
    return ORDER in olds and is_registered(as_request(olds), found.answer)


def _before_ours(definitions: TaskDefinitionRevisions, found: ObservedRevision, owner: str) -> ObservedRevision:
    """Find the newest revision that this resource has not registered itself; state may have been lost in between."""
    latest, number = found, found.revision
    while found.tags.get(ownership.TAG) == owner and number > max(1, latest.revision - MOST_OF_OURS):
        number -= 1
        found = definitions.find(f"{latest.family}:{number}") or found
    return latest if found.tags.get(ownership.TAG) == owner else found


MOST_OF_OURS = 20
"""Revisions of this very resource in a row that are looked through."""


def _found(definitions: TaskDefinitionRevisions, argument: str, asked: str) -> ObservedRevision:
    found = definitions.find(asked)
    if found is not None:
        return found
    if argument == "family":
        raise NoTemplate(
            f"family: there is no task definition {asked!r} in {definitions.region}, and AWS would begin a new family on a "
            'typing mistake: name one that is there, a `template`, or template="none" to begin it from nothing'
        )
    raise NoTemplate(
        f"{argument}: there is no task definition {asked!r} in {definitions.region}: name one that is there"
    )


def _copyable(definitions: TaskDefinitionRevisions, found: ObservedRevision) -> Template:
    lost = unsendable_members(found.raw, known_form())
    if lost:
        raise NoTemplate(
            f"template: {found.family}:{found.revision} holds {', '.join(lost)}, which the installed boto3 "
            f"({definitions.client_version}) does not know and a copy would lose: pip install --upgrade boto3"
        )
    return Template(found.answer, found.arn, kept=True)


def is_known(spec: TaskDefinitionSpec) -> bool:
    """Report whether it is known which template is meant."""
    return not any(isinstance(value, Unknown) for value in (spec.template, spec.family, spec.service, spec.cluster))
