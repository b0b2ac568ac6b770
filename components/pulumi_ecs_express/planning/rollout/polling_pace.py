"""How often a rollout is polled: rarely while its end is far, often when it is near, within a budget of calls."""

import math

from pulumi_ecs_express.model.rollout.deployment import DESCRIBED_TOGETHER, Deployment

POLL_SECONDS = 5.0
"""Seconds between two polls of a rollout whose end is far; AWS changes stages over minutes."""

SOONEST_SECONDS = 1.5
"""The shortest pause: with AWS's answer and the outputs, a call returns within two seconds of the deployment's end."""

CALLS_A_MINUTE = 60
"""Calls that all waits of a process together may make, where 100 services or fewer wait."""


def ends_soon(deployment: Deployment | None, lasts: float) -> bool:
    """
    Tell whether a deployment may end before the next poll or the one after it.

    Args:
        deployment: What the last poll showed.
        lasts: Seconds since the first poll that showed this stage; it may have begun one poll earlier.
    """
    if deployment is None or deployment.going_back:
        return False
    if deployment.stage == "BAKE_TIME":
        first = not deployment.sources  # AWS may skip the bake time of a first deployment
        return first or lasts + 2 * POLL_SECONDS >= (deployment.bake_minutes or 0) * 60
    if deployment.stage is None:
        tasks = deployment.tasks
        return tasks is not None and 0 < tasks.requested <= tasks.running
    return deployment.stage == "CLEAN_UP"


def pause_near_the_end(ending: int, waiting: int) -> float:
    """
    Give the seconds between two polls of rollouts that end soon, so that the budget of calls holds.

    Args:
        ending: How many of the rollouts end soon.
        waiting: How many are waited for in all.
    """
    others = _calls(waiting - ending) * 60 / POLL_SECONDS
    left = CALLS_A_MINUTE - others
    if left <= 0:
        return POLL_SECONDS
    return min(POLL_SECONDS, max(SOONEST_SECONDS, _calls(ending) * 60 / left))


def _calls(deployments: int) -> int:
    return math.ceil(deployments / DESCRIBED_TOGETHER)
