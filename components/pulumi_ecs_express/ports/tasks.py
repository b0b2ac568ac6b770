"""What tasks run on and leave behind: task definitions, images, roles, logs, history."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from pulumi_ecs_express.model.rollout.evidence import LogLine, LogStream, ServiceEvent, StoppedTask
from pulumi_ecs_express.model.rollout.running_task import RunningTask
from pulumi_ecs_express.model.service.role import ObservedRole
from pulumi_ecs_express.model.task_definition.members import Request
from pulumi_ecs_express.model.task_definition.observed import ObservedRevision


class TaskDefinitions(Protocol):
    """Task definitions in one Region."""

    def describe(self, arn: str) -> Mapping[str, Any]:
        """Read a task definition as DescribeTaskDefinition answers it."""


class DefinitionFamilies(Protocol):
    """The revisions of task definitions in one Region."""

    def revisions(self, family: str, status: str) -> list[str]:
        """List the ARNs of a family's revisions that are ``ACTIVE`` or ``INACTIVE``; none where there is no such family."""

    def deregister(self, arn: str) -> None:
        """Make a revision INACTIVE."""

    def delete(self, arns: Sequence[str]) -> dict[str, str]:
        """Delete at most ten INACTIVE revisions; give AWS's words on those that it does not delete."""


class TaskDefinitionRevisions(DefinitionFamilies, Protocol):
    """Revisions of task definitions in one Region: read whole, registered and tagged."""

    region: str

    @property
    def client_version(self) -> str:
        """The version of the installed client."""

    def find(self, asked: str) -> ObservedRevision | None:
        """
        Read a revision with its tags; None where there is none, an INACTIVE one is answered for a while.

        Args:
            asked: An ARN, ``family:revision``, or a family, which stands for its latest ACTIVE revision.
        """

    def register(self, request: Request) -> ObservedRevision:
        """
        Send RegisterTaskDefinition, once: there is no client token, so each request that arrives makes a revision.

        After `errors.Unavailable` it may have been registered or not.
        """

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        """Set tags."""

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        """Take tags away."""


class Workloads(Protocol):
    """Living services in one Region, of Express Mode or not; asked before something that they may use is deleted."""

    def definitions_in_use(self) -> set[str]:
        """List the ARNs of the task definitions that they run on."""


class TaskHistory(Protocol):
    """What ECS knows of the tasks of services in one Region; a rollout that goes well asks for none of it."""

    def running(self, service_arn: str) -> list[RunningTask]:
        """Read the tasks of a service that run or start, of all its revisions, in no particular order."""

    def stopped(self, service_arn: str) -> list[StoppedTask]:
        """Read the stopped tasks of a service, of all its deployments, in no particular order."""

    def events(self, service_arn: str) -> list[ServiceEvent]:
        """Read the events of a service, newest first, of all its deployments."""


class ContainerLogs(Protocol):
    """Logs of containers in one Region."""

    def read_on(self, stream: LogStream, since: datetime | None, place: str | None = None) -> tuple[list[LogLine], str]:
        """
        Read the lines of a log stream that follow, oldest first; none where there is no such stream.

        Args:
            stream: The stream.
            since: The time at which to begin; None for the first line.
            place: What the call before gave beside its lines, to read what was written since.
        """

    def newest(self, stream: LogStream, most: int) -> list[LogLine]:
        """Read the last lines of a log stream, oldest first; none where there is no such stream."""


class LogGroups(Protocol):
    """Log groups in one Region."""

    def create(self, name: str) -> None:
        """Make a log group; one that is there already stays as it is."""

    def delete(self, name: str) -> None:
        """Delete a log group with its lines; one that is gone already is deleted."""


class Roles(Protocol):
    """IAM roles of the account."""

    def find(self, arn: str) -> ObservedRole | None:
        """Read a role; None where there is none of this ARN."""


class Images(Protocol):
    """Images in the private ECR registries of one Region."""

    def digest(self, account: str, repository: str, tag: str) -> str | None:
        """Return the digest that a tag stands for now; None where there is no such tag or repository."""
