"""Lines of several logs as one: by time, each with where it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pulumi_ecs_express.model.fields.duration import seconds
from pulumi_ecs_express.planning.logs.sources import Source


@dataclass(frozen=True)
class Entry:
    """One line of a container, values of its environment masked."""

    at: datetime
    source: Source
    text: str


def merged(entries: Iterable[Entry]) -> list[Entry]:
    """Put lines in the order of their times; those of one log that have the same time stay as they were."""
    return sorted(entries, key=lambda entry: entry.at)


def since(text: str, now: datetime) -> datetime | None:
    """Read a duration before now, such as ``10m``, or a time with its zone, such as ``2026-11-28T12:00:00Z``; None for neither."""
    if (lasts := seconds(text)) is not None:
        return now - timedelta(seconds=lasts)
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else None
