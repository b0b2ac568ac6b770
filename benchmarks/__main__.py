"""
`make bench`: what the package costs, as ratios taken in one run, and the page that shows it.

Everything that is compared runs in turns, A B A B, since no machine is always as fast; absolute times are for orientation.
Nothing here passes or fails. ``python -m benchmarks PART…`` measures these parts alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from benchmarks import (
    calls,
    command_line,
    domains,
    imports_and_state,
    no_change,
    noticing,
    page,
    releases,
    results,
    sandbox,
    settings,
    waiting,
)
from benchmarks.figures import Figure, table


@dataclass(frozen=True)
class Part:
    """
    One part of the measurements.

    Attributes:
        doing: What the terminal says meanwhile.
        measured: Measures.
        figures: Lays out what was measured.
    """

    doing: str
    measured: Callable[[], Any]
    figures: Callable[[Any], Iterable[Figure]]


def _laid_out(found: Iterable[Figure]) -> Iterable[Figure]:
    return found


PARTS = {
    "imports-and-state": Part("importing", imports_and_state.measured, imports_and_state.figures),
    "no-change": Part("running pulumi without a change", no_change.measured, no_change.figures),
    "calls": Part("counting calls", calls.figures, _laid_out),
    "domains": Part("a custom domain", domains.figures, _laid_out),
    "releases": Part("releases of an existing service", releases.figures, _laid_out),
    "settings": Part("settings of an existing service", settings.figures, _laid_out),
    "waiting": Part("deploying 1, 10 and 50 services; six minutes", waiting.measured, waiting.figures),
    "noticing": Part("waiting for the end of rollouts", noticing.measured, noticing.figures),
    "sandbox": Part("1,000 services on one sandbox", lambda: list(sandbox.measured()), sandbox.figures),
    "command-line": Part("starting ecs-express", command_line.measured, command_line.figures),
}


def main() -> None:
    """Measure the parts that were asked for, print and keep each as soon as it is there, and write the page."""
    reading = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure what the package costs.")
    reading.add_argument(
        "parts", nargs="*", metavar="PART", help=f"one of: {', '.join(PARTS)}; all where none is named"
    )
    chosen = reading.parse_args().parts or list(PARTS)
    if unknown := [name for name in chosen if name not in PARTS]:
        reading.error(f"there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    terminal = Console(highlight=False)
    for name in chosen:
        part = PARTS[name]
        with terminal.status(part.doing):
            found = part.measured()
        figures = list(part.figures(found))
        terminal.print(table(figures))
        results.keep(name, figures, found)
    _write_page(terminal)


def _write_page(terminal: Console) -> None:
    from benchmarks import charts

    kept = results.read()
    if missing := [part for part in page.parts(page.PAGE.read_text()) if part not in kept]:
        terminal.print(f"docs/performance.md stays as it is: {', '.join(missing)} was not measured yet")
        return
    charts.draw(kept)
    page.write(kept)
    terminal.print("kept in benchmarks/results.json, shown in docs/performance.md")


if __name__ == "__main__":
    main()
