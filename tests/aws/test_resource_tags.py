"""What the port `ResourceTags` promises, on both of its adapters, for each managed resource that a service has for itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from tests.providers.fake_call import FakeClock
from tests.providers.fake_ecs_services import FakeEcsServices
from tests.providers.fake_resource_tags import OWN, FakeResourceTags
from tests.sandbox.local_aws import REGION, LocalAws

from pulumi_ecs_express.aws.ecs.services import BotoEcsServices
from pulumi_ecs_express.aws.resource_tags import BotoResourceTags
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.planning.managed_tag import MARK, TAG, own_resources
from pulumi_ecs_express.ports import ResourceTags


@dataclass
class World:
    """An account with one Express service, and the ARNs of what is its own."""

    tags: ResourceTags
    own: list[str]


def in_memory() -> World:
    """Give the fake."""
    return World(FakeResourceTags(FakeEcsServices(FakeClock())), OWN)


def on_the_sandbox(aws: LocalAws) -> World:
    """Give the package's own, beside a service that has gone through one update."""
    aws.reset()
    arn = aws.settled(tags=[{"key": "team", "value": "shop"}])
    services = BotoEcsServices(Connection(REGION))
    service = services.describe("default", arn)
    assert service is not None
    assert service.revision is not None
    own = own_resources(arn, services.describe_revisions([service.revision]))
    return World(BotoResourceTags(Connection(REGION)), own)


@pytest.fixture(scope="module", params=["memory", "boto3"])
def world(request: Any) -> World:
    """Either adapter."""
    return in_memory() if request.param == "memory" else on_the_sandbox(request.getfixturevalue("sandbox"))


def test_a_service_has_one_resource_of_each_kind_for_itself_and_two_target_groups(world: World) -> None:
    """By the AWS service that each ARN names."""
    found = {arn.split(":")[2] for arn in world.own}

    assert found == {"acm", "application-autoscaling", "cloudwatch", "ec2", "elasticloadbalancing", "logs"}
    assert len(world.own) in (7, 8)


def test_tags_are_read_set_and_taken_away(world: World) -> None:
    """Others stay, also where one goes that is not there; the last one is one like any other."""
    for arn in world.own:
        assert world.tags.tags(arn) == {"team": "shop", TAG: "true"}
        world.tags.tag(arn, {MARK: "blocked"})
        world.tags.untag(arn, [TAG, "never there"])
        assert world.tags.tags(arn) == {"team": "shop", MARK: "blocked"}
        world.tags.untag(arn, ["team", MARK])
        assert world.tags.tags(arn) == {}
        world.tags.tag(arn, {"team": "shop", TAG: "true"})
        assert world.tags.tags(arn) == {"team": "shop", TAG: "true"}


def test_what_is_not_there_has_no_tags(world: World) -> None:
    """It is no error: there is nothing left to do for it."""
    assert [world.tags.tags(f"{arn}0") for arn in world.own] == [{}] * len(world.own)
