"""
What ECS writes into a service's event list when a deployment moves on. Pure.

Wordings: ECS developer guide, "Service event messages"; event logs of Express services published by operators.
"""

from __future__ import annotations

from collections.abc import Iterator

from ecs_express_sandbox.containers.image_behaviour import Fate
from ecs_express_sandbox.express.records import Deployment, Service
from ecs_express_sandbox.express.rollouts.rollout import ALARM_DETECTED, STOPPED_BY_USER, Fleet, Phase

_FAILED = {ALARM_DETECTED: "alarm detected.", STOPPED_BY_USER: "deployment stopped by user."}
"""Status reason -> the end of the event. Source of the first: event log of a service with alarms; second: (ours)."""


def narrate(service: Service, deployment: Deployment, before: Phase | None, now: Phase) -> Iterator[str]:
    """List the messages of the step from one phase to the next, oldest first."""
    name = f"(service {service.name})"
    own = f"(deployment ecs-svc/{deployment.target.number})"
    group = service.resources[f"target_group_{deployment.target_group}"].arn
    earlier = before.target if before is not None and before.stage != "" else Fleet()
    yield from _movements(name, group, earlier, now.target)
    if before is not None and now.failures > before.failures:
        yield from _failures(name, deployment, now.failures - before.failures, group)
    if now.status == "ROLLBACK_IN_PROGRESS":
        yield f"{name} {own} deployment failed: {_FAILED.get(now.reason, 'tasks failed to start.')}"
        if deployment.source is not None:
            yield f"{name} rolling back to deployment ecs-svc/{deployment.source.number}."
    if now.source.health == "draining":
        yield f"{name} has begun draining connections on {now.source.running} tasks."
    if now.status == "SUCCESSFUL":
        yield f"{name} {own} deployment completed."
    if now.status in ("SUCCESSFUL", "ROLLBACK_SUCCESSFUL"):
        yield f"{name} has reached a steady state."


def _movements(name: str, group: str, before: Fleet, now: Fleet) -> Iterator[str]:
    if now.pending > before.pending:
        yield f"{name} has started {now.pending} tasks."
    if now.health == "initial" and before.health != "initial":
        yield f"{name} registered {now.running} targets in (target-group {group})"
    if now.health == "draining" and before.health != "draining":
        yield f"{name} deregistered {now.running} targets in (target-group {group})"


def _failures(name: str, deployment: Deployment, count: int, group: str) -> Iterator[str]:
    behaviour = deployment.rollout.behaviour
    reason = behaviour.reason(group)
    if behaviour.fate is Fate.NEVER_STARTS:
        yield f"{name} was unable to place a task. Reason: {reason}."
    elif behaviour.fate is Fate.UNHEALTHY:
        yield f"{name} deregistered {count} targets in (target-group {group}): {reason}."
    else:
        yield f"{name} has stopped {count} running tasks: {reason}."
