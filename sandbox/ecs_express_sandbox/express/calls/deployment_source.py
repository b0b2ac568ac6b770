"""What the calls on service deployments and revisions need of each kind of service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

Answer = dict[str, Any]


@dataclass(frozen=True)
class ShownDeployment:
    """
    One service deployment, as the calls answer it.

    Attributes:
        brief: its entry in ListServiceDeployments.
        details: writes what DescribeServiceDeployments answers.
        roll_back: asks for its rollback; ``None`` where there is nothing left to stop.
    """

    arn: str
    created_at: datetime
    brief: Answer
    details: Callable[[], Answer]
    roll_back: Callable[[], None] | None


@dataclass(frozen=True)
class ShownRevision:
    """One service revision: whether its service is INACTIVE, and what DescribeServiceRevisions answers."""

    arn: str
    created_at: datetime
    of_inactive: bool
    details: Callable[[], Answer]


class DeploymentSource(Protocol):
    """The deployments and revisions of all services of one kind, in one account and Region."""

    def of_service(self, asked: str, cluster: str) -> list[ShownDeployment] | None:
        """List the deployments of a service, oldest first; ``None`` for an unknown service."""

    def deployments(self) -> Iterator[ShownDeployment]:
        """List all deployments."""

    def revisions(self) -> Iterator[ShownRevision]:
        """List all revisions."""
