"""IAM that keeps Express Mode's calls out, and what the calls around a service need."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.callers import ACCOUNT, USER, allow, permit, user, words
from tests.sandbox.local_aws import REGION, LocalAws, primary, refused

SERVICE = f"arn:aws:ecs:{REGION}:{ACCOUNT}:service/default/web"
EXPRESS = ["Create", "Update", "Delete"]


def denied(resource: str) -> dict[str, Any]:
    """Give the statement that keeps Express updates out. Source: AWS, "Updating Resources Outside of Express Mode"."""
    actions = [f"ecs:{verb}ExpressGatewayService" for verb in EXPRESS]
    return {"Effect": "Deny", "Action": actions, "Resource": resource}


def test_express_calls_can_be_denied_for_one_service(aws: LocalAws) -> None:
    """Create, update and delete of it; the classic update, describing it, and another service stay allowed."""
    roles = aws.roles()
    arn, other = aws.settled(roles=roles), aws.settled(roles=roles, serviceName="other")
    assert arn == SERVICE
    ecs = aws.client_of("ecs", user(aws, allow("*"), denied(SERVICE)))
    container = {"image": "shop/web:2"}
    calls: dict[str, tuple[Any, dict[str, Any]]] = {
        "Update": (ecs.update_express_gateway_service, {"serviceArn": arn, "primaryContainer": container}),
        "Delete": (ecs.delete_express_gateway_service, {"serviceArn": arn}),
        "Create": (ecs.create_express_gateway_service, {"serviceName": "web", "primaryContainer": container, **roles}),
    }
    for verb, (call, request) in calls.items():
        code, message = refused(call, **request)
        assert code == "AccessDeniedException"
        assert message == (
            f"User: {USER} is not authorized to perform: ecs:{verb}ExpressGatewayService on resource: {arn} "
            "with an explicit deny in an identity-based policy"
        )
    service = ecs.update_service(service="web", forceNewDeployment=True)["service"]
    assert primary(service)["rolloutState"] == "IN_PROGRESS"
    assert ecs.describe_express_gateway_service(serviceArn=arn)["service"]["serviceName"] == "web"
    ecs.update_express_gateway_service(serviceArn=other, primaryContainer=container)


ALARM = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:default/web/RollbackAlarm"
LOGS = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/apps/web"
GROUP = f"arn:aws:ec2:{REGION}:{ACCOUNT}:security-group/sg-1"
RULE = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:listener-rule/app/a/1/2/3"
TARGET = f"arn:aws:application-autoscaling:{REGION}:{ACCOUNT}:scalable-target/1"
NAMESPACE = f"arn:aws:servicediscovery:{REGION}:{ACCOUNT}:namespace/ns-1"
TAG, LOWER = [{"Key": "a", "Value": "b"}], [{"key": "a", "value": "b"}]
SCALED = {"ServiceNamespace": "ecs", "ResourceIds": ["service/default/web"]}


@pytest.mark.parametrize(
    ("method", "request_", "action", "resource"),
    [
        ("ecs.update_service", {"service": "web"}, "ecs:UpdateService", SERVICE),
        ("ecs.tag_resource", {"resourceArn": SERVICE, "tags": LOWER}, "ecs:TagResource", SERVICE),
        ("ecs.untag_resource", {"resourceArn": SERVICE, "tagKeys": ["a"]}, "ecs:UntagResource", SERVICE),
        ("ecs.list_tags_for_resource", {"resourceArn": SERVICE}, "ecs:ListTagsForResource", SERVICE),
        ("elbv2.add_tags", {"ResourceArns": [RULE], "Tags": TAG}, "elasticloadbalancing:AddTags", RULE),
        ("elbv2.remove_tags", {"ResourceArns": [RULE], "TagKeys": ["a"]}, "elasticloadbalancing:RemoveTags", RULE),
        ("elbv2.describe_tags", {"ResourceArns": [RULE]}, "elasticloadbalancing:DescribeTags", "*"),
        ("cloudwatch.tag_resource", {"ResourceARN": ALARM, "Tags": TAG}, "cloudwatch:TagResource", ALARM),
        ("cloudwatch.untag_resource", {"ResourceARN": ALARM, "TagKeys": ["a"]}, "cloudwatch:UntagResource", ALARM),
        ("cloudwatch.list_tags_for_resource", {"ResourceARN": ALARM}, "cloudwatch:ListTagsForResource", ALARM),
        ("logs.tag_resource", {"resourceArn": LOGS, "tags": {"a": "b"}}, "logs:TagResource", LOGS),
        ("logs.untag_resource", {"resourceArn": LOGS, "tagKeys": ["a"]}, "logs:UntagResource", LOGS),
        ("logs.list_tags_for_resource", {"resourceArn": LOGS}, "logs:ListTagsForResource", LOGS),
        ("ec2.create_tags", {"Resources": ["sg-1"], "Tags": TAG}, "ec2:CreateTags", GROUP),
        ("ec2.delete_tags", {"Resources": ["sg-1"], "Tags": TAG}, "ec2:DeleteTags", GROUP),
        ("ec2.describe_tags", {}, "ec2:DescribeTags", "*"),
        (
            "application-autoscaling.describe_scalable_targets",
            SCALED,
            "application-autoscaling:DescribeScalableTargets",
            "*",
        ),
        (
            "application-autoscaling.tag_resource",
            {"ResourceARN": TARGET, "Tags": {"a": "b"}},
            "application-autoscaling:TagResource",
            TARGET,
        ),
        (
            "application-autoscaling.untag_resource",
            {"ResourceARN": TARGET, "TagKeys": ["a"]},
            "application-autoscaling:UntagResource",
            TARGET,
        ),
        (
            "application-autoscaling.list_tags_for_resource",
            {"ResourceARN": TARGET},
            "application-autoscaling:ListTagsForResource",
            TARGET,
        ),
        ("servicediscovery.list_namespaces", {}, "servicediscovery:ListNamespaces", "*"),
        ("servicediscovery.get_namespace", {"Id": "ns-1"}, "servicediscovery:GetNamespace", NAMESPACE),
    ],
    ids=lambda value: value if isinstance(value, str) and "_" in value else "",
)
def test_each_call_around_a_service_is_judged_by_its_resource(
    aws: LocalAws, method: str, request_: dict[str, Any], action: str, resource: str
) -> None:
    """As the service authorization reference has it; the refusal names action and resource."""
    client, _, name = method.partition(".")
    call = getattr(aws.client_of(client, user(aws, allow(action, resource="arn:aws:elsewhere:::other"))), name)
    code, message = refused(call, **request_)
    assert code in ("AccessDeniedException", "AccessDenied", "UnauthorizedOperation")
    assert message.endswith(words(action, resource))


ROLE = f"arn:aws:iam::{ACCOUNT}:role/infrastructure"
CERTIFIED = {"portName": "http", "tls": {"issuerCertificateAuthority": {"awsPcaAuthorityArn": "a"}, "roleArn": ROLE}}
HOOK = {"hookTargetArn": "arn:aws:lambda:eu-west-1:1:function:f", "roleArn": ROLE, "lifecycleStages": ["POST_SCALE_UP"]}


@pytest.mark.parametrize(
    "member",
    [
        {"volumeConfigurations": [{"name": "data", "managedEBSVolume": {"roleArn": ROLE}}]},
        {"vpcLatticeConfigurations": [{"roleArn": ROLE, "targetGroupArn": "a", "portName": "http"}]},
        {"serviceConnectConfiguration": {"enabled": True, "services": [CERTIFIED]}},
        {"deploymentConfiguration": {"lifecycleHooks": [HOOK]}},
        {"loadBalancers": [{"containerName": "a", "advancedConfiguration": {"roleArn": ROLE}}]},
    ],
    ids=lambda member: next(iter(member)),
)
def test_a_role_in_an_update_of_a_service_is_passed_to_ecs(aws: LocalAws, member: dict[str, Any]) -> None:
    """Whoever may not pass it is refused, whatever else the call would have said."""
    own = allow("ecs:UpdateService")
    ecs = aws.client_of("ecs", user(aws, own))
    assert refused(ecs.update_service, service="web", **member)[1] == words("iam:PassRole", ROLE)
    condition = {"StringEquals": {"iam:PassedToService": "ecs.amazonaws.com"}}
    permit(aws, own, allow("iam:PassRole", Condition=condition))
    assert refused(ecs.update_service, service="web", **member)[0] != "AccessDeniedException"
