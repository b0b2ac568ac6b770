"""What AWS says of a service: read, never sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue, flatten


class Status(str, Enum):
    """Whether a service is there; ACTIVE comes at once at create and does not mean that it serves."""

    ACTIVE = "ACTIVE"
    DRAINING = "DRAINING"
    INACTIVE = "INACTIVE"


@dataclass(frozen=True)
class ServiceArn:
    """The parts of ``arn:PARTITION:ecs:REGION:ACCOUNT:service/CLUSTER/NAME``."""

    text: str

    @property
    def region(self) -> str:
        return self.text.split(":")[3]

    @property
    def account(self) -> str:
        return self.text.split(":")[4]

    @property
    def cluster(self) -> str:
        return self.text.split("/")[-2]

    @property
    def name(self) -> str:
        return self.text.split("/")[-1]

    def revision(self, deployment_id: str) -> str:
        """Name the service revision that a deployment leads to: its number is that of the id, such as ``ecs-svc/42``."""
        return f"{self.text.replace(':service/', ':service-revision/')}/{deployment_id.rpartition('/')[2]}"


def cluster_name(cluster: str) -> str:
    """Take the name out of a cluster's ARN; a name stays as it is."""
    return cluster.rpartition("/")[2]


@dataclass(frozen=True)
class IngressPath:
    """One ingress path: ``endpoint`` is a bare host, whichever form AWS answered."""

    access_type: str
    endpoint: str

    @property
    def url(self) -> str:
        return f"https://{self.endpoint}"


@dataclass(frozen=True)
class Configuration:
    """
    One active configuration of a service: the settings of one revision.

    Attributes:
        settings: AWS's own answer as resource properties, environment and secrets as maps.
    """

    revision_arn: str
    created_at: datetime | None
    settings: Mapping[str, Any]
    ingress_paths: tuple[IngressPath, ...] = ()
    task_definition_arn: str | None = None

    def by_path(self) -> dict[Path, PropertyValue]:
        """Take the settings apart, for comparing; AWS names a task definition for every service."""
        return flatten({**self.settings, "taskDefinitionArn": self.task_definition_arn})


@dataclass(frozen=True)
class ObservedService:
    """A service as DescribeExpressGatewayService returns it, its configurations newest first."""

    arn: str
    name: str
    cluster: str
    infrastructure_role_arn: str
    status: Status
    status_reason: str | None
    created_at: datetime | None
    updated_at: datetime | None
    configurations: tuple[Configuration, ...]
    current_deployment: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def region(self) -> str:
        return ServiceArn(self.arn).region

    @property
    def newest(self) -> "Configuration | None":
        """The newest configuration; None while AWS shows none."""
        return self.configurations[0] if self.configurations else None

    def configuration(self, revision_arn: str | None) -> Configuration | None:
        """Find the configuration of a revision, if it is active."""
        return next((found for found in self.configurations if found.revision_arn == revision_arn), None)

    @property
    def ingress_paths(self) -> list[IngressPath]:
        """The ingress paths of the service, those of its newest configuration first."""
        return [path for configuration in self.configurations for path in configuration.ingress_paths]

    @property
    def alive(self) -> bool:
        """Report whether the service is neither gone nor going."""
        return self.status is Status.ACTIVE

    def identity(self) -> dict[Path, PropertyValue]:
        """The settings that belong to the service and to no revision."""
        return {
            ("serviceName",): self.name,
            ("cluster",): self.cluster,
            ("infrastructureRoleArn",): self.infrastructure_role_arn,
            ("region",): self.region,
            **{("tags", key): value for key, value in self.tags.items()},
        }


@dataclass(frozen=True)
class LoadBalancer:
    """
    Where a load balancer is reached: what an alias record leads to.

    Attributes:
        address_type: ``ipv4``, or ``dualstack`` where it has IPv6 addresses too.
    """

    dns_name: str
    zone_id: str
    address_type: str = "ipv4"


@dataclass(frozen=True)
class ManagedResource:
    """One resource that AWS made for a service."""

    kind: str
    arn: str | None
    status: str
    status_reason: str | None
    details: Mapping[str, Any] = field(default_factory=dict)
    updated_at: datetime | None = None


@dataclass(frozen=True)
class Revision:
    """
    A service revision as DescribeServiceRevisions returns it.

    Attributes:
        image: That of the primary container; None where AWS does not say.
        image_digest: What its tag stood for when it was deployed, ``sha256:`` and a number; None where AWS does not say.
    """

    arn: str
    task_definition_arn: str | None
    resources: tuple[ManagedResource, ...]
    image: str | None = None
    image_digest: str | None = None

    def of_kind(self, kind: str) -> list[ManagedResource]:
        """Pick the managed resources of one kind."""
        return [resource for resource in self.resources if resource.kind == kind]
