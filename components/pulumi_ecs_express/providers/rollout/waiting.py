"""Waiting for the deployment of one call: poll, judge by ``planning``, show progress, and explain a failure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.rollout.evidence import Evidence
from pulumi_ecs_express.model.service.observed import Configuration, ManagedResource, ObservedService
from pulumi_ecs_express.planning.rollout.failures import interrupted, rollout_error, stuck_error, timed_out
from pulumi_ecs_express.planning.rollout.polling_pace import ends_soon
from pulumi_ecs_express.planning.rollout.state import (
    RolloutState,
    Verdict,
    deployment_of,
    judge_rollout,
    progress,
    step,
)
from pulumi_ecs_express.planning.rollout.stuck_resources import ProvisioningProblems, stuck, with_problems
from pulumi_ecs_express.ports import Call, Deployments
from pulumi_ecs_express.providers.polling import DEFAULT_POLL_SECONDS, POLL_SECONDS, ROLLOUTS, NotYet, poll
from pulumi_ecs_express.providers.rollout.evidence import gather

POLLS_WITHOUT_DEPLOYMENT = 12
"""Polls after which an update that shows no deployment, and is in effect, counts as one without: a minute."""

SILENCE_SECONDS = 120.0
"""How long AWS may give no usable answer, botocore's retries apart, before a wait ends: a rollout outlives a short outage."""


class Target(Protocol):
    """
    The service whose deployment is waited for, as `providers.service.target` or `providers.service_update.target` has it.

    Attributes:
        arn: The service.
        revision: The revision that the call leads to; None until it is known.
        seconds: How long the wait may take.
        deadline: When it must have ended, on the clock of the call.
        has_managed_resources: Whether AWS makes resources for its revisions, as it does in Express Mode.
        limit: By what the program says how long the wait may take, for messages.
    """

    arn: str
    revision: str | None
    seconds: float
    deadline: float
    has_managed_resources: bool
    limit: str

    @property
    def name(self) -> str:
        """The service's name, for messages."""

    @property
    def attempted(self) -> str:
        """What is deployed, for messages: the image, or the task definition."""

    @property
    def waits(self) -> bool:
        """Whether the end of the deployment is waited for, or only what `ready` says."""

    def observe(self) -> None:
        """Read the service; called while no deployment is followed."""

    def ready(self) -> bool:
        """Whether a call that does not wait for its deployment may end."""

    def settled(self, ended: Collection[str]) -> bool:
        """Whether the call took effect without a deployment; ``ended`` are the service's ended deployments."""

    def configurations(self) -> Sequence[Configuration]:
        """What is in effect, to mask its environment in log lines; an empty answer where nobody knows."""


@dataclass(frozen=True)
class RolloutResult:
    """
    How far an operation came.

    Attributes:
        error: Why it did not come to a good end; None where it did.
        service: The service as it was after that, where it was read, so that it need not be asked for again.
    """

    rollout_state: RolloutState
    error: errors.ExpressError | None = None
    service: ObservedService | None = None


@dataclass
class _Watch:
    """One rollout under observation: what the last poll showed, and what need not be asked again."""

    deployments: Deployments
    call: Call
    target: Target
    rollout_state: RolloutState = field(default_factory=lambda: RolloutState(None))
    polls: int = 0
    problems: ProvisioningProblems = field(default_factory=dict)
    silence: errors.Unavailable | None = None
    silent_since: float = 0.0
    step_since: float = 0.0
    ended: frozenset[str] = frozenset()

    def attempt(self) -> None:
        """Poll once; a bad end is raised as its error."""
        now = _on_aws_clock(self.call)
        try:
            self._read(now)
        except errors.Unavailable as error:
            self.silent_since = self.silent_since if self.silence else now
            self.silence = error
            if now - self.silent_since > SILENCE_SECONDS:
                raise
        else:
            self.silence = None
        verdict = self.verdict()
        if verdict is Verdict.DONE:
            return
        name, attempted = self.target.name, self.target.attempted
        if verdict is not Verdict.WAITING:
            raise rollout_error(name, verdict, self.rollout_state, attempted, self.evidence())
        if resource := stuck(self.problems, now):
            raise stuck_error(name, resource, self.rollout_state, attempted, self.evidence())
        raise NotYet(self._progress(now), self._timed_out)

    def _timed_out(self) -> errors.ExpressError:
        target = self.target
        return timed_out(target.name, target.seconds, self.rollout_state, self.evidence(), target.limit)

    def _progress(self, now: float) -> str:
        """Say in one line where the rollout stands."""
        if self.silence:
            return f"AWS does not answer, asking again: {self.silence.why}"
        return progress(self.rollout_state, now - self.step_since)

    def _read(self, now: float) -> None:
        """Read the deployment, and what AWS is making for it until all of that is there."""
        self.polls += 1
        if self.rollout_state.deployment is None or not self.target.waits:
            self.target.observe()
        before = step(self.rollout_state)
        self.rollout_state = RolloutState(self._deployment(), self._resources())
        if step(self.rollout_state) != before:
            self.step_since = now
        self.problems = with_problems(self.problems, self.rollout_state.wanted(), now)

    def _deployment(self) -> Deployment | None:
        """Read the deployment of this very call, known from all others by the revision that it leads to."""
        if known := self.rollout_state.deployment:
            return next(iter(self.deployments.describe_deployments([known.arn])), known)
        listed = self.deployments.describe_deployments(self.deployments.deployments(self.target.arn))
        self.ended = frozenset(found.arn for found in listed if found.ended)
        return deployment_of(listed, self.target.revision)

    def _resources(self) -> tuple[ManagedResource, ...]:
        revision = self.target.revision if self.target.has_managed_resources else None
        if revision is None or (self.rollout_state.resources and not self.rollout_state.provisioning()):
            return self.rollout_state.resources
        found = self.deployments.describe_revisions([revision])
        return tuple(resource for one in found for resource in one.resources)

    def ends_soon(self) -> bool:
        """Tell whether the deployment may end before the next poll."""
        lasts = _on_aws_clock(self.call) - self.step_since
        return self.target.waits and ends_soon(self.rollout_state.deployment, lasts)

    def verdict(self) -> Verdict:
        """Judge what the last poll showed."""
        if not self.target.waits and self.target.ready() and self._attempt_is_known():
            return Verdict.DONE
        if self.rollout_state.deployment:
            return judge_rollout(self.rollout_state.deployment)
        settled = self.polls >= POLLS_WITHOUT_DEPLOYMENT and self.target.settled(self.ended)
        return Verdict.DONE if settled else Verdict.WAITING

    def _attempt_is_known(self) -> bool:
        """Report whether the deployment is there to be remembered, so that a later refresh can see that it failed."""
        shown = self.rollout_state.deployment is not None or self.target.revision is None
        return shown or self.polls >= POLLS_WITHOUT_DEPLOYMENT

    def evidence(self) -> Evidence:
        """Gather the reasons of a bad end."""
        target = self.target
        return gather(
            self.deployments, target.arn, target.revision, self.rollout_state.deployment, target.configurations
        )


def await_rollout(deployments: Deployments, call: Call, target: Target) -> RolloutResult:
    """
    Wait until the deployment that leads to the target's revision has ended, or until the target is ready where nobody waits.

    The service exists, so every ending comes back as a value: its ARN must reach the state.
    """
    watch = _Watch(deployments, call, target)

    def stopped(reason: str) -> errors.ExpressError:
        return interrupted(target.name, reason, watch.rollout_state)

    try:
        with ROLLOUTS.waiting() as pause:
            poll(call, watch.attempt, target.deadline, stopped, lambda now: pause(watch.ends_soon(), now))
    except errors.ExpressError as error:
        return RolloutResult(watch.rollout_state, error)
    return RolloutResult(watch.rollout_state)


def _on_aws_clock(call: Call) -> float:
    """Read the clock as AWS's own runs: where a sandbox's runs fast, the pauses are shorter by as much."""
    return call.now() * DEFAULT_POLL_SECONDS / POLL_SECONDS()


def until_ended(deployments: Deployments, call: Call, deployment_arn: str, deadline: float) -> None:
    """Wait until a deployment that is being rolled back has ended: what runs then is not known before."""
    seen = RolloutState(None)

    def stopped(reason: str) -> errors.ExpressError:
        return interrupted(deployment_arn.split("/")[-2], reason, seen)

    def attempt() -> None:
        nonlocal seen
        found = deployments.describe_deployments([deployment_arn])
        if found and not found[0].ended:
            seen = RolloutState(found[0])
            raise NotYet(
                f"waiting for an earlier rollback: {progress(seen)}", lambda: stopped("the time given is over")
            )

    poll(call, attempt, deadline, stopped)
