"""
What the providers need from the world, as protocols: each names only the calls that are used.

Two sets of adapters exist: boto3 in ``aws``, and in-memory fakes in the tests; one suite holds both.
Every method raises errors of `pulumi_ecs_express.errors` and nothing else.
"""

from pulumi_ecs_express.ports.app_runner import AppRunner
from pulumi_ecs_express.ports.engine_call import Call
from pulumi_ecs_express.ports.ingress import Certificates, HostedZones, Listeners, LoadBalancers, PublicDns
from pulumi_ecs_express.ports.services import (
    AnyServices,
    DeploymentHistory,
    Deployments,
    EcsServices,
    ExpressServices,
    ScalableTargets,
    Subnets,
)
from pulumi_ecs_express.ports.tags import ResourceTags
from pulumi_ecs_express.ports.tasks import (
    ContainerLogs,
    DefinitionFamilies,
    Images,
    LogGroups,
    Roles,
    TaskDefinitionRevisions,
    TaskDefinitions,
    TaskHistory,
    Workloads,
)

__all__ = [
    "AnyServices",
    "AppRunner",
    "Call",
    "Certificates",
    "ContainerLogs",
    "DefinitionFamilies",
    "DeploymentHistory",
    "Deployments",
    "EcsServices",
    "ExpressServices",
    "HostedZones",
    "Images",
    "Listeners",
    "LoadBalancers",
    "LogGroups",
    "PublicDns",
    "ResourceTags",
    "Roles",
    "ScalableTargets",
    "Subnets",
    "TaskDefinitionRevisions",
    "TaskDefinitions",
    "TaskHistory",
    "Workloads",
]
