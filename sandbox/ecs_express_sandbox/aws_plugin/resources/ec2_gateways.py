"""`aws:ec2/internetGateway:InternetGateway`, `aws:ec2/eip:Eip` and `aws:ec2/natGateway:NatGateway`: the ways out of a VPC."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.ec2_type import Ec2Type, arn, tagged
from ecs_express_sandbox.aws_plugin.resources.one_call import stated
from ecs_express_sandbox.aws_plugin.values import Properties


class InternetGateway(Ec2Type):
    """An internet gateway, known to Pulumi by its ID; attached to a VPC where the program names one."""

    declaration = Declaration(
        token="aws:ec2/internetGateway:InternetGateway",  # noqa: S106  # a type token
        inputs=frozenset({"vpcId"}),
        computed=frozenset({"arn", "ownerId", "vpcId"}),
        tagged=True,
        regional=True,
    )
    gone = ("InvalidInternetGatewayID.NotFound",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it; it is attached afterwards, so that one which cannot be attached is kept."""
        made = client.create_internet_gateway(**tagged("internet-gateway", inputs))
        return str(made["InternetGateway"]["InternetGatewayId"])

    @override
    def complete(self, account: Account, resource_id: str, inputs: Properties) -> None:
        """Attach it."""
        self.change(self.client(account, inputs), resource_id, {}, inputs)

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it."""
        (found,) = client.describe_internet_gateways(InternetGatewayIds=[resource_id])["InternetGateways"]
        attached = [one["VpcId"] for one in found.get("Attachments", [])]
        return {
            "arn": arn(account, client, f"internet-gateway/{resource_id}"),
            "ownerId": found.get("OwnerId", account.identity["Account"]),
            "tagsAll": tags.as_mapping(found.get("Tags", [])),
            "vpcId": attached[0] if attached else "",
        }

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Detach it from the VPC before, attach it to that of now."""
        before, now = old.get("vpcId") or None, new.get("vpcId") or None
        if before != now and before:
            client.detach_internet_gateway(InternetGatewayId=resource_id, VpcId=before)
        if before != now and now:
            client.attach_internet_gateway(InternetGatewayId=resource_id, VpcId=now)

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Detach and delete it."""
        self.change(client, resource_id, state, {})
        client.delete_internet_gateway(InternetGatewayId=resource_id)


class Eip(Ec2Type):
    """A public IPv4 address, known to Pulumi by its allocation; what it is associated with is none of its business here."""

    declaration = Declaration(
        token="aws:ec2/eip:Eip",  # noqa: S106  # a type token
        inputs=frozenset({"domain"}),
        computed=frozenset({"allocationId", "arn", "associationId", "domain", "networkInterface", "publicIp"}),
        immutable=frozenset({"domain"}),
        tagged=True,
        regional=True,
    )
    gone = ("InvalidAllocationID.NotFound",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Allocate it."""
        made = client.allocate_address(Domain=inputs.get("domain") or "vpc", **tagged("elastic-ip", inputs))
        return str(made["AllocationId"])

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it."""
        (found,) = client.describe_addresses(AllocationIds=[resource_id])["Addresses"]
        return {
            "allocationId": resource_id,
            "arn": arn(account, client, f"elastic-ip/{resource_id}"),
            "associationId": found.get("AssociationId", ""),
            "domain": found["Domain"],
            "networkInterface": found.get("NetworkInterfaceId", ""),
            "publicIp": found["PublicIp"],
            "tagsAll": tags.as_mapping(found.get("Tags", [])),
        }

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Release it."""
        client.release_address(AllocationId=resource_id)


class NatGateway(Ec2Type):
    """A NAT gateway of one subnet, known to Pulumi by its ID; a deleted one is gone, though EC2 still lists it for a while."""

    declaration = Declaration(
        token="aws:ec2/natGateway:NatGateway",  # noqa: S106  # a type token
        inputs=frozenset({"allocationId", "connectivityType", "subnetId"}),
        computed=frozenset({"associationId", "networkInterfaceId", "privateIp", "publicIp"}),
        immutable=frozenset({"allocationId", "connectivityType", "subnetId"}),
        defaults={"connectivityType": "public"},
        tagged=True,
        regional=True,
    )
    gone = ("NatGatewayNotFound",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it."""
        address = stated(inputs, AllocationId="allocationId", SubnetId="subnetId")
        made = client.create_nat_gateway(
            ConnectivityType=inputs["connectivityType"], **address, **tagged("natgateway", inputs)
        )
        return str(made["NatGateway"]["NatGatewayId"])

    @override
    def complete(self, account: Account, resource_id: str, inputs: Properties) -> None:
        """Wait until it is available: a route to one that is pending is refused."""
        waiter = self.client(account, inputs).get_waiter("nat_gateway_available")
        waiter.wait(NatGatewayIds=[resource_id])

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it with its address."""
        listed = client.describe_nat_gateways(NatGatewayIds=[resource_id])["NatGateways"]
        found = next((one for one in listed if one["State"] not in ("deleting", "deleted")), None)
        if found is None:
            return None
        address: Properties = next(iter(found.get("NatGatewayAddresses", [])), {})
        return {
            "allocationId": address.get("AllocationId", ""),
            "associationId": address.get("AssociationId", ""),
            "connectivityType": found.get("ConnectivityType", "public"),
            "networkInterfaceId": address.get("NetworkInterfaceId", ""),
            "privateIp": address.get("PrivateIp", ""),
            "publicIp": address.get("PublicIp", ""),
            "subnetId": found["SubnetId"],
            "tagsAll": tags.as_mapping(found.get("Tags", [])),
        }

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it, and wait: its address and its subnet are in use until it is gone."""
        client.delete_nat_gateway(NatGatewayId=resource_id)
        client.get_waiter("nat_gateway_deleted").wait(NatGatewayIds=[resource_id])
