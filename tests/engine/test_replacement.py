"""Another service in place of this one: in the right order, and never at the cost of the one that lives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest

import pulumi_ecs_express as express
from tests.engine.conftest import ROLES
from tests.engine.harness import SERVICE, LocalAws, Outcome, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]


def _host(outcome: Any) -> str:
    host: str = outcome.outputs["url"].removeprefix("https://")
    return host


def _alive(aws: LocalAws) -> list[str]:
    ecs = aws.client("ecs")
    arns = ecs.list_services(cluster="default", resourceManagementType="ECS")["serviceArns"]
    reported = [ecs.describe_express_gateway_service(serviceArn=arn)["service"] for arn in arns]
    return sorted(service["serviceName"] for service in reported if service["status"]["statusCode"] == "ACTIVE")


@pytest.mark.row("S0-05")
@pytest.mark.peer("#47277", "R11")
def test_another_cluster_is_another_service(project: Project, aws: LocalAws, service: Write) -> None:
    """Clusters by name and by ARN; the explicit name may stay, since it is unique in its cluster only."""
    other = aws.client("ecs").create_cluster(clusterName="other")["cluster"]["clusterArn"]
    first = project.up(service("app:1", service_name="one"))

    second = project.up(service("app:1", service_name="one", cluster=other))
    by_name = project.preview(service("app:1", service_name="one", cluster="other"))

    assert second.ok, second.text
    assert second.outputs["arn"] == first.outputs["arn"].replace("/default/", "/other/")
    assert aws.get(_host(second))[0] == 200
    assert by_name.changed == {}
    assert project.refresh().drifted == {}


@pytest.mark.row("S0-05")
def test_another_region_is_another_service_made_before_the_old_one_goes(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """The explicit name stays, since each Region has its own; the new URL is an output of the same `up`."""
    first = project.up(service("app:1", service_name="one", region="us-east-1"))

    preview = project.preview(service("app:1", service_name="one", region="us-west-2"))
    second = project.up()

    assert "region: another service: a new one is made, the URL changes" in preview.text
    assert second.ok, second.text
    assert second.outputs["arn"] == first.outputs["arn"].replace("us-east-1", "us-west-2")
    assert second.outputs["url"] != first.outputs["url"]
    assert _alive(aws) == []
    assert _order(second) == ["create-replacement", "delete-replaced"]
    assert project.preview().changed == {}


@pytest.mark.row("S0-05")
@pytest.mark.peer("R11")
@pytest.mark.parametrize(
    ("named", "order"),
    [(True, ["delete-replaced", "create-replacement"]), (False, ["create-replacement", "delete-replaced"])],
    ids=["name and cluster stay", "the name is generated"],
)
@pytest.mark.sweep_only("the name is generated")
def test_another_infrastructure_role_deletes_first_only_where_name_and_cluster_stay(
    project: Project, aws: LocalAws, service: Write, named: bool, order: list[str]
) -> None:
    """Otherwise there is no moment without a service; the preview says which it is."""
    name = {"service_name": "one"} if named else {}
    first = project.up(service("app:1", **name))
    roles = aws.make_roles("2")
    aws.clock(advance_seconds=60)

    kept = {"execution_role_arn": ROLES["execution_role_arn"]}
    preview = project.preview(service("app:1", **name, **{**roles, **kept}))
    second = project.up()

    assert second.ok, second.text
    assert "infrastructure_role_arn: another service" in preview.text
    assert _order(second) == order
    assert (second.outputs["arn"] == first.outputs["arn"]) is named
    assert second.outputs["url"] != first.outputs["url"]
    assert aws.get(_host(second))[0] == 200
    assert project.preview().changed == {}
    assert len(_alive(aws)) == 1


def _order(outcome: Outcome) -> list[str]:
    """Tell in which order the new service was made and the old one deleted."""
    steps = [event.resource_pre_event.metadata for event in outcome.events if event.resource_pre_event]
    found = [str(getattr(step.op, "value", step.op)) for step in steps if step.type == SERVICE]
    return [op for op in dict.fromkeys(found) if op in ("create-replacement", "delete-replaced")]


def test_a_replacement_that_fails_keeps_the_old_service_answering_and_heals(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """The old one goes only after the new one serves; running again with a good image finishes it."""
    first = project.up(service("app:1", service_name="one"))

    failed = project.up(service("app:unhealthy", service_name="two"))
    still = aws.get(_host(first))
    healed = project.up(service("app:2", service_name="two"))

    assert not failed.ok
    assert still[1]["image"] == "app:1"
    assert healed.ok, healed.text
    assert aws.get(_host(healed))[1]["image"] == "app:2"
    assert _alive(aws) == ["two"]
    assert project.preview().changed == {}


@pytest.mark.sweep_only(held_by="tests/providers/test_deletion.py")
def test_going_back_to_the_old_name_after_a_failed_replacement_keeps_the_living_service(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """The engine makes the old name a third time and then deletes both entries of state: the guard looks at the token."""
    first = project.up(service("app:1", service_name="one"))
    assert not project.up(service("app:unhealthy", service_name="two")).ok

    project.up(service("app:1", service_name="one"))
    for _ in range(3):
        again = project.up(service("app:1", service_name="one", adopt_existing=True))
        if again.ok:
            break

    assert again.ok, again.text
    assert aws.get(_host(again))[0] == 200
    assert _alive(aws) == ["one"]
    assert _host(again) == _host(first)
    assert project.preview().changed == {}


def _parented(alias: bool) -> Program:
    class Outer(pulumi.ComponentResource):
        def __init__(self) -> None:
            super().__init__("shop:index:Outer", "outer")

    def program() -> None:
        outer = Outer()
        aliases: list[Any] = [pulumi.Alias(parent=pulumi.ROOT_STACK_RESOURCE)] if alias else []
        opts = pulumi.ResourceOptions(parent=outer, aliases=aliases)
        web = express.ExpressGatewayService(
            "web", opts, service_name="one", primary_container={"image": "app:1"}, adopt_existing=not alias, **ROLES
        )
        pulumi.export("url", web.url)

    return program


@pytest.mark.parametrize("alias", [True, False], ids=["with an alias", "without one"])
@pytest.mark.sweep_only("with an alias")
def test_a_component_under_another_parent_keeps_its_living_service(
    project: Project, aws: LocalAws, service: Write, alias: bool
) -> None:
    """With an alias nothing happens; without one the new resource adopts, and the old one's delete leaves it alone."""
    first = project.up(service("app:1", service_name="one"))

    moved = project.up(_parented(alias))

    assert moved.ok, moved.text
    assert _host(moved) == _host(first)
    assert aws.get(_host(moved))[0] == 200
    assert _alive(aws) == ["one"]
    assert project.preview().changed == {}
    assert len(project.resources(SERVICE)) == 1


@pytest.mark.peer("R4")
@pytest.mark.sweep_only(held_by="tests/providers/test_waiting.py")
def test_an_update_during_a_rollout_of_somebody_else_supersedes_it(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """Another deployment is running: the declared settings win, and what is waited for is our own deployment."""
    first = project.up(service("app:1"))
    ecs = aws.client("ecs")
    aws.clock(speed=240)
    ecs.update_express_gateway_service(serviceArn=first.outputs["arn"], primaryContainer={"image": "theirs:1"})

    done = project.up(service("app:2"))

    assert done.ok, done.text
    assert aws.get(_host(done))[1]["image"] == "app:2"
    latest = ecs.list_service_deployments(service=first.outputs["arn"])["serviceDeployments"][0]
    assert (latest["status"], latest["targetServiceRevisionArn"]) == ("SUCCESSFUL", done.outputs["revision"])
    assert project.refresh().drifted == {}


@pytest.mark.sweep_only(held_by="tests/planning/test_rollout.py")
def test_a_deployment_stopped_by_an_operator_fails_the_update_and_heals(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """Stopped with a rollback: the message says so, the old revision serves, and the next `up` deploys again."""
    import threading

    first = project.up(service("app:1"))
    aws.clock(speed=240)
    ecs, arn, outcome = aws.client("ecs"), first.outputs["arn"], []
    thread = threading.Thread(target=lambda: outcome.append(project.up(service("app:2"))))
    thread.start()
    while True:
        latest = ecs.list_service_deployments(service=arn)["serviceDeployments"][0]
        if latest["targetServiceRevisionArn"] != first.outputs["revision"] and latest["status"] == "IN_PROGRESS":
            break
    ecs.stop_service_deployment(serviceDeploymentArn=latest["serviceDeploymentArn"], stopType="ROLLBACK")
    thread.join(60)
    aws.clock(speed=aws.speed)

    assert not outcome[0].ok
    (message,) = {error for error in outcome[0].errors if "[rollout-" in error}
    assert "was rolled back, and the previous revision serves" in message
    assert "[rollout-rolled-back]" in message
    assert project.state()["outputs"]["serviceRevisionArn"] == first.outputs["revision"], "what runs now"
    assert aws.get(_host(first))[1]["image"] == "app:1"
    assert project.up().ok
    assert aws.get(_host(first))[1]["image"] == "app:2"
