"""`aws:route53/zone:Zone`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.one_call import OneCallType
from ecs_express_sandbox.aws_plugin.values import Properties

MANAGED_BY = "Managed by Pulumi"
"""The comment of a zone without one: the real plugin's."""


class Zone(OneCallType):
    """A hosted zone, known to Pulumi by its ID; private where VPCs are named."""

    declaration = Declaration(
        token="aws:route53/zone:Zone",  # noqa: S106  # a type token
        inputs=frozenset({"comment", "forceDestroy", "name", "vpcs"}),
        computed=frozenset({"arn", "nameServers", "primaryNameServer", "zoneId"}),
        immutable=frozenset({"name", "vpcs"}),
        defaults={"comment": MANAGED_BY, "forceDestroy": False},
        unreadable=frozenset({"forceDestroy", "vpcs"}),
        required=frozenset({"name"}),
        tagged=True,
    )
    service = "route53"
    gone = ("NoSuchHostedZone",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it, in the first of its VPCs."""
        vpcs = inputs.get("vpcs") or []
        network = {"VPC": _vpc(client, vpcs[0])} if vpcs else {}
        settings = {"Comment": inputs["comment"], "PrivateZone": bool(vpcs)}
        made = client.create_hosted_zone(
            Name=inputs["name"], CallerReference=uuid4().hex, HostedZoneConfig=settings, **network
        )
        return str(made["HostedZone"]["Id"]).rpartition("/")[2]

    @override
    def complete(self, account: Account, resource_id: str, inputs: Properties) -> None:
        """Add the further VPCs and the tags."""
        client = self.client(account, inputs)
        for vpc in (inputs.get("vpcs") or [])[1:]:
            client.associate_vpc_with_hosted_zone(HostedZoneId=resource_id, VPC=_vpc(client, vpc))
        if inputs["tagsAll"]:
            self.tag(client, {"id": resource_id}, inputs["tagsAll"], ())

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it."""
        return zone_outputs(account, resource_id)

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Comment it."""
        if old.get("comment") != new["comment"]:
            client.update_hosted_zone_comment(Id=resource_id, Comment=new["comment"])

    @override
    def tag(self, client: Any, old: Properties, to_set: Mapping[str, str], to_remove: Sequence[str]) -> None:
        """Set and remove tags."""
        changes: dict[str, Any] = {"AddTags": tags.as_list(to_set)} if to_set else {}
        changes |= {"RemoveTagKeys": list(to_remove)} if to_remove else {}
        client.change_tags_for_resource(ResourceType="hostedzone", ResourceId=old["id"], **changes)

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it, with its records where the program says so; else AWS refuses one that has any."""
        if state.get("forceDestroy"):
            _empty(client, resource_id, str(state["name"]))
        client.delete_hosted_zone(Id=resource_id)


def zone_outputs(account: Account, zone_id: str) -> dict[str, Any]:
    """Read all that Route 53 has of a zone."""
    client = account.client("route53")
    answer = client.get_hosted_zone(Id=zone_id)
    found, servers = answer["HostedZone"], (answer.get("DelegationSet") or {}).get("NameServers", [])
    bare = str(found["Id"]).rpartition("/")[2]
    listed = client.list_tags_for_resource(ResourceType="hostedzone", ResourceId=bare)["ResourceTagSet"].get("Tags", [])
    return {
        "arn": f"arn:{account.partition}:route53:::hostedzone/{bare}",
        "comment": found.get("Config", {}).get("Comment", ""),
        "name": found["Name"].rstrip("."),
        "nameServers": sorted(servers),
        "primaryNameServer": servers[0] if servers else "",
        "privateZone": bool(found.get("Config", {}).get("PrivateZone")),
        "resourceRecordSetCount": found.get("ResourceRecordSetCount", 0),
        "tagsAll": tags.as_mapping(listed),
        "zoneId": bare,
    }


def _vpc(client: Any, vpc: Mapping[str, str]) -> dict[str, str]:
    return {"VPCId": vpc["vpcId"], "VPCRegion": vpc.get("vpcRegion") or client.meta.region_name}


def _empty(client: Any, zone_id: str, name: str) -> None:
    """Delete all records but those of the zone itself."""
    apex = name.rstrip(".") + "."
    for page in client.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone_id):
        changes = [
            {"Action": "DELETE", "ResourceRecordSet": record}
            for record in page["ResourceRecordSets"]
            if record["Name"] != apex or record["Type"] not in ("NS", "SOA")
        ]
        if changes:
            client.change_resource_record_sets(HostedZoneId=zone_id, ChangeBatch={"Changes": changes})
