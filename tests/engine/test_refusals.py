"""What AWS refuses, and sessions that are not usable: one message each, with what to type; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]
ANY_CALL = "ecs:*"


def refusal(project: Project, program: Program) -> str:
    """Give the one message with which an `up` fails."""
    failed = project.up(program)
    assert not failed.ok
    assert "Traceback" not in failed.text
    (reported,) = {error for error in failed.errors if "fix: " in error}
    return reported


@pytest.mark.row("S0-11", "S0-38")
def test_an_account_without_a_default_vpc_is_told_to_name_subnets(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """AWS refuses the create in its own words, and the remedy is the argument to write."""
    aws.settings(default_vpc=False)

    reported = refusal(project, service("app:1", region="eu-central-1"))  # a Region that nobody has used yet

    assert "[parameter-refused]" in reported
    assert 'network_configuration={"subnets": [...]}' in reported


@pytest.mark.row("S0-37")
def test_a_missing_cluster_is_told_with_both_ways_out(project: Project, aws: LocalAws, service: Write) -> None:
    """Only the default cluster is made by AWS."""
    reported = refusal(project, service("app:1", cluster="apps"))

    assert all(word in reported for word in ("cluster apps", "us-east-1", "leave `cluster` out", "aws.ecs.Cluster"))


@pytest.mark.parametrize("network", ["one zone", "mixed"])
@pytest.mark.row("S0-10", "S0-38")
@pytest.mark.sweep_only("mixed")
def test_subnets_that_only_aws_can_judge_are_told_with_the_rule(
    project: Project, aws: LocalAws, service: Write, network: str
) -> None:
    """Zones and routes are AWS's to know; its refusal comes with what a set of subnets must be."""
    ec2 = aws.client("ec2")
    subnets = ec2.describe_subnets()["Subnets"]
    zone = subnets[0 if network == "one zone" else 1]["AvailabilityZone"]
    beside = ec2.create_subnet(VpcId=subnets[0]["VpcId"], AvailabilityZone=zone, CidrBlock="172.31.128.0/20")["Subnet"]
    if network == "mixed":
        table = ec2.create_route_table(VpcId=subnets[0]["VpcId"])["RouteTable"]["RouteTableId"]
        ec2.associate_route_table(RouteTableId=table, SubnetId=beside["SubnetId"])
    chosen = [subnets[0]["SubnetId"], beside["SubnetId"]]

    reported = refusal(project, service("app:1", network_configuration={"subnets": chosen}))

    assert "two zones or more, all public or all private, in one VPC" in reported


SESSIONS: list[tuple[str, dict[str, Any], str, str]] = [
    ("throttled", {"kind": "throttle"}, "[throttled]", "run `pulumi up` again in a minute"),
    ("a failing AWS", {"kind": "error"}, "[server-fault]", "it goes on from what was reached"),
    ("expired", {"kind": "error", "code": "ExpiredTokenException", "status": 400}, "[credentials-refused]", "log in again"),
    ("invalid", {"kind": "error", "code": "UnrecognizedClientException", "status": 400}, "[credentials-refused]",
     "log in again"),
    ("unsupported", {"kind": "error", "code": "UnsupportedFeatureException", "status": 400}, "[unsupported-in-region]",
     "us-east-1"),
    ("not enabled", {"kind": "error", "code": "OptInRequired", "status": 403}, "[no-region]", "enable-region"),
]  # fmt: skip


@pytest.mark.row("S0-42", "S0-43", "S0-39")
@pytest.mark.parametrize(
    ("fault", "code", "words"), [case[1:] for case in SESSIONS], ids=[case[0] for case in SESSIONS]
)
@pytest.mark.sweep_only("a failing AWS", "expired", "invalid", "unsupported", "not enabled")
def test_what_is_common_to_all_actions_is_one_clear_message(
    project: Project, aws: LocalAws, service: Write, fault: dict[str, Any], code: str, words: str
) -> None:
    """After all retries; nothing was made, and the next `up` makes it."""
    aws.faults({"operation": "ecs:CreateExpressGatewayService", "times": None, **fault})

    reported = refusal(project, service("app:1"))

    assert code in reported
    assert words in reported
    assert len(reported.splitlines()) <= 6


@pytest.mark.row("S0-43")
def test_credentials_that_expire_during_a_rollout_end_the_wait_and_the_next_up_waits_for_the_same(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """The service is in state; after a new login the same deployment is waited for, and nothing is sent."""
    first = project.up(service("app:1"))
    expired = {"kind": "error", "code": "ExpiredTokenException", "status": 400}
    aws.faults({"operation": "ecs:DescribeServiceDeployments", "skip": 1, "times": 1, **expired})

    reported = refusal(project, service("app:2"))
    aws.ask("/faults", method="DELETE")
    aws.forget_calls()
    done = project.up(service("app:2"))

    assert "[credentials-refused]" in reported
    assert project.state(SERVICE)["id"] == first.outputs["arn"]
    assert done.ok, done.text
    assert "ecs:UpdateExpressGatewayService" not in aws.calls()
    assert len(aws.client("ecs").list_service_deployments(service=first.outputs["arn"])["serviceDeployments"]) == 2
