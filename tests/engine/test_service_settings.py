"""Settings of services as a user of `ServiceSettings` sees them: beside an Express service of the program, and of others'."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_aws as aws_plugin
import pytest

import pulumi_ecs_express as express
from tests.engine.harness import LocalAws, Program, Project
from tests.engine.test_ecs_service_update import classic, described

pytestmark = pytest.mark.engine

SETTINGS = "pulumi-python:dynamic/ecsexpress:ServiceSettings"
ROLES: dict[str, Any] = {
    "execution_role_arn": "arn:aws:iam::123456789012:role/e",
    "infrastructure_role_arn": "arn:aws:iam::123456789012:role/i",
}


def beside(image: str = "app:1", **settings: Any) -> Program:
    """Write a program with an Express service and its settings."""

    def program() -> None:
        web = express.ExpressGatewayService("web", primary_container={"image": image}, **ROLES)
        pulumi.export("service_arn", web.service_arn)
        if settings:
            made = express.ServiceSettings("web", service=web, **settings)
            pulumi.export("settings", made.settings)
            pulumi.export("deployment", made.deployment_arn)

    return program


def of_others(token: str = "", **settings: Any) -> Program:
    """Write a program with settings of the classic service that somebody else has made; the token is a secret of its own."""

    def program() -> None:
        options = {"splunk-token": pulumi.Output.secret(token)}
        connect = {"service_connect_configuration": {"log_configuration": {"options": options}}} if token else {}
        arguments = {"service": "shop", **connect, **settings}
        express.ServiceSettings("shop", **{name: value for name, value in arguments.items() if value is not None})

    return program


def tell_secret(aws: LocalAws, arn: str) -> None:
    """Be somebody else, who has a token among the log options of Service Connect."""
    aws.client("servicediscovery").create_http_namespace(Name="shop.local")
    options = {"splunk-token": "their-token-1234"}
    connect = {
        "enabled": True,
        "namespace": "shop.local",
        "logConfiguration": {"logDriver": "splunk", "options": options},
    }
    aws.client("ecs").update_service(
        cluster="default", service=arn, serviceConnectConfiguration=connect, enableExecuteCommand=False
    )
    aws.clock(advance_seconds=900)


def change_directly(aws: LocalAws) -> str:
    """Be somebody else, who raises a threshold of the health checks; give the target group."""
    group = aws.client("elbv2").describe_target_groups()["TargetGroups"][0]["TargetGroupArn"]
    aws.client("elbv2").modify_target_group(TargetGroupArn=group, HealthyThresholdCount=7)
    return str(group)


def threshold(aws: LocalAws, group: str) -> int:
    """Read it."""
    found = aws.client("elbv2").describe_target_groups(TargetGroupArns=[group])["TargetGroups"][0]
    return int(found["HealthyThresholdCount"])


@pytest.mark.row("S4-02", "S4-05")
def test_settings_of_an_express_service_stay_through_its_updates(project: Project, aws: LocalAws) -> None:
    """One program, one `up`: ECS Exec, bake time and alarms read back as declared, also after an image update."""
    declared: dict[str, Any] = {
        "enable_execute_command": True,
        "deployment_configuration": {"bake_time_in_minutes": 0, "alarms": {"enable": False}},
        "capacity_provider_strategy": [{"capacity_provider": "FARGATE_SPOT", "weight": 1}],
    }
    aws.client("ecs").create_cluster(clusterName="default", capacityProviders=["FARGATE", "FARGATE_SPOT"])
    preview = project.preview(beside(**declared))
    first = project.up()
    assert first.ok, first.text
    arn = first.outputs["service_arn"]
    aws.forget_calls()
    again, calls = project.up(), aws.calls()
    group = change_directly(aws)
    refreshed = project.refresh()
    second = project.up(beside("app:2", **declared))

    assert preview.ok, preview.text
    assert "capacity_provider_strategy: the change starts a deployment" in first.text
    assert first.outputs["deployment"].startswith("arn:aws:ecs:us-east-1:123456789012:service-deployment/default/web-")
    assert (again.changed, calls) == ({}, {})
    assert second.ok, second.text
    assert (refreshed.drifted, threshold(aws, group)) == ({}, 7)
    assert second.detailed(SETTINGS) == {"serviceRollout[0]": "update", "serviceRollout[1]": "update"} or second.changed
    service = described(aws, arn)
    configuration = service["deploymentConfiguration"]
    assert (service["enableExecuteCommand"], configuration["bakeTimeInMinutes"]) == (True, 0)
    assert configuration["alarms"]["enable"] is False
    assert configuration["deploymentCircuitBreaker"] == {"enable": True, "rollback": True}
    assert service["capacityProviderStrategy"][0]["capacityProvider"] == "FARGATE_SPOT"

    aws.forget_calls()
    gone = project.destroy()
    assert gone.ok, gone.text
    assert "ecs:UpdateService" not in aws.changes()


def test_settings_go_with_a_service_that_is_replaced(project: Project, aws: LocalAws) -> None:
    """The new service gets them, and the old one, which is about to be deleted, no update any more."""

    def named(name: str) -> Program:
        def program() -> None:
            web = express.ExpressGatewayService("web", service_name=name, primary_container={"image": "app:1"}, **ROLES)
            express.ServiceSettings("web", service=web, enable_execute_command=True)
            pulumi.export("service_arn", web.service_arn)

        return program

    assert project.up(named("one")).ok
    aws.forget_calls()
    moved = project.up(named("two"))

    assert moved.ok, moved.text
    assert described(aws, moved.outputs["service_arn"])["enableExecuteCommand"] is True
    assert aws.changes()["ecs:UpdateService"] == 1


@pytest.mark.row("S2-16", "S2-28")
def test_settings_of_a_service_of_others(project: Project, aws: LocalAws) -> None:
    """Set, seen when somebody else changes them, repaired, removed, and put back by a destroy; nothing secret is readable."""
    arn = classic(aws)
    tell_secret(aws, arn)
    before = described(aws, arn)
    declared: dict[str, Any] = {"token": "our-token-5678", "enable_execute_command": True}

    first = project.up(of_others(**declared))
    assert first.ok, first.text
    assert "their-token-1234" not in project.text_of_state() + first.text
    assert "our-token-5678" not in project.text_of_state() + first.text
    assert project.preview(of_others(**declared, service=arn)).changed == {}

    aws.client("ecs").update_service(
        cluster="default", service=arn, enableExecuteCommand=False, propagateTags="SERVICE"
    )
    assert project.refresh(of_others(**declared)).ok
    seen = project.preview()
    assert seen.detailed(SETTINGS) == {"enableExecuteCommand": "update"}
    assert project.up().ok
    assert described(aws, arn)["enableExecuteCommand"] is True

    removed = project.up(of_others(enable_execute_command=True))
    assert removed.ok, removed.text
    assert primary(aws, arn)["serviceConnectConfiguration"]["logConfiguration"]["options"] == {
        "splunk-token": "their-token-1234"
    }
    assert "their-token-1234" not in project.text_of_state() + removed.text
    left = project.destroy()
    after = described(aws, arn)
    assert left.ok, left.text
    assert after["enableExecuteCommand"] == before["enableExecuteCommand"]
    assert after["propagateTags"] == "SERVICE"


def primary(aws: LocalAws, arn: str) -> dict[str, Any]:
    """Pick the PRIMARY deployment."""
    return next(one for one in described(aws, arn)["deployments"] if one["status"] == "PRIMARY")


REFUSED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "all at once": (
        {
            "cluster": "other",
            "service": "arn:aws:ecs:us-east-1:123456789012:service/default/shop",
            "desired_counts": 3,
            "task_definition": "shop:2",
            "health_check_grace_period_seconds": -1,
        },
        ["cluster: is other", "desired_counts: is no argument; did you mean desired_count", "EcsServiceUpdate",
         "health_check_grace_period_seconds"],
    ),
    "by the service": (
        {"placement_strategy": [{"type": "random"}], "volume_configurations": [
            {"name": "data", "managed_ebs_volume": {"role_arn": "arn:aws:iam::123456789012:role/i", "size_in_gib": 10}}]},
        ["placement_strategy: tasks on Fargate are placed by AWS"],
    ),
    "no such service": ({"service": "shop2", "enable_execute_command": True}, ["there is no service shop2 in cluster default"]),
}  # fmt: skip


@pytest.mark.row("S2-30")
def test_what_cannot_work_is_refused_at_preview(project: Project, aws: LocalAws) -> None:
    """Before anything is sent, each with what to write instead; two owners of one setting too."""
    classic(aws)
    aws.forget_calls()
    for arguments, expected in REFUSED.values():
        refused = project.preview(of_others(**arguments))
        assert not refused.ok
        assert [part for part in expected if part not in " ".join(refused.text.split())] == [], refused.text

    def twice() -> None:
        express.ServiceSettings("one", service="shop", enable_execute_command=True, express_updates="blocked")
        express.ServiceSettings(
            "two", service="shop", cluster="default", enable_execute_command=False, express_updates="allowed"
        )

    both = project.preview(twice)
    said = " ".join(both.text.split())
    assert "enable_execute_command: ServiceSettings" in said, both.text
    assert "express_updates: ServiceSettings" in said, both.text
    assert aws.changes() == {}


@pytest.mark.sweep_only(held_by="tests/components/test_settings_mocks.py")
def test_settings_go_with_an_aws_service_of_the_program(project: Project, aws: LocalAws) -> None:
    """`aws.ecs.Service` is given as it is; a destroy of both sends no UpdateService for the settings."""
    classic(aws, name="base")
    subnets = [found["SubnetId"] for found in aws.client("ec2").describe_subnets()["Subnets"]][:2]

    def program() -> None:
        plain = aws_plugin.ecs.Service(
            "plain", name="plain", cluster="default", task_definition="base:1", desired_count=1, launch_type="FARGATE",
            network_configuration={"subnets": subnets},
            opts=pulumi.ResourceOptions(ignore_changes=["enable_execute_command"]),
        )  # fmt: skip
        made = express.ServiceSettings("plain", service=plain, enable_execute_command=True)
        pulumi.export("service_arn", made.service_arn)

    up = project.up(program)
    assert up.ok, up.text
    assert described(aws, up.outputs["service_arn"])["enableExecuteCommand"] is True
    assert project.resources(SETTINGS)[0]["deletedWith"].endswith("aws:ecs/service:Service::plain")
    assert project.destroy().ok


@pytest.mark.sweep_only(held_by="tests/providers/test_service_settings_owners.py")
def test_a_replacement_and_a_move_keep_what_the_program_declares(project: Project, aws: LocalAws) -> None:
    """`replace_on_changes` makes a second resource before the first goes; a setting may move to another component."""
    arn = classic(aws)
    aws.client("ecs").update_service(cluster="default", service=arn, propagateTags="SERVICE")

    def program(tags: str, *, moved: bool = False) -> Program:
        def declare() -> None:
            opts = pulumi.ResourceOptions(replace_on_changes=["propagate_tags"])
            own: dict[str, Any] = {} if moved else {"propagate_tags": tags}
            express.ServiceSettings("shop", service="shop", enable_execute_command=True, opts=opts, **own)
            if moved:
                express.ServiceSettings("tags", service=arn, propagate_tags=tags)

        return declare

    assert project.up(program("TASK_DEFINITION")).ok
    replaced = project.up(program("NONE"))
    assert replaced.ok, replaced.text
    assert replaced.changed[SETTINGS] != "update"
    assert [described(aws, arn).get(name) for name in ("enableExecuteCommand", "propagateTags")] == [True, "NONE"]

    moved = project.up(program("NONE", moved=True))
    assert moved.ok, moved.text
    assert described(aws, arn)["propagateTags"] == "NONE"

    program_gone = project.destroy(run_program=True)
    assert program_gone.ok, program_gone.text
    assert described(aws, arn)["enableExecuteCommand"] is False
