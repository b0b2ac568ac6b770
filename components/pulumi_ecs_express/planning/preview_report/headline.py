"""The line that a person decides from: of one stack, and of several."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulumi_ecs_express.model.preview_report.consequence import SERIOUS, Kind
from pulumi_ecs_express.model.preview_report.report import Component, FieldChange, Minutes, Operation, Result, Stack
from pulumi_ecs_express.planning.preview_report.failures import is_mandatory

SAID: dict[Kind, str] = {
    Kind.DELETION: "deleted",
    Kind.URL_CHANGE: "its URL changes",
    Kind.REPLACEMENT: "replaced",
    Kind.DOWNTIME: "downtime",
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

UNTOUCHED = "looked at again"
"""Of a component that changes only because something beside it does, such as a domain whose service is deployed."""

SAID_OF_REMOVED: dict[Kind, str] = {
    Kind.REVISION: "its revisions are deregistered",
    Kind.PUT_BACK: "settings put back",
    Kind.DEPLOYMENT: "its service is moved back by a deployment",
    Kind.NO_CALL: "its service is left as it is",
}
"""Of a component that leaves the program, and whose service stays."""

NAMED, TOLD = 3, 5
"""Fields of a component, and components of a stack, that a headline names; more are counted."""

LONGEST = 60
"""Characters of a name in a headline."""


@dataclass(frozen=True)
class Phrase:
    """A part of a headline; a serious one stands out."""

    text: str
    serious: bool = False


def of_component(component: Component) -> list[Phrase]:
    """Say of a component what changes and what comes of it."""
    kinds = list(dict.fromkeys(one.kind for one in component.consequences))
    serious = sorted((kind for kind in kinds if kind in SERIOUS), key=_place)
    what = _what(component.changes) if component.operation is Operation.UPDATE else ""
    begin = Phrase(f"{clipped(component.name)}: {f'{what}, ' if what else ''}")
    if not serious:
        return [begin, Phrase(_ordinary(component, kinds[0]) if kinds else UNTOUCHED)]
    deploys = component.operation is Operation.UPDATE and Kind.DEPLOYMENT in kinds
    also = [Phrase(f", {_ordinary(component, Kind.DEPLOYMENT)}")] if deploys else []
    return [begin, Phrase(", ".join(SAID[kind] for kind in serious), serious=True), *also]


def clipped(name: str, longest: int = LONGEST) -> str:
    """Shorten a name."""
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def _place(kind: Kind) -> int:
    """Say "replaced, its URL changes" in this order."""
    return Kind.REPLACEMENT.rank if kind is Kind.URL_CHANGE else -1 if kind is Kind.REPLACEMENT else kind.rank


def _ordinary(component: Component, kind: Kind) -> str:
    if component.operation is Operation.DELETE:
        return f"removed, {SAID_OF_REMOVED.get(kind, SAID[kind])}"
    if component.type != "ExpressGatewayService":
        return (
            f"new, {SAID[kind]}"
            if component.operation is Operation.CREATE and kind is not Kind.CREATION
            else SAID[kind]
        )
    if kind is Kind.DEPLOYMENT:
        return f"a canary deployment{of_time(component.minutes)}"
    if kind is Kind.CREATION and component.minutes:
        return f"{SAID[kind]}, in{of_time(component.minutes).removeprefix(' of')}"
    return SAID[kind]


def of_time(minutes: Minutes | None) -> str:
    """Say how long something takes."""
    if minutes is None:
        return ""
    span = str(minutes.most) if minutes.least == minutes.most else f"{minutes.least} to {minutes.most}"
    return f" of about {span} minutes"


def _what(changes: Sequence[FieldChange]) -> str:
    """Name what changes: the image by itself, fields by their names, many by their number."""
    names = [clipped(one.argument) for one in changes]
    if names == ["primary_container.image"]:
        return "new image"
    if len(names) > NAMED:
        return f"{len(names)} fields"
    return ", ".join("image" if name == "primary_container.image" else name for name in names)


def of_stack(stack: Stack) -> list[Phrase]:
    """Say of a stack what fails or changes; the worst first."""
    told = [[Phrase(_failure(stack), serious=True)]] if stack.result is not Result.SUCCEEDED or stack.failures else []
    told += [[Phrase(_policies(stack), serious=True)]] if stack.violations else []
    told += [of_component(one) for one in stack.components[:TOLD]]
    if len(stack.components) > TOLD:
        told.append([Phrase(f"{len(stack.components) - TOLD} more components of this package")])
    told += [_others(stack)] if stack.others else []
    told = told or [[Phrase("no changes")]]
    told += [[Phrase(_unchanged(stack))]] if stack.unchanged else []
    return [phrase for index, one in enumerate(told) for phrase in ([Phrase("; ")] if index else []) + one]


def _failure(stack: Stack) -> str:
    if stack.result is Result.UNFINISHED:
        return "the recording of the preview has no end"
    count = len(stack.failures)
    return f"the preview fails: {count} error{'s' if count != 1 else ''}" if count else "the preview fails"


def _policies(stack: Stack) -> str:
    count = len(stack.violations)
    mandatory = sum(is_mandatory(one.level) for one in stack.violations)
    return f"{count} polic{'ies are' if count != 1 else 'y is'} not kept{f', {mandatory} of them mandatory' if mandatory else ''}"


def _others(stack: Stack) -> list[Phrase]:
    """Count other resources by what happens to them; deletions and replacements stand out."""
    counts = [(kind, sum(one.operation is kind for one in stack.others)) for kind in Operation]
    worst = [f"{count} {WORDS[kind]}" for kind, count in counts if count and kind in LOSING]
    rest = [f"{count} {WORDS[kind]}" for kind, count in counts if count and kind not in LOSING]
    found = [Phrase(f"{'other resources' if stack.components else 'resources'}: ")]
    found += [Phrase(", ".join(worst), serious=True)] if worst else []
    return found + ([Phrase(f"{', ' if worst else ''}{', '.join(rest)}")] if rest else [])


LOSING = (Operation.DELETE, Operation.REPLACE)
WORDS = {
    Operation.DELETE: "deleted",
    Operation.REPLACE: "replaced",
    Operation.CREATE: "created",
    Operation.UPDATE: "updated",
    Operation.IMPORT: "imported",
    Operation.SAME: "unchanged",
}


def _unchanged(stack: Stack) -> str:
    others = "" if stack.result is Result.SUCCEEDED and not (stack.components or stack.others) else " other"
    return f"{stack.unchanged}{f'{others}s' if others and stack.unchanged != 1 else others} unchanged"


def of_all(stacks: Sequence[Stack]) -> list[Phrase]:
    """Say of several stacks which change, and the worst one's own line."""
    if len(stacks) == 1:
        return of_stack(stacks[0])
    failed = sum(one.result is not Result.SUCCEEDED for one in stacks)
    changed = sum(bool(one.components or one.others) for one in stacks)
    parts = [Phrase(f"{failed} of {len(stacks)} previews fail, ", serious=True)] if failed else []
    parts.append(Phrase(f"{changed or 'none'} of {len(stacks)} stacks change"))
    if not failed and not changed:
        return parts
    worst = stacks[0]
    return [*parts, Phrase(f"; {clipped(worst.project)}/{clipped(worst.stack)}: "), *of_stack(worst)]


def plain(phrases: Sequence[Phrase]) -> str:
    """Write a headline without emphasis."""
    return "".join(phrase.text for phrase in phrases)
