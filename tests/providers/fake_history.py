"""In-memory stopped tasks, events, logs and task definitions: what AWS keeps of a rollout, as a test arranges it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.evidence import LogLine, LogStream, ServiceEvent, StoppedTask
from pulumi_ecs_express.model.rollout.running_task import RunningTask
from pulumi_ecs_express.providers.rollout import evidence


@dataclass
class FakeHistory:
    """Implements `TaskHistory`, `ContainerLogs` and `TaskDefinitions` of `pulumi_ecs_express.ports` in memory."""

    tasks: dict[str, list[StoppedTask]] = field(default_factory=dict)
    alive: dict[str, list[RunningTask]] = field(default_factory=dict)
    reported: list[ServiceEvent] = field(default_factory=list)
    logs: dict[tuple[str, str], list[LogLine]] = field(default_factory=dict)
    definitions: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    faults: dict[str, Exception] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)

    def _called(self, operation: str) -> None:
        self.calls.append(operation)
        if operation in self.faults:
            raise self.faults[operation]

    def running(self, service_arn: str) -> list[RunningTask]:
        self._called("running")
        return list(self.alive.get(service_arn, []))

    def stopped(self, service_arn: str) -> list[StoppedTask]:
        self._called("stopped")
        return list(self.tasks.get(service_arn, []))

    def events(self, service_arn: str) -> list[ServiceEvent]:
        self._called("events")
        assert ":service/" in service_arn
        return sorted(self.reported, key=lambda event: event.at, reverse=True)

    def newest(self, stream: LogStream, most: int) -> list[LogLine]:
        self._called("newest")
        return self.logs.get((stream.group, stream.name), [])[-most:]

    def read_on(self, stream: LogStream, since: datetime | None, place: str | None = None) -> tuple[list[LogLine], str]:
        self._called("read_on")
        lines = self.logs.get((stream.group, stream.name), [])
        return [line for line in lines[int(place or 0) :] if since is None or line.at >= since], str(len(lines))

    def describe(self, arn: str) -> Mapping[str, Any]:
        self._called("describe")
        if arn not in self.definitions:
            raise errors.ParameterRefused("the call failed", why="Unable to describe task definition.", remedy="none")
        return self.definitions[arn]

    def connected(self, monkeypatch: pytest.MonkeyPatch) -> FakeHistory:
        """Have the providers find this, wherever they ask why a rollout failed."""
        for name in ("connect_task_history", "connect_container_logs", "connect_task_definitions"):
            monkeypatch.setattr(evidence, name, lambda _region: self)
        return self


def definition(
    environment: Mapping[str, str], *, container: str = "Main", group: str = "/aws/ecs/default/web-0001"
) -> dict[str, Any]:
    """Give a task definition as DescribeTaskDefinition answers it."""
    options = {"awslogs-group": group, "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "ecs"}
    return {
        "containerDefinitions": [
            {
                "name": container,
                "environment": pairs(environment.items()),
                "logConfiguration": {"logDriver": "awslogs", "options": options},
            }
        ]
    }


def pairs(variables: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Write variables as AWS does."""
    return [{"name": name, "value": value} for name, value in variables]
