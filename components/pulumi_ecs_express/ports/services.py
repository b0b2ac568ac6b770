"""Services, of Express Mode or not, and their deployments."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.service.observed import ObservedService, Revision
from pulumi_ecs_express.model.service_settings.observed import ObservedSettings
from pulumi_ecs_express.model.service_update.observed import ObservedEcsService


class Deployments(Protocol):
    """Deployments and revisions of ECS services in one Region, of Express Mode or not."""

    connection: Connection

    def deployments(self, arn: str) -> list[str]:
        """List the ARNs of a service's latest deployments, newest first."""

    def describe_deployments(self, arns: Sequence[str]) -> list[Deployment]:
        """Read deployments, in the order of ``arns``; those that AWS does not answer yet are left out."""

    def describe_revisions(self, arns: Sequence[str]) -> list[Revision]:
        """Read revisions and the resources that AWS made for them; those that AWS does not answer yet are left out."""


class AnyServices(Deployments, Protocol):
    """Services in one Region, of Express Mode or not: what is asked of both alike."""

    region: str

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        """Set tags."""

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        """Take tags away."""

    def account(self) -> str:
        """Return the account of the credentials."""


class ExpressServices(AnyServices, Protocol):
    """Express Gateway services and their deployments in one Region."""

    def create(self, request: Mapping[str, Any]) -> ObservedService:
        """Send CreateExpressGatewayService; the answer may lack most of what was made."""

    def describe(self, arn: str) -> ObservedService:
        """Read a service with its tags; `ServiceNotFound` where there is none, INACTIVE ones are answered for a while."""

    def update(self, request: Mapping[str, Any]) -> str | None:
        """Send UpdateExpressGatewayService; give the ARN of the revision that it leads to."""

    def delete(self, arn: str) -> None:
        """Send DeleteExpressGatewayService; the service drains after that."""

    def find(self, cluster: str, name: str) -> str | None:
        """Return the ARN of the service of that name that is not INACTIVE, of Express Mode or not."""

    def names(self, cluster: str) -> list[str]:
        """List the names of the Express services of a cluster, those that are being deleted too."""


class EcsServices(AnyServices, Protocol):
    """Services that somebody else has made, classic or of Express Mode, and their deployments in one Region."""

    def describe(self, cluster: str, service: str) -> ObservedEcsService | None:
        """
        Read a service with its tags; None where there is none, INACTIVE ones are answered for a while.

        Args:
            cluster: Name or ARN.
            service: Name or ARN.
        """

    def update(self, arn: str, definition: str, *, force: bool) -> str | None:
        """
        Send UpdateService, once: there is no client token; give the ARN of the revision that it leads to.

        After `errors.Unavailable` it may have been carried out or not.

        Args:
            arn: The service.
            definition: ARN of the task definition.
            force: Whether it is deployed although it runs already.
        """

    def update_express(self, arn: str, definition: str) -> str | None:
        """Send UpdateExpressGatewayService, once, in the same way; it deploys what runs already as well."""

    def settings(self, cluster: str, service: str, *, of_revision: bool = False) -> ObservedSettings | None:
        """
        Read a service with its tags and its settings; None as for `describe`.

        Args:
            cluster: Name or ARN.
            service: Name or ARN.
            of_revision: Whether those settings are read as well that only the service revision shows.
        """

    def update_settings(self, arn: str, request: Mapping[str, Any]) -> str | None:
        """Send UpdateService with other members, once; give the revision that is PRIMARY then, new or not."""


class DeploymentHistory(Protocol):
    """What deployments of services in one Region have led to, and the way back from one that runs."""

    def successful(self, service_arn: str) -> list[str]:
        """List the ARNs of the revisions that deployments ended well with, each once, the latest first."""

    def roll_back(self, deployment_arn: str) -> None:
        """Have a deployment that runs go back to where it started from; `ParameterRefused` where it has ended."""


class ScalableTargets(Protocol):
    """What auto scaling moves in one Region."""

    def scales(self, cluster: str, service: str) -> bool:
        """Report whether auto scaling moves a service's number of tasks."""


class Subnets(Protocol):
    """The subnets of one Region."""

    def defaults(self) -> frozenset[str]:
        """List the IDs of the default subnets of its zones; none where there is no default VPC."""
