"""The roles that the component makes: least access, in the right order, retried while they are new."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_aws
import pytest

import pulumi_ecs_express as express
from tests.engine.conftest import ROLES
from tests.engine.harness import LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]
NO_ROLES = {"execution_role_arn": None, "infrastructure_role_arn": None}


def _made(aws: LocalAws) -> dict[str, dict[str, Any]]:
    """The roles of the account beside those that every test starts with, by the service that they trust."""
    iam = aws.client("iam")
    roles = [role for role in iam.list_roles()["Roles"] if role["RoleName"].startswith("web-")]
    return {role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["Service"]: role for role in roles}


@pytest.mark.row("S0-07", "S0-18", "S1-10", "S1-11")
def test_made_roles_have_the_least_access_that_works(project: Project, aws: LocalAws, service: Write) -> None:
    """Trust, managed policy, and read access to exactly the secrets that the container names."""
    secrets = aws.client("secretsmanager")
    database, hub = (
        secrets.create_secret(Name=name, SecretString='{"password": "x"}')["ARN"] for name in ("db", "hub")
    )
    aws.keep_secret("/app/key")
    container = {
        "secrets": {"DB": f"{database}:password::", "KEY": "/app/key"},
        "repository_credentials": {"credentials_parameter": hub},
    }

    done = project.up(service("app:1", container=container, **NO_ROLES))

    assert done.ok, done.text
    made, iam = _made(aws), aws.client("iam")
    execution, infrastructure = made["ecs-tasks.amazonaws.com"]["RoleName"], made["ecs.amazonaws.com"]["RoleName"]
    attached = {
        role: [policy["PolicyName"] for policy in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]]
        for role in (execution, infrastructure)
    }
    assert attached[execution] == ["AmazonECSTaskExecutionRolePolicy"]
    assert attached[infrastructure] == ["AmazonECSInfrastructureRoleforExpressGatewayServices"]
    (inline,) = iam.list_role_policies(RoleName=infrastructure)["PolicyNames"]
    lacking = iam.get_role_policy(RoleName=infrastructure, PolicyName=inline)["PolicyDocument"]["Statement"]
    assert [statement["Action"] for statement in lacking] == ["ec2:DescribeAccountAttributes"]
    (inline,) = iam.list_role_policies(RoleName=execution)["PolicyNames"]
    readable = iam.get_role_policy(RoleName=execution, PolicyName=inline)["PolicyDocument"]["Statement"]
    allowed = {
        statement["Action"]: statement["Resource"] for statement in readable if statement["Action"] != "kms:Decrypt"
    }
    assert allowed.keys() == {"secretsmanager:GetSecretValue", "ssm:GetParameters"}
    assert {arn.removesuffix("-??????") for arn in allowed["secretsmanager:GetSecretValue"]} == {database, hub}
    assert allowed["ssm:GetParameters"] == ["arn:aws:ssm:us-east-1:123456789012:parameter/app/key"]


def test_new_roles_are_waited_for_and_the_name_is_known_in_the_preview(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """ECS cannot use a role made moments ago: the create is sent again until it can; the preview shows the name."""
    aws.settings(role_propagation_seconds=200)
    aws.clock(speed=60)

    preview = project.preview(service("app:1", **NO_ROLES), diff=True)
    done = project.up()

    assert done.ok, done.text
    assert aws.calls()["ecs:CreateExpressGatewayService"] > 1
    assert any("until ECS can use the roles" in said for said in done.row())
    name = project.state()["outputs"]["serviceName"]
    assert f'serviceName          : "{name}"' in preview.text
    aws.forget_calls()
    assert project.up().changed == {}
    assert aws.calls() == {}


@pytest.mark.row("S0-05")
@pytest.mark.peer("#47568 roles")
def test_every_child_is_the_components_and_destroy_takes_the_service_before_its_roles(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """Without its infrastructure role and policies a service stays in DRAINING: the order of a destroy prevents it."""
    aws.settings(inactive_visible_seconds=1_000_000)
    done = project.up(service("app:1", **NO_ROLES))
    assert done.ok, done.text
    resources = json.loads(project.text_of_state())["checkpoint"]["latest"]["resources"]
    component = next(found["urn"] for found in resources if found["type"] == "ecsexpress:index:ExpressGatewayService")
    children = [found for found in resources if found["type"].startswith(("aws:", "pulumi-python:"))]
    assert len(children) == 7
    assert {found["parent"] for found in children} == {component}, "whose options they inherit"

    assert project.destroy().ok

    reported = aws.client("ecs").describe_express_gateway_service(serviceArn=done.outputs["arn"])["service"]
    assert reported["status"]["statusCode"] == "INACTIVE"
    assert _made(aws) == {}


@pytest.mark.row("S0-07")
def test_from_a_role_of_ones_own_to_a_made_one_is_one_update(project: Project, aws: LocalAws, service: Write) -> None:
    """The new role exists before the update, and no second service is made."""
    done = project.up(service("app:1"))
    aws.forget_calls()

    moved = project.up(service("app:1", execution_role_arn=None))

    assert moved.ok, moved.text
    assert aws.changes()["ecs:UpdateExpressGatewayService"] == 1
    assert moved.outputs["arn"] == done.outputs["arn"]
    back = project.up(service("app:1"))
    assert back.ok, back.text
    assert _made(aws) == {}


@pytest.mark.parametrize("operation", ["iam:PutRolePolicy", "iam:AttachRolePolicy"])
@pytest.mark.sweep_only(held_by="tests/engine/test_sweep.py")
def test_a_policy_whose_answer_was_lost_is_put_again_and_not_twice(
    project: Project, aws: LocalAws, service: Write, operation: str
) -> None:
    """IAM has it and state has not: the next `up` finds it under the same name, and `destroy` leaves nothing."""
    aws.keep_secret("/app/key")
    program = service("app:1", container={"secrets": {"KEY": "/app/key"}}, **NO_ROLES)
    aws.faults({"operation": operation, "kind": "drop_after", "times": None})
    assert not project.up(program).ok
    aws.ask("/faults", method="DELETE")

    healed = project.up(program)

    assert healed.ok, healed.text
    iam = aws.client("iam")
    policies = [iam.list_role_policies(RoleName=role["RoleName"])["PolicyNames"] for role in _made(aws).values()]
    assert [len(names) for names in policies] == [1, 1]
    gone = project.destroy()
    assert gone.ok, gone.text
    assert _made(aws) == {}


@pytest.mark.parametrize("operation", ["iam:PutRolePolicy", "iam:AttachRolePolicy"])
@pytest.mark.sweep_only(held_by="tests/engine/test_sweep.py")
def test_a_policy_that_state_does_not_know_keeps_no_role_from_its_end(
    project: Project, aws: LocalAws, service: Write, operation: str
) -> None:
    """IAM deletes no role that has policies, so those roles take theirs along: also what a lost answer left in them."""
    aws.faults({"operation": operation, "kind": "drop_after", "times": None})
    assert not project.up(service("app:1", **NO_ROLES)).ok
    aws.ask("/faults", method="DELETE")

    gone = project.destroy()

    assert gone.ok, gone.text
    assert _made(aws) == {}


@pytest.mark.peer("#47568 roles", "aws/integrations-on-dotnet-aspire-for-aws#200")
def test_depends_on_of_the_component_reaches_the_service(project: Project, aws: LocalAws) -> None:
    """A policy attached apart from its role is there before the service, and goes after it: else it stays DRAINING."""
    aws.settings(inactive_visible_seconds=1_000_000, role_propagation_seconds=0)
    policy = "arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRoleforExpressGatewayServices"
    trust = {"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"}

    def program() -> None:
        role = pulumi_aws.iam.Role(
            "own", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        )
        attached = pulumi_aws.iam.RolePolicyAttachment("own", role=role.name, policy_arn=policy)
        web = express.ExpressGatewayService(
            "web",
            pulumi.ResourceOptions(depends_on=[attached]),
            primary_container={"image": "app:1"},
            execution_role_arn=ROLES["execution_role_arn"],
            infrastructure_role_arn=role.arn,
        )
        pulumi.export("arn", web.service_arn)

    done = project.up(program)
    assert done.ok, done.text
    dependencies = project.state()["dependencies"]
    assert any("RolePolicyAttachment" in urn for urn in dependencies), dependencies

    assert project.destroy().ok

    reported = aws.client("ecs").describe_express_gateway_service(serviceArn=done.outputs["arn"])["service"]
    assert reported["status"]["statusCode"] == "INACTIVE"


@pytest.mark.row("S0-36")
def test_a_role_that_does_not_exist_is_told_at_once(project: Project, aws: LocalAws, service: Write) -> None:
    """Instead of four minutes of patience: which argument, and which role."""
    missing = "arn:aws:iam::123456789012:role/no-such-role"

    refused = project.up(service("app:1", execution_role_arn=missing))

    assert any(f"execution_role_arn: there is no role {missing}" in error for error in refused.errors), refused.text
    assert not any("which are new" in row for row in refused.row())


@pytest.mark.sweep_only(held_by="tests/planning/test_role_names.py")
def test_a_component_may_have_a_long_name(project: Project, aws: LocalAws) -> None:
    """The real plugin refuses a generated name that is too long, so the stand-in does; ours fit, and stay."""
    name = "a-component-whose-name-says-all-that-there-is-to-say-of-it-and-more"

    def declare() -> None:
        container: Any = {"image": "app:1"}
        express.ExpressGatewayService(name, primary_container=container, log_retention_days=7)

    done = project.up(declare)
    assert done.ok, done.text
    roles = [
        role["RoleName"] for role in aws.client("iam").list_roles()["Roles"] if role["RoleName"].startswith("a-co")
    ]
    assert len(roles) == 2
    assert max(map(len, roles)) <= 64
    assert project.up(declare).changed == {}
    assert project.destroy().ok, project.last
