"""How requests are judged and merged into configurations."""

from __future__ import annotations

from typing import Any

import pytest
from moto.core.exceptions import ServiceException

from ecs_express_sandbox.aws.fargate_sizes import SIZES, is_offered
from ecs_express_sandbox.express.calls.requests import (
    check_configuration,
    check_create,
    check_update,
    is_settings_only,
    merged,
    new_configuration,
)
from ecs_express_sandbox.settings import Settings

EXECUTION = "arn:aws:iam::123456789012:role/execution"
INFRASTRUCTURE = "arn:aws:iam::123456789012:role/path/infrastructure"
DEFINITION = "arn:aws:ecs:eu-west-1:123456789012:task-definition/own:1"


def create(**changes: Any) -> dict[str, Any]:
    """Give a create request that is right, changed."""
    base = {
        "infrastructureRoleArn": INFRASTRUCTURE,
        "executionRoleArn": EXECUTION,
        "primaryContainer": {"image": "a:1"},
    }
    return {key: value for key, value in {**base, **changes}.items() if value is not None}


def test_what_is_left_out_gets_the_observed_defaults() -> None:
    """1 vCPU, 2 GB, path ``/``, port 80, 1 to 20 tasks at 60 percent of CPU."""
    made = new_configuration(create(), {})
    assert made["cpu"] == "1024"
    assert made["memory"] == "2048"
    assert made["healthCheckPath"] == "/"
    assert made["primaryContainer"] == {"image": "a:1", "containerPort": 80}
    assert made["scalingTarget"] == {
        "minTaskCount": 1,
        "maxTaskCount": 20,
        "autoScalingMetric": "AVERAGE_CPU",
        "autoScalingTargetValue": 60,
    }


BASE = new_configuration(
    create(
        taskRoleArn=EXECUTION,
        primaryContainer={
            "image": "a:1",
            "containerPort": 8080,
            "environment": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}],
            "command": ["run"],
        },
    ),
    {},
)

MERGES = [
    # what an update asks, the path of a value, the value
    ({}, ("cpu",), "1024"),
    ({"cpu": "256"}, ("cpu",), "256"),
    ({"cpu": "256"}, ("taskRoleArn",), EXECUTION),
    ({"primaryContainer": {"image": "a:2"}}, ("primaryContainer", "image"), "a:2"),
    ({"primaryContainer": {"image": "a:2"}}, ("primaryContainer", "containerPort"), 8080),
    ({"primaryContainer": {"image": "a:2"}}, ("primaryContainer", "command"), ["run"]),
    ({"primaryContainer": {"image": "a:2", "command": []}}, ("primaryContainer", "command"), []),
    (
        {"primaryContainer": {"image": "a:1", "environment": [{"name": "C", "value": "3"}]}},
        ("primaryContainer", "environment"),
        [{"name": "C", "value": "3"}],
    ),
    ({"scalingTarget": {"minTaskCount": 3}}, ("scalingTarget", "maxTaskCount"), 20),
    ({"infrastructureRoleArn": "ignored"}, ("cpu",), "1024"),
]


@pytest.mark.parametrize(("request_", "path", "value"), MERGES)
def test_an_update_changes_what_it_names(request_: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    """Members left out stay, lists are replaced as a whole, empty ones clear."""
    found: Any = merged(BASE, request_, {}, Settings())
    for step in path:
        found = found[step]
    assert found == value


def test_lists_read_back_sorted_by_name() -> None:
    """The order in which environment variables were given is not kept."""
    assert [entry["name"] for entry in BASE["primaryContainer"]["environment"]] == ["A", "B"]


@pytest.mark.parametrize(
    ("setting", "request_", "path", "value"),
    [
        ("container_members", {"primaryContainer": {"image": "a:2"}}, ("primaryContainer", "containerPort"), 80),
        ("group_members", {"scalingTarget": {"maxTaskCount": 5}}, ("scalingTarget", "minTaskCount"), 1),
    ],
)
def test_merging_members_is_a_setting(
    setting: str, request_: dict[str, Any], path: tuple[str, str], value: object
) -> None:
    """Where it is not certain that members are merged, they can be replaced instead."""
    base = merged(BASE, {"scalingTarget": {"minTaskCount": 2}}, {}, Settings())
    result = merged(base, request_, {}, Settings().changed({setting: "replaced"}))
    assert result[path[0]][path[1]] == value


REFUSALS = [
    (create(executionRoleArn=None), "executionRoleArn is required"),
    (create(primaryContainer=None), "primaryContainer is required"),
    (create(infrastructureRoleArn="infrastructure"), "not a valid IAM role ARN"),
    (create(serviceName="with space"), "Service name must be"),
    (create(serviceName="x" * 256), "Service name must be"),
    (create(taskDefinitionArn=DEFINITION), "cannot be specified together with taskDefinitionArn"),
    (create(primaryContainer={"image": ""}), "image should not be null"),
    (create(primaryContainer={"image": "a b"}), "invalid characters"),
    (create(primaryContainer={"image": "a", "containerPort": 0}), "containerPort"),
    (create(primaryContainer={"image": "a", "environment": [{"value": "x"}]}), "name cannot be null or blank"),
    (
        create(primaryContainer={"image": "a", "secrets": [{"name": "X", "valueFrom": "p"}] * 2}),
        "Duplicate secret names found: X",
    ),
    (
        create(
            primaryContainer={
                "image": "a",
                "secrets": [{"name": "X", "valueFrom": "p"}],
                "environment": [{"name": "X", "value": "1"}],
            }
        ),
        "The secret name must be unique",
    ),
    (create(tags=[{"key": "aws:mine", "value": ""}]), "reserved"),
    (create(tags=[{"key": str(number)} for number in range(51)]), "less than or equal to 50"),
    (create(scalingTarget={"minTaskCount": -1}), "must not be negative"),
    (create(scalingTarget={"autoScalingTargetValue": 70000}), "between 1 and 65536"),
    (create(networkConfiguration={"subnets": ["s"] * 17}), "up to 16 subnets"),
    (create(primaryContainer={"image": "a:1", "command": ["x" * 65_536]}), "64 KiB"),
]


@pytest.mark.parametrize(("request_", "words"), REFUSALS)
def test_a_wrong_create_is_refused(request_: dict[str, Any], words: str) -> None:
    """Each rule refuses with InvalidParameterException."""
    with pytest.raises(ServiceException, match=words) as refused:
        check_create(request_)
    assert refused.value.code == "InvalidParameterException"


def test_a_health_check_path_with_protocol_is_accepted() -> None:
    """The API takes it; only the load balancer refuses it, later."""
    check_create(create(healthCheckPath="HTTP:80/ping"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cpu": "1024", "memory": "1024"}, "No Fargate configuration exists"),
        ({"cpu": "2", "memory": "4"}, "No Fargate configuration exists"),
        ({"scalingTarget": {"minTaskCount": 30}}, "minTaskCount cannot be greater"),
    ],
)
def test_a_wrong_result_is_refused(changes: dict[str, Any], words: str) -> None:
    """Values that fit only together are judged together."""
    with pytest.raises(ServiceException, match=words):
        check_configuration(merged(BASE, changes, {}, Settings()))


def test_fargate_offers_its_documented_sizes() -> None:
    """All sizes of the table are offered, and nothing in between."""
    assert sum(len(memories) for memories in SIZES.values()) == 3 + 4 + 7 + 13 + 23 + 12 + 12
    assert is_offered("256", "512")
    assert not is_offered("256", "3072")


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"serviceArn": "x", "healthCheckPath": "/up"}, True),
        ({"serviceArn": "x", "scalingTarget": {}, "networkConfiguration": {}}, True),
        ({"serviceArn": "x", "cpu": "256", "healthCheckPath": "/up"}, False),
        ({"serviceArn": "x"}, False),
    ],
)
def test_settings_are_told_from_the_task_definition(request_: dict[str, Any], expected: bool) -> None:
    """Health check, network and scaling leave the task definition as it is."""
    check_update(request_)
    assert is_settings_only(request_) is expected
