"""`aws:ec2/getVpc`, `getSubnets` and `aws:index/getAvailabilityZones`: what a program looks up of its network."""

from __future__ import annotations

from typing import Any

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import Refused
from ecs_express_sandbox.aws_plugin.tags import as_mapping
from ecs_express_sandbox.aws_plugin.values import Properties


def vpc(account: Account, arguments: Properties) -> Properties:
    """Find one VPC: by ID, the default one, by tags or filters."""
    filters = _filters(arguments)
    if "default" in arguments:
        filters.append({"Name": "is-default", "Values": [str(arguments["default"]).lower()]})
    if arguments.get("id"):
        filters.append({"Name": "vpc-id", "Values": [arguments["id"]]})
    found = account.client("ec2", arguments.get("region")).describe_vpcs(Filters=filters)["Vpcs"]
    if len(found) != 1:
        raise Refused(f"getVpc finds {len(found)} VPCs, and needs exactly one: narrow the search down")
    (one,) = found
    return {
        "cidrBlock": one["CidrBlock"], "default": one["IsDefault"], "id": one["VpcId"],
        "instanceTenancy": one["InstanceTenancy"], "ownerId": account.identity["Account"], "state": one["State"],
        "tags": as_mapping(one.get("Tags", [])),
    }  # fmt: skip


def subnets(account: Account, arguments: Properties) -> Properties:
    """Find subnets by tags or filters; an empty answer is one."""
    ec2 = account.client("ec2", arguments.get("region"))
    found = ec2.describe_subnets(Filters=_filters(arguments))["Subnets"]
    ids = sorted(subnet["SubnetId"] for subnet in found)
    return {"id": account.region, "ids": ids, "filters": arguments.get("filters", [])}


def zones(account: Account, arguments: Properties) -> Properties:
    """List the zones of a Region."""
    found = account.client("ec2", arguments.get("region")).describe_availability_zones()["AvailabilityZones"]
    wanted = arguments.get("state")
    kept = [zone for zone in found if wanted in (None, zone["State"])]
    return {
        "id": account.region,
        "names": [zone["ZoneName"] for zone in kept],
        "zoneIds": [zone["ZoneId"] for zone in kept],
        "groupNames": [account.region],
    }


def _filters(arguments: Properties) -> list[dict[str, Any]]:
    named = [{"Name": one["name"], "Values": one["values"]} for one in arguments.get("filters") or []]
    tagged = [{"Name": f"tag:{key}", "Values": [value]} for key, value in (arguments.get("tags") or {}).items()]
    return [*named, *tagged]
