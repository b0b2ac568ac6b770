"""The HTTP front: who answers, at each instant of a rollout."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from tests.sandbox.local_aws import LocalAws


def test_an_answer_names_what_answered(aws: LocalAws) -> None:
    """Service, revision, image, task and target of the container that got the request."""
    arn = aws.settled()
    reply = aws.get(aws.endpoint(arn))
    revision = aws.describe(arn)["activeConfigurations"][0]["serviceRevisionArn"]
    (task,) = aws.ecs.list_tasks(serviceName="web")["taskArns"]
    assert reply.status == 200
    assert reply.content["service"] == "web"
    assert reply.content["image"] == "shop/web:1"
    assert (reply.content["revision"], reply.content["task"]) == (revision, task)


def test_an_unknown_host_gets_404(aws: LocalAws) -> None:
    """As from the listener's default action; also before the rule exists."""
    assert aws.get("unknown.example.com").status == 404
    assert aws.get(aws.endpoint(aws.create()["serviceArn"])).status == 404


def test_several_tasks_take_turns(aws: LocalAws) -> None:
    """Requests are spread over the healthy targets."""
    arn = aws.settled(scalingTarget={"minTaskCount": 3})
    host = aws.endpoint(arn)
    assert len({aws.get(host).content["task"] for _ in range(3)}) == 3


def healthy_revisions(aws: LocalAws, arn: str) -> set[str]:
    """List the images with a healthy target, as ELB and ECS describe them."""
    addresses = {
        target["Target"]["Id"]
        for group in aws.managed(arn)["ingressPaths"][0]["targetGroups"]
        for target in aws.elbv2.describe_target_health(TargetGroupArn=group["arn"])["TargetHealthDescriptions"]
        if target["TargetHealth"]["State"] == "healthy"
    }
    tasks = aws.ecs.describe_tasks(tasks=aws.ecs.list_tasks(serviceName="web")["taskArns"])["tasks"]
    containers = [container for task in tasks for container in task["containers"]]
    return {c["image"] for c in containers if c["networkInterfaces"][0]["privateIpv4Address"] in addresses}


@pytest.mark.parametrize("image", ["shop/web:2", "shop/web:unhealthy", "shop/web:crash"])
@pytest.mark.sweep_only("crash")
def test_every_request_of_a_rollout_is_answered_by_a_healthy_task(aws: LocalAws, image: str) -> None:
    """At each change and a second either side: the new share is 0, 5 ± 3 or 100 percent, and nothing fails."""
    arn = aws.settled()
    host = aws.endpoint(arn)
    aws.update(arn, image)
    shares: list[int] = []
    while (change := aws.control("GET", "/clock")["next_change"]) is not None:
        before = (
            datetime.fromisoformat(change).timestamp()
            - datetime.fromisoformat(aws.control("GET", "/clock")["now"]).timestamp()
        )
        for step in (max(before - 1, 0), min(before, 1), 1):
            aws.advance(step)
            healthy = healthy_revisions(aws, arn)
            counts = aws.shares(host, 40)
            assert set(counts) <= healthy
            shares.append(round(100 * counts[image] / 40))
    assert all(share in (0, 100) or 2 <= share <= 8 for share in shares)
    expected = {0, 5, 100} if image == "shop/web:2" else {0}
    assert set(shares) == expected


def test_two_hundred_requests_hold_the_canary_share(aws: LocalAws) -> None:
    """Exactly 5 percent during the canary, with no luck involved, and quickly."""
    arn = aws.settled()
    aws.update(arn, "shop/web:2")
    while aws.weights(arn) != [95, 5]:
        assert aws.next_change()
    started = time.monotonic()
    assert aws.shares(aws.endpoint(arn)) == {"shop/web:1": 190, "shop/web:2": 10}
    assert time.monotonic() - started < 10


def test_a_deleted_service_answers_503_and_then_404(aws: LocalAws) -> None:
    """Its targets drain at once, its rule goes later."""
    arn = aws.settled()
    host = aws.endpoint(arn)
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    assert aws.get(host).status == 503
    aws.run_out()
    assert aws.get(host).status == 404


def test_the_front_follows_what_elb_says(aws: LocalAws) -> None:
    """Targets deregistered and weights moved by hand show at once: it is the rule that routes."""
    arn = aws.settled()
    host = aws.endpoint(arn)
    (path,) = aws.managed(arn)["ingressPaths"]
    groups = [group["arn"] for group in path["targetGroups"]]
    forward = [{"TargetGroupArn": arn_, "Weight": weight} for arn_, weight in zip(groups, (0, 100), strict=True)]
    action = {"Type": "forward", "ForwardConfig": {"TargetGroups": forward}}
    aws.elbv2.modify_rule(RuleArn=path["rule"]["arn"], Actions=[action])
    assert aws.get(host).status == 503
    forward[0]["Weight"], forward[1]["Weight"] = 100, 0
    aws.elbv2.modify_rule(RuleArn=path["rule"]["arn"], Actions=[action])
    assert aws.get(host).status == 200
    (target,) = aws.elbv2.describe_target_health(TargetGroupArn=groups[0])["TargetHealthDescriptions"]
    aws.elbv2.deregister_targets(TargetGroupArn=groups[0], Targets=[{"Id": target["Target"]["Id"]}])
    assert aws.get(host).status == 503
