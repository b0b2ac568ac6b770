"""What the API takes, refuses, fills in and merges, as an ordinary client meets it."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.local_aws import LocalAws

DEFINITION = "arn:aws:ecs:eu-west-1:123456789012:task-definition/own:1"
SIZES = [
    # Source: API model, RegisterTaskDefinition. CPU units, smallest, largest and step of memory in MiB.
    (256, 512, 2048, None),
    (512, 1024, 4096, 1024),
    (1024, 2048, 8192, 1024),
    (2048, 4096, 16384, 1024),
    (4096, 8192, 30720, 1024),
    (8192, 16384, 61440, 4096),
    (16384, 32768, 122880, 8192),
]


def configuration(aws: LocalAws, arn: str) -> Any:
    """Read the newest configuration of a service."""
    return aws.describe(arn)["activeConfigurations"][0]


def refusal(call: Any, **request: Any) -> str:
    """Give the words of a call refused with InvalidParameterException."""
    with pytest.raises(ClientError) as refused:
        call(**request)
    assert refused.value.response["Error"]["Code"] == "InvalidParameterException"
    return str(refused.value.response["Error"]["Message"])


def test_what_is_left_out_is_filled_in(aws: LocalAws) -> None:
    """1 vCPU, 2 GB, X86_64, path ``/``, port 80, 1 to 20 tasks at 60 percent of CPU, the default VPC's subnets."""
    found = configuration(aws, aws.settled())

    assert (found["cpu"], found["memory"], found["cpuArchitecture"]) == ("1024", "2048", "X86_64")
    assert (found["healthCheckPath"], found["primaryContainer"]["containerPort"]) == ("/", 80)
    assert found["scalingTarget"] == {
        "minTaskCount": 1,
        "maxTaskCount": 20,
        "autoScalingMetric": "AVERAGE_CPU",
        "autoScalingTargetValue": 60,
    }
    subnets = aws.client("ec2").describe_subnets(Filters=[{"Name": "default-for-az", "Values": ["true"]}])["Subnets"]
    assert set(found["networkConfiguration"]["subnets"]) == {subnet["SubnetId"] for subnet in subnets}
    assert "taskRoleArn" not in found


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("no infrastructure role", {"infrastructureRoleArn": None}, "infrastructureRoleArn"),
    ("no execution role", {"executionRoleArn": None}, "executionRoleArn"),
    ("no container", {"primaryContainer": None}, "primaryContainer"),
    ("no image", {"primaryContainer": {"containerPort": 80}}, "image"),
    ("a container beside a task definition", {"taskDefinitionArn": DEFINITION}, "together with taskDefinitionArn"),
    ("an architecture nobody has", {"cpuArchitecture": "MIPS"}, "cpuArchitecture"),
    ("a metric nobody has", {"scalingTarget": {"autoScalingMetric": "LUCK"}}, "autoScalingMetric"),
    ("a name with a dot", {"serviceName": "web.shop"}, "Service name"),
    ("a name too long", {"serviceName": "w" * 256}, "Service name"),
    ("too many tags", {"tags": [{"key": str(n), "value": ""} for n in range(51)]}, "50"),
    ("a reserved tag", {"tags": [{"key": "aws:x", "value": ""}]}, "reserved"),
    ("a minimum above the maximum", {"scalingTarget": {"minTaskCount": 3, "maxTaskCount": 2}}, "greater"),
    ("too many requests", {"scalingTarget": {"autoScalingTargetValue": 65537}}, "65536"),
    ("17 subnets", {"networkConfiguration": {"subnets": [f"subnet-{n}" for n in range(17)]}}, "16 subnets"),
    ("6 groups", {"networkConfiguration": {"securityGroups": [f"sg-{n}" for n in range(6)]}}, "5 security groups"),
    (
        "half a log configuration",
        {"primaryContainer": {"image": "a", "awsLogsConfiguration": {"logGroup": "g"}}},
        "logStreamPrefix",
    ),
]


@pytest.mark.parametrize(("claim", "changes", "words"), WRONG, ids=[row[0] for row in WRONG])
def test_a_wrong_create_is_refused(aws: LocalAws, claim: str, changes: dict[str, Any], words: str) -> None:
    """Whatever the client checked before: the service judges for itself, and nothing is made."""
    request = {**aws.roles(), "serviceName": "web", "primaryContainer": {"image": "shop/web:1"}, **changes}
    sent = {name: value for name, value in request.items() if value is not None}

    assert words in refusal(aws.unchecked("ecs").create_express_gateway_service, **sent)
    assert aws.ecs.list_clusters()["clusterArns"] == []
    assert aws.control("GET", "/clock")["next_change"] is None


def test_the_longest_name_and_all_tags_are_taken(aws: LocalAws) -> None:
    """255 characters; 50 tags with keys of 128 and values of 256."""
    tags = [{"key": f"{n:03}" + "k" * 125, "value": "v" * 256} for n in range(50)]
    arn = aws.create(serviceName="W_-" + "9" * 252, tags=tags)["serviceArn"]

    assert len(aws.describe(arn, include=["TAGS"])["tags"]) == 50


@pytest.mark.parametrize(("cpu", "least", "most", "step"), SIZES)
def test_fargate_sizes_are_taken_and_others_refused(
    aws: LocalAws, cpu: int, least: int, most: int, step: int | None
) -> None:
    """The smallest, the next and the largest memory of each CPU; nothing below, between or above."""
    arn = aws.create()["serviceArn"]
    for memory in {least, least + (step or least), most}:
        aws.update(arn, cpu=str(cpu), memory=str(memory))
        assert configuration(aws, arn)["memory"] == str(memory)
    for memory in (least - 256, least + 128, most + 1024):
        words = refusal(aws.ecs.update_express_gateway_service, serviceArn=arn, cpu=str(cpu), memory=str(memory))
        assert words.startswith("No Fargate configuration exists for given values")


def test_an_update_keeps_what_it_leaves_out(aws: LocalAws) -> None:
    """Top-level members, members of the container, of the scaling target and of the network."""
    container = {"containerPort": 8080, "command": ["serve"], "environment": [{"name": "A", "value": "1"}]}
    target = {"minTaskCount": 2, "maxTaskCount": 4}
    arn = aws.settled(cpu="512", memory="1024", healthCheckPath="/up", primaryContainer=container, scalingTarget=target)
    before = configuration(aws, arn)
    aws.update(arn, "shop/web:2", scalingTarget={"maxTaskCount": 6})
    after = configuration(aws, arn)

    assert (after["cpu"], after["memory"], after["healthCheckPath"]) == ("512", "1024", "/up")
    assert after["primaryContainer"] == before["primaryContainer"] | {"image": "shop/web:2"}
    assert after["scalingTarget"] == before["scalingTarget"] | {"maxTaskCount": 6}
    assert after["networkConfiguration"] == before["networkConfiguration"]


def test_a_list_given_takes_the_place_of_the_old_one(aws: LocalAws) -> None:
    """Environment and command as a whole; an empty list clears."""
    container = {"command": ["serve"], "environment": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}]}
    arn = aws.settled(primaryContainer=container)
    assert [pair["name"] for pair in configuration(aws, arn)["primaryContainer"]["environment"]] == ["A", "B"]
    aws.update(arn, "shop/web:1", primaryContainer={"environment": [{"name": "C", "value": "3"}]})
    changed = configuration(aws, arn)["primaryContainer"]
    aws.update(arn, "shop/web:1", primaryContainer={"environment": [], "command": []})
    cleared = configuration(aws, arn)["primaryContainer"]

    assert (changed["environment"], changed["command"]) == ([{"name": "C", "value": "3"}], ["serve"])
    assert (cleared["environment"], cleared["command"]) == ([], [])


def test_an_update_answers_in_a_form_of_its_own(aws: LocalAws) -> None:
    """The target configuration, no active ones, no infrastructure role, no tags, no deployment."""
    arn = aws.settled(tags=[{"key": "a", "value": "b"}])
    answer = aws.update(arn, "shop/web:2")

    assert set(answer) == {
        "serviceArn",
        "cluster",
        "serviceName",
        "status",
        "targetConfiguration",
        "createdAt",
        "updatedAt",
    }


def test_tags_of_a_service_reach_only_what_is_made_later(aws: LocalAws) -> None:
    """TagResource does not retag the resources that are there."""
    arn = aws.settled(tags=[{"key": "team", "value": "shop"}])
    group = aws.managed(arn)["ingressPaths"][0]["targetGroups"][0]["arn"]
    aws.ecs.tag_resource(resourceArn=arn, tags=[{"key": "stage", "value": "test"}])
    (described,) = aws.elbv2.describe_tags(ResourceArns=[group])["TagDescriptions"]

    assert {tag["Key"] for tag in described["Tags"]} == {"team", "AmazonECSManaged"}


def test_questions_that_are_open_are_settings(aws: LocalAws) -> None:
    """Other behaviours of the answers to create and update, of commands and of deployments that are overtaken."""
    aws.settings(create_answer="brief", update_answer="complete", unset_command="absent")
    created = aws.create()
    assert "activeConfigurations" not in created
    arn = created["serviceArn"]
    aws.run_out()
    assert "command" not in configuration(aws, arn)["primaryContainer"]
    aws.settings(superseded_deployment="ROLLBACK_SUCCESSFUL", container_members="replaced", group_members="replaced")
    assert "healthCheckPath" in aws.update(arn, "shop/web:2")["targetConfiguration"]
    aws.advance(60)
    aws.update(arn, "shop/web:3", scalingTarget={"minTaskCount": 2})
    assert aws.deployment(arn, 1)["status"] == "ROLLBACK_SUCCESSFUL"
    assert configuration(aws, arn)["scalingTarget"]["maxTaskCount"] == 20
