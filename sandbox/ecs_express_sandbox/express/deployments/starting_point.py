"""
What a new deployment starts from: who serves now, who is left over, and which target group is free.

A deployment that is overtaken while all production traffic is already on its revision hands that revision on as the
one in service; before that, the revision it started from stays in service.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ecs_express_sandbox.express.records import Deployment, Revision, Service
from ecs_express_sandbox.express.rollouts.rollout import Phase


@dataclass(frozen=True)
class Predecessor:
    """
    The state that a new deployment finds.

    Attributes:
        source: the revision in service, if any.
        source_tasks: how many tasks it runs.
        leftover: the revision that an unfinished deployment leaves behind, if any.
        leftover_tasks: how many tasks it runs; ``None`` where no deployment was unfinished.
        target_group: the index of the target group that the new revision gets.
    """

    source: Revision | None
    source_tasks: int | None
    leftover: Revision | None
    leftover_tasks: int | None
    target_group: int


def predecessor(service: Service, now: datetime) -> Predecessor:
    """Read the state from the newest deployment."""
    deployment, phase = service.newest, service.newest.phase(now)
    if phase.is_terminal:
        return _after_end(deployment, phase)
    if phase.target.weight >= 100.0:
        left = phase.source.running if deployment.source else 0
        group = 1 - deployment.target_group
        return Predecessor(deployment.target, phase.target.running, deployment.source, left, group)
    kept = phase.source.running if deployment.source else None
    left = phase.target.running + phase.target.pending
    return Predecessor(deployment.source, kept, deployment.target, left, deployment.target_group)


def _after_end(deployment: Deployment, phase: Phase) -> Predecessor:
    if phase.status == "SUCCESSFUL":
        return Predecessor(deployment.target, phase.target.running, None, None, 1 - deployment.target_group)
    if deployment.source is None:
        return Predecessor(None, None, None, None, deployment.target_group)
    return Predecessor(deployment.source, phase.source.running, None, None, deployment.target_group)
