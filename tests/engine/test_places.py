"""Clusters and names: whoever holds them, however they are written, and until when."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from tests.engine.checks import reported, rests
from tests.engine.conftest import ROLES
from tests.engine.harness import LocalAws, Outcome, Program, Project

pytestmark = pytest.mark.engine
peer = pytest.mark.peer

Write = Callable[..., Program]

CLUSTERS = {
    "left out": (None, "default"),
    "default by its name": ("default", "default"),
    "default by its ARN": ("arn:aws:ecs:us-east-1:123456789012:cluster/default", "default"),
    "another one by its name": ("other", "other"),
    "another one by its ARN": ("arn:aws:ecs:us-east-1:123456789012:cluster/other", "other"),
}


@peer("#47532", "#47277", "R2")
@pytest.mark.parametrize(("cluster", "name"), CLUSTERS.values(), ids=CLUSTERS)
@pytest.mark.sweep_only("left out", "default by", "another one by its name")
def test_a_service_lives_in_any_cluster_however_that_is_written(
    project: Project, aws: LocalAws, service: Write, cluster: str | None, name: str
) -> None:
    """Made, rested, the cluster written in all other ways without a call, updated, destroyed."""
    aws.settings(inactive_visible_seconds=1_000_000)
    aws.client("ecs").create_cluster(clusterName="other")
    first = project.up(service("app:1", cluster=cluster))
    assert first.ok, first.text
    assert first.outputs["arn"].split("/")[1] == name
    rests(project, aws)

    for spelling, other in CLUSTERS.values():
        if other == name:
            assert project.up(service("app:1", cluster=spelling)).changed == {}
    assert aws.calls() == {}

    assert project.up(service("app:2", cluster=cluster)).outputs["arn"] == first.outputs["arn"]
    assert project.destroy().ok
    assert reported(aws, first.outputs["arn"])["status"]["statusCode"] == "INACTIVE"


@peer("R1")
@pytest.mark.parametrize(
    "cluster", ["other", "arn:aws:ecs:us-east-1:123456789012:cluster/other"], ids=["by its name", "by its ARN"]
)
@pytest.mark.sweep_only("by its name")
def test_a_service_taken_over_in_another_cluster_shows_no_difference(
    project: Project, aws: LocalAws, service: Write, cluster: str
) -> None:
    """Adoption stands in for an import; it reads the service where it is."""
    ecs = aws.client("ecs")
    ecs.create_cluster(clusterName="other")
    roles = {"executionRoleArn": ROLES["execution_role_arn"], "infrastructureRoleArn": ROLES["infrastructure_role_arn"]}
    made = ecs.create_express_gateway_service(
        serviceName="shop", cluster="other", primaryContainer={"image": "app:1"}, **roles
    )
    aws.clock(advance_seconds=3600)

    done = project.up(service("app:1", service_name="shop", cluster=cluster, adopt_existing=True))

    assert done.ok, done.text
    assert done.outputs["arn"] == made["service"]["serviceArn"]
    assert aws.calls().get("ecs:UpdateExpressGatewayService", 0) == 0, "it is as declared already"
    rests(project, aws)


@peer("#47438")
@pytest.mark.sweep_only(held_by="tests/providers/test_make.py")
def test_a_name_whose_service_is_gone_can_be_used_again(project: Project, aws: LocalAws, service: Write) -> None:
    """An INACTIVE service of that name is none, although AWS still shows it."""
    first = project.up(service("app:1", service_name="shop"))
    aws.settings(inactive_visible_seconds=1_000_000)
    aws.client("ecs").delete_express_gateway_service(serviceArn=first.outputs["arn"])
    aws.clock(advance_seconds=3600)
    assert reported(aws, first.outputs["arn"])["status"]["statusCode"] == "INACTIVE"

    again = project.up(refresh=True)

    assert again.ok, again.text
    assert again.outputs["arn"] == first.outputs["arn"]


@peer("#47438")
def test_a_name_whose_service_is_draining_is_waited_for(project: Project, aws: LocalAws, service: Write) -> None:
    """Nobody says that it exists already: the row tells what is waited for, and the service is made after that."""
    first = project.up(service("app:1", service_name="shop"))
    aws.clock(speed=0)
    aws.client("ecs").delete_express_gateway_service(serviceArn=first.outputs["arn"])
    outcome: list[Outcome] = []
    thread = threading.Thread(target=lambda: outcome.append(project.up(refresh=True)))
    aws.forget_calls()
    thread.start()
    while aws.calls().get("ecs:CreateExpressGatewayService", 0) < 2:
        assert thread.is_alive(), outcome and outcome[0].text
    aws.clock(speed=aws.speed)
    thread.join(120)

    assert outcome[0].ok, outcome[0].text
    assert outcome[0].outputs["arn"] == first.outputs["arn"]
    assert any("until the old service of that name is gone" in said for said in outcome[0].row())
    assert aws.get(outcome[0].outputs["url"].removeprefix("https://"))[0] == 200


@peer("R7", "#47568")
@pytest.mark.parametrize("visible", [0, 3600], ids=["vanished", "INACTIVE"])
@pytest.mark.parametrize("status", ["ACTIVE", "DRAINING", "gone"])
@pytest.mark.sweep_only("ACTIVE-", "DRAINING-INACTIVE", "gone-INACTIVE")
def test_a_destroy_ends_well_however_far_the_service_is_gone(
    project: Project, aws: LocalAws, service: Write, status: str, visible: int
) -> None:
    """Whether AWS still shows it as INACTIVE or not at all."""
    aws.settings(inactive_visible_seconds=visible)
    first = project.up(service("app:1"))
    if status != "ACTIVE":
        aws.client("ecs").delete_express_gateway_service(serviceArn=first.outputs["arn"])
        aws.clock(advance_seconds=3600 if status == "gone" else 0)

    destroyed = project.destroy()

    assert destroyed.ok, destroyed.text
    assert project.state() == {}
    services = aws.client("ecs").list_services(cluster="default", resourceManagementType="ECS")["serviceArns"]
    assert services == []


@peer("R9")
def test_a_name_that_an_ordinary_service_holds_is_told_as_that(project: Project, aws: LocalAws, service: Write) -> None:
    """It is no Express Mode service, so it cannot be adopted either."""
    ecs = aws.client("ecs")
    ecs.create_cluster(clusterName="default")
    definition = ecs.register_task_definition(
        family="classic", containerDefinitions=[{"name": "web", "image": "theirs:1", "memory": 512}]
    )
    ecs.create_service(
        cluster="default",
        serviceName="shop",
        taskDefinition=definition["taskDefinition"]["taskDefinitionArn"],
        desiredCount=0,
    )

    for adopt in (False, True):
        refused = project.up(service("app:1", service_name="shop", adopt_existing=adopt))
        (message,) = {error for error in refused.errors if "[" in error}
        assert "ordinary ECS service" in message, message
        assert "service_name" in message
        assert project.state() == {}
