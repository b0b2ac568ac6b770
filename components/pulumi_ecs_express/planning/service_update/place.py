"""Which service an update is of: the same one may be named in several ways."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.model.service.observed import ServiceArn, cluster_name
from pulumi_ecs_express.model.service_update.spec import DEFAULT_CLUSTER

ARGUMENTS = ("cluster", "service", "region")


@dataclass(frozen=True)
class Place:
    """
    A service by name, cluster and Region.

    Attributes:
        service: As DescribeServices is asked for it: its ARN where the program has that, else its name.
        region: None where the session's counts.
    """

    cluster: str
    service: str
    region: str | None = None

    @property
    def name(self) -> str:
        return ServiceArn(self.service).name

    def is_that_of(self, arn: str) -> bool:
        """Report whether this is the service of an ARN; a Region that is not declared is any."""
        known = ServiceArn(arn)
        if (self.name, self.cluster) != (known.name, known.cluster):
            return False
        return self.service == arn if self.service.startswith("arn:") else self.region in (None, known.region)


def place_of(properties: Mapping[str, Any]) -> Place | None:
    """Read from properties which service is meant; None while that is not known."""
    cluster, service, region = (properties.get(name) for name in ARGUMENTS)
    if any(isinstance(value, Unknown) for value in (cluster, service, region)) or not isinstance(service, str):
        return None
    if service.startswith("arn:"):
        arn = ServiceArn(service)
        return Place(arn.cluster, service, arn.region)
    of_cluster = str(cluster).split(":")[3] if str(cluster).startswith("arn:") else None
    return Place(cluster_name(str(cluster or DEFAULT_CLUSTER)), service, region or of_cluster)
