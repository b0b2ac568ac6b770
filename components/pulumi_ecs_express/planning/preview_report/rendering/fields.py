"""The changed fields of a component as a table; long values are folded behind it."""

from collections.abc import Iterator

from pulumi_ecs_express.model.preview_report.report import Component, FieldChange, Operation
from pulumi_ecs_express.planning.preview_report.headline import clipped
from pulumi_ecs_express.planning.preview_report.rendering.escaping import block, code, prose
from pulumi_ecs_express.planning.preview_report.rendering.ranks import Rank
from pulumi_ecs_express.planning.preview_report.rendering.size_limit import Piece

LONGEST_CELL, LONGEST_FOLDED, LONGEST_NAME = 100, 4000, 160
"""Characters of a value in the table, of one behind it, and of an argument's path."""

NONE = "&ndash;"


def table(component: Component) -> Iterator[Piece]:
    """Write the table; of a new component there is nothing before."""
    if not component.changes:
        return
    new = component.operation in (Operation.CREATE, Operation.IMPORT)
    header = "| field | value |\n|---|---|" if new else "| field | before | after |\n|---|---|---|"
    yield Piece(f"\n{header}", Rank.FIELD, "headings")
    for one in component.changes:
        cells = [code(clipped(one.argument, LONGEST_NAME)), *([] if new else [_before(one)]), _cell(one.new)]
        yield Piece(f"| {' | '.join(cells)} |", Rank.FIELD, "fields")


def _before(change: FieldChange) -> str:
    if change.old is None and change.in_effect is not None:
        return f"{_cell(change.in_effect)} (AWS&#39;s choice)"
    return _cell(change.old)


def _cell(value: str | None) -> str:
    if value is None:
        return NONE
    if not _is_long(value):
        return code(value)
    return f"{code(clipped(value.partition(chr(10))[0], LONGEST_CELL))} ({len(value):,} characters, below)"


def _is_long(value: str | None) -> bool:
    return value is not None and (len(value) > LONGEST_CELL or "\n" in value)


def folded(component: Component) -> Iterator[Piece]:
    """Write long values, each behind a line that opens it."""
    for one in component.changes:
        for title, value in (("before", one.old), ("after", one.new), ("AWS's choice", one.in_effect)):
            if value is not None and _is_long(value):
                summary = f"{code(clipped(component.name, LONGEST_NAME))}: {code(clipped(one.argument, LONGEST_NAME))}, {prose(title)}"
                yield Piece(
                    f"\n<details><summary>{summary}</summary>\n\n{block(_cut(value))}\n\n</details>",
                    Rank.FOLDED,
                    "long values",
                )


def _cut(value: str) -> str:
    left = len(value) - LONGEST_FOLDED
    return value if left <= 0 else f"{value[:LONGEST_FOLDED]}\n… and {left:,} more characters"
