"""Requests: exactly what changed and what AWS demands with it, in the form that botocore takes."""

from __future__ import annotations

from typing import Any

import botocore.session
import pytest
from botocore.validate import ParamValidator
from hypothesis import given
from tests.planning.drawn_services import trees
from tests.service_samples import IMAGE, SECRET, SUBNETS, declared, everything, property_values, spec

from pulumi_ecs_express.model.fields.effect import Refuse
from pulumi_ecs_express.model.fields.property_paths import flatten
from pulumi_ecs_express.model.service.spec import ServiceSpec, rule
from pulumi_ecs_express.planning.service.comparison import plan_service, refused_removals
from pulumi_ecs_express.planning.service.requests import Request, create_request, redeploy_request, update_request

row = pytest.mark.row
ARN = "arn:aws:ecs:eu-west-1:123456789012:service/default/web"
ECS = botocore.session.get_session().get_service_model("ecs")


def update(before: dict[str, Any], after: dict[str, Any]) -> Request:
    """Render the update from one declared service to another, where AWS has what was declared."""
    then = flatten(before)
    return update_request(ARN, ServiceSpec.model_validate(after), plan_service(flatten(after), then, then))


def assert_taken(operation: str, request: Request) -> None:
    """Let botocore judge a request by its own model: names, types and required members."""
    report = ParamValidator().validate(request, ECS.operation_model(operation).input_shape)
    assert not report.has_errors(), report.generate_report()


def test_a_create_sends_what_is_declared_and_nothing_else() -> None:
    """What is left out is AWS's to choose."""
    assert create_request(spec(), "web", {"a": "1"}) == {
        **declared(),
        "serviceName": "web",
        "tags": [{"key": "a", "value": "1"}],
    }


def test_a_create_sends_all_that_is_declared() -> None:
    """Maps become AWS's lists, sorted by name; where to send it and what to do afterwards is no part of it."""
    tree = everything()
    request = create_request(ServiceSpec.model_validate(tree), "web", {})

    assert request["primaryContainer"]["environment"] == [
        {"name": "EMPTY", "value": ""},
        {"name": "PORT", "value": "8080"},
    ]
    assert request["primaryContainer"]["secrets"] == [{"name": "PASSWORD", "valueFrom": SECRET}]
    assert request["scalingTarget"] == tree["scalingTarget"]
    assert request.keys() == tree.keys() - {"region", "waitForRollout"}


@pytest.mark.row("S1-01")
def test_the_image_is_sent_unchanged() -> None:
    """Which registry a short name means is for the container runtime."""
    image = "localhost:5000/App:V1@sha256:" + "0" * 64

    assert create_request(spec({"image": "nginx"}), "web", {})["primaryContainer"] == {"image": "nginx"}
    assert create_request(spec({"image": image.lower()}), "web", {})["primaryContainer"]["image"] == image.lower()


UPDATES = [
    pytest.param(({}, {}), ({"image": "a:2"}, {}), {"primaryContainer": {"image": "a:2"}}, id="image",
                 marks=row("S0-12")),
    pytest.param(({"awsLogsConfiguration": {"logGroup": "/web"}, "environment": {"A": "1"}}, {}),
                 ({"awsLogsConfiguration": {"logGroup": "/web"}, "environment": {"A": "2"}}, {}),
                 {"primaryContainer": {"image": IMAGE, "environment": [{"name": "A", "value": "2"}]}},
                 id="a variable, without the unchanged log configuration", marks=row("S0-12", "S0-17")),
    pytest.param(({"environment": {"A": "1", "B": "1"}}, {}), ({"environment": {"B": "1"}}, {}),
                 {"primaryContainer": {"image": IMAGE, "environment": [{"name": "B", "value": "1"}]}},
                 id="a variable less: the whole list that is left", marks=row("S0-12", "S0-17")),
    pytest.param(({"environment": {"A": "1"}}, {}), ({}, {}), {"primaryContainer": {"image": IMAGE, "environment": []}},
                 id="no variables any more", marks=row("S0-17")),
    pytest.param(({"secrets": {"A": SECRET}}, {}), ({}, {}), {"primaryContainer": {"image": IMAGE, "secrets": []}},
                 id="no secrets any more", marks=row("S0-18")),
    pytest.param(({"command": ["a"]}, {}), ({}, {}), {"primaryContainer": {"image": IMAGE, "command": []}},
                 id="no command any more", marks=row("S0-16")),
    pytest.param(({"containerPort": 8080}, {}), ({}, {}), {"primaryContainer": {"image": IMAGE, "containerPort": 80}},
                 id="no port any more", marks=row("S1-02")),
    pytest.param(({"awsLogsConfiguration": {"logGroup": "/a"}}, {}), ({"awsLogsConfiguration": {"logGroup": "/b"}}, {}),
                 {"primaryContainer": {"image": IMAGE,
                                       "awsLogsConfiguration": {"logGroup": "/b", "logStreamPrefix": "ecs"}}},
                 id="a log group, with the prefix that AWS requires", marks=row("S1-04")),
    pytest.param(({"awsLogsConfiguration": {"logGroup": "/a", "logStreamPrefix": "web"}}, {}),
                 ({"awsLogsConfiguration": {"logGroup": "/a"}}, {}),
                 {"primaryContainer": {"image": IMAGE,
                                       "awsLogsConfiguration": {"logGroup": "/a", "logStreamPrefix": "ecs"}}},
                 id="no stream prefix any more", marks=row("S1-04")),
    pytest.param(({}, {"scalingTarget": {"minTaskCount": 1, "maxTaskCount": 4}}),
                 ({}, {"scalingTarget": {"minTaskCount": 2, "maxTaskCount": 4}}),
                 {"scalingTarget": {"minTaskCount": 2, "maxTaskCount": 4}},
                 id="scaling, with all declared members", marks=row("S0-20")),
    pytest.param(({}, {"scalingTarget": {"minTaskCount": 2, "maxTaskCount": 4}}),
                 ({}, {"scalingTarget": {"maxTaskCount": 4}}),
                 {"scalingTarget": {"minTaskCount": 1, "maxTaskCount": 4}},
                 id="a minimum less", marks=row("S0-20")),
    pytest.param(({}, {"scalingTarget": {"minTaskCount": 2, "autoScalingTargetValue": 50}}), ({}, {}),
                 {"scalingTarget": {"minTaskCount": 1, "autoScalingTargetValue": 60}},
                 id="no scaling any more", marks=row("S0-20")),
    pytest.param(({}, {"networkConfiguration": {"subnets": list(SUBNETS), "securityGroups": ["sg-0aaaaaaa"]}}),
                 ({}, {"networkConfiguration": {"subnets": list(SUBNETS), "securityGroups": ["sg-0bbbbbbb"]}}),
                 {"networkConfiguration": {"subnets": list(SUBNETS), "securityGroups": ["sg-0bbbbbbb"]}},
                 id="groups, with the declared subnets and without AWS's own", marks=row("S0-10")),
    pytest.param(({}, {"networkConfiguration": {"subnets": list(SUBNETS), "securityGroups": ["sg-0aaaaaaa"]}}),
                 ({}, {"networkConfiguration": {"subnets": list(SUBNETS)}}),
                 {"networkConfiguration": {"subnets": list(SUBNETS), "securityGroups": []}},
                 id="no groups any more", marks=row("S0-10")),
    pytest.param(({}, {"networkConfiguration": {"securityGroups": ["sg-0aaaaaaa"]}}), ({}, {}),
                 {"networkConfiguration": {"securityGroups": []}},
                 id="no network configuration any more", marks=row("S0-10")),
    pytest.param(({}, {"healthCheckPath": "/up"}), ({}, {}), {"healthCheckPath": "/"}, id="no health check path",
                 marks=row("S0-09")),
    pytest.param(({}, {"cpu": "512"}), ({}, {"memory": 4096}), {"cpu": "1024", "memory": "4096"}, id="sizes",
                 marks=row("S0-06")),
    pytest.param(({}, {}), ({}, {"tags": {"a": "1"}, "waitForRollout": False}), {}, id="nothing for tags"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "sent"), UPDATES)
def test_an_update_sends_what_changed_and_what_aws_demands_with_it(
    before: tuple[dict[str, Any], dict[str, Any]], after: tuple[dict[str, Any], dict[str, Any]], sent: dict[str, Any]
) -> None:
    """The image goes along with the container; scaling and network go whole; the rest alone."""
    request = update(declared(before[0], **before[1]), declared(after[0], **after[1]))

    assert request == {"serviceArn": ARN, **sent}


def test_a_deployment_of_the_same_settings_sends_the_image_alone() -> None:
    """AWS deploys for equal values too (seen by operators)."""
    assert redeploy_request(ARN, spec()) == {"serviceArn": ARN, "primaryContainer": {"image": IMAGE}}


@given(trees())
def test_every_create_is_taken_by_botocore(tree: dict[str, Any]) -> None:
    """Names, types and required members are those of the installed model."""
    checked = ServiceSpec.model_validate(tree)

    assert_taken("CreateExpressGatewayService", create_request(checked, "web", {"a": "1"}))


@pytest.mark.row("S0-14")
@given(trees(), trees())
def test_every_update_is_taken_by_botocore(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Whatever changes, unless its removal was refused before."""
    old, new = (ServiceSpec.model_validate(tree).by_path() for tree in (before, after))
    if refused_removals(new, old):
        return
    request = update_request(ARN, ServiceSpec.model_validate(after), plan_service(new, old, old))

    assert_taken("UpdateExpressGatewayService", request)


def test_a_removal_without_a_default_is_never_rendered() -> None:
    """It was refused before; to send something all the same would be a guess."""
    before = property_values(taskRoleArn="arn:aws:iam::123456789012:role/task")

    assert isinstance(rule(("taskRoleArn",))[1], Refuse)
    with pytest.raises(ValueError, match="no default"):
        update_request(ARN, spec(), plan_service(property_values(), before, before))
