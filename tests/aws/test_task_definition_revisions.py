"""What the port `TaskDefinitionRevisions` promises, on both of its adapters."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from tests.providers.fake_revisions import FakeRevisions
from tests.sandbox.local_aws import REGION, LocalAws

from pulumi_ecs_express.aws.ecs.task_definitions import BotoTaskDefinitions
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.ports import TaskDefinitionRevisions

REQUEST: dict[str, Any] = {
    "family": "shop",
    "containerDefinitions": [{"name": "app", "image": "app:1", "memory": 128, "essential": True}],
    "tags": [{"key": "team", "value": "shop"}],
}


@pytest.fixture(params=["fake", "boto3"])
def definitions(request: pytest.FixtureRequest) -> TaskDefinitionRevisions:
    """Both adapters, with nothing registered."""
    if request.param == "fake":
        return FakeRevisions()
    request.getfixturevalue("sandbox").reset()
    return BotoTaskDefinitions(Connection(REGION))


def test_a_family_stands_for_its_latest_active_revision(definitions: TaskDefinitionRevisions) -> None:
    """Numbers rise, and a revision that is INACTIVE is still found by its own name."""
    first, second = (definitions.register(REQUEST) for _ in range(2))

    found = definitions.find("shop")
    definitions.deregister(second.arn)
    latest, former = definitions.find("shop"), definitions.find(second.arn)

    assert (first.revision, second.revision, second.family) == (1, 2, "shop")
    assert found is not None
    assert (found.arn, found.active, found.tags) == (second.arn, True, {"team": "shop"})
    assert found.answer["taskDefinition"]["containerDefinitions"][0]["image"] == "app:1"
    assert latest is not None
    assert latest.arn == first.arn
    assert former is not None
    assert not former.active


@pytest.mark.parametrize("asked", ["other", "shop:9", "arn:aws:ecs:eu-west-1:123456789012:task-definition/other:1"])
def test_what_is_not_there_is_not_found(definitions: TaskDefinitionRevisions, asked: str) -> None:
    """A family, a revision or an ARN."""
    definitions.register(REQUEST)

    assert definitions.find(asked) is None


def test_tags_are_set_and_taken_away(definitions: TaskDefinitionRevisions) -> None:
    """Each by its key; the others stay."""
    arn = definitions.register(REQUEST).arn

    definitions.tag(arn, {"stage": "dev", "team": "web"})
    definitions.untag(arn, ["team"])

    found = definitions.find(arn)
    assert found is not None
    assert found.tags == {"stage": "dev"}


def test_an_answer_keeps_what_the_client_does_not_know(sandbox: LocalAws) -> None:
    """Botocore drops a member that is younger than itself; what AWS wrote is there beside it."""
    sandbox.reset()
    definitions = BotoTaskDefinitions(Connection(REGION))
    definitions.register(REQUEST)

    def younger(http_response: AWSResponse, **_: Any) -> None:
        body = json.loads(http_response.content)
        body["taskDefinition"]["colour"] = "green"
        http_response._content = json.dumps(body).encode()

    events = definitions._ecs.meta.events
    events.register_first("after-call.ecs.DescribeTaskDefinition", younger)
    found = definitions.find("shop")
    events.unregister("after-call.ecs.DescribeTaskDefinition", younger)

    assert found is not None
    assert found.raw["taskDefinition"]["colour"] == "green"
    assert "colour" not in found.answer["taskDefinition"]
