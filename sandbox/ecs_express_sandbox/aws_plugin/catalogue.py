"""
Everything the stand-in knows, by token.

To add a resource type: a module in `resources/` with one subclass of `ResourceType`, and its name in `RESOURCE_TYPES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import Refused
from ecs_express_sandbox.aws_plugin.functions import caller, domain, load_balancing, network, policy_document
from ecs_express_sandbox.aws_plugin.resource_type import ResourceType
from ecs_express_sandbox.aws_plugin.resources.acm_certificate import Certificate
from ecs_express_sandbox.aws_plugin.resources.cloudwatch_log_group import LogGroup
from ecs_express_sandbox.aws_plugin.resources.ec2_gateways import Eip, InternetGateway, NatGateway
from ecs_express_sandbox.aws_plugin.resources.ec2_network import SecurityGroup, Subnet, Vpc
from ecs_express_sandbox.aws_plugin.resources.ec2_routes import Route, RouteTable, RouteTableAssociation
from ecs_express_sandbox.aws_plugin.resources.ecr_repository import Repository
from ecs_express_sandbox.aws_plugin.resources.ecs_cluster import Cluster
from ecs_express_sandbox.aws_plugin.resources.ecs_express_gateway_service import ExpressGatewayService
from ecs_express_sandbox.aws_plugin.resources.ecs_service import Service
from ecs_express_sandbox.aws_plugin.resources.ecs_task_definition import TaskDefinition
from ecs_express_sandbox.aws_plugin.resources.iam_policy import Policy
from ecs_express_sandbox.aws_plugin.resources.iam_role import Role
from ecs_express_sandbox.aws_plugin.resources.iam_role_policy import RolePolicy
from ecs_express_sandbox.aws_plugin.resources.iam_role_policy_attachment import RolePolicyAttachment
from ecs_express_sandbox.aws_plugin.resources.lb_listener import Listener
from ecs_express_sandbox.aws_plugin.resources.lb_listener_certificate import ListenerCertificate
from ecs_express_sandbox.aws_plugin.resources.lb_listener_rule import ListenerRule
from ecs_express_sandbox.aws_plugin.resources.route53_record import Record
from ecs_express_sandbox.aws_plugin.resources.route53_zone import Zone
from ecs_express_sandbox.aws_plugin.resources.s3_bucket import Bucket
from ecs_express_sandbox.aws_plugin.resources.s3_object import BucketObject
from ecs_express_sandbox.aws_plugin.resources.stored_values import Parameter, Secret, SecretVersion
from ecs_express_sandbox.aws_plugin.resources.vpc_security_group_ingress_rule import SecurityGroupIngressRule
from ecs_express_sandbox.aws_plugin.values import Properties

Function = Callable[[Account, Properties], Properties]

RESOURCE_TYPES: Mapping[str, ResourceType] = {
    kind.declaration.token: kind
    for kind in (
        Bucket(),
        BucketObject(),
        Certificate(),
        Cluster(),
        Eip(),
        ExpressGatewayService(),
        InternetGateway(),
        Listener(),
        ListenerCertificate(),
        ListenerRule(),
        LogGroup(),
        NatGateway(),
        Parameter(),
        Policy(),
        Record(),
        Repository(),
        Role(),
        RolePolicy(),
        RolePolicyAttachment(),
        Route(),
        RouteTable(),
        RouteTableAssociation(),
        Secret(),
        SecretVersion(),
        SecurityGroup(),
        SecurityGroupIngressRule(),
        Service(),
        Subnet(),
        TaskDefinition(),
        Vpc(),
        Zone(),
    )
}

FUNCTIONS: Mapping[str, Function] = {
    "aws:acm/getCertificate:getCertificate": domain.certificate,
    "aws:ec2/getSubnets:getSubnets": network.subnets,
    "aws:ec2/getVpc:getVpc": network.vpc,
    "aws:iam/getPolicyDocument:getPolicyDocument": policy_document.policy_document,
    "aws:index/getAvailabilityZones:getAvailabilityZones": network.zones,
    "aws:index/getCallerIdentity:getCallerIdentity": caller.caller_identity,
    "aws:index/getPartition:getPartition": caller.partition,
    "aws:index/getRegion:getRegion": caller.region,
    "aws:lb/getListener:getListener": load_balancing.listener,
    "aws:lb/getLoadBalancer:getLoadBalancer": load_balancing.load_balancer,
    "aws:route53/getZone:getZone": domain.zone,
}


def resource_type(token: str) -> ResourceType:
    """Find a resource type."""
    if token not in RESOURCE_TYPES:
        raise Refused(unknown(token, RESOURCE_TYPES))
    return RESOURCE_TYPES[token]


def function(token: str) -> Function:
    """Find a function."""
    if token not in FUNCTIONS:
        raise Refused(unknown(token, FUNCTIONS))
    return FUNCTIONS[token]


def unknown(token: str, known: Mapping[str, object]) -> str:
    """Say that the stand-in does not know a token, what it does know, and the way out."""
    return (
        f"{token} is not known to the sandbox's stand-in aws plugin, which knows {', '.join(sorted(known))}; "
        "for all others start the sandbox with `--aws-plugin real`"
    )
