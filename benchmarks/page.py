"""Writes the tables of `docs/performance.md` from what was measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
PLACE = re.compile(r"(<!-- figures: ([\w-]+) -->\n).*?(<!-- end of figures -->)", re.DOTALL)

NUMBER = re.compile(r"[\d.]+")


def filled(text: str, results: Mapping[str, Any]) -> str:
    """Put the table of each part into its place."""
    return PLACE.sub(lambda found: f"{found[1]}{_table(results[found[2]])}{found[3]}", text)


def _table(part: Mapping[str, Any]) -> str:
    rows = [_row(figure) for figure in part["figures"]]
    head = "| figure | value | beside | ratio | goal |\n|---|---|---|---|---|\n"
    return f"\nMeasured {part['measured']}: {part['machine']}.\n\n{head}{''.join(rows)}\n"


def _row(figure: Sequence[str]) -> str:
    what, value, beside, ratio, aim = figure
    return f"| {what.strip()} | {value} | {beside} | {ratio} | {verdict(figure) if aim else ''} |\n"


def verdict(figure: Sequence[str]) -> str:
    """Say whether a goal is met: a goal with a unit is about the value, one without about the ratio where there is one."""
    _what, value, _beside, ratio, aim = figure
    most = float(NUMBER.findall(aim)[0])
    about = value if re.search(r"[a-zA-Z]", aim) or not ratio else ratio
    return f"{aim}: {'met' if float(NUMBER.findall(about)[0]) <= most else 'missed'}"


def write(results: Mapping[str, Any]) -> None:
    """Write the page."""
    PAGE.write_text(filled(PAGE.read_text(), results))


def parts(text: str) -> Iterable[str]:
    """List the parts that the page shows."""
    return [found[1] for found in PLACE.findall(text)]
