"""An Express Gateway service as the target of a rollout that is waited for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pulumi_ecs_express.model.service.observed import Configuration, ObservedService
from pulumi_ecs_express.planning.rollout.state import settled_without_deployment
from pulumi_ecs_express.ports import ExpressServices


@dataclass
class ExpressTarget:
    """Implements `pulumi_ecs_express.providers.rollout.waiting.Target`."""

    services: ExpressServices
    arn: str
    revision: str | None
    name: str
    attempted: str
    waits: bool
    seconds: float
    deadline: float
    service: ObservedService | None = None
    has_managed_resources: bool = True
    limit: str = "custom_timeouts"

    def observe(self) -> None:
        """Read the service; where the answer to the request named no revision, take its newest one."""
        self.service = self.services.describe(self.arn)
        if self.revision is None and self.service.configurations:
            self.revision = self.service.configurations[0].revision_arn

    def ready(self) -> bool:
        """Without `wait_for_rollout`, a service is ready once it has an endpoint."""
        return self.service is not None and bool(self.service.ingress_paths)

    def settled(self, ended: Collection[str]) -> bool:
        return self.service is not None and settled_without_deployment(self.service, self.revision, ended)

    def configurations(self) -> Sequence[Configuration]:
        return self.services.describe(self.arn).configurations
