"""The names of one sandbox: reads its zones and load balancers, and resolves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from moto.elbv2.models import elbv2_backends
from moto.route53.models import route53_backends

from ecs_express_sandbox.dns_names import bare
from ecs_express_sandbox.name_service.resolution import Resolution, Resolver
from ecs_express_sandbox.name_service.zones import Directory, Host, RecordSet, Zone
from ecs_express_sandbox.sandbox import Sandbox
from ecs_express_sandbox.weighted_choice import SmoothRoundRobin

NAME_SERVER = Host({"A": ("127.0.0.1",)})
"""Where the DNS server answers; its port is no part of DNS."""


class Names:
    """
    What DNS knows, as of the present state of a sandbox; the sandbox's lock is held by whoever asks.

    Each of those who resolve has one of its own, so that nobody takes another's turn at weighted records.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._directory = Directory((), {})
        self._directory_of = -1
        self._dealers: dict[str, SmoothRoundRobin] = {}

    def resolve(self, name: str, kind: str, *, private: bool) -> Resolution:
        """Resolve a name, in private zones too where it is in no public one."""
        return Resolver(self._current(), self._deal, private).resolve(name, kind)

    def load_balancer_of(self, name: str) -> str | None:
        """Give the ARN of the load balancer that a name leads to."""
        return self.resolve(name, "A", private=True).load_balancer

    def _deal(self, purpose: str, weights: Mapping[str, int]) -> str:
        dealer = self._dealers.get(purpose)
        if dealer is None or dealer.weights != weights:
            dealer = self._dealers[purpose] = SmoothRoundRobin(dict(weights))
        return dealer.choose() or next(iter(weights))

    def _current(self) -> Directory:
        """Read zones and load balancers anew only after something changed."""
        if self._directory_of != self._sandbox.world.changes:
            self._directory_of = self._sandbox.world.changes
            zones = tuple(_zones(self._sandbox))
            self._directory = Directory(zones, {**_name_servers(zones), **_hosts(self._sandbox)})
        return self._directory


def _zones(sandbox: Sandbox) -> Iterator[Zone]:
    for account, backends in list(route53_backends.items()):
        if any(backend.zones for backend in backends.values()):
            route53 = sandbox.moto.client("route53", account, "us-east-1")
            for page in route53.get_paginator("list_hosted_zones").paginate():
                for zone in page["HostedZones"]:
                    private = bool(zone.get("Config", {}).get("PrivateZone"))
                    yield Zone(zone["Id"], bare(zone["Name"]), private, _records(route53, zone["Id"]))


def _records(route53: Any, zone_id: str) -> dict[str, tuple[RecordSet, ...]]:
    found: dict[str, tuple[RecordSet, ...]] = {}
    for page in route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone_id):
        for described in page["ResourceRecordSets"]:
            record = _record(described)
            found[record.name] = (*found.get(record.name, ()), record)
    return found


def _record(described: dict[str, Any]) -> RecordSet:
    return RecordSet(
        name=bare(described["Name"]),
        kind=described["Type"],
        ttl=int(described.get("TTL", 0)),
        values=tuple(str(one["Value"]) for one in described.get("ResourceRecords") or []),
        alias=bare((described.get("AliasTarget") or {}).get("DNSName", "")),
        identifier=described.get("SetIdentifier", ""),
        weight=described.get("Weight"),
        failover=described.get("Failover", ""),
        multivalue=bool(described.get("MultiValueAnswer")),
    )


def _name_servers(zones: tuple[Zone, ...]) -> dict[str, Host]:
    """Name the servers that Route 53 gave to public zones."""
    delegated = [
        record
        for zone in zones
        for record in zone.records.get(zone.name, ())
        if record.kind == "NS" and not zone.private
    ]
    values = {bare(value) for record in delegated for value in record.values}
    return {value: NAME_SERVER for value in values if ".awsdns-" in value}


def _hosts(sandbox: Sandbox) -> dict[str, Host]:
    """Name the load balancers, with and without the prefix for both kinds of addresses, and the Express endpoints."""
    found: dict[str, Host] = {}
    for backends in list(elbv2_backends.values()):
        for backend in list(backends.values()):
            for balancer in backend.load_balancers.values():
                name, host = bare(balancer.dns_name), _host(balancer)
                found |= {name: host, f"dualstack.{name}": host}
    by_arn = {host.load_balancer: host for host in found.values()}
    for service in sandbox.world.services.values():
        resource = service.gateway.resources["load_balancer"]
        if service.status != "INACTIVE" and resource.gone_at is None and resource.arn in by_arn:
            found[bare(service.endpoint)] = by_arn[resource.arn]
    return found


def _host(balancer: Any) -> Host:
    """Invent addresses that stay the same, one for each subnet: no real host has them."""
    digests = [hashlib.sha256(f"{balancer.arn} {number}".encode()).digest() for number in range(len(balancer.subnets))]
    network = "10.{}.{}.{}" if balancer.scheme == "internal" else "198.18.{1}.{2}"
    addresses = {"A": tuple(network.format(*digest[:3]) for digest in digests)}
    if str(balancer.ip_address_type).startswith("dualstack"):
        addresses["AAAA"] = tuple(f"2001:db8::{digest[:2].hex()}:{digest[2:4].hex()}" for digest in digests)
    return Host(addresses, balancer.arn)
