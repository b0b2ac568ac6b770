"""Hosted zones by boto3's ``route53`` client."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.custom_domain.observed import HostedZone, RecordSet

WILDCARD = "\\052"
"""How Route 53 answers a ``*`` ("Supported DNS record names", Amazon Route 53 developer guide, read 2026-11-28)."""


class BotoHostedZones:
    """Implements `pulumi_ecs_express.ports.HostedZones`."""

    def __init__(self, connection: Connection) -> None:
        self._route53 = client("route53", connection)
        self.region: str = self._route53.meta.region_name

    def zone(self, zone_id: str) -> HostedZone | None:
        with translated(f"reading hosted zone {zone_id}", self.region):
            try:
                answer = self._route53.get_hosted_zone(Id=zone_id)["HostedZone"]
            except self._route53.exceptions.NoSuchHostedZone:
                return None
        return HostedZone(zone_id, _name(answer["Name"]), bool(answer.get("Config", {}).get("PrivateZone")))

    def records(self, zone_id: str, name: str) -> list[RecordSet]:
        with translated(f"reading the records of {name}", self.region):
            try:
                answer = self._route53.list_resource_record_sets(HostedZoneId=zone_id, StartRecordName=name)
            except self._route53.exceptions.NoSuchHostedZone:
                return []
            listed = [_record_set(found) for found in answer["ResourceRecordSets"]]
        return [found for found in listed if found.name == name]


def _record_set(answer: Mapping[str, Any]) -> RecordSet:
    alias = answer.get("AliasTarget", {}).get("DNSName")
    values = [alias] if alias else [record["Value"] for record in answer.get("ResourceRecords", [])]
    return RecordSet(
        _name(answer["Name"]), answer["Type"], answer.get("SetIdentifier"), tuple(value.rstrip(".") for value in values)
    )


def _name(answer: str) -> str:
    return answer.rstrip(".").replace(WILDCARD, "*").lower()
