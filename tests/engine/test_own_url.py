"""A service that is told its own URL in its environment, from the very first `pulumi up` on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest

import pulumi_ecs_express as express
from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]
URLS = {"PUBLIC_URL": express.OWN_URL, "CALLBACK": f"{express.OWN_URL}/callback?from=here", "PLAIN": "1"}


def _environment(aws: LocalAws, arn: str) -> dict[str, str]:
    """Read what the containers get."""
    found = aws.client("ecs").describe_express_gateway_service(serviceArn=arn)["service"]["activeConfigurations"]
    assert len(found) == 1
    return {pair["name"]: pair["value"] for pair in found[0]["primaryContainer"].get("environment", [])}


def _everything_ever_sent(aws: LocalAws, arn: str) -> str:
    """Read all task definitions of the service."""
    ecs = aws.client("ecs")
    family = "-".join(arn.split("/")[-2:])
    found = ecs.list_task_definitions(familyPrefix=family)["taskDefinitionArns"]
    return str([ecs.describe_task_definition(taskDefinition=one)["taskDefinition"] for one in found])


def test_the_url_is_in_the_environment_after_the_first_up(project: Project, aws: LocalAws, service: Write) -> None:
    """Alone and inside a longer string, by one update more, with the stand-in sent nowhere; a secret stays secret."""

    def program() -> None:
        environment: Any = {**URLS, "TOKEN": pulumi.Output.secret(f"{express.OWN_URL}/?token=hunter2")}
        service("app:1", container={"environment": environment})()

    done = project.up(program)

    assert done.ok, done.text
    url = done.outputs["url"]
    assert _environment(aws, done.outputs["arn"]) == {
        "PUBLIC_URL": url, "CALLBACK": f"{url}/callback?from=here", "PLAIN": "1", "TOKEN": f"{url}/?token=hunter2",
    }  # fmt: skip
    assert "hunter2" not in project.text_of_state()
    assert aws.calls()["ecs:UpdateExpressGatewayService"] == 1
    assert express.OWN_URL not in _everything_ever_sent(aws, done.outputs["arn"])
    assert aws.get(done.outputs["url"].removeprefix("https://"))[0] == 200


def test_declared_later_it_is_one_update_and_never_drift_unless_somebody_writes_another(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """The service is there and has its URL; another value in its place shows by its path and is put back."""
    first = project.up(service("app:1"))
    aws.forget_calls()
    program = service("app:1", container={"environment": URLS})
    done = project.up(program)
    assert done.ok, done.text
    assert aws.changes() == {"ecs:UpdateExpressGatewayService": 1}
    assert _environment(aws, first.outputs["arn"])["PUBLIC_URL"] == first.outputs["url"]

    aws.forget_calls()
    assert project.up(program).changed == {}
    assert aws.calls() == {}
    assert project.refresh().drifted == {}

    aws.client("ecs").update_express_gateway_service(
        serviceArn=first.outputs["arn"],
        primaryContainer={"image": "app:1", "environment": [{"name": "PUBLIC_URL", "value": "https://evil"}]},
    )
    aws.clock(advance_seconds=3600)
    assert SERVICE in project.refresh().drifted
    assert "primaryContainer.environment.PUBLIC_URL" in project.preview(program).detailed()
    aws.forget_calls()
    repaired = project.up(service("app:1", container={"environment": {**URLS, "MORE": "2"}}))
    assert repaired.ok, repaired.text
    assert aws.changes() == {"ecs:UpdateExpressGatewayService": 1}
    there = _environment(aws, first.outputs["arn"])
    assert (there["PUBLIC_URL"], there["MORE"]) == (first.outputs["url"], "2")


@pytest.mark.sweep_only(held_by="tests/planning/test_own_url.py")
def test_a_replacement_is_told_its_new_url(project: Project, aws: LocalAws, service: Write) -> None:
    """Another service has another URL, and its environment says so."""
    first = project.up(service("app:1", service_name="one", container={"environment": URLS}))

    second = project.up(service("app:1", service_name="two", container={"environment": URLS}))

    assert second.ok, second.text
    assert second.outputs["url"] != first.outputs["url"]
    assert _environment(aws, second.outputs["arn"])["PUBLIC_URL"] == second.outputs["url"]


@pytest.mark.sweep_only(held_by="tests/planning/test_own_url.py")
def test_who_does_not_wait_gets_it_too(project: Project, aws: LocalAws, service: Write) -> None:
    """As soon as there is an endpoint, before any task has to be healthy."""
    done = project.up(service("app:1", wait_for_rollout=False, container={"environment": URLS}))

    assert done.ok, done.text
    aws.clock(advance_seconds=3600)
    assert _environment(aws, done.outputs["arn"])["PUBLIC_URL"] == done.outputs["url"]


def test_an_aws_that_takes_no_update_during_a_deployment_is_waited_for(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """Then the URL follows when the first deployment has ended."""
    aws.settings(update_during_deployment="refused")
    refusal = "Cannot update the service while a deployment is in progress."
    aws.faults(
        {
            "operation": "ecs:UpdateExpressGatewayService",
            "kind": "error",
            "times": 2,
            "code": "InvalidParameterException",
            "status": 400,
            "message": refusal,
        }
    )

    done = project.up(service("app:1", container={"environment": URLS}))

    assert done.ok, done.text
    assert _environment(aws, done.outputs["arn"])["PUBLIC_URL"] == done.outputs["url"]
    assert any("AWS takes no update before it" in row for row in done.row())


def test_a_failure_between_making_and_telling_heals(project: Project, aws: LocalAws, service: Write) -> None:
    """The service is in state, and the next run tells it its URL."""
    program = service("app:1", container={"environment": URLS})
    aws.faults({"operation": "ecs:UpdateExpressGatewayService", "kind": "deny"})

    assert not project.up(program).ok
    assert project.state(SERVICE)["id"]
    done = project.up(program)

    assert done.ok, done.text
    assert _environment(aws, done.outputs["arn"])["PUBLIC_URL"] == done.outputs["url"]
    assert project.up(program).changed == {}


def test_elsewhere_it_is_refused(project: Project, aws: LocalAws, service: Write) -> None:
    """It could not be written in anywhere else without another rollout of everything."""
    refused = project.preview(service("app:1", container={"command": ["serve", express.OWN_URL]}))

    assert not refused.ok
    assert (
        "primary_container.command: OWN_URL can stand in values of primary_container.environment alone" in refused.text
    )
