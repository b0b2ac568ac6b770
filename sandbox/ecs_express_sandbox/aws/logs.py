"""
CloudWatch Logs: lines with the sandbox's own time.

moto's PutLogEvents refuses what lies more than two hours ahead of real time, and simulated time may; so lines are put
into its backend directly.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone

from moto.logs.models import LogStream, logs_backends


def has_group(account: str, region: str, group: str) -> bool:
    """Report whether a log group exists."""
    return group in logs_backends[account][region].groups


def append(account: str, region: str, group: str, stream: str, lines: Sequence[str], at: datetime) -> None:
    """Append lines to a stream, which is made with its first line; nothing happens without the group."""
    found = logs_backends[account][region].groups.get(group)
    if found is None or not lines:
        return
    if stream not in found.streams:
        found.create_log_stream(stream)
        found.streams[stream].creation_time = _naive(at)
    milliseconds = int(at.timestamp() * 1000)
    made: LogStream = found.streams[stream]
    made.put_log_events([{"timestamp": milliseconds + index, "message": line} for index, line in enumerate(lines)])
    made.last_ingestion_time = _naive(at)
    for event in made.events[-len(lines) :]:
        event.ingestion_time = milliseconds


def _naive(instant: datetime) -> datetime:
    """Write an instant as moto keeps it: in UTC, without saying so."""
    return instant.astimezone(timezone.utc).replace(tzinfo=None)
