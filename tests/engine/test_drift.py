"""What somebody else did: shown by refresh, repaired by up; what AWS did by itself is never drift."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engine.harness import INGRESS, SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]


@pytest.mark.row("S4-04")
def test_another_image_is_shown_by_path_and_repaired(project: Project, aws: LocalAws, service: Write) -> None:
    """An image put there by someone else shows in refresh, and `up` puts the declared one back."""
    done = project.up(service("app:1"))
    ecs = aws.client("ecs")
    ecs.update_express_gateway_service(serviceArn=done.outputs["arn"], primaryContainer={"image": "theirs:1"})
    aws.clock(advance_seconds=3600)

    refreshed = project.refresh(diff=True)
    preview = project.preview(diff=True)
    repaired = project.up()

    assert refreshed.drifted == {SERVICE: "update"}
    assert '"app:1" => "theirs:1"' in refreshed.text, refreshed.text
    assert '"theirs:1" => "app:1"' in preview.text
    assert preview.detailed() == {"primaryContainer.image": "update"}
    assert repaired.ok, repaired.text
    assert aws.get(done.outputs["url"].removeprefix("https://"))[1]["image"] == "app:1"


@pytest.mark.row("S0-28", "S0-33", "S1-04", "S1-12")
@pytest.mark.peer("#49511", "#47437")
def test_what_aws_filled_in_is_never_drift(project: Project, aws: LocalAws, service: Write) -> None:
    """Defaults, the managed security group, sorted lists and derived members show nothing in refresh or preview."""
    program = service(
        "app:1",
        scaling_target={"max_task_count": 5},
        container={"environment": {"B": "2", "A": ""}, "aws_logs_configuration": {"log_group": "mine"}},
        network_configuration={"security_groups": [_group(aws)], "subnets": _subnets(aws)},
    )
    aws.client("logs").create_log_group(logGroupName="mine")
    assert project.up(program).ok

    refreshed = project.refresh()
    again = project.preview(program)

    assert refreshed.ok
    assert refreshed.drifted == {}
    assert again.changed == {}


def _subnets(aws: LocalAws) -> list[str]:
    return [subnet["SubnetId"] for subnet in aws.client("ec2").describe_subnets()["Subnets"]]


def _group(aws: LocalAws) -> str:
    ec2 = aws.client("ec2")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    group: str = ec2.create_security_group(GroupName="mine", Description="mine", VpcId=vpc)["GroupId"]
    return group


@pytest.mark.row("S0-10")
@pytest.mark.peer("#47437")
def test_a_removed_security_group_of_ours_is_drift(project: Project, aws: LocalAws, service: Write) -> None:
    """The group that AWS adds is not compared; a declared one that somebody took away is put back."""
    group = _group(aws)
    done = project.up(service("app:1", network_configuration={"security_groups": [group], "subnets": _subnets(aws)}))
    ecs = aws.client("ecs")
    ecs.update_express_gateway_service(serviceArn=done.outputs["arn"], networkConfiguration={"securityGroups": []})
    aws.clock(advance_seconds=3600)

    project.refresh()
    preview = project.preview()

    assert preview.detailed() == {"networkConfiguration.securityGroups": "add"}


@pytest.mark.parametrize("how", ["refresh, then up", "up --refresh"])
@pytest.mark.row("S0-40")
@pytest.mark.sweep_only("up --refresh")
def test_a_deleted_service_is_made_again(project: Project, aws: LocalAws, service: Write, how: str) -> None:
    """Deleted by someone else, the service and its ingress are made again."""
    first = project.up(service("app:1"))
    aws.client("ecs").delete_express_gateway_service(serviceArn=first.outputs["arn"])
    aws.clock(advance_seconds=3600)

    if how == "up --refresh":
        again = project.up(refresh=True)
    else:
        assert project.refresh().ok
        again = project.up()

    assert again.ok, again.text
    assert again.outputs["url"] != first.outputs["url"]
    assert aws.get(again.outputs["url"].removeprefix("https://"))[0] == 200


@pytest.mark.row("S0-41")
def test_an_update_of_a_service_that_is_gone_says_what_to_type(project: Project, aws: LocalAws, service: Write) -> None:
    """A plain `up` reads nothing; the update that meets no service names the command that heals it."""
    first = project.up(service("app:1"))
    aws.client("ecs").delete_express_gateway_service(serviceArn=first.outputs["arn"])
    aws.clock(advance_seconds=3600)

    failed = project.up(service("app:2"))

    assert any("pulumi up --refresh" in error for error in failed.errors), failed.text
    assert project.state(SERVICE)["id"] == first.outputs["arn"]


@pytest.mark.row("S0-35")
def test_a_denied_read_keeps_the_state(project: Project, aws: LocalAws, service: Write) -> None:
    """Only "not found" means gone: a refresh that may not read the service fails and forgets nothing."""
    first = project.up(service("app:1"))
    aws.faults({"operation": "ecs:DescribeExpressGatewayService", "kind": "deny", "times": 9})

    refused = project.refresh()

    assert not refused.ok
    assert "[access-denied]" in refused.text
    assert project.state(SERVICE)["id"] == first.outputs["arn"]
    assert project.state(INGRESS)["outputs"]["url"] == first.outputs["url"]
