"""A task of a service that has not stopped."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RunningTask:
    """
    A task that is to run, as DescribeTasks returns it.

    Attributes:
        started_by: As of a `StoppedTask`.
        status: Its last status, such as ``PROVISIONING`` or ``RUNNING``.
    """

    arn: str
    started_by: str
    task_definition_arn: str
    status: str = "RUNNING"

    @property
    def id(self) -> str:
        return self.arn.rpartition("/")[2]
