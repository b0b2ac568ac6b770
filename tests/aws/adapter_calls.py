"""Every method of the boto3 adapters that calls AWS, ready to be called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.service_samples import ARN, REGION

from pulumi_ecs_express.aws.ecr import BotoImages
from pulumi_ecs_express.aws.ecs import BotoExpressServices
from pulumi_ecs_express.aws.elbv2 import BotoLoadBalancers
from pulumi_ecs_express.aws.logs import BotoContainerLogs
from pulumi_ecs_express.aws.task_definitions import BotoTaskDefinitions
from pulumi_ecs_express.aws.tasks import BotoTaskHistory
from pulumi_ecs_express.model.evidence import LogStream

BALANCER = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/0123456789abcdef"
STREAM = LogStream(REGION, "/web", "ecs/Main/1", "Main")
DEFINITION = "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7"

CALLS: dict[str, tuple[str, Callable[[], Any]]] = {
    "create": (
        "CreateExpressGatewayService",
        lambda: BotoExpressServices(REGION).create({"infrastructureRoleArn": "r", "serviceName": "web"}),
    ),
    "describe": ("DescribeExpressGatewayService", lambda: BotoExpressServices(REGION).describe(ARN)),
    "update": ("UpdateExpressGatewayService", lambda: BotoExpressServices(REGION).update({"serviceArn": ARN})),
    "delete": ("DeleteExpressGatewayService", lambda: BotoExpressServices(REGION).delete(ARN)),
    "find": ("DescribeServices", lambda: BotoExpressServices(REGION).find("default", "web")),
    "tag": ("TagResource", lambda: BotoExpressServices(REGION).tag(ARN, {"a": "b"})),
    "untag": ("UntagResource", lambda: BotoExpressServices(REGION).untag(ARN, ["a"])),
    "deployments": ("ListServiceDeployments", lambda: BotoExpressServices(REGION).deployments(ARN)),
    "describe_deployments": (
        "DescribeServiceDeployments",
        lambda: BotoExpressServices(REGION).describe_deployments(["d"]),
    ),
    "describe_revisions": ("DescribeServiceRevisions", lambda: BotoExpressServices(REGION).describe_revisions(["r"])),
    "account": ("GetCallerIdentity", lambda: BotoExpressServices(REGION).account()),
    "address": ("DescribeLoadBalancers", lambda: BotoLoadBalancers(REGION).address(BALANCER)),
    "digest": ("DescribeImages", lambda: BotoImages(REGION).digest("123456789012", "web", "1")),
    "newest": ("GetLogEvents", lambda: BotoContainerLogs(REGION).newest(STREAM, 10)),
    "definition": ("DescribeTaskDefinition", lambda: BotoTaskDefinitions(REGION).describe(DEFINITION)),
    "stopped": ("ListTasks", lambda: BotoTaskHistory(REGION).stopped(ARN)),
    "events": ("DescribeServices", lambda: BotoTaskHistory(REGION).events(ARN)),
}
"""Every method of the adapters that calls AWS, by the operation that it calls first."""

SAY_NOTHING = {"delete", "tag", "untag"}
"""What gives nothing back: a body that cannot be read makes no difference to anybody."""

ADAPTERS = (
    BotoExpressServices,
    BotoLoadBalancers,
    BotoImages,
    BotoContainerLogs,
    BotoTaskDefinitions,
    BotoTaskHistory,
)
