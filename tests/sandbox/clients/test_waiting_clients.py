"""Clients that wait for what they started: their calls, one by one, with their judgements."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.clients.github_action import GithubAction
from tests.sandbox.clients.monitor import TERMINAL, Monitor
from tests.sandbox.clients.terraform_like import TerraformLike
from tests.sandbox.local_aws import EXECUTION_POLICY, INFRASTRUCTURE_POLICY, LocalAws


def fresh_roles(aws: LocalAws) -> dict[str, str]:
    """Make both roles this very moment."""
    return {
        "executionRoleArn": aws.role("execution", "ecs-tasks.amazonaws.com", EXECUTION_POLICY),
        "infrastructureRoleArn": aws.role("infrastructure", "ecs.amazonaws.com", INFRASTRUCTURE_POLICY),
    }


@pytest.mark.parametrize(
    ("refusal", "scheme"),
    [("cannot_assume_role", "never"), ("not_authorized", "later"), ("credentials_not_valid", "always")],
)
@pytest.mark.sweep_only("not_authorized", "credentials_not_valid")
def test_terraform_creates_updates_and_deletes(aws: LocalAws, refusal: str, scheme: str) -> None:
    """It waits out young roles, finds no drift, updates, replaces tags, deletes, and takes the name again at once."""
    aws.settings(role_refusal=refusal, endpoint_scheme=scheme)
    terraform, roles = TerraformLike(aws), fresh_roles(aws)
    environment = [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}]
    container: dict[str, Any] = {"image": "shop/web:1", "environment": environment}
    request = {**roles, "serviceName": "web", "primaryContainer": container, "tags": [{"key": "a", "value": "b"}]}
    arn = terraform.create(**request)
    state = terraform.read(arn)
    aws.advance(3600)

    assert terraform.retries > 0
    assert terraform.read(arn) == state
    assert (state["cluster"], state["command"], state["security_groups"]) == ("default", None, [])
    assert state["environment"] == [("A", "1"), ("B", "2")]

    terraform.update(arn, primaryContainer={**container, "image": "shop/web:2"})
    aws.ecs.tag_resource(resourceArn=arn, tags=[{"key": "c", "value": "d"}])
    aws.ecs.untag_resource(resourceArn=arn, tagKeys=["a"])
    assert terraform.read(arn) == state | {"image": "shop/web:2", "tags": {"c": "d"}}

    terraform.delete(arn)
    terraform.delete(arn)
    again = terraform.create(**request)
    assert again == arn
    assert terraform.read(again)["url"] != state["url"]


def test_terraform_sees_the_new_configuration_right_after_an_update(aws: LocalAws) -> None:
    """It reads the first active configuration, and takes a rollback for a failure."""
    arn = aws.settled()
    terraform = TerraformLike(aws)
    aws.update(arn, "shop/web:2")
    assert terraform.read(arn)["image"] == "shop/web:2"
    aws.run_out()

    with pytest.raises(AssertionError, match="ROLLBACK_SUCCESSFUL"):
        terraform.update(arn, primaryContainer={"image": "shop/web:unhealthy"})


@pytest.mark.row("S1-16")
def test_the_github_action_creates_and_then_updates(aws: LocalAws) -> None:
    """It finds its own deployment by the time of its own clock, which the sandbox is never behind."""
    aws.control("POST", "/clock", {"speed": 1})
    configuration = {
        **fresh_roles(aws),
        "serviceName": "web",
        "primaryContainer": {"image": "shop/web:1"},
        "tags": [{"key": "a", "value": "b"}],
    }
    aws.advance(10)
    action = GithubAction(aws)
    created = action.run(**configuration)
    configuration["primaryContainer"] = {"image": "shop/web:2"}
    updated = action.run(**configuration)

    assert created == updated
    assert set(updated) == {"service-arn", "endpoint"}
    assert aws.get(updated["endpoint"]).content["image"] == "shop/web:2"


def test_the_github_action_takes_a_rollback_for_a_slow_deployment(aws: LocalAws) -> None:
    """Its known defect, here as on AWS: after 15 minutes it ends without an endpoint, and green."""
    aws.control("POST", "/clock", {"speed": 1})
    configuration = {**fresh_roles(aws), "serviceName": "web", "primaryContainer": {"image": "shop/web:1"}}
    aws.advance(10)
    action = GithubAction(aws)
    action.run(**configuration)
    configuration["primaryContainer"] = {"image": "shop/web:unhealthy"}

    assert set(action.run(**configuration)) == {"service-arn"}


def test_the_github_action_creates_over_an_inactive_service(aws: LocalAws) -> None:
    """INACTIVE means that there is none."""
    aws.control("POST", "/clock", {"speed": 1})
    configuration = {**fresh_roles(aws), "serviceName": "web", "primaryContainer": {"image": "shop/web:1"}}
    aws.advance(10)
    action = GithubAction(aws)
    arn = action.run(**configuration)["service-arn"]
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    aws.advance(600)

    assert action.run(**configuration)["service-arn"] == arn


def test_the_monitor_follows_a_create_to_its_end(aws: LocalAws) -> None:
    """Resources appear one after the other, each with a time; at the end all are ACTIVE."""
    arn = str(aws.create()["serviceArn"])
    monitor = Monitor(aws, arn)
    seen = []
    while True:
        view = monitor.resource_view()
        seen.append({name: status for name, (status, _) in view.items()})
        if not aws.next_change():
            break

    assert "PROVISIONING" in seen[0].values()
    assert set(seen[-1].values()) == {"ACTIVE"}
    assert len(seen[-1]) == 12
    assert "steady state" in monitor.event()


def test_the_monitor_tells_what_an_update_brings(aws: LocalAws) -> None:
    """The deployment's view ends with SUCCESSFUL; an update of the image alone takes no resource away."""
    arn = aws.settled()
    monitor = Monitor(aws, arn)
    aws.update(arn, "shop/web:2")
    statuses = []
    while True:
        status, target, leaving = monitor.deployment_view()
        statuses.append(status)
        assert leaving == {}
        if not aws.next_change():
            break

    assert statuses[-1] == "SUCCESSFUL"
    assert {status for status, _ in target.values()} <= TERMINAL
    assert "IN_PROGRESS" in statuses


def test_the_monitor_bears_what_is_missing_at_first(aws: LocalAws) -> None:
    """Deployments and revisions that do not show yet are no error, only an empty view."""
    aws.settings(deployment_visible_after_seconds=20, revision_visible_after_seconds=40)
    monitor = Monitor(aws, str(aws.create()["serviceArn"]))

    assert monitor.deployment_view() == ("", {}, {})
    assert monitor.resource_view() == {}
    aws.advance(30)
    status, target, _ = monitor.deployment_view()
    assert status in {"PENDING", "IN_PROGRESS"}
    assert target == {}
    aws.advance(20)
    assert monitor.resource_view()


def test_the_monitor_of_a_delete_ends_with_the_words_it_knows(aws: LocalAws) -> None:
    """It looks until DescribeServiceRevisions is refused for an INACTIVE service."""
    arn = aws.settled()
    revision = aws.describe(arn)["activeConfigurations"][0]["serviceRevisionArn"]
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    monitor = Monitor(aws, arn)
    statuses = {status for status, _ in monitor.resource_view().values()}
    aws.run_out()

    assert statuses <= {"ACTIVE", "DEPROVISIONING", "DELETED"}
    with pytest.raises(ClientError, match="Cannot call DescribeServiceRevisions for a service that is INACTIVE"):
        aws.ecs.describe_service_revisions(serviceRevisionArns=[revision])
