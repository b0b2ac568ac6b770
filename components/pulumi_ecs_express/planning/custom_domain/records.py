"""The records of a custom domain: which must exist, and what in a hosted zone stands in their way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pulumi_ecs_express.model.custom_domain.dns_record import DnsRecord
from pulumi_ecs_express.model.custom_domain.domain_names import base_name, is_within, looks_like_apex

if TYPE_CHECKING:  # the component uses this module in the program, which needs none of these
    from pulumi_ecs_express.model.custom_domain.observed import HostedZone, RecordSet

ADDRESSES = ("A", "AAAA")

AT_THE_APEX = "ALIAS"
"""
What DNS hosts outside of AWS call a record that leads the top of a zone to a name, where no CNAME may stand; others
call it ANAME or CNAME flattening.
"""


def zone_problems(zone: HostedZone | None, zone_id: str, hosts: Iterable[str]) -> list[str]:
    """Say what is wrong with the zone in which the records are to be made."""
    if zone is None:
        return [f"there is no hosted zone {zone_id} in this account: name one that is there"]
    outside = [host for host in hosts if not is_within(base_name(host), zone.name)]
    return [f"hosted zone {zone_id} is for {zone.name}, which does not hold {host}" for host in outside]


def names_between(host: str, zone: str) -> list[str]:
    """List the names from a host up to its zone, without that: a delegation of each hides what the zone has below."""
    labels = base_name(host).removesuffix(zone).strip(".").split(".")
    names = [".".join([*labels[depth:], zone]) for depth in range(len(labels))]
    return names if base_name(host) != zone else []


def delegation_problem(host: str, zone: HostedZone, record_sets: Iterable[RecordSet]) -> str | None:
    """Say that a part of the zone is delegated to another one, so that DNS never sees a record of this zone there."""
    delegated = next((found for found in record_sets if found.type == "NS" and found.name != zone.name), None)
    if delegated is None:
        return None
    return (
        f"zone {zone.name} delegates {delegated.name} to other name servers ({', '.join(delegated.values[:2])}), so DNS never "
        f"sees a record for {host} here: name the hosted zone of {delegated.name}"
    )


def record_problem(host: str, record_sets: Sequence[RecordSet], set_identifier: str | None) -> str | None:
    """Say which record that is not ours stands where ours is to be made; None where none does."""
    if cname := next((found for found in record_sets if found.type == "CNAME"), None):
        return (
            f"{host} has a CNAME to {', '.join(cname.values)} that is not this program's, and beside one no other record can "
            "stand: delete it first, in one change with the new record if the name is in use"
        )
    there = [found for found in record_sets if found.type in ADDRESSES]
    if not there:
        return None
    simple = next((found for found in there if found.set_identifier is None), None)
    if simple and set_identifier:
        return (
            f"{host} has a simple {simple.type} record, and beside one no weighted record can stand: give it a weight and a set "
            "identifier first (a DELETE and a CREATE in one change batch)"
        )
    if simple:
        return (
            f"{host} has an {simple.type} record to {', '.join(simple.values)} that is not this program's: delete it, or move the "
            "name step by step with weighted_routing, or set create_dns_records=False and change it yourself"
        )
    if set_identifier is None:
        return f"{host} has weighted records: give this one weighted_routing as well, or delete them first"
    if any(found.set_identifier == set_identifier for found in there):
        return f"{host} has a record with the set identifier {set_identifier!r} already: choose another one"
    return None


def routing_record(host: str, target: str, zone_name: str | None) -> DnsRecord:
    """Say which record leads a host to the load balancer, at a DNS host that is not Route 53."""
    apex = host == zone_name if zone_name else looks_like_apex(host)
    return DnsRecord(host, AT_THE_APEX if apex else "CNAME", target)


def validation_records(options: Iterable[Mapping[str, str]]) -> list[DnsRecord]:
    """List the records by which ACM validates, each once: a name and the wildcard below it share one."""
    found = [
        DnsRecord(
            option["resource_record_name"].rstrip("."),
            option["resource_record_type"],
            option["resource_record_value"].rstrip("."),
        )
        for option in options
        if option.get("resource_record_name")
    ]
    return sorted(dict.fromkeys(found), key=lambda record: record.name)
