"""Application Auto Scaling: moto registers a target only for services of its own ECS; the sandbox's are added to these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from moto.applicationautoscaling.models import ApplicationAutoscalingBackend

_stock = ApplicationAutoscalingBackend._ecs_service_exists_for_target  # noqa: SLF001 - moto offers no other way


class Services(Protocol):
    """What is asked about services of one kind."""

    def in_region(self, account: str, region: str) -> Iterator[Any]:
        """List the services of one account and Region."""


def know_services(*kinds: Services) -> None:
    """Let moto accept the scalable targets of services."""

    def exists(self: Any, resource: str) -> bool:
        own = [service for kind in kinds for service in kind.in_region(self.account_id, self.region_name)]
        if resource in {f"service/{service.cluster}/{service.name}" for service in own}:
            return True
        return bool(_stock(self, resource))

    ApplicationAutoscalingBackend._ecs_service_exists_for_target = exists  # type: ignore[method-assign,assignment]  # noqa: SLF001 - as above
