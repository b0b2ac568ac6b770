"""`aws:ec2/routeTable:RouteTable`, `aws:ec2/route:Route` and `aws:ec2/routeTableAssociation:RouteTableAssociation`."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.ec2_type import Ec2Type, arn, tagged
from ecs_express_sandbox.aws_plugin.values import Properties

DESTINATIONS = {"destinationCidrBlock": "DestinationCidrBlock", "destinationIpv6CidrBlock": "DestinationIpv6CidrBlock"}
TARGETS = {
    "gatewayId": "GatewayId",
    "natGatewayId": "NatGatewayId",
    "networkInterfaceId": "NetworkInterfaceId",
    "transitGatewayId": "TransitGatewayId",
    "vpcPeeringConnectionId": "VpcPeeringConnectionId",
}
"""Properties of a route, and the members of EC2's of the same meaning."""

IN_TABLE = {"cidrBlock": "DestinationCidrBlock", "ipv6CidrBlock": "DestinationIpv6CidrBlock", **TARGETS}
"""The same of a route that is written inside of its table, where the destination has another name."""

ASSOCIATED = {"gatewayId": "GatewayId", "routeTableId": "RouteTableId", "subnetId": "SubnetId"}

Asked = dict[str, str]
"""A route by EC2's names."""


class RouteTable(Ec2Type):
    """A route table, known to Pulumi by its ID; it owns all routes where the program writes any inside of it, else none."""

    declaration = Declaration(
        token="aws:ec2/routeTable:RouteTable",  # noqa: S106  # a type token
        inputs=frozenset({"routes", "vpcId"}),
        required=frozenset({"vpcId"}),
        computed=frozenset({"arn", "ownerId", "routes"}),
        immutable=frozenset({"vpcId"}),
        one_form={"routes": lambda routes, _: sorted(map(_form, routes or []))},
        tagged=True,
        regional=True,
    )
    gone = ("InvalidRouteTableID.NotFound",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it; its routes follow, so that a table is kept whose route is refused."""
        made = client.create_route_table(VpcId=inputs["vpcId"], **tagged("route-table", inputs))
        return str(made["RouteTable"]["RouteTableId"])

    @override
    def complete(self, account: Account, resource_id: str, inputs: Properties) -> None:
        """Make its routes."""
        self.change(self.client(account, inputs), resource_id, {}, inputs)

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it, without the route that every table has by itself."""
        (found,) = client.describe_route_tables(RouteTableIds=[resource_id])["RouteTables"]
        return {
            "arn": arn(account, client, f"route-table/{resource_id}"),
            "ownerId": found.get("OwnerId", account.identity["Account"]),
            "routes": [_named(route, IN_TABLE) for route in _routes(found)],
            "tagsAll": tags.as_mapping(found.get("Tags", [])),
            "vpcId": found["VpcId"],
        }

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Remove and make what differs of the routes; tables without any leave those of others alone."""
        if "routes" not in new:
            return
        (found,) = client.describe_route_tables(RouteTableIds=[resource_id])["RouteTables"]
        there = {_destination(route): _named(route, IN_TABLE) for route in _routes(found)}
        wanted = {_destination(_asked(route, IN_TABLE)): route for route in new.get("routes") or []}
        for destination in there.keys() - wanted.keys():
            client.delete_route(RouteTableId=resource_id, **_of(destination))
        for destination, route in wanted.items():
            if _form(route) != _form(there.get(destination, {})):
                call = client.replace_route if destination in there else client.create_route
                call(RouteTableId=resource_id, **_asked(route, IN_TABLE))

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it."""
        client.delete_route_table(RouteTableId=resource_id)


class Route(Ec2Type):
    """
    One route of a table, known to Pulumi by table and destination.

    Source: terraform-provider-aws, internal/service/ec2/vpc_route.go, read 2026-11-29.
    """

    declaration = Declaration(
        token="aws:ec2/route:Route",  # noqa: S106  # a type token
        inputs=frozenset({*DESTINATIONS, *TARGETS, "routeTableId"}),
        required=frozenset({"routeTableId"}),
        computed=frozenset({"origin", "state"}),
        immutable=frozenset({*DESTINATIONS, "routeTableId"}),
        replaced_in_place=True,
        regional=True,
    )
    gone = ("InvalidRouteTableID.NotFound", "InvalidRoute.NotFound")

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it."""
        asked = _asked(inputs, DESTINATIONS | TARGETS)
        client.create_route(RouteTableId=inputs["routeTableId"], **asked)
        return f"r-{inputs['routeTableId']}{zlib.crc32(_destination(asked).encode())}"

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Read it; for an import it is `<table>_<destination>`."""
        if "routeTableId" not in known:
            table, _, destination = resource_id.partition("_")
            known = {**known, "routeTableId": table, **_named(_of(destination), DESTINATIONS)}
        return super().read(account, f"{known['routeTableId']}_{_destination(_asked(known, DESTINATIONS))}", known)

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it out of its table."""
        table, _, destination = resource_id.partition("_")
        found = client.describe_route_tables(RouteTableIds=[table])["RouteTables"]
        for route in _routes(found[0]) if found else []:
            if _destination(route) == destination:
                state = {"origin": route.get("Origin", "CreateRoute"), "state": route.get("State", "active")}
                return {"routeTableId": table, **_named(route, DESTINATIONS | TARGETS), **state}
        return None

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Lead it elsewhere."""
        client.replace_route(RouteTableId=new["routeTableId"], **_asked(new, DESTINATIONS | TARGETS))

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it."""
        client.delete_route(RouteTableId=state["routeTableId"], **_asked(state, DESTINATIONS))


class RouteTableAssociation(Ec2Type):
    """
    What leads a subnet's traffic, or that of a gateway, through a table; known to Pulumi by its ID.

    Another table is a replacement here; the real plugin calls ReplaceRouteTableAssociation, and takes the ID that AWS gives.
    """

    declaration = Declaration(
        token="aws:ec2/routeTableAssociation:RouteTableAssociation",  # noqa: S106  # a type token
        inputs=frozenset({"gatewayId", "routeTableId", "subnetId"}),
        required=frozenset({"routeTableId"}),
        immutable=frozenset({"gatewayId", "routeTableId", "subnetId"}),
        replaced_in_place=True,
        regional=True,
    )
    gone = ("InvalidAssociationID.NotFound",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it."""
        return str(client.associate_route_table(**_asked(inputs, ASSOCIATED))["AssociationId"])

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it out of its table."""
        of_it = [{"Name": "association.route-table-association-id", "Values": [resource_id]}]
        for table in client.describe_route_tables(Filters=of_it)["RouteTables"]:
            for one in table["Associations"]:
                if one["RouteTableAssociationId"] == resource_id:
                    return _named({**one, "RouteTableId": table["RouteTableId"]}, ASSOCIATED)
        return None

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Remove it: the subnet follows the VPC's main table again."""
        client.disassociate_route_table(AssociationId=resource_id)


def _routes(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List the routes that somebody made."""
    return [route for route in table["Routes"] if route.get("GatewayId") != "local"]


def _asked(properties: Mapping[str, Any], names: Mapping[str, str]) -> Asked:
    return {member: properties[name] for name, member in names.items() if properties.get(name)}


def _named(members: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {name: members[member] for name, member in names.items() if members.get(member)}


def _destination(route: Mapping[str, Any]) -> str:
    return str(route.get("DestinationCidrBlock") or route.get("DestinationIpv6CidrBlock") or "")


def _of(destination: str) -> Asked:
    return {"DestinationIpv6CidrBlock" if ":" in destination else "DestinationCidrBlock": destination}


def _form(route: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Write a route without what says nothing."""
    return sorted((name, str(value)) for name, value in route.items() if value)
