"""
Route 53: ChangeResourceRecordSets, judged as a whole before anything is changed.

Words seen from AWS, in reports of many users of DNS controllers and infrastructure tools; those on weighted beside
simple records in external-dns #1411. That a guardrail of the account can keep records from being deleted: Amazon Route 53
developer guide, read 2026-11-28.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from ecs_express_sandbox.protocol.request import Asked, Refused

Record = dict[str, Any]
Key = tuple[str, str, str]
"""Name with its final dot, type, set identifier."""

_SETTINGS = ("TTL", "Weight", "Region", "Failover", "MultiValueAnswer", "HealthCheckId", "GeoLocation")


PROTECTED = "protected"
"""The first label of names whose records cannot be deleted: a change guardrail, as an account may have it."""


def one_target(asked: Asked) -> None:
    """A record has either an alias target, or a TTL and values."""
    for change in _changes(asked):
        record = change["ResourceRecordSet"]
        alias, plain = "AliasTarget" in record, "TTL" in record or bool(record.get("ResourceRecords"))
        whole = "TTL" in record and bool(record.get("ResourceRecords"))
        if alias and plain:
            raise Refused("InvalidInput", _one_target(change, "but found more than one"))
        if not alias and not whole and "TrafficPolicyInstanceId" not in record:
            raise Refused("InvalidInput", _one_target(change, "but found none"))


def _one_target(change: Record, found: str) -> str:
    record = change["ResourceRecordSet"]
    return (
        "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or "
        f"TrafficPolicyInstanceId], {found} in Change with [Action={change['Action']}, Name={record['Name']}, "
        f"Type={record['Type']}, SetIdentifier={record.get('SetIdentifier', 'null')}]"
    )


def _changes(asked: Asked) -> list[Record]:
    return list((asked.parameters.get("ChangeBatch") or {}).get("Changes") or [])


def batch(asked: Asked) -> None:
    """Whether the changes fit what is there, and what would be there fits together."""
    try:
        zone = asked.client("route53").get_hosted_zone(Id=asked.text("HostedZoneId"))["HostedZone"]["Name"]
    except ClientError:
        return
    records = {_key(record): record for record in _existing(asked)}
    problems = list(_foreign(asked, zone))
    problems += [words for change in _changes(asked) for words in _applied(records, change)]
    problems += _conflicts(records, {_key(change["ResourceRecordSet"]) for change in _changes(asked)}, zone)
    if problems:
        raise Refused("InvalidChangeBatch", f"[{', '.join(problems)}]")


def _foreign(asked: Asked, zone: str) -> Iterator[str]:
    """A zone holds its own name and those below it."""
    for change in _changes(asked):
        name = _dotted(change["ResourceRecordSet"]["Name"])
        if name != _dotted(zone) and not name.endswith("." + _dotted(zone)):
            yield f"RRSet with DNS name {name} is not permitted in zone {_dotted(zone)}"


def _existing(asked: Asked) -> Iterator[Record]:
    pages = asked.client("route53").get_paginator("list_resource_record_sets")
    for page in pages.paginate(HostedZoneId=asked.text("HostedZoneId")):
        yield from page["ResourceRecordSets"]


def _key(record: Record) -> Key:
    return _dotted(record["Name"]), str(record["Type"]), str(record.get("SetIdentifier") or "")


def _dotted(name: str) -> str:
    return name.lower().rstrip(".") + "."


def _applied(records: dict[Key, Record], change: Record) -> Iterator[str]:
    """Carry a change out on a copy of the zone, and say what does not fit."""
    record, key = change["ResourceRecordSet"], _key(change["ResourceRecordSet"])
    what = f"resource record set [name='{key[0]}', type='{key[1]}'" + (
        f", set identifier='{key[2]}']" if key[2] else "]"
    )
    if change["Action"] == "DELETE":
        if key not in records:
            yield f"Tried to delete {what} but it was not found"
        elif _content(records[key]) != _content(record):
            yield f"Tried to delete {what} but the values provided do not match the current values"
        elif key[0].split(".")[0] == PROTECTED:
            yield f"Tried to delete {what} but it is protected by a change guardrail"  # (ours)
        records.pop(key, None)
    else:
        if change["Action"] == "CREATE" and key in records:
            yield f"Tried to create {what} but it already exists"
        records[key] = record


def _content(record: Record) -> tuple[Any, ...]:
    """Return what must be the same in a DELETE."""
    alias = record.get("AliasTarget") or {}
    target = (alias.get("HostedZoneId"), _dotted(alias.get("DNSName") or ""), bool(alias.get("EvaluateTargetHealth")))
    values = sorted(str(value["Value"]) for value in record.get("ResourceRecords") or [])
    return (target, values, *(str(record[name]) if name in record else None for name in _SETTINGS))


def _conflicts(records: dict[Key, Record], changed: set[Key], zone: str) -> Iterator[str]:
    """A CNAME stands alone at its name, and not at the top of the zone; all sets of a name and type are of one kind."""
    for name, kind, identifier in sorted(changed & set(records)):
        siblings = {key for key in records if key[:2] == (name, kind)} - {(name, kind, identifier)}
        if siblings and not identifier:
            yield f"RRSet with DNS name {name}, type {kind} cannot be created as other RRSets exist with the same name and type."
        elif siblings and _is_other_kind(records, (name, kind, identifier), siblings):
            yield (
                f"RRSet with DNS name {name}, type {kind}, SetIdentifier {identifier} cannot be created as a "
                "non-weighted set exists with the same name and type."
            )
        kinds = {other for at, other, _ in records if at == name}
        words = f"RRSet of type {kind} with DNS name {name} is not permitted"
        if kind == "CNAME" and name == _dotted(zone):
            yield f"{words} at apex in zone {zone}"
        elif kind == "CNAME" and kinds != {"CNAME"}:
            yield f"{words} as it conflicts with other records with the same DNS name in zone {zone}"
        elif kind != "CNAME" and "CNAME" in kinds:
            yield f"{words} because a conflicting RRSet of type CNAME with the same DNS name already exists in zone {zone}"


def _is_other_kind(records: dict[Key, Record], key: Key, siblings: set[Key]) -> bool:
    """Report whether a weighted set stands beside others that are not."""
    return "Weight" in records[key] and any("Weight" not in records[other] for other in siblings)


RULES = (one_target, batch)
