"""`pulumi up` from nothing, and again."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine


@pytest.mark.row("S1-13", "S0-32")
@pytest.mark.peer("aws/aws-cdk#36234")
def test_up_ends_after_the_deployment_and_the_url_answers(
    project: Project, aws: LocalAws, service: Callable[..., Program], fresh_provider: None
) -> None:
    """ACTIVE comes at once; `up` is over when the deployment is SUCCESSFUL and requests are served."""
    done = project.up(service("app:1"))

    assert done.ok, done.text
    ecs = aws.client("ecs")
    (deployment,) = ecs.list_service_deployments(service=done.outputs["arn"])["serviceDeployments"]
    assert deployment["status"] == "SUCCESSFUL"
    assert done.outputs["url"].startswith("https://")
    status, answer = aws.get(done.outputs["url"].removeprefix("https://"))
    assert (status, answer["image"]) == (200, "app:1")
    assert answer["revision"] == done.outputs["revision"]


@pytest.mark.sweep_only(held_by="tests/planning/test_rollout.py")
def test_the_row_tells_what_aws_is_doing(project: Project, aws: LocalAws, service: Callable[..., Program]) -> None:
    """A first rollout takes minutes; the resource's own row says what it waits for, each thing once."""
    aws.clock(speed=60)

    done = project.up(service("app:1"))

    row = done.row(SERVICE)
    assert any("AWS is making the load balancer" in said for said in row), row
    assert any(said.startswith("SCALE_UP") for said in row), row
    assert all(said != after for said, after in pairwise(row))


@pytest.mark.row("S4-01")
@pytest.mark.peer("#47576", "#49359")
def test_managed_resources_are_real_and_up_again_makes_no_call(
    project: Project, aws: LocalAws, service: Callable[..., Program]
) -> None:
    """The outputs name load balancer, listener, rule, target groups and certificate as ELBv2 and ACM know them."""
    program = service("app:1", cpu=512, memory="1024", tags={"team": "web"}, container={"environment": {"A": "1"}})
    outputs = project.up(program).outputs
    managed = outputs["managed"]

    elbv2 = aws.client("elbv2")
    (balancer,) = elbv2.describe_load_balancers(LoadBalancerArns=[managed["load_balancer_arn"]])["LoadBalancers"]
    assert balancer["DNSName"] == managed["load_balancer_dns_name"]
    assert balancer["CanonicalHostedZoneId"] == managed["load_balancer_zone_id"]
    (rule,) = elbv2.describe_rules(RuleArns=[managed["listener_rule_arn"]])["Rules"]
    forwarded = rule["Actions"][0]["ForwardConfig"]["TargetGroups"]
    assert sorted(group["TargetGroupArn"] for group in forwarded) == sorted(managed["target_group_arns"])
    certificate = aws.client("acm").describe_certificate(CertificateArn=managed["certificate_arn"])["Certificate"]
    assert certificate["DomainName"] == outputs["url"].removeprefix("https://")
    assert managed["log_groups"]
    assert managed["service_security_groups"]

    aws.forget_calls()
    again = project.up(program)
    assert again.ok
    assert again.changed == {}
    assert aws.calls() == {}, "a run without change costs no AWS call at all"


def test_without_waiting_up_ends_with_an_endpoint(
    project: Project, aws: LocalAws, service: Callable[..., Program]
) -> None:
    """`wait_for_rollout=False` returns before the deployment has ended, and flipping it back makes no call."""
    aws.clock(speed=60)
    done = project.up(service("app:1", wait_for_rollout=False))

    assert done.ok, done.text
    assert done.outputs["url"].startswith("https://")
    ecs = aws.client("ecs")
    assert ecs.list_service_deployments(service=done.outputs["arn"])["serviceDeployments"][0]["status"] != "SUCCESSFUL"
    aws.forget_calls()
    assert SERVICE not in project.up(service("app:1")).changed
    assert aws.changes() == {}
