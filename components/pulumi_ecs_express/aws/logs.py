"""Containers' logs and their groups by boto3's ``logs`` client."""

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.rollout.evidence import LogLine, LogStream


class BotoContainerLogs:
    """Implements `pulumi_ecs_express.ports.ContainerLogs`."""

    def __init__(self, connection: Connection) -> None:
        self._logs = client("logs", connection)
        self.region: str = self._logs.meta.region_name

    def newest(self, stream: LogStream, most: int) -> list[LogLine]:
        with translated(f"reading the log {stream.group}", self.region):
            try:
                answer = self._logs.get_log_events(
                    logGroupName=stream.group, logStreamName=stream.name, limit=most, startFromHead=False
                )
            except self._logs.exceptions.ResourceNotFoundException:
                return []
            return _lines(answer)

    def read_on(self, stream: LogStream, since: datetime | None, place: str | None = None) -> tuple[list[LogLine], str]:
        request = {"logGroupName": stream.group, "logStreamName": stream.name, "startFromHead": True}
        if since:
            request["startTime"] = int(since.timestamp() * 1000)
        found, place = list[LogLine](), place or ""
        with translated(f"reading the log {stream.group}", self.region):
            while True:
                try:
                    answer = self._logs.get_log_events(**request, **({"nextToken": place} if place else {}))
                except self._logs.exceptions.ResourceNotFoundException:
                    return found, place
                found += _lines(answer)
                before, place = place, answer.get("nextForwardToken") or place
                if place == before:
                    return found, place


class BotoLogGroups:
    """Implements `pulumi_ecs_express.ports.LogGroups`."""

    def __init__(self, connection: Connection) -> None:
        self._logs = client("logs", connection)
        self.region: str = self._logs.meta.region_name

    def create(self, name: str) -> None:
        with translated(f"making the log group {name}", self.region):
            try:
                self._logs.create_log_group(logGroupName=name)
            except self._logs.exceptions.ResourceAlreadyExistsException:
                return

    def delete(self, name: str) -> None:
        with translated(f"deleting the log group {name}", self.region):
            try:
                self._logs.delete_log_group(logGroupName=name)
            except self._logs.exceptions.ResourceNotFoundException:
                return


def _lines(answer: Mapping[str, Any]) -> list[LogLine]:
    return [LogLine(_moment(event.get("timestamp", 0)), event.get("message", "")) for event in answer["events"]]


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, timezone.utc)
