"""The Express API to the letter: each member of its requests is an argument, each member of its answers an output."""

from __future__ import annotations

import copy
from datetime import datetime, timezone
from typing import Any

import pytest
from botocore.model import ServiceModel
from tests.aws import express_api as api
from tests.providers.fake_call import FakeCall, FakeClock

from pulumi_ecs_express.aws.ecs.express_services import _service
from pulumi_ecs_express.model.service.observed import ObservedService, Revision
from pulumi_ecs_express.model.service.spec import rules
from pulumi_ecs_express.providers.ingress import operations
from pulumi_ecs_express.providers.service.outputs import outputs_of

ARN = "arn:aws:ecs:eu-west-1:123456789012:service/default/web"


def value_of(path: str, shape: Any, number: int) -> Any:
    """Make a value that stands at one place alone."""
    if shape.type_name == "timestamp":
        return datetime(2026, 1, 1, 0, 0, number, tzinfo=timezone.utc)
    if shape.type_name == "string" and shape.enum:
        return shape.enum[0]
    if path == "service.serviceArn":
        return ARN
    return f"value-{number}-" if shape.type_name == "string" else 1000 + number


def answer_of(shape: Any, values: dict[str, Any], prefix: str = "") -> Any:
    """Make an answer that holds every member of its shape, and note its values by path."""
    if shape.type_name == "structure":
        return {
            name: answer_of(member, values, f"{prefix}.{name}" if prefix else name)
            for name, member in shape.members.items()
        }
    if shape.type_name == "list":
        return [answer_of(shape.member, values, f"{prefix}.[]")]
    values[prefix] = value_of(prefix, shape, len(values))
    return values[prefix]


class Described:
    """An AWS that has one service, and answers it in full."""

    region = "eu-west-1"

    def __init__(self, service: ObservedService) -> None:
        self.service = service

    def describe(self, _arn: str) -> ObservedService:
        """Answer it."""
        return self.service

    def describe_revisions(self, _arns: list[str]) -> list[Revision]:
        """Have made nothing for it."""
        return []


@pytest.fixture
def reported(monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a full answer by path, and the outputs that both resources make of it where the program declares nothing."""
    values: dict[str, Any] = {}
    shape = api.model().operation_model("DescribeExpressGatewayService").output_shape
    services: Any = Described(_service(answer_of(shape, values)["service"]))
    monkeypatch.setattr(operations, "connect", lambda _region: services)
    outputs = outputs_of(services, ARN, {}, "token", None)
    read = operations.read(FakeCall(FakeClock()), ARN, {"serviceArn": ARN})
    return values, {**outputs, **(read.outs or {})}


def at(outputs: Any, path: str) -> Any:
    """Look an output up; of a list, its first entry."""
    for step in path.split("."):
        outputs = outputs[0] if step == "[]" else (outputs or {}).get(step)
    return outputs


def in_effect(path: str) -> str | None:
    """Name the place of a member of a configuration that has no name of its own."""
    inside = path.removeprefix(f"{api.CONFIGURATION}.")
    return None if inside == path or path in api.PLACES or path in api.NO_OUTPUTS else f"inEffect.{inside}"


def in_words(value: Any) -> Any:
    """Write a value as outputs do: times in RFC 3339."""
    return value.isoformat(timespec="milliseconds").replace("+00:00", "Z") if isinstance(value, datetime) else value


@pytest.mark.row("S1-18", "S0-06", "S0-07", "S0-08", "S0-23")
def test_every_member_of_a_request_is_an_argument() -> None:
    """Or stands in the list of those that AWS gives, each with the rule; and none of that list has gone."""
    ecs = api.model()
    there = {f"{operation}.{path}" for operation in api.REQUESTS for path in api.requested(ecs, operation)}

    assert api.unaccounted_requests(ecs) == []
    assert set(api.NO_ARGUMENTS) <= there


@pytest.mark.row("S0-28", "S0-29", "S0-30", "S0-31", "S0-32", "S0-33")
def test_every_member_of_an_answer_is_an_output(reported: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Shown on an answer with a value at every place: it comes out where it is said to, and nowhere else if nowhere."""
    values, outputs = reported
    places = {path: place for path in values if (place := api.PLACES.get(path) or in_effect(path))}

    assert api.unaccounted_answers(api.model(), places) == []
    assert set(api.NO_OUTPUTS) <= set(values)
    for path, place in places.items():
        if path not in api.NO_OUTPUTS:
            assert at(outputs, place) == in_words(values[path]), path
    for path in api.NO_OUTPUTS:
        assert str(values[path]) not in str(outputs), path


def altered(shape: str, member: str) -> ServiceModel:
    """Give a copy of the installed model in which a shape has one member more."""
    described: dict[str, Any] = copy.deepcopy(api.model()._service_description)
    described["shapes"][shape]["members"][member] = {"shape": "String"}
    return ServiceModel(described, "ecs")


NEW = [
    ("CreateExpressGatewayServiceRequest", "CreateExpressGatewayService.colour", True),
    ("UpdateExpressGatewayServiceRequest", "UpdateExpressGatewayService.colour", True),
    ("DescribeExpressGatewayServiceRequest", "DescribeExpressGatewayService.colour", True),
    ("ExpressGatewayContainer", "CreateExpressGatewayService.primaryContainer.colour", True),
    ("Secret", "UpdateExpressGatewayService.primaryContainer.secrets.[].colour", True),
    ("ECSExpressGatewayService", "DescribeExpressGatewayService.service.colour", False),
    ("ECSExpressGatewayService", "DeleteExpressGatewayService.service.colour", False),
    ("UpdatedExpressGatewayService", "UpdateExpressGatewayService.service.colour", False),
    ("IngressPathSummary", "DescribeExpressGatewayService.service.activeConfigurations.[].ingressPaths.[].colour", False),
    ("ExpressGatewayServiceConfiguration", "UpdateExpressGatewayService.service.activeConfigurations.[].colour", False),
]  # fmt: skip


@pytest.mark.row("S1-18")
@pytest.mark.parametrize(("shape", "name", "request_"), NEW, ids=[name for _, name, _ in NEW])
def test_a_new_member_of_awss_model_is_told_by_name(
    shape: str, name: str, request_: bool, reported: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    """The test of the two tests above, on a copy of the model."""
    ecs = altered(shape, "colour")
    places = {path: path for path in reported[0]}

    assert name in (api.unaccounted_requests(ecs) if request_ else api.unaccounted_answers(ecs, places))


def test_the_arguments_that_no_request_has_are_the_packages_own() -> None:
    """Where to send it, what to do afterwards, and whose the service is."""
    sent = {api.argument_of(path) for operation in api.REQUESTS for path in api.requested(api.model(), operation)}
    objects = {path[:depth] for path in sent for depth in range(1, len(path))}

    assert {path[0] for path in set(rules()) - sent - objects} == {
        "region", "profile", "endpoints", "redeployTriggers", "adoptExisting", "pinImageDigest", "waitForRollout", "paused",
        "logRetentionDays", "cleanUp", "sidecars", "volumes", "containerDefinition",
    }  # fmt: skip
