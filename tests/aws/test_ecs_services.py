"""What the port `EcsServices` promises, on both of its adapters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from tests.providers.fake_call import FakeClock
from tests.providers.fake_ecs_service import WEB, definition
from tests.providers.fake_ecs_services import FakeEcsServices
from tests.sandbox import classic_services
from tests.sandbox.local_aws import REGION, LocalAws, own_definition

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.ecs.services import BotoEcsServices
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.service_update.observed import COMPLETED, Controller, ObservedEcsService
from pulumi_ecs_express.ports import EcsServices


@dataclass
class World:
    """
    An account with the service ``web``, which has run the revision ``first`` for a while.

    Attributes:
        definitions: ARNs of task definitions: ``first``, ``second``, ``crashing``, ``inactive``.
    """

    services: EcsServices
    arn: str
    definitions: Mapping[str, str]
    advance: Callable[[float], Any]

    @property
    def cluster(self) -> str:
        return self.arn.split("/")[1]

    def service(self) -> ObservedEcsService:
        """Read the service."""
        found = self.services.describe(self.cluster, self.arn)
        assert found is not None
        return found

    def newest(self) -> Deployment:
        """Read its newest deployment."""
        return self.services.describe_deployments(self.services.deployments(self.arn)[:1])[0]

    def ended(self) -> Deployment:
        """Let the newest deployment end."""
        for _ in range(100):
            if (found := self.newest()).ended:
                return found
            self.advance(30)
        pytest.fail("it never ends")


def _fake(*, express: bool) -> World:
    clock = FakeClock()
    services = FakeEcsServices(clock)
    services.add(express=express)
    names = {"first": "shop:6", "second": "shop:7", "crashing": "shop:8", "inactive": "shop:9"}
    definitions = {name: definition(revision) for name, revision in names.items()}
    services.crashing.add(definitions["crashing"])
    services.inactive.add(definitions["inactive"])
    return World(services, WEB, definitions, clock.advance)


IMAGES = {"first": "shop/web:1", "second": "shop/web:2", "crashing": "shop/web:unpullable", "inactive": "shop/web:3"}


def _on_the_sandbox(aws: LocalAws, *, express: bool) -> World:
    aws.reset()
    register = own_definition if express else classic_services.definition
    definitions = {name: register(aws, image) for name, image in IMAGES.items()}
    aws.ecs.deregister_task_definition(taskDefinition=definitions["inactive"])
    if express:
        roles = {"infrastructureRoleArn": aws.roles()["infrastructureRoleArn"]}
        aws.advance(60)
        made = aws.ecs.create_express_gateway_service(
            serviceName="web", taskDefinitionArn=definitions["first"], **roles
        )
        arn = str(made["service"]["serviceArn"])
    else:
        watched: dict[str, Any] = {"deploymentConfiguration": classic_services.BREAKER}
        arn = str(classic_services.create(aws, taskDefinition=definitions["first"], **watched)["serviceArn"])
    aws.run_out()
    return World(BotoEcsServices(Connection(REGION)), arn, definitions, aws.advance)


@pytest.fixture(params=["fake", "boto3"])
def world(request: pytest.FixtureRequest) -> World:
    """Both adapters, with a classic service."""
    if request.param == "fake":
        return _fake(express=False)
    return _on_the_sandbox(request.getfixturevalue("sandbox"), express=False)


@pytest.fixture(params=["fake", "boto3"])
def of_express_mode(request: pytest.FixtureRequest) -> World:
    """Both adapters, with a service of Express Mode."""
    if request.param == "fake":
        return _fake(express=True)
    return _on_the_sandbox(request.getfixturevalue("sandbox"), express=True)


def test_a_service_is_found_by_its_name_and_by_its_arn(world: World) -> None:
    """At rest one deployment is listed, whose number is that of the revision; no other cluster has the service."""
    by_name = world.services.describe(world.cluster, "web")

    assert by_name == world.service()
    assert (by_name.arn, by_name.name, by_name.cluster) == (world.arn, "web", world.cluster)
    assert (by_name.alive, by_name.express, by_name.controller) == (True, False, Controller.ECS)
    (primary,) = by_name.deployments
    assert (primary.definition, primary.rollout_state) == (world.definitions["first"], COMPLETED)
    assert by_name.definition == world.definitions["first"]
    assert world.newest().target_revision == by_name.revision
    assert world.services.describe(world.cluster, "other") is None
    with pytest.raises(errors.ClusterNotFound):
        world.services.describe("elsewhere", "web")


@pytest.mark.row("S3-05", "S3-23")
def test_an_update_gives_the_revision_of_its_own_deployment(world: World) -> None:
    """By that it is told from all others, and it ends well."""
    before = world.service()

    revision = world.services.update(world.arn, world.definitions["second"], force=False)

    under_way = world.service()
    assert revision == under_way.revision == world.newest().target_revision
    assert revision != before.revision
    assert [one.definition for one in under_way.deployments] == [
        world.definitions["second"],
        world.definitions["first"],
    ]
    assert under_way.before(world.definitions["second"]) == world.definitions["first"]
    assert not world.newest().ended
    assert world.ended().successful
    (at_rest,) = world.service().deployments
    assert (at_rest.definition, at_rest.rollout_state) == (world.definitions["second"], COMPLETED)
    (described,) = world.services.describe_revisions([revision or ""])
    assert (described.task_definition_arn, described.resources) == (world.definitions["second"], ())


@pytest.mark.row("S3-23")
def test_a_rollback_makes_what_ran_before_primary_again(world: World) -> None:
    """The service looks as healthy as after a success; the deployment itself says what became of it."""
    revision = world.services.update(world.arn, world.definitions["crashing"], force=False)

    last, service = world.ended(), world.service()

    assert (last.status, last.target_revision) == ("ROLLBACK_SUCCESSFUL", revision)
    assert last.words() == ("Service deployment rolled back because the circuit breaker threshold was exceeded.",)
    (primary,) = service.deployments
    assert (primary.definition, primary.rollout_state) == (world.definitions["first"], COMPLETED)
    assert service.revision != revision


def test_a_newer_update_takes_the_place_of_an_older_one(world: World) -> None:
    """The older deployment ends, and not as a success."""
    world.services.update(world.arn, world.definitions["second"], force=False)
    older = world.newest().arn
    world.services.update(world.arn, world.definitions["first"], force=False)

    assert world.ended().successful

    newest, ended = world.services.describe_deployments(world.services.deployments(world.arn)[:2])
    assert (ended.arn, ended.status) == (older, "STOPPED")
    assert newest.target_revision == world.service().revision


@pytest.mark.row("S3-04")
def test_the_same_definition_is_deployed_again_only_by_force(world: World) -> None:
    """Without, the answer names the revision that there is."""
    before = world.service().revision

    again = world.services.update(world.arn, world.definitions["first"], force=False)
    forced = world.services.update(world.arn, world.definitions["first"], force=True)

    assert again == before
    assert forced == world.newest().target_revision != before
    assert world.ended().successful


@pytest.mark.row("S3-20")
def test_tags_are_set_and_taken_away(world: World) -> None:
    """Each by its key; the others stay, and nothing is deployed."""
    deployments = world.services.deployments(world.arn)
    world.services.tag(world.arn, {"team": "shop", "stage": "dev"})
    world.services.tag(world.arn, {"team": "web"})
    world.services.untag(world.arn, ["stage"])

    assert world.service().tags == {"team": "web"}
    assert world.services.deployments(world.arn) == deployments


def test_what_cannot_be_deployed_is_refused(world: World) -> None:
    """A deregistered revision, and a service that is not there."""
    with pytest.raises(errors.TaskDefinitionInactive):
        world.services.update(world.arn, world.definitions["inactive"], force=False)
    with pytest.raises(errors.ServiceNotFound):
        world.services.update(world.arn.replace("/web", "/other"), world.definitions["second"], force=False)

    assert world.service().definition == world.definitions["first"]


def test_a_service_of_express_mode_is_updated_by_a_call_of_its_own(of_express_mode: World) -> None:
    """It deploys what runs already as well."""
    world = of_express_mode
    before = world.service()
    assert before.express
    assert before.definition == world.definitions["first"]

    revision = world.services.update_express(world.arn, world.definitions["second"])
    assert revision == world.newest().target_revision
    assert world.ended().successful
    assert (world.service().definition, world.service().revision) == (world.definitions["second"], revision)

    again = world.services.update_express(world.arn, world.definitions["second"])
    assert again == world.newest().target_revision != revision


@pytest.mark.parametrize("controller", ["CODE_DEPLOY", "EXTERNAL"])
def test_other_controllers_are_told(sandbox: LocalAws, controller: str) -> None:
    """A service whose task sets others make has no deployment of its own, and can be read all the same."""
    sandbox.reset()
    arn = str(classic_services.create(sandbox, deploymentController={"type": controller})["serviceArn"])

    service = BotoEcsServices(Connection(REGION)).describe(classic_services.CLUSTER, arn)

    assert service is not None
    assert service.controller is Controller(controller)
