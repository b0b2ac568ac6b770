"""Draws the charts of `docs/performance.md` from what was measured, readable on a light and on a dark page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

IMAGES = Path(__file__).parents[1] / "docs" / "images"

TEXT, GRID = "#7a7f87", "#7a7f8733"
OURS, FLOOR, LIKE, NOTHING = "#e8833a", "#4c8bd0", "#8fb7e3", "#a9aeb6"
STYLE = {
    "svg.hashsalt": "pulumi-ecs-express",  # the same figures give the same file
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "text.color": TEXT,
    "axes.labelcolor": TEXT,
    "axes.edgecolor": TEXT,
    "xtick.color": TEXT,
    "ytick.color": TEXT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "legend.frameon": False,
}


def draw(results: Mapping[str, Any]) -> list[Path]:
    """Draw each chart whose figures are there."""
    drawn = []
    with mpl.rc_context(STYLE):
        for part, (name, chart) in CHARTS.items():
            if part in results:
                drawn.append(_saved(name, chart(results[part]["series"])))
    return drawn


def _saved(name: str, figure: Any) -> Path:
    target = IMAGES / f"performance-{name}.svg"
    figure.tight_layout()
    figure.savefig(target, transparent=True, bbox_inches="tight", metadata={"Date": None, "Creator": None})
    plt.close(figure)
    return target


def _no_change(series: Mapping[str, Any]) -> Any:
    """Seconds of each command for 1, 10 and 50 services, beside the floors."""
    figure, axes = plt.subplots(1, len(series), figsize=(8, 2.8), sharey=True)
    programs = (("services", OURS), ("empty components of two", LIKE), ("empty resources", FLOOR))
    for plot, (command, found) in zip(axes, series.items(), strict=True):
        numbers = list(found["services"])
        for place, (program, colour) in enumerate(programs):
            heights = [found[program][number] for number in numbers]
            plot.bar(
                [index + place * 0.27 for index in range(len(numbers))], heights, 0.25, color=colour, label=program
            )
        nothing = found["an empty program"]["0"]
        plot.axhline(nothing, color=NOTHING, linestyle="--", linewidth=1, label="an empty program")
        _named(plot, f"pulumi {command}", numbers, 0.27)
    axes[0].set_ylabel("seconds")
    figure.legend(*axes[0].get_legend_handles_labels(), loc="upper center", ncols=4, bbox_to_anchor=(0.5, 1.06))
    return figure


def _waiting(series: Mapping[str, Any]) -> Any:
    """How long `pulumi up` takes beside AWS's own rollout, for 1, 10 and 50 services."""
    figure, axes = plt.subplots(1, len(series), figsize=(8, 2.6), sharey=True)
    for plot, (what, found) in zip(axes, series.items(), strict=True):
        numbers = list(found)
        rollouts = [found[number]["rollout"] for number in numbers]
        ours = [max(0, found[number]["seconds"] - found[number]["rollout"]) for number in numbers]
        places = range(len(numbers))
        plot.bar(places, rollouts, 0.6, color=FLOOR, label="AWS's rollout of one service")
        plot.bar(places, ours, 0.6, bottom=rollouts, color=OURS, label="our own time: engine, calls, waiting")
        _named(plot, what, numbers, 0)
    axes[0].set_ylabel("seconds, ten times as fast as AWS")
    figure.legend(*axes[0].get_legend_handles_labels(), loc="upper center", ncols=2, bbox_to_anchor=(0.5, 1.06))
    return figure


def _noticing(series: Mapping[str, Any]) -> Any:
    """Seconds from the end of a deployment to that of the command, beside clients with a fixed pause."""
    figure, plot = plt.subplots(figsize=(8, 1.9))
    clients = {"pulumi up with this package": sorted(series["delays"])[len(series["delays"]) // 2]}
    clients |= {name: pause / 2 for name, pause in series["others"].items()}
    colours = [OURS, *[FLOOR] * (len(clients) - 1)]
    plot.barh(list(clients), list(clients.values()), 0.6, color=colours)
    plot.invert_yaxis()
    plot.grid(axis="x", color=GRID)
    plot.set_xlabel("seconds after AWS's SUCCESSFUL: median, or half a pause")
    return figure


def _named(plot: Axes, title: str, numbers: list[str], shift: float) -> None:
    plot.set_title(title, fontsize=9)
    plot.set_xticks([index + shift for index in range(len(numbers))], numbers)
    plot.set_xlabel("services")
    plot.grid(axis="y", color=GRID)


CHARTS = {"no-change": ("no-change", _no_change), "waiting": ("waiting", _waiting), "noticing": ("noticing", _noticing)}
