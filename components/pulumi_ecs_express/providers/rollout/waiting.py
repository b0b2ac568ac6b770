"""The loops that wait for AWS: a look, a verdict from ``planning``, a line of progress, a pause."""

from dataclasses import dataclass, field
from typing import Protocol

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.rollout.evidence import Evidence
from pulumi_ecs_express.model.service.observed import ManagedResource, ObservedService
from pulumi_ecs_express.planning.rollout.failures import interrupted, rollout_error, stuck_error, timed_out
from pulumi_ecs_express.planning.rollout.state import (
    Sight,
    Verdict,
    deployment_of,
    judge_rollout,
    progress,
    settled_without_deployment,
    step,
)
from pulumi_ecs_express.planning.rollout.stuck_resources import Complaints, heard, stuck
from pulumi_ecs_express.ports import Call, ExpressServices
from pulumi_ecs_express.providers.polling import DEFAULT_POLL_SECONDS, POLL_SECONDS, until_next_look
from pulumi_ecs_express.providers.rollout.evidence import gather

LOOKS_WITHOUT_DEPLOYMENT = 12
"""Looks after which an update that shows no deployment, and is in effect, counts as one without: a minute."""


SILENCE_SECONDS = 120.0
"""How long AWS may give no usable answer, botocore's retries apart, before a wait ends: a rollout outlives a short outage."""


class Waiter(Protocol):
    """What the loop needs to know of the operation."""

    name: str
    seconds: float
    deadline: float

    @property
    def attempted(self) -> str: ...

    @property
    def waits(self) -> bool: ...


@dataclass(frozen=True)
class Reached:
    """
    How far an operation came.

    Attributes:
        error: Why it did not come to a good end; None where it did.
        service: The service as it was after that, where it was looked at, so that it need not be asked for again.
    """

    sight: Sight
    error: errors.ExpressError | None = None
    service: ObservedService | None = None


@dataclass
class _Watch:
    """One rollout under observation: what the last look showed, and what need not be asked again."""

    services: ExpressServices
    arn: str
    revision: str | None
    waiter: Waiter
    sight: Sight = field(default_factory=lambda: Sight(None))
    service: ObservedService | None = None
    looks: int = 0
    complaints: Complaints = field(default_factory=dict)
    silence: errors.Unavailable | None = None
    silent_since: float = 0.0
    step_since: float = 0.0
    ended: frozenset[str] = frozenset()

    def try_to_look(self, call: Call) -> errors.ExpressError | None:
        """Look, and give the error that ends the wait: AWS may be silent for a while."""
        try:
            self.look(_waited(call))
        except errors.Unavailable as error:
            self.silent_since = self.silent_since if self.silence else _waited(call)
            self.silence = error
            return error if _waited(call) - self.silent_since > SILENCE_SECONDS else None
        except errors.ExpressError as error:
            return error
        self.silence = None
        return None

    def told(self, now: float) -> str:
        """Say in one line where the rollout stands."""
        if self.silence:
            return f"AWS does not answer, asking again: {self.silence.why}"
        return progress(self.sight, now - self.step_since)

    def look(self, now: float) -> None:
        """Look at the deployment, and at what AWS is making for it until all of that is there."""
        self.looks += 1
        if self.sight.deployment is None or not self.waiter.waits:
            self.service = self.services.describe(self.arn)
            if self.revision is None and self.service.configurations:
                self.revision = self.service.configurations[0].revision_arn
        before = step(self.sight)
        self.sight = Sight(self._deployment(), self._resources())
        if step(self.sight) != before:
            self.step_since = now
        self.complaints = heard(self.complaints, self.sight.wanted(), now)

    def _deployment(self) -> Deployment | None:
        """Read the deployment of this very call, told from all others by the revision that it leads to."""
        if known := self.sight.deployment:
            return next(iter(self.services.describe_deployments([known.arn])), known)
        listed = self.services.describe_deployments(self.services.deployments(self.arn))
        self.ended = frozenset(found.arn for found in listed if found.ended)
        return deployment_of(listed, self.revision)

    def _resources(self) -> tuple[ManagedResource, ...]:
        if self.revision is None or (self.sight.resources and not self.sight.provisioning()):
            return self.sight.resources
        return tuple(
            resource for found in self.services.describe_revisions([self.revision]) for resource in found.resources
        )

    def verdict(self) -> Verdict:
        """Judge the last look."""
        if not self.waiter.waits and self.service and self.service.ways_in:
            return Verdict.DONE
        if self.sight.deployment:
            return judge_rollout(self.sight.deployment)
        settled = self.service is not None and settled_without_deployment(self.service, self.revision, self.ended)
        return Verdict.DONE if settled and self.looks >= LOOKS_WITHOUT_DEPLOYMENT else Verdict.WAITING

    def evidence(self) -> Evidence:
        """Gather what the rollout left behind: only after a bad end."""
        return gather(self.services, self.arn, self.revision, self.sight.deployment)


def await_rollout(services: ExpressServices, call: Call, arn: str, revision: str | None, waiter: Waiter) -> Reached:
    """
    Wait until the deployment of ``revision`` has ended, or until there is an endpoint where nobody waits.

    The service exists, so every ending comes back as a value: its ARN must reach the state.
    """
    watch = _Watch(services, arn, revision, waiter)
    while True:
        if error := watch.try_to_look(call):
            return Reached(watch.sight, error)
        sight, verdict = watch.sight, watch.verdict()
        if verdict is Verdict.DONE:
            return Reached(sight)
        if verdict is not Verdict.WAITING:
            return Reached(sight, rollout_error(waiter.name, verdict, sight, waiter.attempted, watch.evidence()))
        if resource := stuck(watch.complaints, _waited(call)):
            return Reached(sight, stuck_error(waiter.name, resource, sight, waiter.attempted, watch.evidence()))
        call.say(watch.told(_waited(call)))
        if call.now() > waiter.deadline:
            return Reached(sight, timed_out(waiter.name, waiter.seconds, sight, watch.evidence()))
        if because := call.wait(until_next_look(call.now())):
            return Reached(sight, interrupted(waiter.name, because, sight))


def _waited(call: Call) -> float:
    """Read the clock as AWS's own runs: where a sandbox's runs fast, the pauses are shorter by as much."""
    return call.now() * DEFAULT_POLL_SECONDS / POLL_SECONDS()


def until_ended(services: ExpressServices, call: Call, deployment_arn: str, deadline: float) -> None:
    """Wait until a deployment that is going back has done so: what runs then is not known before."""
    while True:
        found = services.describe_deployments([deployment_arn])
        if not found or found[0].ended:
            return
        call.say(f"waiting for an earlier rollback: {progress(Sight(found[0]))}")
        because = "the time given is over" if call.now() > deadline else call.wait(until_next_look(call.now()))
        if because:
            raise interrupted(deployment_arn.split("/")[-2], because, Sight(found[0]))
