"""`ecs-express status` through the life of a service: at rest, under way, failed, paused, private, not there."""

from __future__ import annotations

import pytest
from tests.aws.typed import typed
from tests.sandbox import classic_services
from tests.sandbox.local_aws import LocalAws

from pulumi_ecs_express.aws.ecs.deployment_history import BotoDeploymentHistory
from pulumi_ecs_express.aws.ecs.services import BotoEcsServices
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.rollout.deployment import Tasks


def test_a_service_is_followed_through_its_life(for_commands: LocalAws) -> None:
    """At rest, in the middle of a canary, at its good end, at a bad one: each as it is, and by the exit code."""
    aws = for_commands
    arn = aws.settled("shop/web:1", scalingTarget={"minTaskCount": 2, "maxTaskCount": 4})
    at_rest = typed("status", "web")
    assert at_rest.code == 0
    assert "shop/web:1, default-web:1" in at_rest.out
    assert f"https://{aws.endpoint(arn)}  PUBLIC" in at_rest.out
    assert "2 running, 0 pending, 2 desired" in at_rest.out
    assert "2 to 4 tasks, AVERAGE_CPU at 60 %" in at_rest.out

    before = aws.describe(arn)["activeConfigurations"][0]["serviceRevisionArn"].rpartition("/")[2]
    aws.update(arn, "shop/web:2")
    while aws.deployment(arn).get("lifecycleStage") != "PRODUCTION_TRAFFIC_SHIFT":
        aws.advance(90)
    moving = typed("status", arn, "--format", "json").service()
    assert (moving["deployment"]["outcome"], moving["deployment"]["stage"]) == (
        "in-progress",
        "PRODUCTION_TRAFFIC_SHIFT",
    )
    assert "5 % of traffic" in moving["deployment"]["summary"]
    assert {(one["image"], one["trafficPercent"]) for one in moving["traffic"]} == {
        ("shop/web:2", 5.0),
        ("shop/web:1", 95.0),
    }
    assert moving["serving"]["id"] == before

    aws.run_out()
    assert typed("status", arn, "--until-done").code == 0
    aws.update(arn, "shop/web:crash", primaryContainer={"environment": [{"name": "TOKEN", "value": "hunter2"}]})
    followed = typed("status", arn, "--until-done")
    assert followed.code == 20
    assert "rolled back" in followed.out
    failed = typed("status", arn)
    assert failed.code == 0
    assert "shop/web:crash to service web was rolled back" in failed.out
    assert "exit code 1" in failed.out
    assert "TOKEN=***" in failed.out
    assert "hunter2" not in failed.out
    assert "serves      shop/web:2" in failed.out
    _adapters_tell_sources_ends_and_numbers(arn)


def _adapters_tell_sources_ends_and_numbers(arn: str) -> None:
    """Check the adapters' part: the latest good end first, where deployments started from, and how many tasks there are."""
    here = Connection("eu-west-1")
    services = BotoEcsServices(here)
    failed, good, first = services.describe_deployments(services.deployments(arn))

    assert BotoDeploymentHistory(here).successful(arn) == [good.target_revision, first.target_revision]
    assert [one.arn for one in good.sources] == [first.target_revision]
    assert first.sources == ()
    assert failed.sources[0].arn == good.target_revision
    service = services.describe("default", arn)
    assert service
    assert service.tasks == Tasks(2, 2, 0)


@pytest.mark.sweep_only(held_by="tests/planning/test_status_view.py")
def test_paused_and_private_are_shown(for_commands: LocalAws) -> None:
    """No task may run; nobody outside of the VPC reaches it."""
    aws = for_commands
    vpc = aws.client("ec2").create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        aws.client("ec2").create_subnet(
            VpcId=vpc, CidrBlock=f"10.9.{number}.0/24", AvailabilityZone=f"eu-west-1{zone}"
        )["Subnet"]["SubnetId"]
        for number, zone in enumerate("ab")
    ]
    arn = aws.settled(networkConfiguration={"subnets": subnets}, scalingTarget={"minTaskCount": 0, "maxTaskCount": 0})

    shown = typed("status", arn)

    assert "paused: no task may run" in shown.out
    assert "  PRIVATE" in shown.out
    assert typed("status", arn, "--format", "json").service()["scaling"]["paused"] is True


def test_what_is_denied_is_named_and_the_rest_is_shown(for_commands: LocalAws) -> None:
    """By its IAM action; where nothing can be read the exit code says so."""
    aws = for_commands
    arn = aws.settled()
    aws.fail("ecs:DescribeServices", "deny", times=99)
    aws.fail("ecs:ListServiceDeployments", "deny", times=99)
    partly = typed("status", arn)
    report = typed("status", arn, "--format", "json").service()
    aws.fail("ecs:DescribeExpressGatewayService", "deny", times=99)
    nothing = typed("status", arn)

    assert partly.code == 0
    assert "serves      shop/web:1" in partly.out
    assert "not shown   tasks: ecs:DescribeServices is not allowed" in partly.out
    assert {(one["part"], one["action"]) for one in report["notShown"]} == {
        ("tasks", "ecs:DescribeServices"), ("deployment", "ecs:ListServiceDeployments"),
    }  # fmt: skip
    assert nothing.code == 21
    assert "ecs:DescribeExpressGatewayService is not allowed" in nothing.out


def test_what_is_not_there_is_an_error(for_commands: LocalAws) -> None:
    """A name that nobody has, an ARN that nobody has, and a service of another kind."""
    aws = for_commands
    classic_services.settled(aws)
    none = typed("status", "shop", "--cluster", classic_services.CLUSTER)
    gone = typed("status", "arn:aws:ecs:eu-west-1:123456789012:service/shop/shop")
    other = typed("status", "web", "--cluster", classic_services.CLUSTER)

    assert (none.code, gone.code, other.code) == (21, 21, 21)
    assert "cluster shop of eu-west-1 has none of that name" in none.err
    assert "[service-not-named]" in none.err
    assert "MISSING" in gone.out
    assert "not of Express Mode" in other.err
