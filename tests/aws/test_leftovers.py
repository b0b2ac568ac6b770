"""What the ports `DefinitionFamilies`, `Workloads` and `LogGroups` promise, on their adapters: boto3 and in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.stub import Stubber
from tests.providers.fake_leftovers import FakeLeftovers
from tests.sandbox.local_aws import REGION, LocalAws, own_definition

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.ecs.running_services import BotoWorkloads
from pulumi_ecs_express.aws.ecs.task_definitions import BotoTaskDefinitions
from pulumi_ecs_express.aws.logs import BotoLogGroups
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.planning.service.clean_up import writes_to
from pulumi_ecs_express.ports import DefinitionFamilies, LogGroups, TaskDefinitions, Workloads


@dataclass
class World:
    """An account with one service that has been updated once, and one of another family beside it."""

    families: DefinitionFamilies
    definitions: TaskDefinitions
    workloads: Workloads
    log_groups: LogGroups
    groups: Callable[[], set[str]]
    register: Callable[[], str]
    delete_service: Callable[[], object]


@pytest.fixture
def fake() -> World:
    """The in-memory adapter, arranged as the sandbox would answer."""
    alive = {"service/default/web", "service/default/web-fine"}
    left = FakeLeftovers(lambda _name, _request: nullcontext(), alive.__contains__)
    left.deployed("service/default/web", "1", "/aws/ecs/default/web-0001")
    left.deployed("service/default/web", "2", "/aws/ecs/default/web-0001")
    left.deployed("service/default/web-fine", "1", "/aws/ecs/default/web-fine-0001")
    return World(
        left, left, left, left, lambda: set(left.groups), lambda: left.register("own"),
        lambda: alive.discard("service/default/web"),
    )  # fmt: skip


@pytest.fixture
def boto3(sandbox: LocalAws) -> World:
    """The package's adapters on the sandbox."""
    sandbox.reset()
    roles = sandbox.roles()
    arn = sandbox.settled("shop/web:1", roles=roles)
    sandbox.settled("shop/web:1", serviceName="web-fine", roles=roles)
    sandbox.update(arn, "shop/web:2")
    sandbox.run_out()

    def groups() -> set[str]:
        reported: list[Mapping[str, Any]] = sandbox.client("logs").describe_log_groups()["logGroups"]
        return {group["logGroupName"] for group in reported}

    def delete() -> None:
        sandbox.ecs.delete_express_gateway_service(serviceArn=arn)
        sandbox.run_out()

    definitions = BotoTaskDefinitions(Connection(REGION))
    return World(
        definitions, definitions, BotoWorkloads(Connection(REGION)), BotoLogGroups(Connection(REGION)), groups,
        lambda: own_definition(sandbox), delete,
    )  # fmt: skip


@pytest.fixture(params=["fake", "boto3"])
def world(request: pytest.FixtureRequest) -> World:
    """Each adapter in turn."""
    found: World = request.getfixturevalue(request.param)
    return found


def numbered(arns: list[str]) -> list[str]:
    """Give revisions by family and number."""
    return [arn.rpartition("/")[2] for arn in arns]


def test_a_family_is_listed_by_status_and_whole_name(world: World) -> None:
    """AWS makes one revision for each of the service; nothing of a family that only begins with the same text."""
    active = world.families.revisions("default-web", "ACTIVE")

    assert numbered(active) == ["default-web:1", "default-web:2"]
    assert world.families.revisions("default-web", "INACTIVE") == []
    assert world.families.revisions("default-we", "ACTIVE") == []
    world.families.deregister(active[0])
    assert world.families.revisions("default-web", "ACTIVE") == active[1:]
    assert world.families.revisions("default-web", "INACTIVE") == active[:1]


def test_only_inactive_revisions_are_deleted(world: World) -> None:
    """Of others AWS says why not; afterwards they are listed in neither status."""
    first, second = world.families.revisions("default-web", "ACTIVE")
    world.families.deregister(first)

    refused = world.families.delete([first, second])

    assert refused.keys() == {second}
    assert refused[second]
    assert world.families.revisions("default-web", "INACTIVE") == []
    assert world.families.revisions("default-web", "ACTIVE") == [second]


def test_a_log_group_is_made_once(world: World) -> None:
    """One that is there already stays as it is."""
    world.log_groups.create("/aws/ecs/default/web")
    world.log_groups.create("/aws/ecs/default/web")

    assert "/aws/ecs/default/web" in world.groups()


def test_what_is_not_there_is_refused(world: World) -> None:
    """To deregister by an error of ours, to delete one by one."""
    missing = world.register().replace("/own:", "/none:")

    with pytest.raises(errors.TaskDefinitionNotFound):
        world.families.deregister(missing)
    assert world.families.delete([missing]).keys() == {missing}


def test_living_services_use_what_they_run_on(world: World) -> None:
    """Neither an earlier revision, nor one that nobody runs, nor what a deleted service ran on."""
    own = world.register()
    before = world.workloads.definitions_in_use()
    world.delete_service()

    assert numbered(sorted(before)) == ["default-web-fine:1", "default-web:2"]
    assert own not in before
    assert numbered(sorted(world.workloads.definitions_in_use())) == ["default-web-fine:1"]


def test_a_log_group_goes_once_and_for_all(world: World) -> None:
    """One that is gone is no error; all others stay."""
    [group] = writes_to(world.definitions.describe(world.families.revisions("default-web", "ACTIVE")[-1]))
    before = world.groups()
    assert group in before

    world.log_groups.delete(group)
    world.log_groups.delete(group)

    assert world.groups() == before - {group}


def test_what_takes_several_pages_is_read_to_the_end() -> None:
    """Clusters, services and revisions; DescribeServices takes ten at once, and a service without tasks still counts."""
    workloads, definitions = BotoWorkloads(Connection(REGION)), BotoTaskDefinitions(Connection(REGION))
    with Stubber(workloads._ecs) as aws:
        aws.add_response("list_clusters", {"clusterArns": ["a"], "nextToken": "2"}, {})
        aws.add_response("list_clusters", {"clusterArns": ["gone"]}, {"nextToken": "2"})
        for names, token, following in ((range(10), {}, {"nextToken": "2"}), (range(10, 12), {"nextToken": "2"}, {})):
            services = [f"a-{name}" for name in names]
            request = {"cluster": "a", "maxResults": 10, **token}
            aws.add_response("list_services", {"serviceArns": services, **following}, request)
            aws.add_response("describe_services", _described(services), {"cluster": "a", "services": services})
        aws.add_client_error("list_services", "ClusterNotFoundException", "Cluster not found.")
        assert workloads.definitions_in_use() == {f"a-{name}" for name in range(12)}

    with Stubber(definitions._ecs) as aws:
        request = {"familyPrefix": "web", "status": "INACTIVE"}
        aws.add_response("list_task_definitions", {"taskDefinitionArns": ["web:1"], "nextToken": "2"}, request)
        aws.add_response("list_task_definitions", {"taskDefinitionArns": ["web:2"]}, {**request, "nextToken": "2"})
        assert definitions.revisions("web", "INACTIVE") == ["web:1", "web:2"]


def test_an_aws_that_repeats_a_page_ends_in_an_error() -> None:
    """And not in a loop without end."""
    definitions = BotoTaskDefinitions(Connection(REGION))
    with Stubber(definitions._ecs) as aws:
        for _ in range(2):
            aws.add_response("list_task_definitions", {"taskDefinitionArns": ["web:1"], "nextToken": "again"})
        with pytest.raises(errors.UnknownFault, match="again"):
            definitions.revisions("web", "ACTIVE")


def _described(services: list[str]) -> dict[str, Any]:
    """Describe services on task definitions of their own names, and one that is being deleted."""
    living = [{"status": "ACTIVE", "deployments": [{"taskDefinition": name}]} for name in services]
    return {"services": [{"status": "DRAINING", "taskDefinition": "leaving"}, *living]}
