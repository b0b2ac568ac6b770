"""The security group that AWS makes for the tasks, as others' rules name it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest

import pulumi_ecs_express as express
from tests.engine.conftest import ROLES
from tests.engine.harness import INGRESS, SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"


@pytest.fixture
def database(aws: LocalAws) -> str:
    """The security group of a database."""
    ec2 = aws.client("ec2")
    vpc = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
    group: str = ec2.create_security_group(GroupName="db", Description="db", VpcId=vpc)["GroupId"]
    return group


@pytest.fixture
def shop(database: str) -> Callable[..., Program]:
    """Write a program with a service that may reach the database."""

    def write(image: str, **arguments: Any) -> Program:
        def program() -> None:
            import pulumi_aws as aws

            web = express.ExpressGatewayService("web", primary_container={"image": image}, **ROLES, **arguments)
            aws.vpc.SecurityGroupIngressRule(
                "web-to-db",
                security_group_id=database,
                referenced_security_group_id=web.service_security_group_id,
                ip_protocol="tcp",
                from_port=5432,
                to_port=5432,
            )
            pulumi.export("group", web.service_security_group_id)
            pulumi.export("managed", web.managed_resources["service_security_groups"])

        return program

    return write


def _allowed(aws: LocalAws, database: str) -> list[str]:
    """The security groups that may reach the database."""
    reported = aws.client("ec2").describe_security_groups(GroupIds=[database])["SecurityGroups"][0]["IpPermissions"]
    return [pair["GroupId"] for permission in reported for pair in permission["UserIdGroupPairs"]]


def test_a_rule_of_a_database_names_it_and_an_update_of_the_image_leaves_the_rule(
    project: Project, aws: LocalAws, database: str, shop: Callable[..., Program]
) -> None:
    """Its ID is known in the preview; the rule goes before the service, whose group AWS could not delete otherwise."""
    done = project.up(shop("app:1"))

    assert done.ok, done.text
    assert done.outputs["group"].startswith("sg-")
    assert done.outputs["managed"] == [f"arn:aws:ec2:us-east-1:123456789012:security-group/{done.outputs['group']}"]
    assert _allowed(aws, database) == [done.outputs["group"]]
    preview = project.preview(shop("app:2"))
    assert preview.changed == {SERVICE: "update"}
    updated = project.up()
    assert updated.changed == {SERVICE: "update"}
    assert updated.outputs["group"] == done.outputs["group"]
    assert project.destroy().ok
    assert _allowed(aws, database) == []
    assert [group["GroupName"] for group in aws.client("ec2").describe_security_groups()["SecurityGroups"]] == [
        "default",
        "db",
    ]


@pytest.mark.sweep_only(held_by="tests/providers/test_ingress_operations.py")
def test_another_service_has_another_group_and_the_rule_follows(
    project: Project, aws: LocalAws, database: str, shop: Callable[..., Program]
) -> None:
    """A replacement: the old service's group must be free of the rule when it goes."""
    first = project.up(shop("app:1", service_name="one"))

    second = project.up(shop("app:1", service_name="two"))

    assert second.ok, second.text
    assert second.changed[RULE] in ("update", "replace", "create-replacement")
    assert second.outputs["group"] != first.outputs["group"]
    assert _allowed(aws, database) == [second.outputs["group"]]


@pytest.mark.sweep_only(held_by="tests/providers/test_ingress_operations.py")
def test_a_group_that_aws_shows_late_is_completed_by_the_next_run(
    project: Project, aws: LocalAws, shop: Callable[..., Program], service: Callable[..., Program]
) -> None:
    """A service that nobody waited for has an endpoint before it has everything."""
    first = project.up(service("app:1", wait_for_rollout=False))
    assert first.ok, first.text
    whole = project.state(INGRESS)["outputs"].get("complete")
    aws.clock(advance_seconds=3600)

    second = project.up()

    assert second.ok, second.text
    assert second.changed == ({} if whole else {INGRESS: "update"})
    assert project.state(INGRESS)["outputs"]["serviceSecurityGroupId"].startswith("sg-")
    assert project.up().changed == {}
