"""
Amazon ECS Express Mode for Pulumi programs.

    import pulumi
    import pulumi_ecs_express as express

    web = express.ExpressGatewayService("web", primary_container={"image": "public.ecr.aws/nginx/nginx:1.28"})
    pulumi.export("url", web.url)

Only the names in ``__all__`` are promised; every module below this one may change, but for the module paths
and class names of the providers, which Pulumi's state holds.
"""

from pulumi_ecs_express.arguments import (
    AwsLogsConfigurationArgs,
    ExpressGatewayServiceArgs,
    NetworkConfigurationArgs,
    PrimaryContainerArgs,
    RepositoryCredentialsArgs,
    ScalingTargetArgs,
)
from pulumi_ecs_express.custom_domain import CustomDomain
from pulumi_ecs_express.domain_arguments import CustomDomainArgs, WeightedRoutingArgs
from pulumi_ecs_express.model.service.own_url import OWN_URL
from pulumi_ecs_express.service import ExpressGatewayService

__all__ = [
    "OWN_URL",
    "AwsLogsConfigurationArgs",
    "CustomDomain",
    "CustomDomainArgs",
    "ExpressGatewayService",
    "ExpressGatewayServiceArgs",
    "NetworkConfigurationArgs",
    "PrimaryContainerArgs",
    "RepositoryCredentialsArgs",
    "ScalingTargetArgs",
    "WeightedRoutingArgs",
]
