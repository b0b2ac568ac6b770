"""
The default VPC as AWS makes it: public subnets, an internet gateway and a route to it.

moto's has the subnets only. Source: VPC user guide, "Default VPC components".
"""

from __future__ import annotations

from typing import Any

EVERYWHERE = "0.0.0.0/0"


def complete_default_vpc(ec2: Any, *, wanted: bool) -> None:
    """Return a Region's default VPC what moto leaves out, or take the VPC away where the account is to have none."""
    filters = [{"Name": "is-default", "Values": ["true"]}]
    for vpc in ec2.describe_vpcs(Filters=filters)["Vpcs"]:
        if wanted:
            _connect(ec2, vpc["VpcId"])
        else:
            _remove(ec2, vpc["VpcId"])


def _connect(ec2: Any, vpc: str) -> None:
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    main = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "association.main", "Values": ["true"]}]
    for table in ec2.describe_route_tables(Filters=main)["RouteTables"]:
        ec2.create_route(RouteTableId=table["RouteTableId"], DestinationCidrBlock=EVERYWHERE, GatewayId=gateway)


def _remove(ec2: Any, vpc: str) -> None:
    for subnet in ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]:
        ec2.delete_subnet(SubnetId=subnet["SubnetId"])
    ec2.delete_vpc(VpcId=vpc)
