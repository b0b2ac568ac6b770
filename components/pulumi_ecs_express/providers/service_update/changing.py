"""What every change of an existing service has in common: its turn, its deployment, and that no change is lost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.planning.rollout.failures import interrupted
from pulumi_ecs_express.planning.rollout.state import RolloutState
from pulumi_ecs_express.ports import Call, EcsServices
from pulumi_ecs_express.providers.rollout import sending
from pulumi_ecs_express.providers.rollout.turns import turn
from pulumi_ecs_express.providers.rollout.waiting import RolloutResult, await_rollout
from pulumi_ecs_express.providers.service_update.presence import gone
from pulumi_ecs_express.providers.service_update.target import EcsTarget

Wanted = TypeVar("Wanted")


@dataclass
class ServiceChange(Generic[Wanted]):
    """
    One service on its way to what is wanted.

    Attributes:
        wanted: What it is to be.
        seconds: How long that may take, once it has its turn.
        waits: Whether the end of a deployment is waited for.
        attempted: The deployment of an earlier attempt at the same.
        forced: Whether a deployment is started although nothing else changes.
        changed: Whether something at AWS was changed for this call, or may have been.
    """

    services: EcsServices
    call: Call
    arn: str
    wanted: Wanted
    seconds: float
    waits: bool = True
    attempted: str | None = None
    forced: bool = False
    changed: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.deadline = self.call.now() + self.seconds

    def in_turn(self, work: Callable[[bool], RolloutResult]) -> RolloutResult:
        """
        Do the work while no other resource changes the service; it is told whether that took a wait.

        From the first change on every ending comes back as a value: what was changed must reach the state.
        """
        try:
            with turn(self.call, self.arn, self.deadline, self.interrupted) as waited:
                self.deadline = self.call.now() + self.seconds
                return work(waited)
        except errors.ExpressError as error:
            if not self.changed:
                raise
            return RolloutResult(RolloutState(None), error)

    def latest(self) -> Deployment | None:
        """Read the service's latest deployment."""
        newest = self.services.deployments(self.arn)[:1]
        return next(iter(self.services.describe_deployments(newest)), None)

    def follow(self, revision: str | None, attempted: str, *, express: bool) -> RolloutResult:
        """Wait for the deployment that leads to a revision; ``attempted`` is what is deployed, for messages."""
        target = EcsTarget(
            self.services, self.arn, revision, attempted, self.waits, self.seconds, self.deadline, express
        )
        return await_rollout(self.services, self.call, target)

    def sent(self, send: Callable[[], str | None], carried_out: Callable[[], tuple[bool, str | None]]) -> str | None:
        """Send an update, see `pulumi_ecs_express.providers.rollout.sending.sent`; of a service that goes, say so."""

        def attempt() -> str | None:
            try:
                return send()
            except (errors.ServiceNotFound, errors.ServiceNotActive) as refusal:
                raise gone(self.arn, refusal.why) from refusal

        return sending.sent(self.call, attempt, carried_out, self._has_changed, self.deadline, self.interrupted)

    def _has_changed(self) -> None:
        self.changed = True

    def interrupted(self, reason: str) -> errors.ExpressError:
        """Say that the work was cut short."""
        return interrupted(self.arn.rpartition("/")[2], reason, RolloutState(None))
