"""Where a service goes: its subnets, their VPC, and whether the internet reaches it, read from EC2."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from botocore.exceptions import ClientError

from ecs_express_sandbox.express.records import Configuration, Gateway, Service
from ecs_express_sandbox.express.refusals import invalid

FREE_ADDRESSES = 8
"""What a load balancer needs in each subnet. Source: developer guide, "Express service work"."""

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


def awsvpc(service: Service, configuration: Configuration) -> dict[str, Any]:
    """Write the ``networkConfiguration`` of tasks: the customer's security groups and the managed one."""
    network = configuration["networkConfiguration"]
    managed = service.resources["service_group"].identifier
    groups = list(network.get("securityGroups") or [])
    if managed and managed not in groups:
        groups.append(managed)
    by_type = "ENABLED" if service.access_type == "PUBLIC" else "DISABLED"
    public = network.get("assignPublicIp", by_type)
    own = {"subnets": list(network["subnets"]), "securityGroups": groups, "assignPublicIp": public}
    return {"awsvpcConfiguration": own}


def place(ec2: Any, asked: list[str] | None) -> Placement:
    """Judge the subnets asked for; without any, take the public subnets of the default VPC."""
    subnets = _described(ec2, asked) if asked else _default_subnets(ec2)
    vpcs = {subnet["VpcId"] for subnet in subnets}
    if len(vpcs) > 1:
        raise invalid("All subnets must belong to the same VPC.")  # (ours)
    zones = tuple(subnet["AvailabilityZone"] for subnet in subnets)
    if len(set(zones)) < 2:
        raise invalid("At least two subnets in two different Availability Zones must be specified.")
    if any(subnet["AvailableIpAddressCount"] < FREE_ADDRESSES for subnet in subnets):
        raise invalid(f"Each subnet must have at least {FREE_ADDRESSES} free IP addresses.")  # (ours)
    reached = _public_among(ec2, subnets)
    public = {subnet["SubnetId"] in reached for subnet in subnets}
    if len(public) > 1:
        raise invalid("Subnets must be either all public or all private: mixed subnet types are not supported.")
    return Placement(
        vpcs.pop(), tuple(subnet["SubnetId"] for subnet in subnets), zones, "PUBLIC" if public == {True} else "PRIVATE"
    )


def check_zones(placement: Placement, gateway: Gateway | None) -> None:
    """Judge the zones: the first service of a load balancer fixes them (developer guide, "Express service work")."""
    foreign = sorted(set(placement.zones) - set(gateway.zones)) if gateway else []
    if foreign:
        raise invalid(  # (ours)
            f"The load balancer of this VPC is not enabled for the Availability Zones {', '.join(foreign)}."
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
    found = ec2.describe_subnets(Filters=in_vpc)["Subnets"]
    public = _public_among(ec2, found)
    subnets = [s for s in found if s["SubnetId"] in public and s["AvailableIpAddressCount"] >= FREE_ADDRESSES]
    if len({subnet["AvailabilityZone"] for subnet in subnets}) < 2:
        raise invalid(  # (ours); the rule: developer guide, "Express service work"
            "The default VPC needs at least two public subnets in two Availability Zones. "
            "Specify subnets in networkConfiguration."
        )
    return sorted(subnets, key=lambda subnet: str(subnet["AvailabilityZone"]))


def _public_among(ec2: Any, subnets: list[dict[str, Any]]) -> set[str]:
    """Follow each subnet's route table, or the main one of its VPC, to an internet gateway."""
    vpcs = sorted({subnet["VpcId"] for subnet in subnets})
    tables = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": vpcs}])["RouteTables"] if vpcs else []
    by_subnet, main = {}, {}
    for table in tables:
        for association in table["Associations"]:
            if "SubnetId" in association:
                by_subnet[association["SubnetId"]] = table
            if association.get("Main"):
                main[table["VpcId"]] = table
    chosen = {s["SubnetId"]: by_subnet.get(s["SubnetId"]) or main.get(s["VpcId"]) for s in subnets}
    return {subnet for subnet, table in chosen.items() if table and _leads_out(table)}


def _leads_out(table: dict[str, Any]) -> bool:
    return any(
        route.get("DestinationCidrBlock", route.get("DestinationIpv6CidrBlock")) in EVERYWHERE
        and str(route.get("GatewayId", "")).startswith("igw-")
        for route in table["Routes"]
    )
