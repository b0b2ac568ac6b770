"""The tag by which ECS knows what is Express Mode's: taken off, put back, and what its absence means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.local_aws import LocalAws, primary, refused

TAG = "AmazonECSManaged"

Keys = set[str]


def off(aws: LocalAws, arn: str) -> None:
    """Take the tag off the service."""
    aws.ecs.untag_resource(resourceArn=arn, tagKeys=[TAG])


def on(aws: LocalAws, arn: str) -> None:
    """Put it back."""
    aws.ecs.tag_resource(resourceArn=arn, tags=[{"key": TAG, "value": "true"}])


def test_without_the_tag_express_mode_operates_the_service_no_more(aws: LocalAws) -> None:
    """Neither update nor delete (AWS's words are not known); classic calls go on, and the tag put back lets it in again."""
    arn = aws.settled()
    off(aws, arn)
    update = {"serviceArn": arn, "primaryContainer": {"image": "shop/web:2"}}
    assert TAG in refused(aws.ecs.update_express_gateway_service, **update)[1]
    assert refused(aws.ecs.delete_express_gateway_service, serviceArn=arn)[0] == "InvalidParameterException"
    assert aws.describe(arn)["status"]["statusCode"] == "ACTIVE"
    service = aws.ecs.update_service(service=arn, forceNewDeployment=True)["service"]
    assert primary(service)["rolloutState"] == "IN_PROGRESS"
    aws.run_out()
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"
    aws.ecs.tag_resource(resourceArn=arn, tags=[{"key": TAG, "value": "false"}])
    assert TAG in refused(aws.ecs.update_express_gateway_service, **update)[1]
    on(aws, arn)
    aws.update(arn, "shop/web:2")
    aws.run_out()
    assert aws.get(aws.endpoint(arn)).content["image"] == "shop/web:2"
    aws.ecs.delete_express_gateway_service(serviceArn=arn)


def test_whether_it_is_described_without_the_tag_is_a_setting(aws: LocalAws) -> None:
    """The classic call describes it either way."""
    aws.settings(describe_without_managed_tag="refused")
    arn = aws.settled()
    assert aws.describe(arn)["serviceName"] == "web"
    off(aws, arn)
    assert TAG in refused(aws.ecs.describe_express_gateway_service, serviceArn=arn)[1]
    assert aws.ecs.describe_services(services=[arn])["services"][0]["status"] == "ACTIVE"


@pytest.mark.parametrize(("setting", "listed"), [("absent", False), ("shown", True)])
def test_whether_a_new_service_lists_the_tag_is_a_setting(aws: LocalAws, setting: str, listed: bool) -> None:
    """Taking it off works either way, and who puts it back reads it."""
    aws.settings(managed_tag_on_service=setting)
    arn = aws.settled()

    def lists() -> bool:
        own = aws.ecs.list_tags_for_resource(resourceArn=arn)["tags"]
        assert aws.describe(arn, include=["TAGS"]).get("tags", []) == own
        return {"key": TAG, "value": "true"} in own

    assert lists() is listed
    off(aws, arn)
    assert not lists()
    assert TAG in refused(aws.ecs.delete_express_gateway_service, serviceArn=arn)[1]
    on(aws, arn)
    assert lists()


def elbv2(aws: LocalAws, arn: str) -> tuple[Callable[[], Keys], Callable[[], Any], Callable[[], Any]]:
    """Give what reads the tags of a part of a load balancer, takes the tag off and puts it back."""
    client, arns = aws.elbv2, {"ResourceArns": [arn]}
    return (
        lambda: {tag["Key"] for tag in client.describe_tags(**arns)["TagDescriptions"][0]["Tags"]},
        lambda: client.remove_tags(**arns, TagKeys=[TAG]),
        lambda: client.add_tags(**arns, Tags=[{"Key": TAG, "Value": "true"}]),
    )


def group(aws: LocalAws, arn: str) -> tuple[Callable[[], Keys], Callable[[], Any], Callable[[], Any]]:
    """Do so for a security group."""
    client, identifier = aws.client("ec2"), arn.rsplit("/", 1)[-1]
    only = [{"Name": "resource-id", "Values": [identifier]}]
    return (
        lambda: {tag["Key"] for tag in client.describe_tags(Filters=only)["Tags"]},
        lambda: client.delete_tags(Resources=[identifier], Tags=[{"Key": TAG}]),
        lambda: client.create_tags(Resources=[identifier], Tags=[{"Key": TAG, "Value": "true"}]),
    )


def certificate(aws: LocalAws, arn: str) -> tuple[Callable[[], Keys], Callable[[], Any], Callable[[], Any]]:
    """Do so for a certificate."""
    client, own = aws.client("acm"), {"CertificateArn": arn, "Tags": [{"Key": TAG, "Value": "true"}]}
    return (
        lambda: {tag["Key"] for tag in client.list_tags_for_certificate(CertificateArn=arn)["Tags"]},
        lambda: client.remove_tags_from_certificate(**own),
        lambda: client.add_tags_to_certificate(**own),
    )


def by_arn(name: str, member: str, tags: str, keys: str, as_list: bool) -> Any:
    """Make the same for a service whose tags are a resource's, by its ARN."""

    def calls(aws: LocalAws, arn: str) -> tuple[Callable[[], Keys], Callable[[], Any], Callable[[], Any]]:
        client, own = aws.client(name), {member: arn}
        mark: Any = [{"Key": TAG, "Value": "true"}] if as_list else {TAG: "true"}

        def read() -> Keys:
            found = client.list_tags_for_resource(**own)[tags]
            return {tag["Key"] for tag in found} if as_list else set(found)

        return (
            read,
            lambda: client.untag_resource(**own, **{keys: [TAG]}),
            lambda: client.tag_resource(**own, **{tags: mark}),
        )

    return calls


alarm = by_arn("cloudwatch", "ResourceARN", "Tags", "TagKeys", as_list=True)
log_group = by_arn("logs", "resourceArn", "tags", "tagKeys", as_list=False)
scalable_target = by_arn("application-autoscaling", "ResourceARN", "Tags", "TagKeys", as_list=False)


def parts(aws: LocalAws, arn: str) -> list[tuple[Any, str]]:
    """List what carries the tag, each with its calls and its ARN."""
    managed = aws.managed(arn)
    path = managed["ingressPaths"][0]
    balancing = [path[name] for name in ("loadBalancer", "listener", "rule")] + path["targetGroups"]
    groups = [*managed["serviceSecurityGroups"], *path["loadBalancerSecurityGroups"]]
    return [
        *((elbv2, one["arn"]) for one in balancing),
        *((group, one["arn"]) for one in groups),
        (certificate, path["certificate"]["arn"]),
        (alarm, managed["metricAlarms"][0]["arn"]),
        (log_group, managed["logGroups"][0]["arn"]),
        (scalable_target, managed["autoScaling"]["scalableTarget"]["arn"]),
    ]


def test_each_managed_resource_gives_the_tag_and_takes_it_back(aws: LocalAws) -> None:
    """By the tag calls of its own service. An Express update works without, and gives no resource the tag anew."""
    arn = aws.settled(tags=[{"key": "team", "value": "shop"}])
    found = [calls(aws, resource) for calls, resource in parts(aws, arn)]
    for read, remove, _ in found:
        assert read() == {"team", TAG}
        remove()
        assert read() == {"team"}
    aws.update(arn, "shop/web:2")
    aws.run_out()
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"
    assert [read() for read, _, _ in found] == [{"team"}] * 11
    for read, _, add in found:
        add()
        assert read() == {"team", TAG}


def test_the_tag_of_a_resource_without_other_tags_comes_back(aws: LocalAws) -> None:
    """The last tag of a resource is one like any other."""
    arn = aws.settled()
    for calls, resource in parts(aws, arn):
        read, remove, add = calls(aws, resource)
        remove()
        assert read() == set()
        add()
        assert read() == {TAG}


def test_an_unmarked_resource_can_hold_express_mode_up(aws: LocalAws) -> None:
    """As the managed policy's condition says; a setting. The deployment waits, and so does the deletion."""
    aws.settings(unmarked_resource="stuck")
    arn = aws.settled()
    rule = aws.managed(arn)["ingressPaths"][0]["rule"]["arn"]
    _, remove, add = elbv2(aws, rule)
    remove()
    aws.update(arn, "shop/web:2")
    aws.run_out()
    assert aws.deployment(arn)["status"] == "IN_PROGRESS"
    reasons = [one.get("statusReason", "") for one in aws.managed(arn)["ingressPaths"][0]["targetGroups"]]
    assert any(f"elasticloadbalancing:ModifyRule on resource: {rule}" in reason for reason in reasons)
    add()
    aws.run_out()
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"
    remove()
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    aws.run_out()
    status = aws.describe(arn)["status"]
    assert (status["statusCode"], "DeleteRule" in status["statusReason"]) == ("DRAINING", True)
    add()
    aws.run_out()
    assert aws.describe(arn)["status"]["statusCode"] == "INACTIVE"
