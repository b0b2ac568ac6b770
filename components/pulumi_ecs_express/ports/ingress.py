"""What answers for a service: load balancers, certificates and DNS."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from pulumi_ecs_express.model.custom_domain.observed import (
    AttachedCertificate,
    HostedZone,
    ListenerRule,
    ObservedCertificate,
    RecordSet,
)
from pulumi_ecs_express.model.service.observed import LoadBalancer


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
