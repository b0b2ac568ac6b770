"""Whether a service that somebody else has made is there: only "not found" in its own account means that it is gone."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.model.service_update.observed import ObservedEcsService
from pulumi_ecs_express.ports import EcsServices
from pulumi_ecs_express.providers.own_account import require_own_account


class Living(Protocol):
    """What is read of a service, with its settings or without."""

    @property
    def alive(self) -> bool:
        """Whether the service is neither gone nor going."""


Found = TypeVar("Found", bound=Living)


def read_if_there(services: EcsServices, arn: str) -> ObservedEcsService | None:
    """Read a living service; None where it is gone or going. Denied, throttled or elsewhere raises."""
    return if_there(services, arn, lambda: services.describe(ServiceArn(arn).cluster, arn))


def if_there(services: EcsServices, arn: str, read: Callable[[], Found | None]) -> Found | None:
    """Read what is asked of a living service, in the same way."""
    try:
        found = read()
    except (errors.ServiceNotFound, errors.ClusterNotFound):
        found = None
    if found is None:
        require_own_account(services, arn)
        return None
    return found if found.alive else None


def still_there(services: EcsServices, arn: str) -> ObservedEcsService:
    """Read a living service that must be there."""
    service = read_if_there(services, arn)
    if service is None:
        raise gone(arn, "it was deleted by whoever manages it")
    return service


def gone(arn: str, why: str) -> errors.ServiceGone:
    """Say that the service is gone."""
    name, cluster = ServiceArn(arn).name, ServiceArn(arn).cluster
    return errors.ServiceGone(
        f"service {name} in cluster {cluster} is not there any more",
        why=why,
        remedy="make it again where it is managed, or name another one in `service`; `pulumi refresh` takes it out of the state",
    )
