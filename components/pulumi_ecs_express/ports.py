"""
What the providers need from the world, as protocols: each names only the calls that are used.

Two sets of adapters exist: boto3 in ``aws``, and in-memory fakes in the tests; one suite holds both.
Every method raises errors of `pulumi_ecs_express.errors` and nothing else.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.custom_domain.observed import (
    AttachedCertificate,
    HostedZone,
    ListenerRule,
    ObservedCertificate,
    RecordSet,
)
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.rollout.evidence import LogLine, LogStream, ServiceEvent, StoppedTask
from pulumi_ecs_express.model.service.observed import LoadBalancer, ObservedService, Revision
from pulumi_ecs_express.model.service.role import ObservedRole
from pulumi_ecs_express.model.service_update.observed import ObservedEcsService
from pulumi_ecs_express.model.task_definition.members import Request
from pulumi_ecs_express.model.task_definition.observed import ObservedRevision


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


class Call(Protocol):
    """The engine's call that is being served: what it knows beside the arguments, and the way to talk back."""

    @property
    def urn(self) -> str:
        """URN of the resource; empty where the engine cannot be asked."""

    @property
    def timeout(self) -> float | None:
        """Seconds from ``custom_timeouts``; None where none are set."""

    @property
    def old_inputs(self) -> Mapping[str, Any] | None:
        """What was declared before; None where the engine cannot be asked."""

    def say(self, text: str) -> None:
        """Show text on the resource's own row; repeated text is shown once."""

    def note(self, text: str) -> None:
        """Tell something that stays in the summary of the run."""

    def now(self) -> float:
        """Seconds on a clock that never goes back."""

    def wait(self, seconds: float) -> str | None:
        """Wait; give the reason where the wait was cut short by Ctrl-C or by the end of the engine."""


class LoadBalancers(Protocol):
    """Load balancers in one Region, as far as an ingress needs them."""

    def find(self, arn: str) -> LoadBalancer | None:
        """Read a load balancer; None where it is gone."""


class Listeners(Protocol):
    """Rules and certificates of load balancers' listeners in one Region."""

    region: str

    def rule(self, arn: str) -> ListenerRule | None:
        """Read a rule; None where it is gone."""

    def rules(self, listener: str) -> list[ListenerRule] | None:
        """Read all rules of a listener; None where it is gone."""

    def set_conditions(self, rule: str, conditions: Sequence[Mapping[str, Any]]) -> None:
        """Replace all conditions of a rule; its actions stay as they are."""

    def listeners(self, load_balancer: str) -> list[str]:
        """List the ARNs of the HTTPS listeners of a load balancer; none where it is gone."""

    def certificates(self, listener: str) -> list[AttachedCertificate] | None:
        """List the certificates of a listener, each once; None where it is gone."""

    def attach(self, listener: str, certificate: str) -> None:
        """Add a certificate to a listener; one that is there already stays."""

    def detach(self, listener: str, certificate: str) -> None:
        """Remove a certificate from a listener; the default one stays, and one that is not there is removed."""


class Certificates(Protocol):
    """Certificates of ACM in one Region."""

    def describe(self, arn: str) -> ObservedCertificate | None:
        """Read a certificate; None where it is gone."""


class HostedZones(Protocol):
    """Hosted zones of Route 53."""

    def zone(self, zone_id: str) -> HostedZone | None:
        """Read a hosted zone; None where it is gone."""

    def records(self, zone_id: str, name: str) -> list[RecordSet]:
        """Read the record sets of exactly this name; none where the zone is gone."""


class PublicDns(Protocol):
    """What DNS answers to everybody."""

    def values(self, name: str, type_: str) -> list[str] | None:
        """Ask for the records of a name, at its zone's own name servers where they can be reached; None without an answer."""


class Roles(Protocol):
    """IAM roles of the account."""

    def find(self, arn: str) -> ObservedRole | None:
        """Read a role; None where there is none of this ARN."""


class Images(Protocol):
    """Images in the private ECR registries of one Region."""

    def digest(self, account: str, repository: str, tag: str) -> str | None:
        """Return the digest that a tag stands for now; None where there is no such tag or repository."""


class TaskDefinitions(Protocol):
    """Task definitions in one Region."""

    def describe(self, arn: str) -> Mapping[str, Any]:
        """Read a task definition as DescribeTaskDefinition answers it."""


class DefinitionFamilies(Protocol):
    """The revisions of task definitions in one Region."""

    def revisions(self, family: str, status: str) -> list[str]:
        """List the ARNs of a family's revisions that are ``ACTIVE`` or ``INACTIVE``; none where there is no such family."""

    def deregister(self, arn: str) -> None:
        """Make a revision INACTIVE."""

    def delete(self, arns: Sequence[str]) -> dict[str, str]:
        """Delete at most ten INACTIVE revisions; give AWS's words on those that it does not delete."""


class TaskDefinitionRevisions(DefinitionFamilies, Protocol):
    """Revisions of task definitions in one Region: read whole, registered and tagged."""

    region: str

    @property
    def client_version(self) -> str:
        """The version of the installed client."""

    def find(self, asked: str) -> ObservedRevision | None:
        """
        Read a revision with its tags; None where there is none, an INACTIVE one is answered for a while.

        Args:
            asked: An ARN, ``family:revision``, or a family, which stands for its latest ACTIVE revision.
        """

    def register(self, request: Request) -> ObservedRevision:
        """
        Send RegisterTaskDefinition, once: there is no client token, so each request that arrives makes a revision.

        After `errors.Unavailable` it may have been registered or not.
        """

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        """Set tags."""

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        """Take tags away."""


class Workloads(Protocol):
    """Living services in one Region, of Express Mode or not; asked before something that they may use is deleted."""

    def definitions_in_use(self) -> set[str]:
        """List the ARNs of the task definitions that they run on."""


class LogGroups(Protocol):
    """Log groups in one Region."""

    def create(self, name: str) -> None:
        """Make a log group; one that is there already stays as it is."""

    def delete(self, name: str) -> None:
        """Delete a log group with its lines; one that is gone already is deleted."""


class TaskHistory(Protocol):
    """What ECS remembers of the tasks of services in one Region; read only after a rollout has gone wrong."""

    def stopped(self, service_arn: str) -> list[StoppedTask]:
        """Read the stopped tasks of a service, of all its deployments, in no particular order."""

    def events(self, service_arn: str) -> list[ServiceEvent]:
        """Read the events of a service, newest first, of all its deployments."""


class ContainerLogs(Protocol):
    """Logs of containers in one Region."""

    def newest(self, stream: LogStream, most: int) -> list[LogLine]:
        """Read the last lines of a log stream, oldest first; none where there is no such stream."""
