"""
Deployments that shift traffic, BLUE_GREEN, LINEAR and CANARY: how long both revisions run, and when the old one may go.

All new tasks run beside all old ones; once they are healthy the steps' and the bake's time passes. The steps themselves
are not imitated: target groups have the tasks of both. Source: "Amazon ECS service deployments", developer guide.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ecs_express_sandbox.classic.deployment_configuration import shifts, stages
from ecs_express_sandbox.classic.records import Deployment, Service
from ecs_express_sandbox.classic.service_context import ServiceContext


def of(service: Service) -> Deployment | None:
    """Return the deployment that shifts traffic at the moment; none where tasks are replaced."""
    deployment = service.newest
    if deployment is None or deployment.status not in ("PENDING", "IN_PROGRESS", "ROLLBACK_REQUESTED"):
        return None
    return deployment if shifts(deployment.configuration) else None


def note(context: ServiceContext, instant: datetime) -> None:
    """Take note of the moment at which all new tasks are healthy."""
    deployment, service = of(context.service), context.service
    if deployment is None or deployment.status != "IN_PROGRESS" or deployment.healthy_at is not None:
        return
    live = service.live_tasks(deployment.target)
    if len(live) >= service.desired and all(task.healthy_at for task in live):
        deployment.healthy_at = instant


def times(context: ServiceContext) -> Iterator[datetime]:
    """List when a stage ends."""
    deployment = of(context.service)
    if deployment is not None and deployment.healthy_at is not None:
        yield from (end for _, end in _ends(context, deployment))


def is_over(context: ServiceContext, instant: datetime) -> bool:
    """Report whether no bake has to be waited for: old tasks may go, and the deployment may end."""
    deployment = of(context.service)
    if deployment is None:
        return True
    if deployment.healthy_at is None or deployment.status == "ROLLBACK_REQUESTED":
        return False
    return all(end <= instant for _, end in _ends(context, deployment))


def stage(context: ServiceContext, deployment: Deployment, instant: datetime) -> str:
    """Name the lifecycle stage of a deployment that runs; empty for one that shifts nothing."""
    if not shifts(deployment.configuration) or deployment.status != "IN_PROGRESS":
        return ""
    if deployment.healthy_at is None:
        return "SCALE_UP"
    return next((name for name, end in _ends(context, deployment) if instant < end), "CLEAN_UP")


def _ends(context: ServiceContext, deployment: Deployment) -> Iterator[tuple[str, datetime]]:
    """List each stage with its end; a first deployment has nothing to shift from."""
    if deployment.healthy_at is None:
        return
    skips = deployment.source is None and not context.settings.first_deployment_bakes
    end = deployment.healthy_at
    for name, length in stages(deployment.configuration):
        end += timedelta(0) if skips else length
        yield name, end
