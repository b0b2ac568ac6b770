"""A report on a terminal: no text from outside is markup, or a control sequence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pulumi_ecs_express.model.preview_report.consequence import SERIOUS
from pulumi_ecs_express.model.preview_report.report import Component, PreviewReport, Result, Stack
from pulumi_ecs_express.planning.preview_report import headline, wording
from pulumi_ecs_express.planning.preview_report.headline import Phrase, clipped
from pulumi_ecs_express.planning.preview_report.rendering.escaping import visible

LONGEST_VALUE, MOST_OTHERS = 200, 40
"""Characters of a value, and other resources, that are shown; `--format json` has all of both."""

WIDTH = 110
"""Columns where the report is no terminal's."""


def show(report: PreviewReport) -> None:
    """Print the report."""
    console = Console(highlight=False)
    for part in _parts(report):
        console.print(part, soft_wrap=isinstance(part, Text))


def plain(report: PreviewReport) -> str:
    """Write the report without colours, for a file."""
    console = Console(highlight=False, width=WIDTH, color_system=None, force_terminal=False)
    with console.capture() as captured:
        for part in _parts(report):
            console.print(part)
    return captured.get()


def _parts(report: PreviewReport) -> Iterator[RenderableType]:
    yield _headline(headline.of_all(report.stacks))
    if len(report.stacks) > 1:
        yield _overview(report.stacks)
    for stack in report.stacks:
        if len(report.stacks) > 1:
            yield Text(f"\n{_place(stack)}", style="bold underline")
        yield from _stack(stack)
    if any(part.monthly_cost for stack in report.stacks for part in stack.components):
        yield Text(f"\n{wording.ESTIMATE.format(read=report.prices_read)}", style="dim")


def _place(stack: Stack) -> str:
    return visible(f"{stack.project}/{stack.stack}")


def _headline(phrases: Sequence[Phrase]) -> Text:
    text = Text()
    for phrase in phrases:
        text.append(visible(phrase.text), style="bold red" if phrase.serious else "bold")
    return text


def _overview(stacks: Sequence[Stack]) -> Table:
    table = Table("stack", "what happens", "worst", box=None, pad_edge=False)
    for stack in stacks:
        table.add_row(Text(_place(stack)), _headline(headline.of_stack(stack)), Text(wording.worst(stack)))
    return table


def _stack(stack: Stack) -> Iterator[RenderableType]:
    if stack.result is Result.UNFINISHED:
        yield Text(f"\n{wording.UNFINISHED}", style="bold red")
    for failure in stack.failures:
        where = f" of {visible(failure.resource)}" if failure.resource else ""
        code = f" [{failure.code}]" if failure.code else ""
        yield Text(f"\nerror{where}{code}", style="bold red")
        yield Padding(Text(visible(failure.text, "\n")), (0, 0, 0, 2))
    for broken in stack.violations:
        yield Text(f"\npolicy {visible(broken.policy)}, {visible(broken.level)}", style="bold red")
        about = f"{broken.resource}: " if broken.resource else ""
        yield Padding(Text(visible(f"{about}{broken.text}", "\n")), (0, 0, 0, 2))
    for component in stack.components:
        yield from _component(component)
    yield from _others(stack)
    for warning in stack.warnings:
        yield Text(f"\nwarning: {visible(warning, chr(10))}", style="yellow")


def _component(component: Component) -> Iterator[RenderableType]:
    title = Text(f"\n{visible(component.name)}", style="bold")
    title.append(f"  {component.type}: {headline.WORDS[component.operation]}", style="not bold dim")
    yield title
    for one in component.consequences:
        line = Text(f"{wording.NAMES[one.kind]}: ", style="bold red" if one.kind in SERIOUS else "bold")
        line.append(visible(one.text), style="not bold default")
        yield Padding(line, (0, 0, 0, 2))
    if component.changes:
        yield Padding(_fields(component), (0, 0, 0, 4))
    told = {one.text for one in component.consequences}
    rest = [note for note in component.notes if not any(text.endswith(note) for text in told)]
    lines = [*rest, *wording.figures(component)]
    lines += [f"AWS calls: {', '.join(component.calls)}"] if component.calls else []
    lines += [f"with it: {wording.counted(component.resources)}"] if component.resources else []
    for text in lines:
        yield Padding(Text(visible(text)), (0, 0, 0, 2))


def _fields(component: Component) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    for one in component.changes:
        before = one.old if one.old is not None else one.in_effect
        table.add_row(Text(visible(one.argument)), _value(before, "red"), Text("→"), _value(one.new, "green"))
    return table


def _value(value: str | None, style: str) -> Text:
    return Text("-", style="dim") if value is None else Text(clipped(visible(value), LONGEST_VALUE), style=style)


def _others(stack: Stack) -> Iterator[RenderableType]:
    if not stack.others:
        return
    title = "Other resources" if stack.components else "Resources"
    yield Text(f"\n{title}: {visible(wording.counted(stack.others))}", style="bold")
    table = Table(box=None, show_header=False, pad_edge=False)
    for one in stack.others[:MOST_OTHERS]:
        table.add_row(headline.WORDS[one.operation], Text(visible(one.name)), Text(visible(one.type), style="dim"))
    yield Padding(table, (0, 0, 0, 2))
    if len(stack.others) > MOST_OTHERS:
        yield Text(f"  and {len(stack.others) - MOST_OTHERS} more")
