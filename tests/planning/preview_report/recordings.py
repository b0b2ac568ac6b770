"""The recorded previews, their pages beside them: `python -m tests.planning.preview_report.recordings` writes the pages again."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from pulumi_ecs_express.model.preview_report.report import PreviewReport, Stack
from pulumi_ecs_express.planning.preview_report.assembly import Preview, report
from pulumi_ecs_express.planning.preview_report.recording.event_log import read
from pulumi_ecs_express.planning.preview_report.rendering.markdown import markdown

RECORDED = Path(__file__).with_name("recorded")
NAMES = sorted(path.stem for path in RECORDED.glob("*.jsonl"))


@cache
def text(name: str) -> str:
    """Give the event log of a recorded preview."""
    return (RECORDED / f"{name}.jsonl").read_text()


@cache
def reported(name: str) -> PreviewReport:
    """Give the report of a recorded preview."""
    return report([Preview(read(text(name)))])


def stack(name: str) -> Stack:
    """Give the one stack of a recorded preview."""
    (found,) = reported(name).stacks
    return found


def page(name: str) -> Path:
    """Say where the page of a recorded preview is."""
    return RECORDED / f"{name}.md"


@cache
def calls() -> dict[str, list[str]]:
    """Give the calls that changed something when a preview was carried out, by its name."""
    found: dict[str, list[str]] = json.loads((RECORDED / "calls.json").read_text())
    return found


if __name__ == "__main__":
    for one in NAMES:
        page(one).write_text(markdown(reported(one)))
