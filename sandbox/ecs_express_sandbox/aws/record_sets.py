"""
The record sets of a hosted zone: moto deletes every set of a zone that has the same identifier, whatever its name.

Here a deletion means one name, type and identifier, as in ChangeResourceRecordSets, Amazon Route 53 API reference, read
2026-11-28.
"""

from __future__ import annotations

from typing import Any

from moto.route53.models import Route53Backend

_change = Route53Backend.change_resource_record_sets


def delete_exactly() -> None:
    """Let a deletion with a set identifier hit its own record set alone."""

    def change(self: Any, zoneid: str, change_list: list[dict[str, Any]]) -> None:
        for one in change_list:
            zone, record = self.get_hosted_zone(zoneid), dict(one["ResourceRecordSet"])
            before = list(zone.rrsets)
            _change(self, zoneid, [one])
            if one["Action"] == "DELETE" and record.get("SetIdentifier"):
                zone.rrsets = [kept for kept in before if not _is(kept, record)]

    Route53Backend.change_resource_record_sets = change  # type: ignore[method-assign]  # moto offers no other way


def _is(kept: Any, record: dict[str, Any]) -> bool:
    same_name = str(kept.name).lower().rstrip(".") == str(record["Name"]).lower().rstrip(".")
    return same_name and (kept.type, kept.set_identifier) == (record["Type"], record["SetIdentifier"])
