"""
Which of the things that AWS keeps of a service belong to one deployment of it.

A service keeps stopped tasks and events of all its deployments side by side, and an earlier attempt's reason given as
this one's misleads. So what cannot be attributed to one deployment is left out.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from pulumi_ecs_express.model.rollout.evidence import EndedContainer, ServiceEvent, StoppedTask
from pulumi_ecs_express.model.service.container import MAIN

WANTED_NO_MORE = re.compile(r"^Scaling activity initiated by|^Service \S+ (is being )?deleted", re.IGNORECASE)
"""Ends that follow from a rollback or a deletion and say nothing of why. Source: live task lists of Express services."""

TERMINATED = (137, 143)
"""128 + SIGKILL and 128 + SIGTERM: how containers end that somebody else ends."""


def deployment_id(revision_arn: str) -> str:
    """Return what tasks of a revision carry as ``startedBy``, and events as ``(deployment …)``."""
    return f"ecs-svc/{revision_arn.rpartition('/')[2]}"


def failed_tasks(
    tasks: Iterable[StoppedTask], revision_arn: str, definition_arn: str | None, since: datetime | None
) -> list[StoppedTask]:
    """
    Pick the tasks of a revision that ended by a fault, newest first.

    Args:
        tasks: Stopped tasks of the service.
        revision_arn: The revision that the deployment leads to.
        definition_arn: Its task definition, by which tasks are known where none carries the revision's number.
        since: When the deployment was made; a task definition may have served an earlier one as well.
    """
    known = list(tasks)
    own = [task for task in known if task.started_by == deployment_id(revision_arn)]
    if not own and definition_arn and since:
        young = [task for task in known if task.created_at and task.created_at >= since]
        own = [task for task in young if task.task_definition_arn == definition_arn]
    return sorted((task for task in own if not WANTED_NO_MORE.search(task.reason or "")), key=_stopped, reverse=True)


def _stopped(task: StoppedTask) -> float:
    return task.stopped_at.timestamp() if task.stopped_at else 0.0


def own_events(
    events: Iterable[ServiceEvent], revision_arn: str, tasks: Sequence[StoppedTask], since: datetime | None
) -> list[ServiceEvent]:
    """
    Pick the events of a deployment: younger than it, and naming neither another deployment nor a task of one.

    Args:
        events: Events of the service, newest first.
        revision_arn: The revision that the deployment leads to.
        tasks: The deployment's own stopped tasks.
        since: When the deployment was made.
    """
    own = {deployment_id(revision_arn)}
    ids = {task.id for task in tasks}
    return [
        event
        for event in events
        if since is not None
        and event.at >= since
        and _may_be_of(own, re.findall(r"ecs-svc/\w+", event.message))
        and _may_be_of(ids, re.findall(r"\(task (?:\S*/)?(\w+)\)", event.message))
    ]


def _may_be_of(own: set[str], named: Sequence[str]) -> bool:
    return not named or bool(own.intersection(named))


def failing_container(task: StoppedTask) -> EndedContainer | None:
    """Choose the container whose log is most useful: one that ended by itself, else the primary one; None where none ran."""
    ran = [one for one in task.containers if task.started_at or one.exit_code is not None]
    return min(ran, key=_blame, default=None)


def _blame(container: EndedContainer) -> tuple[bool, bool]:
    by_itself = container.exit_code not in (None, 0, *TERMINATED)
    return (not by_itself, container.name != MAIN)
