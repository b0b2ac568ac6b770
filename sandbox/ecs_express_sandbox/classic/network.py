"""Where the tasks of a classic service run: the subnets of its network configuration, else those of the default VPC."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.classic.records import Revision
from ecs_express_sandbox.classic.service_context import ServiceContext
from ecs_express_sandbox.express.refusals import invalid
from ecs_express_sandbox.express.tasks.scheduler import TaskLocation

_SUBNETS, _GROUPS = 16, 5
"""Limits of ``AwsVpcConfiguration``. Source: API model."""


def judged(place: AccountRegion, network: Mapping[str, Any]) -> dict[str, Any]:
    """Judge a network configuration, and fill in what AWS does: no public address, the VPC's default security group."""
    own = network.get("awsvpcConfiguration") or {}
    subnets, groups = list(own.get("subnets") or []), list(own.get("securityGroups") or [])
    if not subnets or len(subnets) > _SUBNETS or len(groups) > _GROUPS:
        raise invalid(
            f"awsvpcConfiguration must have 1 to {_SUBNETS} subnets and up to {_GROUPS} security groups."
        )  # (ours)
    vpc = _vpc(place, subnets, groups)
    chosen = groups or [_default_group(place, vpc)]
    public = own.get("assignPublicIp") or "DISABLED"
    return {"awsvpcConfiguration": {"subnets": subnets, "securityGroups": chosen, "assignPublicIp": public}}


def _vpc(place: AccountRegion, subnets: list[str], groups: list[str]) -> str:
    """Return the one VPC of subnets and security groups. Words on what is missing: EC2's, behind ECS's."""
    ec2 = place.client("ec2")
    try:
        found = {subnet["VpcId"] for subnet in ec2.describe_subnets(SubnetIds=subnets)["Subnets"]}
        if groups:
            found |= {group["VpcId"] for group in ec2.describe_security_groups(GroupIds=groups)["SecurityGroups"]}
    except ClientError as error:
        raise invalid(error.response["Error"]["Message"]) from error
    if len(found) > 1:
        raise invalid("The subnets and security groups must belong to the same VPC.")  # (ours)
    return str(found.pop())


def _default_group(place: AccountRegion, vpc: str) -> str:
    filters = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "group-name", "Values": ["default"]}]
    return str(place.client("ec2").describe_security_groups(Filters=filters)["SecurityGroups"][0]["GroupId"])


def task_locations(context: ServiceContext, revision: Revision) -> list[TaskLocation]:
    """List where tasks of a revision may run."""
    own = (revision.settings.get("networkConfiguration") or {}).get("awsvpcConfiguration") or {}
    ec2 = context.place.client("ec2")
    found = ec2.describe_subnets(SubnetIds=own["subnets"]) if own else ec2.describe_subnets()
    return [TaskLocation(s["SubnetId"], s["AvailabilityZone"], s["CidrBlock"]) for s in found["Subnets"]]
