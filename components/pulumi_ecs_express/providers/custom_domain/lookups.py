"""
What a check reads from AWS of a declared domain: its zone, the records there, and a certificate that the program names.

Only what is known and new is looked at, so that a run without change makes no call; what may not be read is a warning.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timezone
from functools import cache, partial
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.connection.settings import CREDENTIALS
from pulumi_ecs_express.model.custom_domain.observed import HostedZone, RecordSet
from pulumi_ecs_express.model.custom_domain.spec import CustomDomainSpec
from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.planning.custom_domain.certificate import certificate_problems
from pulumi_ecs_express.planning.custom_domain.records import (
    delegation_problem,
    names_between,
    record_problem,
    zone_problems,
)
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_certificates, connect_hosted_zones
from pulumi_ecs_express.providers.engine import EngineCall

PRIVATE_ZONE = (
    "hosted zone {zone} is private, and ACM validates names in public DNS: name the public zone of {name} in "
    "validation_zone_id, or bring a certificate by certificate_arn"
)


def read_for_check(
    call: EngineCall, spec: CustomDomainSpec, olds: Mapping[str, Any], news: Mapping[str, Any]
) -> list[str]:
    """List all that AWS shows to be wrong."""
    if not wire.can_connect(news, "region"):
        return []
    reached = wire.connection({**spec.tree(), CREDENTIALS: news.get(CREDENTIALS)})
    return [
        *_allowed(call, "zone_id", lambda: _zone_problems(spec, reached, olds)),
        *_allowed(call, "validation_zone_id", lambda: _validation_problems(spec, reached, olds)),
        *_allowed(call, "certificate_arn", lambda: _certificate_problems(spec, reached, olds)),
    ]


def _allowed(call: EngineCall, argument: str, read: Callable[[], Iterator[str]]) -> list[str]:
    """List problems, each under its argument; a look-up that is denied is told, and the update goes on without it."""
    try:
        return [f"{argument}: {problem}" for problem in read()]
    except errors.AccessDenied as denied:
        call.warn(
            f"{argument}: {denied.what}; what is wrong with it shows in the update; to see it before, {denied.remedy}"
        )
        return []


def _new_hosts(spec: CustomDomainSpec, olds: Mapping[str, Any], *arguments: str) -> list[str]:
    """List the hosts that are new, or all of them where one of the arguments has changed."""
    hosts, declared = spec.hosts, spec.tree()
    if any(olds.get(argument) != declared.get(argument) for argument in arguments):
        return hosts
    before = {olds.get("domainName"), *(olds.get("alternativeNames") or [])}
    return [host for host in hosts if host not in before]


def _zone_problems(spec: CustomDomainSpec, reached: Connection, olds: Mapping[str, Any]) -> Iterator[str]:
    hosts = _new_hosts(spec, olds, "zoneId", "createDnsRecords")
    if not isinstance(spec.zone_id, str) or not hosts:
        return
    zones = connect_hosted_zones(reached)
    zone = zones.zone(spec.zone_id)
    yield from (problems := zone_problems(zone, spec.zone_id, hosts))
    if zone is None or problems:
        return
    if zone.private and spec.certificate_arn is None and spec.validation_zone_id is None:
        yield PRIVATE_ZONE.format(zone=spec.zone_id, name=zone.name)
    records = cache(partial(zones.records, zone.id))
    routing = spec.weighted_routing
    identifier = routing.set_identifier if routing is not None and not isinstance(routing, Unknown) else None
    for host in hosts:
        yield from _delegation(zone, host, records)
        if spec.create_dns_records is not False and (problem := record_problem(host, records(host), identifier)):
            yield problem


def _validation_problems(spec: CustomDomainSpec, reached: Connection, olds: Mapping[str, Any]) -> Iterator[str]:
    hosts = _new_hosts(spec, olds, "validationZoneId")
    if not isinstance(spec.validation_zone_id, str) or not hosts:
        return
    zones = connect_hosted_zones(reached)
    zone = zones.zone(spec.validation_zone_id)
    yield from (problems := zone_problems(zone, spec.validation_zone_id, hosts))
    if zone is None or problems:
        return
    if zone.private:
        yield f"hosted zone {spec.validation_zone_id} is private, and ACM validates names in public DNS: name the public one"
    records = cache(partial(zones.records, zone.id))
    for host in hosts:
        yield from _delegation(zone, host, records)


def _delegation(zone: HostedZone, host: str, records: Callable[[str], list[RecordSet]]) -> Iterator[str]:
    for name in names_between(host, zone.name):
        if problem := delegation_problem(host, zone, records(name)):
            yield problem


def _certificate_problems(spec: CustomDomainSpec, reached: Connection, olds: Mapping[str, Any]) -> Iterator[str]:
    arn, hosts = spec.certificate_arn, _new_hosts(spec, olds, "certificateArn")
    if not isinstance(arn, str) or not hosts:
        return
    there = connect_certificates(reached.at(arn.split(":")[3])).describe(arn)
    region = reached.region if isinstance(reached.region, str) else None
    if isinstance(spec.service, str):
        region = spec.service.split(":")[3]
    if there is None:
        yield f"there is no certificate {arn}: name one that is there"
    else:
        yield from certificate_problems(there, spec.hosts, region, datetime.now(timezone.utc))
