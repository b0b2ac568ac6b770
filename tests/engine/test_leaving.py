"""docs/why.md, "Leaving without touching the service": its steps, on a real engine."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pulumi
import pytest

from pulumi_ecs_express.model.fields.property_paths import snake
from tests.docs.reading import ROOT, Page
from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

ROLE = "aws:iam/role:Role"
PLAIN = "aws:ecs/expressGatewayService:ExpressGatewayService"


def describe(aws: LocalAws, arn: str) -> dict[str, Any]:
    """Read the service."""
    found: dict[str, Any] = aws.client("ecs").describe_express_gateway_service(serviceArn=arn, include=["TAGS"])[
        "service"
    ]
    return found


def plain(service: dict[str, Any]) -> Program:
    """Write the program of Pulumi's own resource that imports the service, with what AWS shows of it."""
    shown = service["activeConfigurations"][0]
    container = shown["primaryContainer"]
    logs = container["awsLogsConfiguration"]
    scaling: Any = [{snake(name): value for name, value in shown["scalingTarget"].items()}]

    def program() -> None:
        import pulumi_aws as aws_package

        aws_package.ecs.ExpressGatewayService(
            "web",
            service_name=service["serviceName"],
            cluster="default",
            cpu=shown["cpu"],
            memory=shown["memory"],
            health_check_path=shown["healthCheckPath"],
            execution_role_arn=shown["executionRoleArn"],
            infrastructure_role_arn=service["infrastructureRoleArn"],
            primary_container={
                "image": container["image"],
                "container_port": container["containerPort"],
                "aws_logs_configurations": [
                    {"log_group": logs["logGroup"], "log_stream_prefix": logs["logStreamPrefix"]}
                ],
            },
            network_configurations=[{"subnets": shown["networkConfiguration"]["subnets"], "security_groups": []}],
            scaling_targets=scaling,
            tags={tag["key"]: tag["value"] for tag in service["tags"]},
            opts=pulumi.ResourceOptions(import_=service["serviceArn"]),
        )

    return program


def test_a_service_leaves_the_program_untouched(project: Project, aws: LocalAws) -> None:
    """It gets the option, goes, and Pulumi's own resource takes it over: no call changes anything, and made roles stay."""
    (kept,) = (dedent(block) for block in Page(ROOT / "docs" / "why.md").indented("python"))
    before = kept.replace("retain_on_delete=True", "")
    assert before != kept
    first = project.up(lambda: exec(before, {}))  # noqa: S102 - the page's own program
    assert first.ok, first.text
    before_leaving = describe(aws, first.outputs["service_arn"])
    roles = {role["RoleName"] for role in aws.client("iam").list_roles()["Roles"]}
    aws.forget_calls()

    keeping = project.up(lambda: exec(kept, {}))  # noqa: S102 - the page's own program
    assert keeping.ok, keeping.text
    assert keeping.changed == {}
    assert project.resources(ROLE)
    left = project.up(lambda: None)

    assert left.ok, left.text
    assert left.changed[SERVICE] == "delete"
    assert not project.resources(SERVICE)
    assert not project.resources(ROLE)
    assert aws.changes() == {}
    after = describe(aws, first.outputs["service_arn"])
    assert after == before_leaving
    assert {role["RoleName"] for role in aws.client("iam").list_roles()["Roles"]} == roles

    imported = project.up(plain(after))

    assert imported.ok, imported.text
    assert imported.changed[PLAIN] == "import"
    assert aws.changes() == {}
    assert project.up(plain(after)).changed == {}
    assert aws.changes() == {}
