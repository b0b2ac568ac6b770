"""
The tables of docs/service-settings.md that are the package's own data: written here, and held against the page by a test.

`python -m tests.docs.settings_table` prints them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import EACH, Path, snake
from pulumi_ecs_express.model.service_settings.kinds import Kind
from pulumi_ecs_express.model.service_settings.spec import ARGUMENTS, STRUCTURED
from pulumi_ecs_express.planning.service_settings.changes import CONFIGURATION, PERCENTAGES
from pulumi_ecs_express.planning.service_settings.table import (
    BY_CODE_DEPLOY,
    COLUMNS,
    OTHERS,
    STRATEGY,
    TABLE,
)
from pulumi_ecs_express.planning.service_settings.verdicts import ALLOWED, Deploys, Verdict
from tests.settings_samples import fields_by_path

HEADS = {
    Kind.EXPRESS.value: "Express", Kind.BLUE_GREEN.value: "blue/green", Kind.CODE_DEPLOY.value: "`CODE_DEPLOY`",
    Kind.EXTERNAL.value: "`EXTERNAL`", "fargate": "Fargate", "ec2": "EC2", "replica": "`REPLICA`", "daemon": "`DAEMON`",
}  # fmt: skip
"""What the page calls a column, where not by its own name."""

WORDS = {Verdict.ALLOWED: "yes", Verdict.REFUSED: "**no**", Verdict.UNKNOWN: "tried", Verdict.OWNED: "**elsewhere**"}

STARTS = {
    Deploys.YES: "yes", Deploys.NO: "no", Deploys.FORCED: "forced", Deploys.NOT_STATED: "not stated",
    Deploys.NEW_TASKS: "new tasks",
}  # fmt: skip

NOTHING = "—"


def head(column: str) -> str:
    """Name a column as the page does."""
    return HEADS.get(column, column)


def named(name: str) -> str:
    """Name a parameter as the program does."""
    return f"`{ARGUMENTS.path((name,))}`"


def lines(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Lay a table out."""
    whole = [list(heads), ["---" for _ in heads], *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in whole).replace("| --- ", "|---").replace("|--- |", "|---|")


def where() -> str:
    """Lay out where AWS takes a parameter, whether a change deploys, and what clears it."""
    heads = ["setting", *map(head, COLUMNS), "starts a deployment", "cleared by"]
    return lines(heads, ([*_cells(name), STARTS[row.deploys], _cleared(row.absent)] for name, row in _rows()))


def _rows() -> Iterator[tuple[str, Any]]:
    return iter({**TABLE, **OTHERS}.items())


def _cells(name: str) -> list[str]:
    row = TABLE.get(name) or OTHERS[name]
    return [named(name), *(WORDS[row.cells.get(column, ALLOWED).verdict] for column in COLUMNS)]


def _cleared(absent: Any) -> str:
    """Write what is sent to clear a setting; a structure has no value that a program may write for it."""
    if absent is None or absent == {}:
        return NOTHING
    return f"`{absent!r}`".replace("'", '"')


def instead() -> str:
    """Lay out why a setting is refused or owned elsewhere, and what to do instead: all settings of a reason together."""
    found = dict[tuple[str, str], list[str]]()
    for name, row in _rows():
        for column, known in row.cells.items():
            if known.verdict in (Verdict.REFUSED, Verdict.OWNED):
                found.setdefault((known.reason, column), []).append(named(name))
    found.setdefault((STRATEGY.reason, Kind.EXPRESS.value), []).append("`deployment_configuration.strategy`")
    percentages = ", ".join(f"`{ARGUMENTS.path((CONFIGURATION, name)).rpartition('.')[2]}`" for name in PERCENTAGES)
    besides = f"all of `deployment_configuration` but {percentages}"
    found[BY_CODE_DEPLOY.reason, Kind.CODE_DEPLOY.value].append(besides)
    reasons = dict[str, dict[str, list[str]]]()
    for (reason, column), names in found.items():
        reasons.setdefault(reason, {}).setdefault(", ".join(names), []).append(head(column))
    rows = ([names, ", ".join(on), reason] for reason, by_name in reasons.items() for names, on in by_name.items())
    return lines(["of", "on", "a preview says"], rows)


def notes() -> str:
    """Lay out what else a preview says of a change, and of putting back."""
    rows = (
        [named(name), row.note or NOTHING, row.without_deployment or NOTHING, row.put_back or NOTHING]
        for name, row in TABLE.items()
        if row.note or row.without_deployment or row.put_back
    )
    heads = [
        "setting",
        "a preview says of a value that is set",
        "where no deployment comes of it",
        "of putting it back",
    ]
    return lines(heads, rows)


def members() -> str:
    """Lay out the members of the settings that are maps or lists; `[]` stands behind a list."""
    paths = [path for path, _ in fields_by_path() if len(path) > 1]
    leaves = [path for path in paths if not any(other[: len(path)] == path and other != path for other in paths)]
    rows = ([named(name), _shape(name, leaves), _members(name, leaves)] for name in STRUCTURED)
    return lines(["setting", "a", "members"], rows)


def _shape(name: str, leaves: list[Path]) -> str:
    return "list" if any(path[:2] == (name, EACH) for path in leaves) else "map"


def _members(name: str, leaves: list[Path]) -> str:
    below = [path[1:] for path in leaves if path[0] == name]
    return ", ".join(f"`{_written(path[1:] if path[0] == EACH else path)}`" for path in below)


def _written(path: Path) -> str:
    return ".".join("[]" if step == EACH else snake(step) for step in path).replace(".[]", "[]")


TABLES: Mapping[str, Any] = {"where": where, "instead": instead, "notes": notes, "members": members}


if __name__ == "__main__":
    print("\n\n".join(table() for table in TABLES.values()))
