"""The network: a VPC with a public and a private subnet in each of two Availability Zones."""

import ipaddress

import pulumi
import pulumi_aws as aws

ZONES = 2
"""Express Mode needs subnets in at least two Availability Zones."""

EVERYWHERE = "0.0.0.0/0"


class Network(pulumi.ComponentResource):
    """
    A VPC whose public subnets reach the internet by a gateway of its own, and whose private ones by NAT gateways.

    A service in the public subnets gets a public URL, one in the private subnets a private one; tasks in private subnets
    pull their images and write their logs through NAT.
    """

    vpc_id: pulumi.Output[str]
    public_subnets: list[pulumi.Output[str]]
    private_subnets: list[pulumi.Output[str]]

    def __init__(self, name: str, cidr: str, nat_gateways: int = 1, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("platform:index:Network", name, None, opts)
        self._name, self._own = name, pulumi.ResourceOptions(parent=self)
        self._blocks = list(ipaddress.ip_network(cidr).subnets(new_prefix=20))
        self._vpc = aws.ec2.Vpc(
            name,
            cidr_block=cidr,
            enable_dns_hostnames=True,
            enable_dns_support=True,
            tags={"Name": name},
            opts=self._own,
        )
        zones = aws.get_availability_zones(state="available", opts=pulumi.InvokeOptions(parent=self)).names[:ZONES]
        public = [self._subnet("public", zone, index) for index, zone in enumerate(zones)]
        private = [self._subnet("private", zone, ZONES + index) for index, zone in enumerate(zones)]
        gateway = self._lead_out(public)
        self._lead_through_nat(private, public[:nat_gateways], gateway)
        self.vpc_id = self._vpc.id
        self.public_subnets = [subnet.id for subnet in public]
        self.private_subnets = [subnet.id for subnet in private]
        self.register_outputs({name: getattr(self, name) for name in ("vpc_id", "public_subnets", "private_subnets")})

    def _subnet(self, kind: str, zone: str, index: int) -> aws.ec2.Subnet:
        name = f"{self._name}-{kind}-{zone[-1]}"
        return aws.ec2.Subnet(
            name,
            vpc_id=self._vpc.id,
            cidr_block=str(self._blocks[index]),
            availability_zone=zone,
            tags={"Name": name},
            opts=self._own,
        )

    def _lead_out(self, subnets: list[aws.ec2.Subnet]) -> aws.ec2.InternetGateway:
        """Lead the public subnets to the internet."""
        gateway = aws.ec2.InternetGateway(self._name, vpc_id=self._vpc.id, tags={"Name": self._name}, opts=self._own)
        table = self._table(f"{self._name}-public", subnets)
        aws.ec2.Route(
            f"{self._name}-public",
            route_table_id=table.id,
            destination_cidr_block=EVERYWHERE,
            gateway_id=gateway.id,
            opts=self._own,
        )
        return gateway

    def _lead_through_nat(
        self, private: list[aws.ec2.Subnet], public: list[aws.ec2.Subnet], gateway: aws.ec2.InternetGateway
    ) -> None:
        """Lead each private subnet to the NAT gateway of its zone, or to the only one."""
        behind = pulumi.ResourceOptions(parent=self, depends_on=[gateway])  # an address needs the gateway to be there
        nats = []
        for index, subnet in enumerate(public):
            name = f"{self._name}-nat-{index + 1}"
            address = aws.ec2.Eip(name, domain="vpc", tags={"Name": name}, opts=behind)
            nat = aws.ec2.NatGateway(
                name, allocation_id=address.id, subnet_id=subnet.id, tags={"Name": name}, opts=behind
            )
            nats.append(nat)
        for index, subnet in enumerate(private):
            name = f"{self._name}-private-{index + 1}"
            table = self._table(name, [subnet])
            nat = nats[index % len(nats)]
            aws.ec2.Route(
                name,
                route_table_id=table.id,
                destination_cidr_block=EVERYWHERE,
                nat_gateway_id=nat.id,
                opts=self._own,
            )

    def _table(self, name: str, subnets: list[aws.ec2.Subnet]) -> aws.ec2.RouteTable:
        table = aws.ec2.RouteTable(name, vpc_id=self._vpc.id, tags={"Name": name}, opts=self._own)
        for index, subnet in enumerate(subnets):
            aws.ec2.RouteTableAssociation(
                f"{name}-{index + 1}", route_table_id=table.id, subnet_id=subnet.id, opts=self._own
            )
        return table
