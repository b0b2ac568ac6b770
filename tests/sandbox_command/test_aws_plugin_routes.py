"""The stand-in aws plugin under a real engine: the ways out of a network, and the routes that lead to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from tests.sampling import WHOLE
from tests.sandbox_command.conftest import Deployment, Sandbox

from ecs_express_sandbox.aws_plugin.catalogue import RESOURCE_TYPES

pytestmark = [
    pytest.mark.engine,
    # A failed inline program leaves an open event loop behind; see `abandoned_programs_forgotten`.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

Deploy = Callable[[Callable[[], None]], Deployment]
EVERYWHERE = "0.0.0.0/0"
KINDS = {
    f"aws:ec2/{name[0].lower()}{name[1:]}:{name}"
    for name in ("InternetGateway", "Eip", "NatGateway", "Route", "RouteTable", "RouteTableAssociation")
}


def network(settings: dict[str, Any]) -> Callable[[], None]:
    """A public subnet whose routes stand in the table, and a private one with a route of its own."""

    def program() -> None:
        import pulumi_aws as aws

        tags = settings["tags"]
        vpc = aws.ec2.Vpc("net", cidr_block="10.8.0.0/16", tags=tags)
        public = aws.ec2.Subnet("public", vpc_id=vpc.id, cidr_block="10.8.1.0/24", tags=tags)
        private = aws.ec2.Subnet("private", vpc_id=vpc.id, cidr_block="10.8.2.0/24", tags=tags)
        gateway = aws.ec2.InternetGateway("net", vpc_id=vpc.id, tags=tags)
        way_out: Any = {"cidr_block": EVERYWHERE, "gateway_id": gateway.id}
        further: list[Any] = [{"cidr_block": block, "gateway_id": gateway.id} for block in settings["further"]]
        outside = aws.ec2.RouteTable("outside", vpc_id=vpc.id, routes=[*further, way_out], tags=tags)
        aws.ec2.RouteTableAssociation("public", subnet_id=public.id, route_table_id=outside.id)
        address = aws.ec2.Eip("nat", domain="vpc", tags=tags)
        nat = aws.ec2.NatGateway("net", allocation_id=address.id, subnet_id=public.id, tags=tags)
        inside = aws.ec2.RouteTable("inside", vpc_id=vpc.id, tags=tags)
        target: dict[str, Any] = {"gateway_id": gateway.id} if settings["open"] else {"nat_gateway_id": nat.id}
        aws.ec2.Route("inside", route_table_id=inside.id, destination_cidr_block=EVERYWHERE, **target)
        aws.ec2.RouteTableAssociation("private", subnet_id=private.id, route_table_id=inside.id)
        for name, value in (
            ("outside", outside.id),
            ("inside", inside.id),
            ("nat", nat.public_ip),
            ("ip", address.public_ip),
        ):
            pulumi.export(name, value)
        pulumi.export("vpc", vpc.id)

    return program


def targets(sandbox: Sandbox, table: str) -> dict[str, str]:
    """Say where the routes of a table lead, but for the one within the VPC."""
    (found,) = sandbox.client("ec2").describe_route_tables(RouteTableIds=[table])["RouteTables"]
    led = {one["DestinationCidrBlock"]: one.get("GatewayId") or one.get("NatGatewayId", "") for one in found["Routes"]}
    return {block: target.partition("-")[0] for block, target in led.items() if target != "local"}


def test_a_network_with_ways_out_lives_changes_and_goes(deploy: Deploy, sandbox: Sandbox) -> None:
    """No difference without a change, no drift, routes and tags in place; the destroy leaves nothing."""
    settings: dict[str, Any] = {"tags": {"a": "b"}, "further": ["10.1.0.0/16"], "open": False}
    deployment = deploy(network(settings))

    made = deployment.up()["create"]
    inside, outside = deployment.output("inside"), deployment.output("outside")
    assert targets(sandbox, outside) == {EVERYWHERE: "igw", "10.1.0.0/16": "igw"}
    assert targets(sandbox, inside) == {EVERYWHERE: "nat"}
    assert deployment.output("nat") == deployment.output("ip")
    assert deployment.up() == {"same": made}
    seen = deployment.refresh()
    assert {kind for kind in KINDS if seen[kind].op not in ("refresh", "same")} == set()

    settings |= {"tags": {"a": "c"}, "further": ["10.2.0.0/16"], "open": True}
    steps = deployment.preview()
    tagged = {kind for kind in KINDS if "tags" in RESOURCE_TYPES[kind].declaration.known_inputs}
    assert {kind for kind in KINDS if steps[kind].op == "update"} == {*tagged, "aws:ec2/route:Route"}
    deployment.up()
    assert targets(sandbox, outside) == {EVERYWHERE: "igw", "10.2.0.0/16": "igw"}
    assert targets(sandbox, inside) == {EVERYWHERE: "igw"}
    assert deployment.up() == {"same": made}

    if WHOLE:
        sandbox.client("ec2").delete_route(RouteTableId=inside, DestinationCidrBlock=EVERYWHERE)
        sandbox.client("ec2").delete_route(RouteTableId=outside, DestinationCidrBlock="10.2.0.0/16")
        deployment.refresh()
        assert deployment.up() == {"same": made - 2, "create": 1, "update": 1}
        assert targets(sandbox, inside) == {EVERYWHERE: "igw"}
    deployment.destroy()
    assert not sandbox.client("ec2").describe_vpcs(VpcIds=[], Filters=[{"Name": "cidr", "Values": ["10.8.0.0/16"]}])[
        "Vpcs"
    ]
    assert not sandbox.client("ec2").describe_addresses()["Addresses"]
