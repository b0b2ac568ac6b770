"""Where a service goes: its subnets, their VPC, and whether the internet reaches it, read from EC2."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from botocore.exceptions import ClientError

from .refusals import invalid

EVERYWHERE = ("0.0.0.0/0", "::/0")


@dataclass(frozen=True)
class Placement:
    """
    The network of a service.

    Attributes:
        vpc: the one VPC that all subnets belong to.
        subnets: subnet ids, used for the load balancer and for the tasks alike.
        zones: the Availability Zone of each subnet.
        access_type: PUBLIC where the subnets have a route to an internet gateway.
    """

    vpc: str
    subnets: tuple[str, ...]
    zones: tuple[str, ...]
    access_type: Literal["PUBLIC", "PRIVATE"]

    @property
    def scheme(self) -> Literal["internet-facing", "internal"]:
        """The load balancer's scheme that goes with the access type."""
        return "internet-facing" if self.access_type == "PUBLIC" else "internal"


def place(ec2: Any, asked: list[str] | None) -> Placement:
    """Judge the subnets asked for; without any, take the public subnets of the default VPC."""
    subnets = _described(ec2, asked) if asked else _default_subnets(ec2)
    vpcs = {subnet["VpcId"] for subnet in subnets}
    if len(vpcs) > 1:
        raise invalid("All subnets must belong to the same VPC.")  # (ours)
    zones = tuple(subnet["AvailabilityZone"] for subnet in subnets)
    if len(set(zones)) < 2:
        raise invalid("At least two subnets in two different Availability Zones must be specified.")
    public = {_is_public(ec2, subnet) for subnet in subnets}
    if len(public) > 1:
        raise invalid("Subnets must be either all public or all private: mixed subnet types are not supported.")
    return Placement(
        vpcs.pop(), tuple(subnet["SubnetId"] for subnet in subnets), zones, "PUBLIC" if public == {True} else "PRIVATE"
    )


def check_security_groups(ec2: Any, groups: list[str], vpc: str) -> None:
    """Judge the security groups asked for."""
    try:
        found = ec2.describe_security_groups(GroupIds=groups)["SecurityGroups"] if groups else []
    except ClientError as error:
        raise invalid(error.response["Error"]["Message"]) from error
    if any(group["VpcId"] != vpc for group in found):
        raise invalid("Security groups must belong to the VPC of the subnets.")  # (ours)


def _described(ec2: Any, asked: list[str]) -> list[dict[str, Any]]:
    try:
        return list(ec2.describe_subnets(SubnetIds=asked)["Subnets"])
    except ClientError as error:
        raise invalid(error.response["Error"]["Message"]) from error


def _default_subnets(ec2: Any) -> list[dict[str, Any]]:
    vpcs = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
    if not vpcs:
        raise invalid("No default VPC found. Specify subnets in networkConfiguration.")  # (ours)
    in_vpc = [{"Name": "vpc-id", "Values": [vpcs[0]["VpcId"]]}]
    subnets = [s for s in ec2.describe_subnets(Filters=in_vpc)["Subnets"] if _is_public(ec2, s)]
    if len({subnet["AvailabilityZone"] for subnet in subnets}) < 2:
        raise invalid(  # (ours); the rule: developer guide, "Express service work"
            "The default VPC needs at least two public subnets in two Availability Zones. "
            "Specify subnets in networkConfiguration."
        )
    return sorted(subnets, key=lambda subnet: str(subnet["AvailabilityZone"]))


def _is_public(ec2: Any, subnet: dict[str, Any]) -> bool:
    """Follow the subnet's route table, or the VPC's main one, to an internet gateway."""
    own = [{"Name": "association.subnet-id", "Values": [subnet["SubnetId"]]}]
    main = [{"Name": "vpc-id", "Values": [subnet["VpcId"]]}, {"Name": "association.main", "Values": ["true"]}]
    tables = (
        ec2.describe_route_tables(Filters=own)["RouteTables"] or ec2.describe_route_tables(Filters=main)["RouteTables"]
    )
    routes = [route for table in tables for route in table["Routes"]]
    return any(
        route.get("DestinationCidrBlock", route.get("DestinationIpv6CidrBlock")) in EVERYWHERE
        and str(route.get("GatewayId", "")).startswith("igw-")
        for route in routes
    )
