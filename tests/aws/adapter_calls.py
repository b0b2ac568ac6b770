"""Every method of the boto3 adapters that calls AWS, ready to be called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.service_samples import ARN, REGION

from pulumi_ecs_express.aws.acm import BotoCertificates
from pulumi_ecs_express.aws.ecr import BotoImages
from pulumi_ecs_express.aws.ecs.any_services import BotoAnyServices
from pulumi_ecs_express.aws.ecs.deployments import BotoDeployments
from pulumi_ecs_express.aws.ecs.express_services import BotoExpressServices
from pulumi_ecs_express.aws.ecs.running_services import BotoWorkloads
from pulumi_ecs_express.aws.ecs.services import BotoEcsServices
from pulumi_ecs_express.aws.ecs.task_definitions import BotoTaskDefinitions
from pulumi_ecs_express.aws.ecs.task_history import BotoTaskHistory
from pulumi_ecs_express.aws.elbv2 import BotoListeners, BotoLoadBalancers
from pulumi_ecs_express.aws.iam import BotoRoles
from pulumi_ecs_express.aws.logs import BotoContainerLogs, BotoLogGroups
from pulumi_ecs_express.aws.route53 import BotoHostedZones
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.rollout.evidence import LogStream

HERE = Connection(REGION)
BALANCER = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/0123456789abcdef"
LISTENER = BALANCER.replace(":loadbalancer/", ":listener/") + "/2"
RULE = LISTENER.replace(":listener/", ":listener-rule/") + "/3"
CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
STREAM = LogStream(REGION, "/web", "ecs/Main/1", "Main")
DEFINITION = "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7"
REGISTRATION = {"family": "web", "containerDefinitions": [{"name": "app", "image": "app:1"}]}

CALLS: dict[str, tuple[str, Callable[[], Any]]] = {
    "create": (
        "CreateExpressGatewayService",
        lambda: BotoExpressServices(HERE).create({"infrastructureRoleArn": "r", "serviceName": "web"}),
    ),
    "describe": ("DescribeExpressGatewayService", lambda: BotoExpressServices(HERE).describe(ARN)),
    "update": ("UpdateExpressGatewayService", lambda: BotoExpressServices(HERE).update({"serviceArn": ARN})),
    "delete": ("DeleteExpressGatewayService", lambda: BotoExpressServices(HERE).delete(ARN)),
    "find": ("DescribeServices", lambda: BotoExpressServices(HERE).find("default", "web")),
    "tag": ("TagResource", lambda: BotoExpressServices(HERE).tag(ARN, {"a": "b"})),
    "untag": ("UntagResource", lambda: BotoExpressServices(HERE).untag(ARN, ["a"])),
    "deployments": ("ListServiceDeployments", lambda: BotoExpressServices(HERE).deployments(ARN)),
    "describe_deployments": (
        "DescribeServiceDeployments",
        lambda: BotoExpressServices(HERE).describe_deployments(["d"]),
    ),
    "describe_revisions": ("DescribeServiceRevisions", lambda: BotoExpressServices(HERE).describe_revisions(["r"])),
    "account": ("GetCallerIdentity", lambda: BotoExpressServices(HERE).account()),
    "describe of any service": ("DescribeServices", lambda: BotoEcsServices(HERE).describe("default", "web")),
    "update of any service": ("UpdateService", lambda: BotoEcsServices(HERE).update(ARN, DEFINITION, force=True)),
    "update_express": (
        "UpdateExpressGatewayService",
        lambda: BotoEcsServices(HERE).update_express(ARN, DEFINITION),
    ),
    "find of a load balancer": ("DescribeLoadBalancers", lambda: BotoLoadBalancers(HERE).find(BALANCER)),
    "rule": ("DescribeRules", lambda: BotoListeners(HERE).rule(RULE)),
    "rules": ("DescribeRules", lambda: BotoListeners(HERE).rules(LISTENER)),
    "set_conditions": ("ModifyRule", lambda: BotoListeners(HERE).set_conditions(RULE, [])),
    "listeners": ("DescribeListeners", lambda: BotoListeners(HERE).listeners(BALANCER)),
    "certificates": ("DescribeListenerCertificates", lambda: BotoListeners(HERE).certificates(LISTENER)),
    "attach": ("AddListenerCertificates", lambda: BotoListeners(HERE).attach(LISTENER, CERTIFICATE)),
    "detach": ("RemoveListenerCertificates", lambda: BotoListeners(HERE).detach(LISTENER, CERTIFICATE)),
    "describe of a certificate": ("DescribeCertificate", lambda: BotoCertificates(HERE).describe(CERTIFICATE)),
    "zone": ("GetHostedZone", lambda: BotoHostedZones(HERE).zone("Z1")),
    "records": ("ListResourceRecordSets", lambda: BotoHostedZones(HERE).records("Z1", "app.example.com")),
    "digest": ("DescribeImages", lambda: BotoImages(HERE).digest("123456789012", "web", "1")),
    "find of a role": ("GetRole", lambda: BotoRoles(HERE).find("arn:aws:iam::123456789012:role/web")),
    "newest": ("GetLogEvents", lambda: BotoContainerLogs(HERE).newest(STREAM, 10)),
    "describe of a task definition": ("DescribeTaskDefinition", lambda: BotoTaskDefinitions(HERE).describe(DEFINITION)),
    "find of a task definition": ("DescribeTaskDefinition", lambda: BotoTaskDefinitions(HERE).find(DEFINITION)),
    "register": ("RegisterTaskDefinition", lambda: BotoTaskDefinitions(HERE).register(REGISTRATION)),
    "tag of a task definition": ("TagResource", lambda: BotoTaskDefinitions(HERE).tag(DEFINITION, {"a": "b"})),
    "untag of a task definition": ("UntagResource", lambda: BotoTaskDefinitions(HERE).untag(DEFINITION, ["a"])),
    "revisions": ("ListTaskDefinitions", lambda: BotoTaskDefinitions(HERE).revisions("web", "ACTIVE")),
    "deregister": ("DeregisterTaskDefinition", lambda: BotoTaskDefinitions(HERE).deregister(DEFINITION)),
    "delete of task definitions": ("DeleteTaskDefinitions", lambda: BotoTaskDefinitions(HERE).delete([DEFINITION])),
    "definitions_in_use": ("ListClusters", lambda: BotoWorkloads(HERE).definitions_in_use()),
    "create of a log group": ("CreateLogGroup", lambda: BotoLogGroups(HERE).create("/web")),
    "delete of a log group": ("DeleteLogGroup", lambda: BotoLogGroups(HERE).delete("/web")),
    "stopped": ("ListTasks", lambda: BotoTaskHistory(HERE).stopped(ARN)),
    "events": ("DescribeServices", lambda: BotoTaskHistory(HERE).events(ARN)),
}
"""Every method of the adapters that calls AWS, by the operation that it calls first."""

SAY_NOTHING = {
    "attach", "delete", "detach", "set_conditions", "tag", "untag", "deregister", "delete of a log group", "create of a log group",
    "tag of a task definition", "untag of a task definition",
}  # fmt: skip
"""What gives nothing back: a body that cannot be read makes no difference to anybody."""

ADAPTERS = (
    BotoDeployments,
    BotoAnyServices,
    BotoExpressServices,
    BotoEcsServices,
    BotoLoadBalancers,
    BotoListeners,
    BotoCertificates,
    BotoHostedZones,
    BotoImages,
    BotoRoles,
    BotoContainerLogs,
    BotoTaskDefinitions,
    BotoTaskHistory,
    BotoWorkloads,
    BotoLogGroups,
)
