"""Every method of the boto3 adapters that calls AWS, ready to be called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.service_samples import ARN, REGION

from pulumi_ecs_express.aws.acm import BotoCertificates
from pulumi_ecs_express.aws.app_runner import BotoAppRunner
from pulumi_ecs_express.aws.ec2 import BotoSubnets
from pulumi_ecs_express.aws.ecr import BotoImages
from pulumi_ecs_express.aws.ecs.any_services import BotoAnyServices
from pulumi_ecs_express.aws.ecs.deployment_history import BotoDeploymentHistory
from pulumi_ecs_express.aws.ecs.deployments import BotoDeployments
from pulumi_ecs_express.aws.ecs.express_services import BotoExpressServices
from pulumi_ecs_express.aws.ecs.running_services import BotoWorkloads
from pulumi_ecs_express.aws.ecs.services import BotoEcsServices
from pulumi_ecs_express.aws.ecs.task_definitions import BotoTaskDefinitions
from pulumi_ecs_express.aws.ecs.task_history import BotoTaskHistory
from pulumi_ecs_express.aws.elbv2 import BotoListeners, BotoLoadBalancers
from pulumi_ecs_express.aws.iam import BotoRoles
from pulumi_ecs_express.aws.logs import BotoContainerLogs, BotoLogGroups
from pulumi_ecs_express.aws.resource_tags.alarms import AlarmTags
from pulumi_ecs_express.aws.resource_tags.certificates import CertificateTags
from pulumi_ecs_express.aws.resource_tags.load_balancing import LoadBalancingTags
from pulumi_ecs_express.aws.resource_tags.log_groups import LogGroupTags
from pulumi_ecs_express.aws.resource_tags.scaling import ScalingTags
from pulumi_ecs_express.aws.resource_tags.security_groups import SecurityGroupTags
from pulumi_ecs_express.aws.route53 import BotoHostedZones
from pulumi_ecs_express.aws.scaling import BotoScalableTargets
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.rollout.evidence import LogStream

HERE = Connection(REGION)
BALANCER = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/0123456789abcdef"
LISTENER = BALANCER.replace(":loadbalancer/", ":listener/") + "/2"
RULE = LISTENER.replace(":listener/", ":listener-rule/") + "/3"
CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
ALARM = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:default/web/RollbackAlarm"
LOG_GROUP = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/ecs/default/web-0001"
SCALABLE_TARGET = "arn:aws:application-autoscaling:eu-west-1:123456789012:scalable-target/0ec5e3b5"
SECURITY_GROUP = "arn:aws:ec2:eu-west-1:123456789012:security-group/sg-0123456789abcdef0"
APP_RUNNER = "arn:aws:apprunner:eu-west-1:123456789012:service/web/0123456789abcdef0123456789abcdef"
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
    "names": ("ListServices", lambda: BotoExpressServices(HERE).names("default")),
    "read of an App Runner service": ("apprunner:DescribeService", lambda: BotoAppRunner(HERE).read(APP_RUNNER)),
    "defaults": ("DescribeSubnets", lambda: BotoSubnets(HERE).defaults()),
    "tag": ("ecs:TagResource", lambda: BotoExpressServices(HERE).tag(ARN, {"a": "b"})),
    "untag": ("ecs:UntagResource", lambda: BotoExpressServices(HERE).untag(ARN, ["a"])),
    "deployments": ("ListServiceDeployments", lambda: BotoExpressServices(HERE).deployments(ARN)),
    "describe_deployments": (
        "DescribeServiceDeployments",
        lambda: BotoExpressServices(HERE).describe_deployments(["d"]),
    ),
    "describe_revisions": ("DescribeServiceRevisions", lambda: BotoExpressServices(HERE).describe_revisions(["r"])),
    "account": ("GetCallerIdentity", lambda: BotoExpressServices(HERE).account()),
    "describe of any service": ("DescribeServices", lambda: BotoEcsServices(HERE).describe("default", "web")),
    "update of any service": ("UpdateService", lambda: BotoEcsServices(HERE).update(ARN, DEFINITION, force=True)),
    "settings": ("DescribeServices", lambda: BotoEcsServices(HERE).settings("default", "web")),
    "update_settings": ("UpdateService", lambda: BotoEcsServices(HERE).update_settings(ARN, {"desiredCount": 2})),
    "scales": ("DescribeScalableTargets", lambda: BotoScalableTargets(HERE).scales("default", "web")),
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
    "read_on": ("GetLogEvents", lambda: BotoContainerLogs(HERE).read_on(STREAM, None)),
    "newest": ("GetLogEvents", lambda: BotoContainerLogs(HERE).newest(STREAM, 10)),
    "describe of a task definition": ("DescribeTaskDefinition", lambda: BotoTaskDefinitions(HERE).describe(DEFINITION)),
    "find of a task definition": ("DescribeTaskDefinition", lambda: BotoTaskDefinitions(HERE).find(DEFINITION)),
    "register": ("RegisterTaskDefinition", lambda: BotoTaskDefinitions(HERE).register(REGISTRATION)),
    "tag of a task definition": ("ecs:TagResource", lambda: BotoTaskDefinitions(HERE).tag(DEFINITION, {"a": "b"})),
    "untag of a task definition": ("ecs:UntagResource", lambda: BotoTaskDefinitions(HERE).untag(DEFINITION, ["a"])),
    "revisions": ("ListTaskDefinitions", lambda: BotoTaskDefinitions(HERE).revisions("web", "ACTIVE")),
    "deregister": ("DeregisterTaskDefinition", lambda: BotoTaskDefinitions(HERE).deregister(DEFINITION)),
    "delete of task definitions": ("DeleteTaskDefinitions", lambda: BotoTaskDefinitions(HERE).delete([DEFINITION])),
    "definitions_in_use": ("ListClusters", lambda: BotoWorkloads(HERE).definitions_in_use()),
    "create of a log group": ("CreateLogGroup", lambda: BotoLogGroups(HERE).create("/web")),
    "delete of a log group": ("DeleteLogGroup", lambda: BotoLogGroups(HERE).delete("/web")),
    "tags of a certificate": ("ListTagsForCertificate", lambda: CertificateTags(HERE).tags(CERTIFICATE)),
    "tag of a certificate": ("AddTagsToCertificate", lambda: CertificateTags(HERE).tag(CERTIFICATE, {"a": "b"})),
    "untag of a certificate": ("RemoveTagsFromCertificate", lambda: CertificateTags(HERE).untag(CERTIFICATE, ["a"])),
    "tags of a rule": ("elbv2:DescribeTags", lambda: LoadBalancingTags(HERE).tags(RULE)),
    "tag of a rule": ("AddTags", lambda: LoadBalancingTags(HERE).tag(RULE, {"a": "b"})),
    "untag of a rule": ("RemoveTags", lambda: LoadBalancingTags(HERE).untag(RULE, ["a"])),
    "tags of an alarm": ("cloudwatch:ListTagsForResource", lambda: AlarmTags(HERE).tags(ALARM)),
    "tag of an alarm": ("cloudwatch:TagResource", lambda: AlarmTags(HERE).tag(ALARM, {"a": "b"})),
    "untag of an alarm": ("cloudwatch:UntagResource", lambda: AlarmTags(HERE).untag(ALARM, ["a"])),
    "tags of a log group": ("logs:ListTagsForResource", lambda: LogGroupTags(HERE).tags(LOG_GROUP)),
    "tag of a log group": ("logs:TagResource", lambda: LogGroupTags(HERE).tag(LOG_GROUP, {"a": "b"})),
    "untag of a log group": ("logs:UntagResource", lambda: LogGroupTags(HERE).untag(LOG_GROUP, ["a"])),
    "tags of a target": (
        "application-autoscaling:ListTagsForResource",
        lambda: ScalingTags(HERE).tags(SCALABLE_TARGET),
    ),
    "tag of a target": (
        "application-autoscaling:TagResource",
        lambda: ScalingTags(HERE).tag(SCALABLE_TARGET, {"a": "b"}),
    ),
    "untag of a target": (
        "application-autoscaling:UntagResource",
        lambda: ScalingTags(HERE).untag(SCALABLE_TARGET, ["a"]),
    ),
    "tags of a group": ("ec2:DescribeTags", lambda: SecurityGroupTags(HERE).tags(SECURITY_GROUP)),
    "tag of a group": ("CreateTags", lambda: SecurityGroupTags(HERE).tag(SECURITY_GROUP, {"a": "b"})),
    "untag of a group": ("DeleteTags", lambda: SecurityGroupTags(HERE).untag(SECURITY_GROUP, ["a"])),
    "successful": ("ListServiceDeployments", lambda: BotoDeploymentHistory(HERE).successful(ARN)),
    "roll_back": ("StopServiceDeployment", lambda: BotoDeploymentHistory(HERE).roll_back("d")),
    "running": ("ListTasks", lambda: BotoTaskHistory(HERE).running(ARN)),
    "stopped": ("ListTasks", lambda: BotoTaskHistory(HERE).stopped(ARN)),
    "events": ("DescribeServices", lambda: BotoTaskHistory(HERE).events(ARN)),
}
"""
Every method of the adapters that calls AWS, by the operation that it calls first; with the AWS service before it where
several have one of that name.
"""

SAY_NOTHING = {
    "attach", "delete", "detach", "set_conditions", "tag", "untag", "deregister", "delete of a log group", "create of a log group",
    "tag of a task definition", "untag of a task definition", "tag of a certificate", "untag of a certificate", "tag of a rule",
    "untag of a rule", "tag of an alarm", "untag of an alarm", "tag of a log group", "untag of a log group", "tag of a target",
    "untag of a target", "tag of a group", "untag of a group", "roll_back",
}  # fmt: skip
"""What gives nothing back: a body that cannot be read makes no difference to anybody."""

FOLLOWING = {
    "DescribeTasks", "DescribeCustomDomains", "ListVpcIngressConnections", "DescribeAutoScalingConfiguration",
    "DescribeVpcConnector", "DescribeObservabilityConfiguration",
}  # fmt: skip
"""Operations that the answer to another one leads to."""

ADAPTERS = (
    BotoAppRunner,
    BotoDeployments,
    BotoDeploymentHistory,
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
    BotoScalableTargets,
    BotoSubnets,
    AlarmTags,
    CertificateTags,
    LoadBalancingTags,
    LogGroupTags,
    ScalingTags,
    SecurityGroupTags,
)
