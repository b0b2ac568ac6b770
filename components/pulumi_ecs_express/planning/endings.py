"""Errors about a rollout: the ending that AWS reports, in its own words, and what to do next."""

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.deployment import Deployment
from pulumi_ecs_express.planning.rollout import Sight, Verdict

LONGEST_REASON = 400
"""Characters of one reason of AWS; arbitrary, enough for all that were seen."""

MOST_REASONS = 8
"""Reasons of AWS in one message, so that it fits a terminal; the deployment's own come first."""

NO_REASON = "AWS gave no reason"


def rollout_error(name: str, verdict: Verdict, sight: Sight, attempted: str) -> errors.RolloutError:
    """Turn an ending other than success into the error that tells it; ``attempted`` names what was deployed."""
    deployment = sight.deployment
    why = reasons(deployment, sight)
    if verdict is Verdict.ROLLED_BACK:
        return errors.RolloutRolledBack(
            f"the deployment of {attempted} to service {name} was rolled back, and the previous revision serves",
            why=why,
            remedy=f"{_look(deployment)}; then run `pulumi up` again, or go back to the image that runs",
        )
    if verdict is Verdict.FAILED:
        return errors.RolloutFailed(
            f"the deployment of {attempted} to service {name} failed, and there is no earlier revision to go back to",
            why=why,
            remedy=f"{_look(deployment)}; then run `pulumi up` again, or `pulumi destroy` to remove the service",
        )
    return errors.RolloutStopped(
        f"the deployment of {attempted} to service {name} was stopped",
        why=why,
        remedy="run `pulumi up` to deploy it again",
    )


def timed_out(name: str, seconds: float, sight: Sight) -> errors.RolloutTimedOut:
    """Say that the time given is over while the rollout goes on."""
    return errors.RolloutTimedOut(
        f"the rollout of service {name} has not ended after {seconds / 60:.0f} minutes",
        why=reasons(sight.deployment, sight),
        remedy="run `pulumi up` to go on waiting for it, or give it longer with custom_timeouts",
    )


def interrupted(name: str, because: str, sight: Sight) -> errors.WaitInterrupted:
    """Say that the wait was cut short while the rollout goes on."""
    stage = sight.deployment.stage or sight.deployment.status if sight.deployment else None
    return errors.WaitInterrupted(
        f"waiting for the rollout of service {name} was interrupted",
        why=f"{because}; the deployment goes on at AWS{f' and is at {stage}' if stage else ''}",
        remedy="run `pulumi up` again: it waits for the same deployment, or sends what has changed since",
    )


def reasons(deployment: Deployment | None, sight: Sight) -> str:
    """Gather AWS's own words on this deployment and on what it could not make for it."""
    words = list(deployment.words()) if deployment else []
    words += [
        f"{resource.kind}: {resource.status_reason}" for resource in sight.provisioning() if resource.status_reason
    ]
    shown = [word if len(word) <= LONGEST_REASON else f"{word[:LONGEST_REASON]}…" for word in words]
    told = list(dict.fromkeys(" ".join(word.split()) for word in shown))
    return "\n  ".join(told[:MOST_REASONS]) or NO_REASON


def _look(deployment: Deployment | None) -> str:
    words = " ".join(deployment.words()).lower() if deployment else ""
    if "health check" in words:
        return "make the container answer the health check path with 200 on its port, or set health_check_path and container_port to where it does"
    if "pull" in words:
        return "check the image's name and tag, and that the execution role may pull it"
    return "look at the container's log"
