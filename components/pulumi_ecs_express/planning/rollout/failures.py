"""Errors about a rollout: the ending that AWS reports, in its own words, and what to do next."""

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.evidence import NO_EVIDENCE, Evidence
from pulumi_ecs_express.model.service.observed import ManagedResource
from pulumi_ecs_express.planning.rollout.causes import remedy_for
from pulumi_ecs_express.planning.rollout.explanation import explain
from pulumi_ecs_express.planning.rollout.state import RolloutState, Verdict

OVERTAKEN = ", and a newer deployment took its place"

AGAIN = "run `pulumi up` to deploy it again"

ENDED = {Verdict.ROLLED_BACK: "was rolled back", Verdict.FAILED: "failed", Verdict.STOPPED: "was stopped"}


def rollout_error(
    name: str, verdict: Verdict, rollout_state: RolloutState, attempted: str, evidence: Evidence = NO_EVIDENCE
) -> errors.RolloutError:
    """Make the error for a rollout that did not succeed; ``attempted`` names what was deployed."""
    why, remedy = explain(rollout_state, evidence), remedy_for(rollout_state, evidence)
    what = f"the deployment of {attempted} to service {name} {ENDED[verdict]}"
    if verdict is Verdict.STOPPED:
        again = f"{remedy}; then run `pulumi up` again" if _stopped_by_faults(evidence) else AGAIN
        return errors.RolloutStopped(f"{what}{_instead(rollout_state, evidence)}", why=why, remedy=again)
    if verdict is Verdict.ROLLED_BACK:
        serves = OVERTAKEN if evidence.overtaken else ", and the previous revision serves"
        return errors.RolloutRolledBack(
            f"{what}{serves}",
            why=why,
            remedy=f"{remedy}; then run `pulumi up` again, or go back to what runs",
        )
    return errors.RolloutFailed(
        f"{what}, and there is no earlier revision to go back to",
        why=why,
        remedy=f"{remedy}; then run `pulumi up` again",
    )


def _stopped_by_faults(evidence: Evidence) -> bool:
    """Report whether tasks that failed are why it was stopped, as by a circuit breaker that rolls nothing back."""
    return bool(evidence.tasks) and not evidence.overtaken


def _instead(rollout_state: RolloutState, evidence: Evidence) -> str:
    """Say what runs in place of a deployment that was stopped."""
    if evidence.overtaken:
        return OVERTAKEN
    traffic = rollout_state.deployment.traffic if rollout_state.deployment else None
    return "" if traffic is None else f", with {traffic:g} % of the traffic on its revision"


def stuck_error(
    name: str, resource: ManagedResource, rollout_state: RolloutState, attempted: str, evidence: Evidence = NO_EVIDENCE
) -> errors.RolloutStuck:
    """Say that AWS cannot make a resource, long before the rollout that waits for it ends."""
    return errors.RolloutStuck(
        f"the deployment of {attempted} to service {name} is stuck: AWS cannot make its {resource.kind}",
        why=explain(rollout_state, evidence),
        remedy=f"{remedy_for(rollout_state, evidence)}; then run `pulumi up` again",
    )


def timed_out(
    name: str,
    seconds: float,
    rollout_state: RolloutState,
    evidence: Evidence = NO_EVIDENCE,
    limit: str = "custom_timeouts",
) -> errors.RolloutTimedOut:
    """Say that the time given is over while the rollout goes on; ``limit`` is by what the program gives it."""
    return errors.RolloutTimedOut(
        f"the rollout of service {name} has not ended after {_duration(seconds)}",
        why=explain(rollout_state, evidence),
        remedy=f"run `pulumi up` to go on waiting for it, or give it longer with {limit}",
    )


def _duration(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= SHORTEST_IN_MINUTES else f"{seconds:.0f} seconds"


SHORTEST_IN_MINUTES = 120.0


def interrupted(name: str, because: str, rollout_state: RolloutState) -> errors.WaitInterrupted:
    """Say that the wait was cut short while the rollout goes on."""
    stage = rollout_state.deployment.stage or rollout_state.deployment.status if rollout_state.deployment else None
    return errors.WaitInterrupted(
        f"waiting for the rollout of service {name} was interrupted",
        why=f"{because}; the deployment goes on at AWS{f' and is at {stage}' if stage else ''}",
        remedy="run `pulumi up` again: it waits for the same deployment, or sends what has changed since",
    )
