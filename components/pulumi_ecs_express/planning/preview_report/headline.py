"""The line that a person decides from: of one stack, and of several."""

from collections.abc import Sequence

from pulumi_ecs_express.model.preview_report.consequence import SERIOUS, Kind
from pulumi_ecs_express.model.preview_report.report import Component, FieldChange, Minutes, Operation, Result, Stack
from pulumi_ecs_express.planning.preview_report.failures import is_mandatory

SAID: dict[Kind, str] = {
    Kind.DELETION: "deleted",
    Kind.URL_CHANGE: "its URL changes",
    Kind.REPLACEMENT: "replaced",
    Kind.DOWNTIME: "does not answer for a while, or until it is changed back",
    Kind.CONTAINER_LOST: "loses a container",
    Kind.DEPLOYMENT: "a deployment",
    Kind.POSSIBLE_DEPLOYMENT: "an update that AWS may deploy",
    Kind.PUT_BACK: "settings put back",
    Kind.CREATION: "new",
    Kind.DOMAIN: "its domain",
    Kind.REVISION: "another revision",
    Kind.UPDATE: "an update without a deployment",
    Kind.TAGS: "tags only",
    Kind.CONNECTION: "reached another way, nothing is sent",
    Kind.NO_CALL: "no AWS call",
}
"""What a headline says of each kind."""

NAMED, TOLD = 3, 5
"""Fields of a component, and components of a stack, that a headline names; more are counted."""


def of_component(component: Component) -> str:
    """Say of a component what changes and what comes of it."""
    kinds = list(dict.fromkeys(one.kind for one in component.consequences)) or [Kind.NO_CALL]
    serious = [kind for kind in sorted(kinds, key=lambda one: _place(one)) if kind in SERIOUS]
    if component.operation is Operation.CREATE:
        serious = [kind for kind in serious if kind is Kind.DOWNTIME]
    told = [SAID[kind] for kind in serious] or [_ordinary(component, kinds[0])]
    what = _what(component.changes) if component.operation is Operation.UPDATE else ""
    return f"{component.name}: {', '.join(filter(None, [what, *told]))}"


def _place(kind: Kind) -> int:
    """Say "replaced, its URL changes" in this order."""
    return Kind.REPLACEMENT.rank if kind is Kind.URL_CHANGE else -1 if kind is Kind.REPLACEMENT else kind.rank


def is_serious(component: Component) -> bool:
    """Report whether something is gone or does not answer after it."""
    return any(one.kind in SERIOUS for one in component.consequences)


def _ordinary(component: Component, kind: Kind) -> str:
    if component.type != "ExpressGatewayService":
        return SAID[kind]
    if kind is Kind.DEPLOYMENT:
        return f"a canary deployment{of_time(component.minutes)}"
    return f"{SAID[kind]}{of_time(component.minutes) if kind is Kind.CREATION else ''}"


def of_time(minutes: Minutes | None) -> str:
    """Say how long something takes."""
    if minutes is None:
        return ""
    span = str(minutes.most) if minutes.least == minutes.most else f"{minutes.least} to {minutes.most}"
    return f" of about {span} minutes"


def _what(changes: Sequence[FieldChange]) -> str:
    """Name what changes: the image by itself, fields by their names, many by their number."""
    names = [one.argument for one in changes]
    if names == ["primary_container.image"]:
        return "new image"
    if len(names) > NAMED:
        return f"{len(names)} fields"
    return ", ".join("image" if name == "primary_container.image" else name for name in names)


def of_stack(stack: Stack) -> str:
    """Say of a stack what fails or changes; the worst first."""
    told = [_failure(stack)] if stack.result is not Result.SUCCEEDED or stack.failures else []
    told += [_policies(stack)] if stack.violations else []
    told += [of_component(one) for one in stack.components[:TOLD]]
    if len(stack.components) > TOLD:
        told.append(f"{len(stack.components) - TOLD} more components of this package")
    told += [_others(stack)] if stack.others else []
    if not told:
        return f"no changes; {_unchanged(stack.unchanged)}" if stack.unchanged else "no changes"
    return "; ".join([*told, _unchanged(stack.unchanged)] if stack.unchanged else told)


def _failure(stack: Stack) -> str:
    if stack.result is Result.UNFINISHED:
        return "the recording of the preview has no end"
    count = len(stack.failures)
    return f"the preview fails: {count} error{'s' if count != 1 else ''}" if count else "the preview fails"


def _policies(stack: Stack) -> str:
    count = len(stack.violations)
    mandatory = sum(is_mandatory(one.level) for one in stack.violations)
    return f"{count} polic{'ies are' if count != 1 else 'y is'} not kept{f', {mandatory} of them mandatory' if mandatory else ''}"


def _others(stack: Stack) -> str:
    counts = [(kind, sum(one.operation is kind for one in stack.others)) for kind in Operation]
    said = [f"{count} {WORDS[kind]}" for kind, count in counts if count]
    return f"{'other resources' if stack.components else 'resources'}: {', '.join(said)}"


WORDS = {
    Operation.DELETE: "deleted",
    Operation.REPLACE: "replaced",
    Operation.CREATE: "created",
    Operation.UPDATE: "updated",
    Operation.IMPORT: "imported",
    Operation.SAME: "unchanged",
}


def _unchanged(count: int) -> str:
    return f"{count} other{'s' if count != 1 else ''} unchanged"


def of_all(stacks: Sequence[Stack]) -> str:
    """Say of several stacks which change, and the worst one's own line."""
    if len(stacks) == 1:
        return stacks[0].headline
    failed = sum(one.result is not Result.SUCCEEDED for one in stacks)
    changed = sum(bool(one.components or one.others) for one in stacks)
    parts = [f"{failed} of {len(stacks)} previews fail{'s' if failed == 1 else ''}"] if failed else []
    parts.append(f"{changed} of {len(stacks)} stacks change" if changed else f"none of {len(stacks)} stacks changes")
    worst = stacks[0]
    tail = f"; {worst.project}/{worst.stack}: {worst.headline}" if failed or changed else ""
    return f"{', '.join(parts)}{tail}"
