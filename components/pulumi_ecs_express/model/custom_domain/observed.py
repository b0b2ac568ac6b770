"""What AWS and DNS report of certificates, listeners, hosted zones and records: read, never sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pulumi_ecs_express.model.custom_domain.dns_record import DnsRecord

PENDING, ISSUED = "PENDING_VALIDATION", "ISSUED"
"""States of a certificate. Source: CertificateDetail, AWS Certificate Manager API reference, read 2026-11-28."""

HOST_HEADER = "host-header"
"""The condition of a listener rule that names hosts; a rule has one of them at most."""


@dataclass(frozen=True)
class ObservedCertificate:
    """
    A certificate as ACM describes it.

    Attributes:
        names: All names that it is good for.
        usages: What it may be used for; empty where ACM does not say, as of a pending one.
        records: The records that ACM waits for, each once.
        load_balancers: ARNs of the load balancers whose listeners show it.
    """

    arn: str
    status: str
    names: tuple[str, ...]
    failure_reason: str | None = None
    not_after: datetime | None = None
    usages: tuple[str, ...] = ()
    records: tuple[DnsRecord, ...] = ()
    load_balancers: tuple[str, ...] = ()

    @property
    def region(self) -> str:
        return self.arn.split(":")[3]


@dataclass(frozen=True)
class ListenerRule:
    """
    A rule of a listener; its default one has no conditions.

    Attributes:
        conditions: All of its conditions, in the form in which ModifyRule takes them.
    """

    arn: str
    priority: str
    conditions: tuple[Mapping[str, Any], ...] = ()

    @property
    def hosts(self) -> list[str]:
        """The host values, in lower case."""
        return [
            str(value).lower()
            for condition in self.conditions
            if condition.get("Field") == HOST_HEADER
            for value in condition["HostHeaderConfig"].get("Values", [])
        ]


@dataclass(frozen=True)
class AttachedCertificate:
    """A certificate on a listener."""

    arn: str
    is_default: bool


@dataclass(frozen=True)
class HostedZone:
    """A hosted zone; its name without the dot at the end."""

    id: str
    name: str
    private: bool


@dataclass(frozen=True)
class RecordSet:
    """
    Records of one name and type in a hosted zone.

    Attributes:
        set_identifier: What tells it from others of the name and type; None for a simple one.
        values: What it holds, or the name that an alias leads to.
    """

    name: str
    type: str
    set_identifier: str | None = None
    values: tuple[str, ...] = field(default=())
