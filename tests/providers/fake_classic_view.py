"""What the classic DescribeServices answers of Express services in memory."""

from __future__ import annotations

from tests.providers.fakes import FakeExpressServices

from pulumi_ecs_express.model.service_update.observed import ObservedEcsService


class FakeClassicView:
    """The part of `pulumi_ecs_express.ports.EcsServices` by which a service is told to be blocked."""

    def __init__(self, services: FakeExpressServices) -> None:
        self.services = services

    def describe(self, cluster: str, service: str) -> ObservedEcsService | None:
        """Read a service with its tags."""
        with self.services._call("describe_classic", (cluster, service)):
            found = self.services.services.get(service)
            if found is None:
                return None
            status = found.status(self.services.clock.seconds).value
            return ObservedEcsService(service, status, express=True, tags=dict(found.tags))
