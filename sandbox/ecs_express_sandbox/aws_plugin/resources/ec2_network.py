"""`aws:ec2/vpc:Vpc`, `aws:ec2/subnet:Subnet` and `aws:ec2/securityGroup:SecurityGroup`."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.ec2_type import Ec2Type, arn, tagged
from ecs_express_sandbox.aws_plugin.resources.one_call import stated
from ecs_express_sandbox.aws_plugin.values import Properties


class Vpc(Ec2Type):
    """A VPC, known to Pulumi by its ID."""

    declaration = Declaration(
        token="aws:ec2/vpc:Vpc",  # noqa: S106  # a type token
        inputs=frozenset({"cidrBlock", "enableDnsHostnames", "enableDnsSupport", "instanceTenancy"}),
        required=frozenset({"cidrBlock"}),
        computed=frozenset({"arn", "defaultSecurityGroupId", "mainRouteTableId", "ownerId"}),
        immutable=frozenset({"cidrBlock", "instanceTenancy"}),
        defaults={"enableDnsSupport": True, "enableDnsHostnames": False, "instanceTenancy": "default"},
        tagged=True,
        regional=True,
    )
    gone = ("InvalidVpcID.NotFound",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it."""
        made = client.create_vpc(
            CidrBlock=inputs["cidrBlock"], InstanceTenancy=inputs["instanceTenancy"], **tagged("vpc", inputs)
        )
        resource_id = str(made["Vpc"]["VpcId"])
        self.change(client, resource_id, {}, inputs)
        return resource_id

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it with its attributes and what AWS made along with it."""
        (found,) = client.describe_vpcs(VpcIds=[resource_id])["Vpcs"]
        within = [{"Name": "vpc-id", "Values": [resource_id]}]
        groups = client.describe_security_groups(Filters=within)["SecurityGroups"]
        tables = client.describe_route_tables(Filters=within)["RouteTables"]
        main = [table for table in tables if any(one.get("Main") for one in table["Associations"])]
        return {
            "arn": arn(account, client, f"vpc/{resource_id}"),
            "cidrBlock": found["CidrBlock"],
            "defaultSecurityGroupId": next((one["GroupId"] for one in groups if one["GroupName"] == "default"), ""),
            "enableDnsHostnames": _attribute(client, resource_id, "EnableDnsHostnames"),
            "enableDnsSupport": _attribute(client, resource_id, "EnableDnsSupport"),
            "instanceTenancy": found["InstanceTenancy"],
            "mainRouteTableId": main[0]["RouteTableId"] if main else "",
            "ownerId": account.identity["Account"],
            "tagsAll": tags.as_mapping(found.get("Tags", [])),
        }

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Set its two attributes, one call for each."""
        for name, member in (("enableDnsSupport", "EnableDnsSupport"), ("enableDnsHostnames", "EnableDnsHostnames")):
            if old.get(name) != new[name]:
                client.modify_vpc_attribute(VpcId=resource_id, **{member: {"Value": new[name]}})

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it."""
        client.delete_vpc(VpcId=resource_id)


def _attribute(client: Any, resource_id: str, member: str) -> bool:
    asked = member[0].lower() + member[1:]
    return bool(client.describe_vpc_attribute(VpcId=resource_id, Attribute=asked)[member]["Value"])


class Subnet(Ec2Type):
    """A subnet, known to Pulumi by its ID."""

    declaration = Declaration(
        token="aws:ec2/subnet:Subnet",  # noqa: S106  # a type token
        inputs=frozenset({"availabilityZone", "cidrBlock", "mapPublicIpOnLaunch", "vpcId"}),
        required=frozenset({"cidrBlock", "vpcId"}),
        computed=frozenset({"arn", "availabilityZone", "availabilityZoneId", "ownerId"}),
        immutable=frozenset({"availabilityZone", "cidrBlock", "vpcId"}),
        defaults={"mapPublicIpOnLaunch": False},
        tagged=True,
        regional=True,
    )
    gone = ("InvalidSubnetID.NotFound",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it."""
        zone = stated(inputs, AvailabilityZone="availabilityZone")
        made = client.create_subnet(
            VpcId=inputs["vpcId"], CidrBlock=inputs["cidrBlock"], **zone, **tagged("subnet", inputs)
        )
        resource_id = str(made["Subnet"]["SubnetId"])
        self.change(client, resource_id, {"mapPublicIpOnLaunch": False}, inputs)
        return resource_id

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it."""
        (found,) = client.describe_subnets(SubnetIds=[resource_id])["Subnets"]
        return {
            "arn": arn(account, client, f"subnet/{resource_id}"),
            "availabilityZone": found["AvailabilityZone"],
            "availabilityZoneId": found.get("AvailabilityZoneId", ""),
            "cidrBlock": found["CidrBlock"],
            "mapPublicIpOnLaunch": found["MapPublicIpOnLaunch"],
            "ownerId": found["OwnerId"],
            "tagsAll": tags.as_mapping(found.get("Tags", [])),
            "vpcId": found["VpcId"],
        }

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Say whether what starts in it gets a public address."""
        if old.get("mapPublicIpOnLaunch") != new["mapPublicIpOnLaunch"]:
            client.modify_subnet_attribute(
                SubnetId=resource_id, MapPublicIpOnLaunch={"Value": new["mapPublicIpOnLaunch"]}
            )

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it."""
        client.delete_subnet(SubnetId=resource_id)


class SecurityGroup(Ec2Type):
    """A security group without rules of its own, known to Pulumi by its ID; rules are resources beside it."""

    declaration = Declaration(
        token="aws:ec2/securityGroup:SecurityGroup",  # noqa: S106  # a type token
        inputs=frozenset({"description", "name", "namePrefix", "revokeRulesOnDelete", "vpcId"}),
        computed=frozenset({"arn", "ownerId", "vpcId"}),
        immutable=frozenset({"description", "name", "namePrefix", "vpcId"}),
        defaults={"description": "Managed by Pulumi", "revokeRulesOnDelete": False},
        unreadable=frozenset({"namePrefix", "revokeRulesOnDelete"}),
        name_limit=255,
        tagged=True,
        regional=True,
    )
    gone = ("InvalidGroup.NotFound",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it, in the default VPC where the program names none."""
        vpc = stated(inputs, VpcId="vpcId")
        made = client.create_security_group(
            GroupName=inputs["name"], Description=inputs["description"], **vpc, **tagged("security-group", inputs)
        )
        return str(made["GroupId"])

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it."""
        (found,) = client.describe_security_groups(GroupIds=[resource_id])["SecurityGroups"]
        return {
            "arn": arn(account, client, f"security-group/{resource_id}"),
            "description": found["Description"],
            "name": found["GroupName"],
            "ownerId": found["OwnerId"],
            "tagsAll": tags.as_mapping(found.get("Tags", [])),
            "vpcId": found["VpcId"],
        }

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it."""
        client.delete_security_group(GroupId=resource_id)
