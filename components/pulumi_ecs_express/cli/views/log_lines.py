"""How lines of logs are printed: with task and container before each, or as JSON."""

from __future__ import annotations

import json
from datetime import timezone
from zlib import crc32

from rich.console import Console
from rich.text import Text

from pulumi_ecs_express.planning.logs.lines import Entry

COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "bright_cyan", "bright_magenta", "bright_green")

SHORT = 8
"""Characters of a task's id that are printed; --task takes as few."""


def prefixed(entry: Entry) -> Text:
    """Write a line with its time in UTC, its task and its container; each task has a colour of its own."""
    task, container = entry.source.task_id[:SHORT], entry.source.stream.container
    colour = COLOURS[crc32(entry.source.task_id.encode()) % len(COLOURS)]
    at = f"{entry.at.astimezone(timezone.utc):%H:%M:%S}Z "
    return Text.assemble((at, "dim"), (f"{task} {container}", colour), (" | ", "dim"), entry.text)


def as_json(entry: Entry) -> str:
    """Write a line as a JSON object."""
    at = entry.at.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps(
        {"at": at, "task": entry.source.task_id, "container": entry.source.stream.container, "text": entry.text}
    )


def show(console: Console, entry: Entry) -> None:
    """Print a line, however long it is, in one piece."""
    console.print(prefixed(entry), soft_wrap=True, highlight=False)
