"""
The printed policies with IAM enforced: each is enough, and what is taken out of one is named by the error.

The providers run on the package's adapters and the sandbox, without an engine; `tests/engine/test_permissions.py` does
the whole on a real one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests import sampling
from tests.aws.guarded import ACCOUNT, Service, permit, rows, without
from tests.sandbox.local_aws import REGION, LocalAws, own_definition

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.permissions.document import policy
from pulumi_ecs_express.planning.permissions.permission import Command, Permission, Roles
from pulumi_ecs_express.planning.permissions.scopes import Place
from pulumi_ecs_express.providers.service import operations as service_operations

CREATE = "ecs:CreateExpressGatewayService"
IMAGE = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/shop:1"
DOCKER = "application/vnd.docker"
USED = ("pin_image_digest", "task_definition_arn")


@pytest.fixture(autouse=True)
def _nothing_left(guarded: LocalAws) -> Iterator[None]:
    """Delete the services that a test left behind."""
    yield
    guarded.control("DELETE", "/faults")
    if any(arn.endswith(":cluster/default") for arn in guarded.ecs.list_clusters()["clusterArns"]):
        for arn in guarded.ecs.list_services(cluster="default", resourceManagementType="ECS")["serviceArns"]:
            guarded.ecs.delete_express_gateway_service(serviceArn=arn)
        guarded.run_out()


@pytest.fixture
def service(guarded: LocalAws, roles: dict[str, str], name: str) -> Service:
    """A service that is not there yet."""
    return Service(guarded, name, {"primaryContainer": {"image": "app:1"}, "tags": {"team": "shop"}, **roles})


def printed(command: Command, name: str, roles: dict[str, str], used: tuple[str, ...] = ()) -> dict[str, Any]:
    """Give the narrowest policy for a component with roles of its own."""
    return policy(command, Roles.GIVEN, Place(ACCOUNT, REGION, name=name, roles=tuple(roles.values())), used)


def a_life(service: Service, *, lost: bool = False) -> None:
    """Create, change, tag, refresh, delete; the answer of the create may be lost, so that its service must be found."""
    if lost:
        service.aws.fail(CREATE, "drop_after", times=1)
    service.up()
    service.up(primaryContainer={"image": "app:2"})
    service.up(tags={"owner": "me"})
    assert service.refresh()
    service.destroy()


def a_failure(service: Service) -> str:
    """Make a service whose container ends by itself, and delete it; give how the failure was told."""
    with pytest.raises(errors.RolloutFailed) as failed:
        service.up(primaryContainer={"image": "app:crash"})
    service.destroy()
    return str(failed.value)


def test_the_policy_for_up_is_enough(guarded: LocalAws, roles: dict[str, str], service: Service, name: str) -> None:
    """Narrowed down to one component of one account and Region, for its whole life, explanations included."""
    permit(guarded, printed(Command.UP, name, roles))

    a_life(service, lost=True)
    reported = a_failure(Service(guarded, name, service.declared))

    assert "log of Main" in reported
    assert "EssentialContainerExited" in reported


def test_the_policy_for_a_task_definition_of_ones_own_is_enough(
    guarded: LocalAws, roles: dict[str, str], name: str
) -> None:
    """To and fro: the definition is read before it is used, and AWS registers another on the way back."""
    permit(guarded, printed(Command.UP, name, roles, USED))
    definition = own_definition(guarded)
    service = Service(
        guarded, name, {"taskDefinitionArn": definition, "infrastructureRoleArn": roles["infrastructureRoleArn"]}
    )

    service.up()
    del service.declared["taskDefinitionArn"]
    service.up(primaryContainer={"image": "app:1"}, executionRoleArn=roles["executionRoleArn"])

    assert service.refresh()
    service.destroy()


@pytest.mark.row("S0-35")
@pytest.mark.parametrize("row", sampling.some(rows((Command.UP, Roles.GIVEN, ()), required=True), 3))
def test_what_is_missing_for_up_is_named(
    guarded: LocalAws, roles: dict[str, str], service: Service, name: str, row: Permission
) -> None:
    """Each action, one at a time, with the statement to add; the service is not taken for gone."""
    permit(guarded, without(printed(Command.UP, name, roles), row.action))
    if row.action == "ecs:CreateCluster":
        _no_cluster(guarded)

    finding = row.action == "ecs:DescribeServices"
    with pytest.raises(errors.ParameterRefused if finding else errors.AccessDenied) as denied:
        a_life(service, lost=finding)

    assert f'"Action": "{row.action}"' in denied.value.remedy


def _no_cluster(aws: LocalAws) -> None:
    """Have an account that never had a service: AWS makes the default cluster with the first one."""
    if aws.ecs.list_clusters()["clusterArns"]:
        aws.ecs.delete_cluster(cluster="default")


@pytest.mark.parametrize("row", rows((Command.UP, Roles.GIVEN, ()), required=False))
def test_what_only_explains_is_missed_by_nobody(
    guarded: LocalAws, roles: dict[str, str], service: Service, name: str, row: Permission
) -> None:
    """Without it nothing fails that would not have failed, and the explanation does without."""
    permit(guarded, without(printed(Command.UP, name, roles), row.action))

    reported = a_failure(service)

    assert ("log of Main" in reported) is (row.action == "iam:GetRole")  # which explains another failure
    assert "denied" not in reported


SIDECARS: dict[str, Any] = {"sidecars": [{"name": "agent", "image": "agent:1", "memoryReservation": 64}]}


def a_life_with_a_sidecar(service: Service) -> None:
    """Create, change, refresh, delete; the answer of a registration is lost, so that its revision must be found."""
    service.up(**SIDECARS)
    service.aws.fail("ecs:RegisterTaskDefinition", "drop_after", times=1)
    service.up(primaryContainer={"image": "app:2"})
    assert service.refresh()
    service.destroy()


def test_the_policy_for_sidecars_is_enough(
    guarded: LocalAws, roles: dict[str, str], service: Service, name: str
) -> None:
    """For a service whose task definitions the package registers, and whose log group it makes."""
    permit(guarded, printed(Command.UP, name, roles, ("sidecars",)))

    a_life_with_a_sidecar(service)


@pytest.mark.row("S0-35")
@pytest.mark.parametrize(
    "action",
    ["ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition", "ecs:ListTaskDefinitions", "logs:CreateLogGroup"],
)
def test_what_is_missing_for_sidecars_is_named(
    guarded: LocalAws, roles: dict[str, str], service: Service, name: str, action: str
) -> None:
    """Each action, one at a time, with the statement to add."""
    permit(guarded, without(printed(Command.UP, name, roles, ("sidecars",)), action))

    with pytest.raises(errors.AccessDenied) as denied:
        a_life_with_a_sidecar(service)

    assert f'"Action": "{action}"' in denied.value.remedy


CLEANING = {"cleanUp": ["task_definitions", "log_group"]}


def test_the_policy_for_a_clean_up_is_enough(
    guarded: LocalAws, roles: dict[str, str], service: Service, name: str
) -> None:
    """And reaches what AWS made for the service alone."""
    permit(guarded, printed(Command.UP, name, roles, ("clean_up",)))

    service.up(**CLEANING)
    service.destroy()

    family = f"default-{service.inputs['serviceName']}"
    assert not guarded.ecs.list_task_definitions(familyPrefix=family)["taskDefinitionArns"]


@pytest.mark.row("S0-35")
@pytest.mark.parametrize("row", sampling.some(rows((Command.UP, Roles.GIVEN, ("clean_up",)), argument="clean_up"), 3))
def test_what_is_missing_for_a_clean_up_is_named(
    guarded: LocalAws, roles: dict[str, str], service: Service, name: str, row: Permission
) -> None:
    """The service is deleted by then; what is left keeps the resource in state."""
    whole = printed(Command.UP, name, roles, ("clean_up",))
    guarded.settled(roles=roles, serviceName=f"another-{name}")
    permit(guarded, whole)
    service.up(**CLEANING)
    permit(guarded, without(whole, row.action))

    with pytest.raises(errors.CleanUpIncomplete) as incomplete:
        service.destroy()

    assert f'"Action": "{row.action}"' in incomplete.value.remedy
    permit(guarded, whole)
    service.destroy()


@pytest.fixture
def watched(guarded: LocalAws, roles: dict[str, str], service: Service, name: str) -> Service:
    """A service that runs, whose image is pinned, and a user who may do nothing yet."""
    ecr = guarded.client("ecr")
    if not ecr.describe_repositories()["repositories"]:
        ecr.create_repository(repositoryName="shop")
        layer = {"digest": f"sha256:{'a' * 64}", "size": 1, "mediaType": f"{DOCKER}.image.rootfs.diff.tar.gzip"}
        manifest = {"schemaVersion": 2, "mediaType": f"{DOCKER}.distribution.manifest.v2+json", "layers": [layer]}
        ecr.put_image(repositoryName="shop", imageManifest=json.dumps(manifest), imageTag="1")
    permit(guarded, printed(Command.UP, name, roles, USED))
    service.up(primaryContainer={"image": IMAGE}, pinImageDigest=True)
    return service


def a_look(service: Service) -> list[str]:
    """Preview with a pinned image, refresh, and preview a task definition of one's own; give what was warned of."""
    service.preview(tags={"team": "other"})
    changed = service.call()
    image = {"primaryContainer": {"image": "app:2"}}
    service_operations.diff(changed, service.id, service.outputs, {**service.inputs, **image})
    assert service.refresh()
    definition = own_definition(service.aws)
    roles = {"infrastructureRoleArn": service.declared["infrastructureRoleArn"]}
    own = Service(service.aws, "own", {"taskDefinitionArn": definition, **roles})
    return [*changed.warnings, *own.preview().warnings]


def test_the_policy_for_previews_is_enough_and_changes_nothing(
    guarded: LocalAws, roles: dict[str, str], watched: Service, name: str
) -> None:
    """For a preview and for a refresh."""
    permit(guarded, printed(Command.PREVIEW, name, roles, USED))

    assert a_look(watched) == []

    with pytest.raises(errors.AccessDenied):
        watched.up(tags={"team": "other"})


@pytest.mark.row("S0-35")
@pytest.mark.parametrize("row", sampling.some(rows((Command.PREVIEW, Roles.GIVEN, USED)), 3))
def test_what_is_missing_for_previews_is_named(
    guarded: LocalAws, roles: dict[str, str], watched: Service, name: str, row: Permission
) -> None:
    """An error, or, where AWS judges again in the update, a warning."""
    permit(guarded, without(printed(Command.PREVIEW, name, roles, USED), row.action))

    try:
        reported = a_look(watched)
    except errors.AccessDenied as denied:
        reported = [denied.remedy]

    assert f'"Action": "{row.action}"' in "\n".join(reported)
