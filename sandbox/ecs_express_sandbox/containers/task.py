"""One task, as far as it is the same for all kinds of services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

STOPPED_BY_SIGNAL = 143
"""Exit code of a program that SIGTERM ends: 128 + 15."""

KILLED = 137
"""Exit code of a program that SIGKILL ends: 128 + 9."""


class Owner(Protocol):
    """The service that a task belongs to."""

    account: str
    region: str
    cluster: str
    name: str

    @property
    def cluster_arn(self) -> str:
        """The ARN of its cluster."""


@dataclass
class Task:
    """
    One task, from the request for it to its end.

    Attributes:
        definition: the task definition, as ECS describes it.
        deployment: the id of the deployment that started it.
        exec_enabled: whether ECS Exec was on for the service when the task was started.
        capacity_provider: what it runs on; empty where the service has a launch type.
        platform: the version of Fargate's platform; empty on EC2.
        digests: what its images meant when its deployment began.
        tags: what it was tagged with when it was started; ``None`` as long as nobody has.
        exit_code: of the container that failed, else of those that ended with the task.
        failed_container: which container made the task fail; empty where none did.
        logged: which parts of its life are in its log already.
    """

    arn: str
    definition: Mapping[str, Any] = field(repr=False)
    deployment: str
    address: str
    subnet: str
    zone: str
    created_at: datetime
    exec_enabled: bool = False
    capacity_provider: str = "FARGATE"
    platform: str = "1.4.0"
    digests: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] | None = None
    started_at: datetime | None = None
    draining_at: datetime | None = None
    stopped_at: datetime | None = None
    stop_code: str = ""
    stopped_reason: str = ""
    exit_code: int | None = None
    failed_container: str = ""
    logged: set[str] = field(default_factory=set)

    @property
    def identifier(self) -> str:
        """The last part of the ARN."""
        return self.arn.rsplit("/", 1)[-1]

    def stop_for(self, reason: str, at: datetime) -> None:
        """Stop it because somebody asks for it."""
        self.stopped_at, self.stop_code, self.stopped_reason = at, "UserInitiated", reason
        self.exit_code = STOPPED_BY_SIGNAL if self.started_at else None
