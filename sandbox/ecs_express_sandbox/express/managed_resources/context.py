"""What making or removing a managed resource needs at hand: the service, the other AWS services, the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.aws.in_process_clients import Moto
from ecs_express_sandbox.express.records import Service
from ecs_express_sandbox.settings import Settings

MANAGED_TAG = "AmazonECSManaged"
"""On everything that ECS makes with the infrastructure role; the managed policy demands it."""

MARK = {MANAGED_TAG: "true"}


@dataclass(frozen=True)
class ServiceContext:
    """One service, seen from those who act on the other AWS services for it."""

    service: Service
    moto: Moto
    settings: Settings

    @property
    def place(self) -> AccountRegion:
        """The service's account and Region."""
        return AccountRegion(self.moto, self.service.account, self.service.region)

    def client(self, name: str) -> Any:
        """Return a boto3 client of the service's account and Region."""
        return self.place.client(name)

    @property
    def configuration(self) -> dict[str, Any]:
        """The configuration that the newest deployment brings."""
        return self.service.newest.target.configuration

    @property
    def container_port(self) -> int:
        """The port that the container listens on."""
        return int(self.configuration["primaryContainer"]["containerPort"])

    @property
    def tags(self) -> dict[str, str]:
        """The tags of every managed resource: the service's own, and ECS's mark."""
        return {**self.service.tags, **MARK}

    def listed_tags(self) -> list[dict[str, str]]:
        """The tags in the form that most services take."""
        return [{"Key": key, "Value": value} for key, value in self.tags.items()]

    def arn(self, service: str, resource: str) -> str:
        """Write an ARN in the service's partition, Region and account."""
        return self.place.arn(service, resource)
