"""A service that somebody else has made as the target of a rollout that is waited for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pulumi_ecs_express.model.service.observed import Configuration, ServiceArn
from pulumi_ecs_express.model.service_update.observed import COMPLETED, ObservedEcsService
from pulumi_ecs_express.ports import EcsServices
from pulumi_ecs_express.providers.service_update.presence import still_there


@dataclass
class EcsTarget:
    """Implements `pulumi_ecs_express.providers.rollout.waiting.Target`."""

    services: EcsServices
    arn: str
    revision: str | None
    attempted: str
    waits: bool
    seconds: float
    deadline: float
    has_managed_resources: bool
    service: ObservedEcsService | None = None
    limit: str = "timeout"

    @property
    def name(self) -> str:
        return ServiceArn(self.arn).name

    def observe(self) -> None:
        """Read the service; where the answer to the request named no revision, take that of its PRIMARY deployment."""
        self.service = still_there(self.services, self.arn)
        self.revision = self.revision or self.service.revision

    def ready(self) -> bool:
        """Without a wait, the update is done once AWS has accepted it."""
        return True

    def settled(self, ended: Collection[str]) -> bool:
        """Tell by the service's own list of deployments, where no service deployment is shown."""
        primary = self.service.primary if self.service else None
        return bool(
            primary and primary.rollout_state == COMPLETED and self.service and self.service.revision == self.revision
        )

    def configurations(self) -> Sequence[Configuration]:
        """Give none: the values to mask in log lines are those of the task definition."""
        return ()
