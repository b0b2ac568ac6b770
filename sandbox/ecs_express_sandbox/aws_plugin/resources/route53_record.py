"""`aws:route53/record:Record`."""

from __future__ import annotations

import re
from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import Refused, is_missing
from ecs_express_sandbox.aws_plugin.resource_type import Declaration, ResourceType
from ecs_express_sandbox.aws_plugin.resources.one_call import stated
from ecs_express_sandbox.aws_plugin.values import Properties
from ecs_express_sandbox.dns_names import bare

RecordSet = dict[str, Any]


class Record(ResourceType):
    """A record set, known to Pulumi by its zone, its name, its type and its set identifier."""

    declaration = Declaration(
        token="aws:route53/record:Record",  # noqa: S106  # a type token
        inputs=frozenset(
            {
                "aliases", "allowOverwrite", "name", "records", "setIdentifier", "ttl", "type", "weightedRoutingPolicies",
                "zoneId",
            }
        ),
        required=frozenset({"name", "type", "zoneId"}),
        computed=frozenset({"fqdn"}),
        immutable=frozenset({"name", "zoneId"}),
        unordered=frozenset({"records"}),
        unreadable=frozenset({"allowOverwrite"}),
    )  # fmt: skip

    @override
    def create(self, account: Account, inputs: Properties) -> str:
        """Make it; one that exists is overwritten only where the program says so."""
        route53 = account.client("route53")
        made = _record_set(route53, inputs)
        action = "UPSERT" if inputs.get("allowOverwrite") else "CREATE"
        _send(route53, inputs["zoneId"], (action, made))
        parts = [inputs["zoneId"], inputs["name"], inputs["type"], inputs.get("setIdentifier")]
        return "_".join(str(part) for part in parts if part)

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Read it; the name stays in the program's own spelling as long as it means the same."""
        route53 = account.client("route53")
        if not known.get("zoneId"):
            known = _of_id(resource_id)
        try:
            wanted = _fqdn(route53, known)
            found = _find(route53, known, wanted)
        except route53.exceptions.ClientError as failure:
            if is_missing(failure, "NoSuchHostedZone"):
                return None
            raise
        if found is None:
            return None
        return {**_properties(found), "fqdn": wanted, "name": known["name"], "zoneId": known["zoneId"]}

    @override
    def update(self, account: Account, resource_id: str, old: Properties, new: Properties) -> None:
        """Change it; another type or set identifier is another record, so the old one goes in the same batch."""
        route53 = account.client("route53")
        made, before = _record_set(route53, new), _find(route53, old, _fqdn(route53, old))
        if before is None or _key(before) == _key(made):
            _send(route53, new["zoneId"], ("UPSERT", made))
        else:
            _send(route53, new["zoneId"], ("DELETE", before), ("CREATE", made))

    @override
    def delete(self, account: Account, resource_id: str, state: Properties) -> None:
        """Delete it, as AWS has it; what somebody else deletes at this moment is gone (terraform-provider-aws #37806)."""
        route53 = account.client("route53")
        try:
            name = _fqdn(route53, state)
            if found := _find(route53, state, name):
                _delete(route53, state, name, found)
        except route53.exceptions.ClientError as failure:
            if not is_missing(failure, "NoSuchHostedZone"):
                raise


def _of_id(resource_id: str) -> Properties:
    """Take an id apart, for an import; a name may begin with an underscore and hold more, a set identifier is not in all."""
    found = re.fullmatch(r"(?P<zoneId>[^_]+)_(?P<name>.*)_(?P<type>[A-Z]+)(_(?P<setIdentifier>.+))?", resource_id)
    if found is None:
        raise Refused(
            f"{resource_id!r} is not the id of a record: write ZONE_name_TYPE, and _identifier behind it where there is one"
        )
    return {name: value for name, value in found.groupdict().items() if value}


def _fqdn(route53: Any, properties: Properties) -> str:
    """Write the whole name, without its final dot: a program may leave the zone's name out."""
    zone = str(route53.get_hosted_zone(Id=properties["zoneId"])["HostedZone"]["Name"]).rstrip(".")
    name = bare(str(properties["name"]))
    if not name:
        return zone
    return name if name == zone or name.endswith(f".{zone}") else f"{name}.{zone}"


def _record_set(route53: Any, inputs: Properties) -> RecordSet:
    record: RecordSet = {"Name": _fqdn(route53, inputs), "Type": inputs["type"]}
    if inputs.get("records"):
        record |= {"ResourceRecords": [{"Value": _quoted(inputs["type"], one)} for one in inputs["records"]]}
        record |= {"TTL": int(inputs.get("ttl") or 0)}
    for alias in inputs.get("aliases") or []:
        target = {"DNSName": alias["name"], "HostedZoneId": alias["zoneId"]}
        record["AliasTarget"] = {**target, "EvaluateTargetHealth": bool(alias.get("evaluateTargetHealth"))}
    for policy in inputs.get("weightedRoutingPolicies") or []:
        record["Weight"] = int(policy["weight"])
    return record | stated(inputs, SetIdentifier="setIdentifier")


def _quoted(kind: str, value: str) -> str:
    """Put a text into the quotes that Route 53 wants around it."""
    return f'"{value}"' if kind in ("TXT", "SPF") and not value.startswith('"') else value


def _properties(found: RecordSet) -> Properties:
    properties: Properties = {"type": found["Type"]}
    if found.get("ResourceRecords"):
        values = [str(one["Value"]) for one in found["ResourceRecords"]]
        properties["records"] = [value.strip('"') if found["Type"] in ("TXT", "SPF") else value for value in values]
        properties["ttl"] = int(found["TTL"])
    if alias := found.get("AliasTarget"):
        told = {"name": alias["DNSName"].rstrip("."), "zoneId": alias["HostedZoneId"]}
        properties["aliases"] = [{**told, "evaluateTargetHealth": bool(alias["EvaluateTargetHealth"])}]
    if "Weight" in found:
        properties["weightedRoutingPolicies"] = [{"weight": int(found["Weight"])}]
    if found.get("SetIdentifier"):
        properties["setIdentifier"] = found["SetIdentifier"]
    return properties


def _key(record: RecordSet) -> tuple[str, str, str]:
    name = bare(str(record["Name"]))
    return name, str(record["Type"]), str(record.get("SetIdentifier") or "")


def _find(route53: Any, properties: Properties, fqdn: str) -> RecordSet | None:
    wanted = (fqdn, str(properties["type"]), str(properties.get("setIdentifier") or ""))
    for page in route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=properties["zoneId"]):
        for record in page["ResourceRecordSets"]:
            if _key(record) == wanted:
                return dict(record)
    return None


def _delete(route53: Any, state: Properties, name: str, found: RecordSet) -> None:
    """Delete what was found; of a batch that AWS refuses the reason is no matter where the record is gone since."""
    try:
        _send(route53, state["zoneId"], ("DELETE", found))
    except route53.exceptions.ClientError as failure:
        if not is_missing(failure, "InvalidChangeBatch") or _find(route53, state, name) is not None:
            raise


def _send(route53: Any, zone_id: str, *changes: tuple[str, RecordSet]) -> None:
    batch = [{"Action": action, "ResourceRecordSet": record} for action, record in changes]
    route53.change_resource_record_sets(HostedZoneId=zone_id, ChangeBatch={"Changes": batch})
