"""
The tables of docs/migrating.md that are the code's own: written here, and held against the page by a test.

`python -m tests.docs.migration_tables` writes them into the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pulumi_ecs_express.planning.conversion.decisions import Decision, NoCounterpart
from pulumi_ecs_express.planning.conversion.tables import app_runner, compose, copilot
from tests.docs.reading import ROOT

PAGE = ROOT / "docs" / "migrating.md"

TABLES: Mapping[str, Mapping[str, Decision]] = {
    "app-runner": {key: one for key, one in app_runner.SERVICE.items() if key not in app_runner.REPORTED},
    "apprunner.yaml": app_runner.FILE,
    "copilot": copilot.MANIFEST,
    "compose": {**{f"services.*.{key}": one for key, one in compose.SERVICE.items()}, **compose.FILE},
}

PLAIN = ("nothing", "the component's name", "the project's name")


def table(decisions: Mapping[str, Decision]) -> str:
    """Lay one out: keys that become the same share a row, in the order of the code."""
    rows = dict[str, list[str]]()
    for key, decision in decisions.items():
        rows.setdefault(f"{_becomes(decision)} | {_note(decision)}", []).append(f"`{_short(key)}`")
    lines = [f"| {', '.join(keys)} | {row} |" for row, keys in rows.items()]
    return "\n".join(["| key | becomes | |", "|---|---|---|", *lines])


def _short(key: str) -> str:
    """Leave out what stands before each key of a service."""
    return re.sub(r"^(Service\.SourceConfiguration|Service|services\.\*)\.", "", key)


def _becomes(decision: Decision) -> str:
    if isinstance(decision, NoCounterpart):
        return "**no counterpart**"
    if decision.names in PLAIN or "`" in decision.names or " " in decision.names.replace(", ", ""):
        return decision.names
    return ", ".join(f"`{name}`" for name in decision.names.split(", "))


def _note(decision: Decision) -> str:
    return decision.advice if isinstance(decision, NoCounterpart) else decision.how


def placed(text: str) -> str:
    """Put the tables between their marks in the page."""
    for name, decisions in TABLES.items():
        before, _, after = text.partition(f"<!-- {name} -->\n")
        assert after, name
        text = f"{before}<!-- {name} -->\n{table(decisions)}\n<!-- end -->{after.partition('<!-- end -->')[2]}"
    return text


if __name__ == "__main__":
    PAGE.write_text(placed(PAGE.read_text()))
