"""What a deployment's state means for the call that waits for it, and how it is reported to the user."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from pulumi_ecs_express.model.rollout.deployment import FAILED, ROLLED_BACK, STOPPED, Deployment
from pulumi_ecs_express.model.service.observed import Configuration, ManagedResource, ObservedService


class Verdict(Enum):
    """Where a rollout stands."""

    WAITING = "waiting"
    DONE = "done"
    ROLLED_BACK = "rolled back"
    FAILED = "failed"
    STOPPED = "stopped"


ENDINGS = {ROLLED_BACK: Verdict.ROLLED_BACK, FAILED: Verdict.FAILED, STOPPED: Verdict.STOPPED}


def judge_rollout(deployment: Deployment) -> Verdict:
    """Judge by the deployment's own status alone: after a rollback the service looks like a success."""
    if deployment.successful:
        return Verdict.DONE
    return ENDINGS.get(deployment.status, Verdict.WAITING)


def deployment_of(deployments: list[Deployment], revision_arn: str | None) -> Deployment | None:
    """Find the newest deployment of a revision among ``deployments``, which come newest first."""
    return next((found for found in deployments if revision_arn and found.target_revision == revision_arn), None)


def settled_without_deployment(service: ObservedService, revision_arn: str | None, ended: Collection[str] = ()) -> bool:
    """
    Tell whether an update took effect although AWS made no deployment for it.

    Args:
        service: The service, which may still name its last deployment as the current one.
        revision_arn: The revision that the update leads to.
        ended: Deployments of the service that have ended.
    """
    only = service.configurations[0].revision_arn if len(service.configurations) == 1 else None
    rests = service.current_deployment is None or service.current_deployment in ended
    return only is not None and only == revision_arn and rests


def serving_configuration(service: ObservedService, deployment: Deployment | None) -> Configuration | None:
    """
    Choose the revision that serves: the one deployed once most of the traffic goes to it, else the one before.

    Several are active while a deployment runs, in no certain order; of them the oldest is the one that it started from.
    """
    deployed = service.configuration(deployment.target_revision) if deployment else None
    if deployed and deployment and deployment.took_over:
        return deployed
    before = [found for found in service.configurations if found is not deployed]
    return before[-1] if before else deployed


STAGES = {
    "RECONCILE_SERVICE": "bringing the service to one revision",
    "PRE_SCALE_UP": "preparing",
    "SCALE_UP": "starting tasks",
    "POST_SCALE_UP": "tasks are up",
    "TEST_TRAFFIC_SHIFT": "shifting test traffic",
    "POST_TEST_TRAFFIC_SHIFT": "test traffic shifted",
    "PRODUCTION_TRAFFIC_SHIFT": "shifting traffic",
    "POST_PRODUCTION_TRAFFIC_SHIFT": "traffic shifted",
    "BAKE_TIME": "baking",
    "CLEAN_UP": "stopping the old tasks",
}
"""Source: ServiceDeployment.lifecycleStage, Amazon ECS API reference, read 2026-11-22."""


STARTING = (None, "PRE_SCALE_UP", "SCALE_UP", "RECONCILE_SERVICE")
"""Stages in which tasks of the new revision start; a rolling deployment has no stages."""


@dataclass(frozen=True)
class RolloutState:
    """What one poll shows of a rollout; equal states are reported once."""

    deployment: Deployment | None
    resources: tuple[ManagedResource, ...] = ()

    def provisioning(self) -> list[ManagedResource]:
        """The managed resources that are still being made, or cannot be made."""
        return [resource for resource in self.resources if resource.status in ("PROVISIONING", "FAILED")]

    def wanted(self) -> list[ManagedResource]:
        """Those of them that the rollout waits for: none any more once it goes back."""
        return [] if self.deployment and self.deployment.going_back else self.provisioning()


def step(rollout_state: RolloutState) -> tuple[str | None, float | None]:
    """Return what distinguishes one step of a rollout from the next: stage and share of the traffic."""
    deployment = rollout_state.deployment
    return (deployment.stage, deployment.traffic) if deployment else (None, None)


def progress(rollout_state: RolloutState, lasts: float = 0.0) -> str:
    """
    Say in one line where the rollout stands.

    Args:
        rollout_state: What the last poll showed.
        lasts: Seconds since the first poll that showed this step; it may have begun before, so what is left is at most this.
    """
    deployment = rollout_state.deployment
    if deployment is None:
        return _provisioning(rollout_state) or "waiting for AWS to start the deployment"
    if deployment.going_back:
        because = f": {deployment.words()[0]}" if deployment.words() else ""
        return f"rolling back{because}"
    if deployment.stage is None:
        status = ", ".join([deployment.status.lower().replace("_", " "), *_tasks(deployment)])
        return _provisioning(rollout_state) or f"deployment {status}"
    parts = [STAGES.get(deployment.stage, deployment.stage.lower().replace("_", " "))]
    if deployment.traffic:
        parts.append(f"{deployment.traffic:g} % of traffic on the new revision")
    parts += (
        _left(deployment, lasts)
        + _tasks(deployment)
        + ([waiting_for] if (waiting_for := _provisioning(rollout_state)) else [])
    )
    return f"{deployment.stage}: {', '.join(parts)}"


def _left(deployment: Deployment, lasts: float) -> list[str]:
    """Say how long AWS still watches the new revision before it goes on, in whole minutes so that the line rests."""
    if deployment.stage == "BAKE_TIME":
        minutes = deployment.bake_minutes
    elif deployment.stage == "PRODUCTION_TRAFFIC_SHIFT" and 0 < (deployment.traffic or 0) < 100:
        minutes = deployment.canary_minutes
    else:
        return []
    left = math.ceil((minutes or 0) - lasts / 60)
    return [f"at most {left} min left"] if left > 0 else []


def _tasks(deployment: Deployment) -> list[str]:
    tasks = deployment.tasks
    if not (tasks and tasks.requested) or deployment.stage not in STARTING:
        return []
    return [f"{tasks.running} of {tasks.requested} running"]


def _provisioning(rollout_state: RolloutState) -> str:
    waiting = rollout_state.provisioning()
    if not waiting:
        return ""
    stuck = next((resource for resource in waiting if resource.status_reason), None)
    if stuck:
        return f"{stuck.kind} is not ready: {stuck.status_reason}"
    kinds = ", ".join(dict.fromkeys(resource.kind for resource in waiting))
    return f"AWS is making the {kinds}"
