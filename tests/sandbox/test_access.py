"""IAM enforcement: each call against the policies of its caller, passed roles included."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.callers import ACCOUNT, USER, allow, permit, user, words
from tests.sandbox.local_aws import REGION, LocalAws, refused

SERVICES = f"arn:aws:ecs:{REGION}:{ACCOUNT}:service/default/*"
CREATE = [
    "ecs:CreateExpressGatewayService",
    "ecs:DescribeExpressGatewayService",
    "ecs:CreateCluster",
    "ecs:RegisterTaskDefinition",
]

Permit = Callable[..., None]


def create(ecs: Any, roles: dict[str, str], **more: Any) -> tuple[str, str]:
    """Be refused a create."""
    request = {"serviceName": "web", "primaryContainer": {"image": "a:1"}, **roles, **more}
    return refused(ecs.create_express_gateway_service, **request)


@pytest.mark.row("S0-35")
def test_a_create_needs_each_of_its_permissions(aws: LocalAws) -> None:
    """Refused one after the other, each by name, until the last is there; nothing is made before."""
    roles = aws.roles()
    ecs = aws.client_of("ecs", user(aws))
    service = f"arn:aws:ecs:{REGION}:{ACCOUNT}:service/default/web"
    needed = [
        ("ecs:CreateExpressGatewayService", service),
        ("iam:PassRole", roles["infrastructureRoleArn"]),
        ("iam:PassRole", roles["executionRoleArn"]),
        ("ecs:TagResource", service),
        ("ecs:CreateCluster", f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/default"),
        ("ecs:RegisterTaskDefinition", f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/default-web:*"),
    ]
    granted: list[dict[str, Any]] = []
    tags = [{"key": "team", "value": "shop"}]
    for action, resource in needed:
        code, message = create(ecs, roles, tags=tags)
        assert code == "AccessDeniedException"
        assert message == words(action, resource)
        granted.append(allow(action, resource=resource))
        permit(aws, *granted)
    assert aws.ecs.list_clusters()["clusterArns"] == []
    ecs.create_express_gateway_service(serviceName="web", primaryContainer={"image": "a:1"}, tags=tags, **roles)


@pytest.mark.row("S0-35")
def test_the_refusal_is_the_typed_exception(aws: LocalAws) -> None:
    """boto3 raises AccessDeniedException for it."""
    arn = aws.settled()
    ecs = aws.client_of("ecs", user(aws))
    with pytest.raises(ecs.exceptions.AccessDeniedException, match="ecs:DeleteExpressGatewayService"):
        ecs.delete_express_gateway_service(serviceArn=arn)
    assert aws.describe(arn)["status"]["statusCode"] == "ACTIVE"


def test_an_update_passes_the_roles_that_it_names(aws: LocalAws) -> None:
    """One that names none passes none."""
    roles = aws.roles()
    arn = aws.settled(roles=roles)
    own = allow("ecs:UpdateExpressGatewayService", "ecs:RegisterTaskDefinition")
    ecs = aws.client_of("ecs", user(aws, own))
    update = ecs.update_express_gateway_service
    container = {"image": "a:2"}
    assert "ecs:DescribeTaskDefinition" in refused(update, serviceArn=arn, primaryContainer=container)[1]
    permit(aws, own, allow("ecs:DescribeTaskDefinition"))
    update(serviceArn=arn, primaryContainer=container)
    role = roles["executionRoleArn"]
    assert refused(update, serviceArn=arn, executionRoleArn=role)[1] == words("iam:PassRole", role)


@pytest.mark.parametrize(("service", "passes"), [("ecs.amazonaws.com", False), ("ecs-tasks.amazonaws.com", True)])
def test_a_role_is_passed_to_a_service(aws: LocalAws, service: str, passes: bool) -> None:
    """The condition that policies put on it is judged."""
    role = aws.roles()["executionRoleArn"]
    condition = {"StringEquals": {"iam:PassedToService": service}}
    own = [allow("ecs:RegisterTaskDefinition"), allow("iam:PassRole", Condition=condition)]
    ecs = aws.client_of("ecs", user(aws, *own))
    request = {
        "family": "own",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{"name": "Main", "image": "a:1"}],
        "executionRoleArn": role,
    }
    if passes:
        ecs.register_task_definition(**request)
    else:
        assert refused(ecs.register_task_definition, **request)[1] == words("iam:PassRole", role)


def test_what_is_tagged_when_it_is_made_needs_the_right_to_tag(aws: LocalAws) -> None:
    """A task definition with tags: the refusal names the action and the family."""
    ecs = aws.client_of("ecs", user(aws, allow("ecs:RegisterTaskDefinition")))
    request = {"family": "own", "containerDefinitions": [{"name": "a", "image": "a:1", "memory": 64}]}
    found = refused(ecs.register_task_definition, **request, tags=[{"key": "a", "value": "b"}])

    assert found[1] == words("ecs:TagResource", f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/own:*")
    ecs.register_task_definition(**request)


def test_permissions_can_be_for_some_services_only(aws: LocalAws) -> None:
    """By the ARN in ``Resource``; an explicit denial has its own words."""
    roles = aws.roles()
    web, api = (aws.settled(roles=roles, serviceName=name) for name in ("web", "api"))
    deny = {"Effect": "Deny", "Action": "ecs:DeleteExpressGatewayService", "Resource": "*"}
    ecs = aws.client_of("ecs", user(aws, allow("ecs:*", resource=web), deny))
    assert ecs.describe_express_gateway_service(serviceArn=web)["service"]["serviceName"] == "web"
    assert refused(ecs.describe_express_gateway_service, serviceArn=api)[0] == "AccessDeniedException"
    assert refused(ecs.delete_express_gateway_service, serviceArn=web)[1] == (
        f"User: {USER} is not authorized to perform: ecs:DeleteExpressGatewayService on resource: {web} "
        "with an explicit deny in an identity-based policy"
    )


SERVICE = f"arn:aws:ecs:{REGION}:{ACCOUNT}:service/apps/web"
DEPLOYMENT, REVISION = (SERVICE.replace(":service/", f":service-{kind}/") + "/1" for kind in ("deployment", "revision"))
TASK_DEFINITION = f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/own:1"
STREAM = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/apps/web:log-stream:ecs/Main/1"


@pytest.mark.parametrize(
    ("method", "request_", "resource"),
    [
        ("ecs.list_service_deployments", {"service": SERVICE}, SERVICE),
        ("ecs.describe_services", {"cluster": "apps", "services": ["web"]}, SERVICE),
        ("ecs.describe_service_deployments", {"serviceDeploymentArns": [DEPLOYMENT]}, DEPLOYMENT),
        ("ecs.describe_service_revisions", {"serviceRevisionArns": [REVISION]}, REVISION),
        ("ecs.describe_tasks", {"cluster": "apps", "tasks": ["1"]}, f"arn:aws:ecs:{REGION}:{ACCOUNT}:task/apps/1"),
        ("ecs.list_tasks", {"cluster": "apps"}, f"arn:aws:ecs:{REGION}:{ACCOUNT}:container-instance/apps/*"),
        ("ecs.create_service", {"cluster": "apps", "serviceName": "web"}, SERVICE),
        ("ecs.update_service", {"cluster": "apps", "service": "web"}, SERVICE),
        ("ecs.delete_service", {"cluster": "apps", "service": SERVICE}, SERVICE),
        ("ecs.stop_task", {"cluster": "apps", "task": "1"}, f"arn:aws:ecs:{REGION}:{ACCOUNT}:task/apps/1"),
        ("ecs.tag_resource", {"resourceArn": SERVICE, "tags": [{"key": "a", "value": "b"}]}, SERVICE),
        ("ecs.delete_task_definitions", {"taskDefinitions": [TASK_DEFINITION]}, TASK_DEFINITION),
        ("ecs.deregister_task_definition", {"taskDefinition": TASK_DEFINITION}, "*"),
        ("logs.get_log_events", {"logGroupName": "/apps/web", "logStreamName": "ecs/Main/1"}, STREAM),
        (
            "logs.delete_log_group",
            {"logGroupName": "/apps/web"},
            f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/apps/web:*",
        ),
        ("ecr.describe_images", {"repositoryName": "app"}, f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/app"),
        (
            "ecr.describe_images",
            {"repositoryName": "app", "registryId": "999999999999"},
            f"arn:aws:ecr:{REGION}:999999999999:repository/app",
        ),
    ],
)
def test_a_refusal_names_the_resource_of_the_call(
    aws: LocalAws, method: str, request_: dict[str, Any], resource: str
) -> None:
    """As the service authorization reference has it for each: service, deployment, task, log stream, repository."""
    client, name = method.split(".")

    message = refused(getattr(aws.client_of(client, user(aws)), name), **request_)[1]

    assert f" on resource: {resource} because" in message


@pytest.mark.parametrize(
    ("method", "request_"),
    [
        ("describe_service_deployments", {"serviceDeploymentArns": [DEPLOYMENT]}),
        ("describe_service_revisions", {"serviceRevisionArns": [REVISION]}),
    ],
)
def test_a_rollout_is_described_by_whom_its_service_is_open_to(
    aws: LocalAws, method: str, request_: dict[str, Any]
) -> None:
    """Both resource types are required: the deployment or revision alone is not enough."""
    (arn,) = next(iter(request_.values()))
    ecs = aws.client_of("ecs", user(aws, allow("ecs:*", resource=arn)))

    assert f" on resource: {SERVICE} because" in refused(getattr(ecs, method), **request_)[1]


def test_a_role_with_tags_needs_leave_to_tag(aws: LocalAws) -> None:
    """Beside the leave to make it."""
    iam = aws.client_of("iam", user(aws, allow("iam:CreateRole")))
    trust = {"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    request = {"RoleName": "web", "AssumeRolePolicyDocument": document}

    message = refused(iam.create_role, **request, Tags=[{"Key": "team", "Value": "shop"}])[1]

    assert message == words("iam:TagRole", f"arn:aws:iam::{ACCOUNT}:role/web")
    iam.create_role(**request)


@pytest.mark.parametrize(
    ("client", "method", "request_", "code", "action"),
    [
        ("iam", "list_roles", {}, "AccessDenied", "iam:ListRoles"),
        ("elbv2", "describe_load_balancers", {}, "AccessDenied", "elasticloadbalancing:DescribeLoadBalancers"),
        ("ec2", "describe_vpcs", {}, "UnauthorizedOperation", "ec2:DescribeVpcs"),
        ("acm", "list_certificates", {}, "AccessDeniedException", "acm:ListCertificates"),
        ("logs", "describe_log_groups", {}, "AccessDeniedException", "logs:DescribeLogGroups"),
        ("route53", "list_hosted_zones", {}, "AccessDenied", "route53:ListHostedZones"),
        ("ssm", "get_parameters", {"Names": ["a"]}, "AccessDeniedException", "ssm:GetParameters"),
    ],
)
def test_every_service_is_guarded(
    aws: LocalAws, client: str, method: str, request_: dict[str, Any], code: str, action: str
) -> None:
    """In the form that each has for it; what is allowed goes through."""
    own = aws.client_of(client, user(aws))
    found = refused(getattr(own, method), **request_)
    assert (found[0], f"is not authorized to perform: {action}" in found[1]) == (code, True)
    permit(aws, allow(action))
    getattr(own, method)(**request_)


def test_a_session_has_the_permissions_of_its_role(aws: LocalAws) -> None:
    """Under its own ARN; an unknown session is nobody."""
    trust = {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
    iam = aws.client("iam")
    role = iam.create_role(RoleName="deployer", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    aws.settings(enforce_iam=True)
    session = aws.client("sts").assume_role(RoleArn=role, RoleSessionName="ci")["Credentials"]
    ecs = aws.client_of("ecs", session)
    assert f"User: arn:aws:sts::{ACCOUNT}:assumed-role/deployer/ci is not" in refused(ecs.list_clusters)[1]
    managed = "arn:aws:iam::aws:policy/AmazonECS_FullAccess"
    iam.attach_role_policy(RoleName="deployer", PolicyArn=managed)
    assert ecs.list_clusters()["clusterArns"] == []
    wrong = aws.client_of("ecs", {**session, "SessionToken": "other"})
    assert refused(wrong.list_clusters) == (
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
    )


def test_it_is_off_unless_asked_for(aws: LocalAws) -> None:
    """A user without any policy may do everything, as on moto."""
    key = user(aws)
    aws.settings(enforce_iam=False)
    aws.client_of("ecs", key).list_clusters()


def test_root_may_do_everything(aws: LocalAws) -> None:
    """A key that belongs to nobody is the account's own: else nobody could make the first user."""
    user(aws)
    arn = aws.settled()
    assert aws.describe(arn)["status"]["statusCode"] == "ACTIVE"


def test_who_am_i_is_always_allowed(aws: LocalAws) -> None:
    """GetCallerIdentity asks no policy."""
    sts = aws.client_of("sts", user(aws))
    assert sts.get_caller_identity()["Arn"] == USER


def test_the_work_of_ecs_is_not_the_callers(aws: LocalAws) -> None:
    """Load balancer and all the rest are made by the infrastructure role: the caller needs no right to them."""
    roles = aws.roles()
    ecs = aws.client_of("ecs", user(aws, allow(*CREATE), allow("iam:PassRole")))
    request = {"serviceName": "web", "primaryContainer": {"image": "a:1"}, **roles}
    arn = ecs.create_express_gateway_service(**request)["service"]["serviceArn"]
    aws.run_out()
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"
    with pytest.raises(ClientError, match="elasticloadbalancing"):
        aws.client_of("elbv2", aws.client("iam").create_access_key(UserName="alice")["AccessKey"]).describe_rules(
            RuleArns=["arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/x/1/2/3"]
        )
