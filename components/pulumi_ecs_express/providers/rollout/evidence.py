"""
Gathering what AWS keeps of a deployment that went wrong; not one of these calls is made for one that goes well.

The error that is to be explained is there already, and nothing here may hide it: a call that is denied makes the
explanation shorter, and where AWS does not answer no more is asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.rollout.evidence import NO_EVIDENCE, Evidence, LogLine, LogStream, StoppedTask
from pulumi_ecs_express.model.service.observed import Configuration, ServiceArn
from pulumi_ecs_express.planning.rollout import container_logs
from pulumi_ecs_express.planning.rollout.attribution import deployment_id, failed_tasks, failing_container, own_events
from pulumi_ecs_express.planning.rollout.explanation import ROOM
from pulumi_ecs_express.ports import Deployments
from pulumi_ecs_express.providers.adapters import (
    connect_container_logs,
    connect_task_definitions,
    connect_task_history,
)

Answer = TypeVar("Answer")


Configurations = Callable[[], Sequence[Configuration]]
"""Reads what is in effect, whose environment values are masked in log lines."""


def gather(
    deployments: Deployments,
    arn: str,
    revision: str | None,
    deployment: Deployment | None,
    configurations: Configurations,
) -> Evidence:
    """Gather all that is known of why the deployment to ``revision`` went wrong."""
    if revision is None:
        return NO_EVIDENCE
    inquiry = _Inquiry(deployments, ServiceArn(arn), revision, deployment, configurations)
    return inquiry.ask(inquiry.evidence) or NO_EVIDENCE


@dataclass
class _Inquiry:
    """The questions about one deployment."""

    deployments: Deployments
    arn: ServiceArn
    revision: str
    deployment: Deployment | None
    configurations: Configurations
    _silent: bool = field(default=False, init=False)

    def ask(self, question: Callable[[], Answer]) -> Answer | None:
        """Ask AWS; what it refuses to say is not known, and after no answer it is not asked again."""
        if self._silent:
            return None
        try:
            return question()
        except (errors.Unavailable, errors.NoAccess):
            self._silent = True
        except errors.ExpressError:
            pass  # denied, or gone: the explanation does without
        except Exception:  # noqa: BLE001 - an answer that nobody foresaw must not hide the error being explained
            self._silent = True
        return None

    def evidence(self) -> Evidence:
        since = self.deployment.created_at if self.deployment else None
        overtaken = self._overtaken()
        history = self.ask(lambda: connect_task_history(self.deployments.connection))
        if history is None:
            return Evidence(overtaken=overtaken)
        stopped = self.ask(lambda: history.stopped(self.arn.text)) or []
        tasks = failed_tasks(stopped, self.revision, self._definition_arn(stopped), since)
        events = self.ask(lambda: history.events(self.arn.text)) or []
        stream, log = self._log(tasks)
        own = own_events(events, self.revision, tasks, since)
        return Evidence(tuple(tasks), tuple(own), stream, tuple(log), overtaken)

    def _overtaken(self) -> bool:
        """Look whether there is a newer deployment: then what runs now is not what ran before this one."""
        if self.deployment is None or not self.deployment.ended:
            return False
        newest = self.ask(lambda: self.deployments.deployments(self.arn.text)) or []
        return bool(newest) and newest[0] != self.deployment.arn

    def _definition_arn(self, stopped: list[StoppedTask]) -> str | None:
        """Ask for the revision's task definition, only where no task carries the revision's number."""
        if not stopped or any(task.started_by == deployment_id(self.revision) for task in stopped):
            return None
        found = self.ask(lambda: self.deployments.describe_revisions([self.revision])) or []
        return found[0].task_definition_arn if found else None

    def _log(self, tasks: list[StoppedTask]) -> tuple[LogStream | None, list[LogLine]]:
        """Read what the newest failed task wrote last; nothing is quoted while the values to mask are not known."""
        task = next((one for one in tasks if failing_container(one)), None)
        if task is None:
            return None, []
        stream, variables = self._destination(task)
        lines = (
            self.ask(lambda: connect_container_logs(self.deployments.connection.at(stream.region)).newest(stream, ROOM))
            if stream
            else None
        )
        return stream, [LogLine(line.at, container_logs.quotable(line.text, variables)) for line in lines or []]

    def _destination(self, task: StoppedTask) -> tuple[LogStream | None, list[tuple[str, str]]]:
        """Find the failing container's log, and the environment of the service: the task's own and the one in effect."""
        active = self.ask(self.configurations) or ()
        variables = [pair for one in active for pair in container_logs.variables_in_configuration(one)]
        definition = self.ask(
            lambda: connect_task_definitions(self.deployments.connection).describe(task.task_definition_arn)
        )
        container = failing_container(task)
        if definition is not None and container is not None:
            variables += container_logs.variables_in_definition(definition)
            stream = container_logs.stream_in_definition(definition, container.name, task.id, self.arn.region)
            return stream, variables
        own = next((one for one in active if one.revision_arn == self.revision), None)
        return container_logs.stream_in_configuration(own, task.id, self.arn.region) if own else None, variables
