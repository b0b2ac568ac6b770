"""What AWS keeps of a deployment that went wrong: stopped tasks, service events, lines of a container's log."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class EndedContainer:
    """
    A container of a stopped task.

    Attributes:
        exit_code: None where it never ran, or where somebody else ended it and AWS does not say how.
        reason: AWS's own words on this container, unedited.
    """

    name: str
    exit_code: int | None = None
    reason: str | None = None


@dataclass(frozen=True)
class StoppedTask:
    """
    A stopped task as DescribeTasks returns it.

    Attributes:
        started_by: ``ecs-svc/`` and a number for a task of a service; the same for all tasks of one deployment.
        started_at: When its containers ran; None where they never did.
        stop_code: AWS's own word for the kind of end, such as ``EssentialContainerExited``.
        reason: AWS's own words on the end, unedited.
    """

    arn: str
    started_by: str
    task_definition_arn: str
    created_at: datetime | None = None
    started_at: datetime | None = None
    stopped_at: datetime | None = None
    stop_code: str | None = None
    reason: str | None = None
    containers: tuple[EndedContainer, ...] = ()

    @property
    def id(self) -> str:
        return self.arn.rpartition("/")[2]


@dataclass(frozen=True)
class ServiceEvent:
    """One entry of a service's event list."""

    at: datetime
    message: str


@dataclass(frozen=True)
class LogStream:
    """Where one container of one task writes its log."""

    region: str
    group: str
    name: str
    container: str


@dataclass(frozen=True)
class LogLine:
    """One line of a container's log."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Evidence:
    """
    What is known of why one deployment went wrong, beside its own words; nothing in it belongs to another deployment.

    Attributes:
        log: Lines of ``stream``, oldest first, with every environment value of the service masked.
        overtaken: Whether there is a newer deployment, which ended this one or came after it.
    """

    tasks: tuple[StoppedTask, ...] = ()
    events: tuple[ServiceEvent, ...] = ()
    stream: LogStream | None = None
    log: tuple[LogLine, ...] = ()
    overtaken: bool = False


NO_EVIDENCE = Evidence()
