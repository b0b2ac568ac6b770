"""A service that is to be described: all that AWS says of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pulumi_ecs_express.model.service.observed import Configuration, ObservedService
from pulumi_ecs_express.model.service_settings.observed import ObservedSettings
from pulumi_ecs_express.model.task_definition.observed import ObservedRevision
from pulumi_ecs_express.planning import ownership


@dataclass(frozen=True)
class Subject:
    """
    A living Express service with a configuration.

    Attributes:
        service: As DescribeExpressGatewayService answers it.
        settings: As DescribeServices answers it.
        definition: The task definition in use; None where it is gone.
        own_groups: IDs of the security groups that AWS made for it.
        default_subnets: IDs of the subnets that AWS takes where none are named; none where that is not known.
        deploying: Whether a deployment of it runs.
    """

    service: ObservedService
    settings: ObservedSettings
    definition: ObservedRevision | None = None
    own_groups: frozenset[str] = frozenset()
    default_subnets: frozenset[str] = frozenset()
    deploying: bool = False

    @property
    def configuration(self) -> Configuration:
        """The newest configuration, which the program declares."""
        return self.service.configurations[0]

    @property
    def tags(self) -> Mapping[str, str]:
        return {**self.settings.service.tags, **self.service.tags}

    @property
    def owner(self) -> ownership.Owner | None:
        """Which program of this package has made it or taken it over."""
        return ownership.parse(self.tags.get(ownership.TAG))

    @property
    def place(self) -> str:
        """Say which service it is."""
        return f"service {self.service.name} in cluster {self.service.cluster} of {self.service.region}"
