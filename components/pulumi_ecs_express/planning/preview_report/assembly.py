"""Putting a report together: one stack for each recording, the worst first."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulumi_ecs_express.model.preview_report.consequence import Consequence, Kind
from pulumi_ecs_express.model.preview_report.report import (
    Component,
    Failure,
    Operation,
    OtherResource,
    PreviewReport,
    Result,
    Stack,
)
from pulumi_ecs_express.planning.preview_report import failures, headline
from pulumi_ecs_express.planning.preview_report.calls import calls
from pulumi_ecs_express.planning.preview_report.consequences import consequences
from pulumi_ecs_express.planning.preview_report.estimates.cost import monthly_cost
from pulumi_ecs_express.planning.preview_report.estimates.duration import minutes
from pulumi_ecs_express.planning.preview_report.estimates.fargate_prices import READ
from pulumi_ecs_express.planning.preview_report.recording.changes import changed_fields
from pulumi_ecs_express.planning.preview_report.recording.event_log import Recording
from pulumi_ecs_express.planning.preview_report.recording.parts import Parts, split
from pulumi_ecs_express.planning.preview_report.recording.resources import Resource, resources
from pulumi_ecs_express.planning.preview_report.recording.values import plaintexts, public

REGION = "aws:region"


@dataclass(frozen=True)
class Preview:
    """
    One preview to report.

    Attributes:
        stack: Name of the stack, where it is known beside the recording.
        project: Name of the project, likewise.
        failures: Why there is no recording, or no whole one, in Pulumi's words.
    """

    recording: Recording
    stack: str = ""
    project: str = ""
    failures: tuple[str, ...] = ()


def report(previews: Sequence[Preview]) -> PreviewReport:
    """Make the report."""
    stacks = sorted(map(_stack, previews), key=_badness)
    return PreviewReport(headline=headline.plain(headline.of_all(stacks)), stacks=tuple(stacks), prices_read=READ)


def _badness(stack: Stack) -> tuple[object, ...]:
    worst = min((one.kind.rank for one in stack.consequences), default=len(Kind))
    return (stack.result is Result.SUCCEEDED, not stack.violations, worst, stack.project, stack.stack)


def _stack(preview: Preview) -> Stack:
    recording = preview.recording
    found = resources(recording.steps)
    secrets = sorted({text for step in recording.steps for side in (step.old, step.new) for text in plaintexts(side)})
    parts, others = split(found)
    components = sorted((_component(one, recording, secrets) for one in parts), key=_order)
    named = recording.stack_and_project or (preview.stack, preview.project)
    extra = tuple(Failure(text=failures.readable(text, secrets)) for text in preview.failures)
    stack = Stack(
        stack=named[0] or "stack",
        project=named[1] or "project",
        result=_result(preview),
        headline="",
        consequences=_of_all(components, others),
        failures=(*failures.failures(recording, secrets), *extra),
        violations=failures.violations(recording, secrets),
        warnings=failures.warnings(recording, secrets),
        components=tuple(components),
        others=tuple(sorted(map(_other, others), key=_other_order)),
        unchanged=_unchanged(recording, found),
    )
    return stack.model_copy(update={"headline": headline.plain(headline.of_stack(stack))})


def _result(preview: Preview) -> Result:
    recording = preview.recording
    if recording.failed or preview.failures or any(failures.is_mandatory(one.level) for one in recording.policies):
        return Result.FAILED
    if not recording.finished:
        return Result.UNFINISHED
    said_so = recording.failed is None and any(one.severity == "error" for one in recording.said)
    return Result.FAILED if said_so else Result.SUCCEEDED


def _component(parts: Parts, recording: Recording, secrets: Sequence[str]) -> Component:
    changes = changed_fields(parts.declared, parts.kind)
    notes = failures.notes(recording, parts.urns, secrets)
    found = consequences(parts, changes, notes)
    region = public(recording.configuration.get(REGION))
    return Component(
        type=parts.kind,
        name=parts.name,
        urn=parts.urn,
        operation=parts.operation,
        consequences=found,
        changes=tuple(one.told for one in changes),
        notes=notes,
        calls=calls(parts, changes),
        minutes=minutes(parts, found),
        monthly_cost=monthly_cost(parts, region if isinstance(region, str) else None),
        resources=tuple(sorted(map(_other, parts.made), key=_other_order)),
    )


def _order(component: Component) -> tuple[object, ...]:
    worst = min((one.kind.rank for one in component.consequences), default=len(Kind))
    return (worst, component.name, component.type, component.urn)


def _other(resource: Resource) -> OtherResource:
    return OtherResource(type=resource.type, name=resource.name, operation=resource.operation)


def _other_order(resource: OtherResource) -> tuple[object, ...]:
    return (list(Operation).index(resource.operation), resource.type, resource.name)


def _of_all(components: Sequence[Component], others: Sequence[Resource]) -> tuple[Consequence, ...]:
    """Join what comes of all that changes; of others' resources what Pulumi itself knows: deletion and replacement."""
    found = [
        Consequence(kind=one.kind, text=f"{part.name}: {one.text}") for part in components for one in part.consequences
    ]
    made = [Consequence(kind=KINDS[one.operation], text=f"{one.name} ({one.type}): {headline.WORDS[one.operation]}")
            for one in others if one.operation in KINDS]  # fmt: skip
    return tuple(sorted([*found, *made], key=lambda one: (one.kind.rank, one.text)))


KINDS = {Operation.DELETE: Kind.DELETION, Operation.REPLACE: Kind.REPLACEMENT}


def _unchanged(recording: Recording, found: Sequence[Resource]) -> int:
    if recording.unchanged is not None:
        return recording.unchanged
    return sum(one.operation is Operation.SAME for one in found)
