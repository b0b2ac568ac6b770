"""Containers' logs by boto3's ``logs`` client."""

from datetime import datetime, timezone

from pulumi_ecs_express.aws.faults import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.evidence import LogLine, LogStream


class BotoContainerLogs:
    """Implements `pulumi_ecs_express.ports.ContainerLogs`."""

    def __init__(self, region: str) -> None:
        self._logs, self.region = client("logs", region), region

    def newest(self, stream: LogStream, most: int) -> list[LogLine]:
        with translated(f"reading the log {stream.group}", self.region):
            try:
                answer = self._logs.get_log_events(
                    logGroupName=stream.group, logStreamName=stream.name, limit=most, startFromHead=False
                )
            except self._logs.exceptions.ResourceNotFoundException:
                return []
            return [LogLine(_moment(event.get("timestamp", 0)), event.get("message", "")) for event in answer["events"]]


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, timezone.utc)
