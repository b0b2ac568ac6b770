"""What services share. The Region is `aws:region`, or that of the environment."""

import json

import pulumi
import pulumi_aws as aws
from network import ZONES, Network

config = pulumi.Config()
nat_gateways = config.require_int("nat-gateways")
if not 1 <= nat_gateways <= ZONES:
    raise pulumi.RunError(f"nat-gateways is {nat_gateways}: 1 serves all zones, {ZONES} are one for each")

kept = pulumi.ResourceOptions(protect=config.require_bool("protect"))
network = Network("platform", config.require("cidr"), nat_gateways, kept)
cluster = aws.ecs.Cluster("platform", settings=[{"name": "containerInsights", "value": "enabled"}], opts=kept)
zone = aws.route53.Zone("platform", name=config.require("zone"), opts=kept)

partition = aws.get_partition().partition
trust = {"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"}
infrastructure = aws.iam.Role(
    "infrastructure",
    assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
    description="Makes what stands around the Express Mode services",
)
managed = aws.iam.RolePolicyAttachment(
    "infrastructure",
    role=infrastructure.name,
    policy_arn=f"arn:{partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRoleforExpressGatewayServices",
)
# Version 6 of the managed policy lacks it, and in some accounts no load balancer can be made without it.
lacking = {"Effect": "Allow", "Action": "ec2:DescribeAccountAttributes", "Resource": "*"}
attributes = aws.iam.RolePolicy(
    "account-attributes",
    role=infrastructure.name,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [lacking]}),
)

pulumi.export("vpc_id", network.vpc_id)
pulumi.export("public_subnets", network.public_subnets)
pulumi.export("private_subnets", network.private_subnets)
pulumi.export("cluster", cluster.name)
pulumi.export("zone_id", zone.zone_id)
pulumi.export("zone_name", zone.name)
pulumi.export("name_servers", zone.name_servers)
# Behind its policies, so that nobody uses the role before it may do anything.
role = pulumi.Output.all(infrastructure.arn, managed.id, attributes.id).apply(lambda known: known[0])
pulumi.export("infrastructure_role_arn", role)
