"""
The record sets of a hosted zone, where moto differs from Route 53.

moto deletes every set of a zone that has the same identifier, whatever its name, and writes SOA records that nobody can
read. Here a deletion means one name, type and identifier, as in ChangeResourceRecordSets, Amazon Route 53 API reference; the
records of a new zone are those of "NS and SOA records that Amazon Route 53 creates", developer guide; both read
2026-11-28.
"""

from __future__ import annotations

from typing import Any

from moto.route53.models import Route53Backend

from ecs_express_sandbox.dns_names import bare

_change = Route53Backend.change_resource_record_sets


_create_zone = Route53Backend.create_hosted_zone


def correct_record_sets() -> None:
    """Take the place of what moto does to a zone's own records, and to those that are deleted."""

    def change(self: Any, zoneid: str, change_list: list[dict[str, Any]]) -> None:
        for one in change_list:
            zone, record = self.get_hosted_zone(zoneid), dict(one["ResourceRecordSet"])
            before = list(zone.rrsets)
            _change(self, zoneid, [one])
            if one["Action"] == "DELETE" and record.get("SetIdentifier"):
                zone.rrsets = [kept for kept in before if not _is(kept, record)]

    def create_zone(self: Any, *args: Any, **kwargs: Any) -> Any:
        zone: Any = _create_zone(self, *args, **kwargs)
        servers = [f"{server}." for server in zone.delegation_set.name_servers]
        values = {"NS": servers, "SOA": [f"{servers[0]} awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"]}
        for record in zone.rrsets:
            record.records = values[record.type]
        return zone

    Route53Backend.change_resource_record_sets = change  # type: ignore[method-assign]  # moto offers no other way
    Route53Backend.create_hosted_zone = create_zone  # type: ignore[method-assign]  # as above


def _is(kept: Any, record: dict[str, Any]) -> bool:
    same_name = bare(str(kept.name)) == bare(str(record["Name"]))
    return same_name and (kept.type, kept.set_identifier) == (record["Type"], record["SetIdentifier"])
