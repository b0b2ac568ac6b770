"""A report as GitHub's Markdown."""

import re
from collections.abc import Iterator, Sequence

from pulumi_ecs_express.model.preview_report.consequence import SERIOUS, Consequence
from pulumi_ecs_express.model.preview_report.report import Component, PreviewReport, Result, Stack
from pulumi_ecs_express.planning.preview_marker import UNCHANGED, marker
from pulumi_ecs_express.planning.preview_report import headline, wording
from pulumi_ecs_express.planning.preview_report.headline import Phrase, clipped
from pulumi_ecs_express.planning.preview_report.rendering import fields
from pulumi_ecs_express.planning.preview_report.rendering.escaping import block, code, prose
from pulumi_ecs_express.planning.preview_report.rendering.ranks import Rank
from pulumi_ecs_express.planning.preview_report.rendering.size_limit import LIMIT, Piece, fitted

LONGEST_MESSAGE, LONGEST_NAME, LONGEST_NOTE = 3000, 120, 600
"""Characters of an error message, of a name, of a note; what is longer is cut, and says so."""

MOST_OTHERS = 12
"""Other resources that are listed in the open; more are folded."""


def markdown(report: PreviewReport, limit: int = LIMIT) -> str:
    """Write the page, in at most so many bytes."""
    return fitted(list(_page(report)), limit)


def _page(report: PreviewReport) -> Iterator[Piece]:
    stacks = report.stacks
    yield Piece(marker((_comment_safe(one.project), _comment_safe(one.stack)) for one in stacks), Rank.ALWAYS)
    if all(one.result is Result.SUCCEEDED and not _has_more(one) for one in stacks):
        yield Piece(UNCHANGED, Rank.ALWAYS)
    title = f"preview of {_place(stacks[0])}" if len(stacks) == 1 else f"previews of {len(stacks)} stacks"
    yield Piece(f"### {title}\n\n{_emphasized(headline.of_all(stacks))}", Rank.ALWAYS)
    if len(stacks) > 1:
        yield from _overview(stacks)
    for stack in stacks:
        if len(stacks) > 1 and _has_more(stack):
            yield Piece(f"\n---\n\n### {_place(stack)}", Rank.COMPONENT, "headings")
        yield from _stack(stack)
    if any(part.monthly_cost for stack in stacks for part in stack.components):
        yield Piece(f"\n<sub>{wording.ESTIMATE.format(read=report.prices_read)}</sub>", Rank.DETAIL, "remarks")


def _comment_safe(name: str) -> str:
    """Keep a name from ending the hidden line; Pulumi takes no such names."""
    return re.sub(r"[^\w.-]", "_", name, flags=re.ASCII) or "_"


def _place(stack: Stack) -> str:
    return code(f"{clipped(stack.project, LONGEST_NAME)}/{clipped(stack.stack, LONGEST_NAME)}")


def _emphasized(phrases: Sequence[Phrase]) -> str:
    """Write a headline; what is serious stands out."""
    return "".join(f"<strong>{prose(one.text)}</strong>" if one.serious else _open(one.text) for one in phrases)


def _open(text: str) -> str:
    """Escape a phrase and keep the spaces at its ends, which part it from its neighbours."""
    inner = text.strip(" ")
    lead, trail = len(text) - len(text.lstrip(" ")), len(text) - len(text.rstrip(" "))
    return f"{' ' * lead}{prose(inner)}{' ' * trail if inner else ''}"


def _overview(stacks: Sequence[Stack]) -> Iterator[Piece]:
    yield Piece("\n| stack | what happens | worst |\n|---|---|---|", Rank.STACK, "headings")
    for stack in stacks:
        worst = prose(wording.worst(stack))
        yield Piece(f"| {_place(stack)} | {_emphasized(headline.of_stack(stack))} | {worst} |", Rank.STACK, "stacks")


def _has_more(stack: Stack) -> bool:
    return bool(stack.components or stack.others or stack.failures or stack.violations or stack.warnings)


def _stack(stack: Stack) -> Iterator[Piece]:
    yield from _failures(stack)
    yield from _violations(stack)
    for component in stack.components:
        yield from _component(component)
    yield from _others(stack)
    for warning in stack.warnings:
        yield Piece(f"\n**Warning**{_message(warning)}", Rank.NOTE, "warnings")


def _failures(stack: Stack) -> Iterator[Piece]:
    if stack.result is Result.UNFINISHED:
        yield Piece(f"\n**{wording.UNFINISHED}**", Rank.FAILURE, "remarks")
    for one in stack.failures:
        where = f" of {code(clipped(one.resource, LONGEST_NAME))}" if one.resource else ""
        code_text = f", {code(one.code)}" if one.code else ""
        yield Piece(f"\n**Error**{where}{code_text}{_message(one.text)}", Rank.FAILURE, "errors")


def _message(text: str) -> str:
    """Write a message behind its title: one line as text, which wraps, several as they are."""
    cut = clipped(text, LONGEST_MESSAGE)
    return f"\n\n{block(cut)}" if "\n" in cut else f": {prose(cut)}"


def _violations(stack: Stack) -> Iterator[Piece]:
    for one in stack.violations:
        about = f" on {code(clipped(one.resource, LONGEST_NAME))}" if one.resource else ""
        pack = f" of {code(clipped(one.pack, LONGEST_NAME))}" if one.pack else ""
        title = f"**Policy** {code(clipped(one.policy, LONGEST_NAME))}{pack}, {prose(clipped(one.level, LONGEST_NAME))}"
        yield Piece(f"\n{title}{f',{about}' if about else ''}{_message(one.text)}", Rank.FAILURE, "policies")


def _component(component: Component) -> Iterator[Piece]:
    serious = any(one.kind in SERIOUS for one in component.consequences)
    rank = Rank.SERIOUS if serious else Rank.COMPONENT
    title = f"{code(clipped(component.name, LONGEST_NAME))} {component.type}: {headline.WORDS[component.operation]}"
    yield Piece(f"\n#### {title}\n", rank, "components")
    for one in component.consequences:
        yield Piece(_consequence(one), rank, "consequences")
    yield from fields.table(component)
    told = {one.text for one in component.consequences}
    others = [note for note in component.notes if not any(text.endswith(note) for text in told)]
    if others:
        yield Piece("\nNotes:", Rank.NOTE, "headings")
    for note in others:
        yield Piece(f"- {prose(clipped(note, LONGEST_NOTE))}", Rank.NOTE, "notes")
    for line in wording.figures(component):
        yield Piece(f"\n{prose(line)}", Rank.DETAIL, "figures")
    if component.calls:
        yield Piece(f"\nAWS calls: {', '.join(map(code, component.calls))}", Rank.DETAIL, "lists of calls")
    if component.resources:
        yield Piece(f"\nWith it: {prose(wording.counted(component.resources))}", Rank.OTHERS, "lists of resources")
    yield from fields.folded(component)


def _consequence(one: Consequence) -> str:
    text = prose(clipped(one.text, LONGEST_NOTE))
    return f"- **{wording.NAMES[one.kind]}**: {text}"


def _others(stack: Stack) -> Iterator[Piece]:
    if not stack.others:
        return
    rows = [
        f"| {headline.WORDS[one.operation]} | {code(clipped(one.name, LONGEST_NAME))} | {code(clipped(one.type, LONGEST_NAME))} |"
        for one in stack.others
    ]
    lost = sum(one.operation in headline.LOSING for one in stack.others)
    title = prose(f"{'Other resources' if stack.components else 'Resources'}: {wording.counted(stack.others)}")
    header = "| | name | type |\n|---|---|---|"
    if len(rows) <= MOST_OTHERS:
        yield Piece(f"\n{title}\n\n{header}", Rank.OTHERS, "headings")
        yield from (Piece(row, Rank.OTHERS, "other resources") for row in rows)
        return
    if lost:
        yield Piece(f"\n{title}\n\n{header}", Rank.OTHERS, "headings")
        yield from (Piece(row, Rank.OTHERS, "other resources") for row in rows[:lost])
    summary = title if not lost else "the others"
    whole = "\n".join(rows[lost:])
    if whole:
        yield Piece(
            f"\n<details><summary>{summary}</summary>\n\n{header}\n{whole}\n\n</details>", Rank.FOLDED, "folded lists"
        )
