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


@pytest.mark.row("S0-28", "S0-33", "S1-04", "S1-12", "S0-10")
@pytest.mark.peer("#49511", "#47437")
def test_what_aws_filled_in_is_never_drift_and_a_group_of_ours_that_goes_is(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """Defaults, the managed security group, sorted lists and derived members show nothing in refresh or preview."""
    program = service(
        "app:1",
        scaling_target={"max_task_count": 5},
        container={"environment": {"B": "2", "A": ""}, "aws_logs_configuration": {"log_group": "mine"}},
        network_configuration={"security_groups": [_group(aws)], "subnets": _subnets(aws)},
    )
    aws.client("logs").create_log_group(logGroupName="mine")
    done = project.up(program)
    assert done.ok, done.text

    refreshed = project.refresh()
    assert refreshed.ok
    assert refreshed.drifted == {}
    assert project.preview(program).changed == {}

    ecs = aws.client("ecs")
    ecs.update_express_gateway_service(serviceArn=done.outputs["arn"], networkConfiguration={"securityGroups": []})
    aws.clock(advance_seconds=3600)
    project.refresh()
    preview = project.preview()
    assert preview.detailed() == {"networkConfiguration.securityGroups": "add"}, "the one that somebody took away"


def _subnets(aws: LocalAws) -> list[str]:
    return [subnet["SubnetId"] for subnet in aws.client("ec2").describe_subnets()["Subnets"]]


def _group(aws: LocalAws) -> str:
    ec2 = aws.client("ec2")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    group: str = ec2.create_security_group(GroupName="mine", Description="mine", VpcId=vpc)["GroupId"]
    return group


@pytest.mark.parametrize("how", ["refresh, then up", "up --refresh"])
@pytest.mark.row("S0-35", "S0-40", "S0-41")
@pytest.mark.sweep_only("up --refresh")
def test_a_deleted_service_is_made_again_once_aws_says_that_it_is_gone(
    project: Project, aws: LocalAws, service: Write, how: str
) -> None:
    """Only "not found" means gone: a denied read forgets nothing, and an update that meets no service says what to type."""
    first = project.up(service("app:1"))
    aws.faults({"operation": "ecs:DescribeExpressGatewayService", "kind": "deny", "times": 9})
    refused = project.refresh()
    aws.ask("/faults", method="DELETE")
    assert not refused.ok
    assert "[access-denied]" in refused.text
    assert project.state(SERVICE)["id"] == first.outputs["arn"]
    assert project.state(INGRESS)["outputs"]["url"] == first.outputs["url"]

    aws.client("ecs").delete_express_gateway_service(serviceArn=first.outputs["arn"])
    aws.clock(advance_seconds=3600)
    failed = project.up(service("app:2"))
    assert any("pulumi up --refresh" in error for error in failed.errors), failed.text
    assert project.state(SERVICE)["id"] == first.outputs["arn"], "a plain `up` reads nothing"

    if how == "up --refresh":
        again = project.up(refresh=True)
    else:
        assert project.refresh().ok
        again = project.up()
    assert again.ok, again.text
    assert again.outputs["url"] != first.outputs["url"]
    assert aws.get(again.outputs["url"].removeprefix("https://"))[0] == 200
