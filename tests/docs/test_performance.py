"""docs/performance.md shows what was measured, and nothing else."""

from __future__ import annotations

import pytest
from benchmarks import page, results

from tests.docs.reading import ROOT, Page

PAGE = Page(ROOT / "docs" / "performance.md")
PARTS = (
    "no-change", "waiting", "noticing", "calls", "domains", "releases", "settings", "imports-and-state", "sandbox",
    "command-line",
)  # fmt: skip


def test_the_page_shows_what_was_kept() -> None:
    """All parts of `make bench`, each table as it would be written again."""
    kept = results.read()

    assert tuple(page.parts(PAGE.text)) == PARTS
    assert kept.keys() == set(PARTS)
    assert page.filled(PAGE.text, kept) == PAGE.text


def test_its_charts_are_there() -> None:
    """Each is shown with a text for those who cannot see it."""
    drawn = {path.name for path in (ROOT / "docs" / "images").glob("performance-*.svg")}

    assert {f"performance-{name}.svg" for name in ("no-change", "waiting", "noticing")} == drawn
    for name in drawn:
        assert f"](images/{name})" in PAGE.text


FIGURES = [
    (("up", "4.00 s", "floor: 2.00 s", "2.00", "≤ 1.05"), "≤ 1.05: missed"),
    (("up", "4.00 s", "floor: 3.90 s", "1.03", "≤ 1.05"), "≤ 1.05: met"),
    (("memory", "120 MiB", "one: 100 MiB", "1.20", "≤ 250 MiB"), "≤ 250 MiB: met"),
    (("end", "2.4 s", "most: 3.0 s", "", "≤ 2 s"), "≤ 2 s: missed"),
    (("calls", "60", "", "", "≤ 60"), "≤ 60: met"),
]


@pytest.mark.parametrize(("figure", "verdict"), FIGURES, ids=[figure[0] + figure[-1] for figure, _ in FIGURES])
def test_a_goal_is_judged_by_the_ratio_or_by_the_value_that_has_its_unit(
    figure: tuple[str, str, str, str, str], verdict: str
) -> None:
    """So that no table calls a goal met that is not."""
    assert page.verdict(figure) == verdict


def test_a_table_says_when_and_where_it_was_measured() -> None:
    """A figure without them could be of any machine."""
    part = {"measured": "2026-11-29", "machine": "2 processors", "figures": [["what", "1 s", "", "", ""]]}
    text = "before\n<!-- figures: part -->\nold\n<!-- end of figures -->\nafter\n"

    filled = page.filled(text, {"part": part})

    assert "Measured 2026-11-29: 2 processors.\n" in filled
    assert "| what | 1 s |  |  |  |\n" in filled
    assert "old" not in filled
    assert page.filled(filled, {"part": part}) == filled
