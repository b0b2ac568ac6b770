"""The outputs of a service: what was declared under its own names, and beside it what AWS says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from tests.providers.fakes import FakeExpressServices
from tests.service_samples import ARN, OWNER, SECRET, declared

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.providers.service import OUTPUTS
from pulumi_ecs_express.providers.service.create import create_service
from pulumi_ecs_express.providers.service.create_or_update import Operation
from pulumi_ecs_express.providers.service.outputs import failed_rollout, known_outputs, outputs_of

CONTAINER = {"environment": {"PASSWORD": "hunter2"}, "command": ["run", "hunter2"], "secrets": {"TOKEN": SECRET}}


@pytest.fixture
def service(operation: Callable[..., Operation], services: FakeExpressServices) -> FakeExpressServices:
    """An account with one service whose first deployment has ended."""
    first = operation(container=CONTAINER, cpu="512", memory="1024")
    first.follow(create_service(first, OWNER).arn, None)
    return services


def outputs(services: FakeExpressServices, deployment: Deployment | None = None, **properties: Any) -> dict[str, Any]:
    """Give the outputs of a small service."""
    return outputs_of(services, ARN, declared(CONTAINER, **properties), "token-1", deployment)


def newest(services: FakeExpressServices) -> Deployment:
    """Read the newest deployment."""
    return services.describe_deployments(services.deployments(ARN)[:1])[0]


def test_declared_settings_stay_under_their_own_names(service: FakeExpressServices) -> None:
    """A property that carries a secret keeps its name and nesting, or Pulumi would store it in clear."""
    reported = outputs(service)

    assert {key: reported[key] for key in declared()} == declared(CONTAINER)
    assert reported.keys() == declared().keys() | set(OUTPUTS) | {"serviceName"}


@pytest.mark.row("S0-31")
def test_what_is_in_effect_is_one_object_with_awss_own_choices(service: FakeExpressServices) -> None:
    """Beside the declared values, so that it cannot look like drift."""
    in_effect = outputs(service)["inEffect"]

    assert (in_effect["cpu"], in_effect["healthCheckPath"]) == ("512", "/")
    assert in_effect["primaryContainer"]["containerPort"] == 80
    assert in_effect["taskDefinitionArn"]


@pytest.mark.row("S0-31")
def test_no_output_beside_the_declared_ones_holds_a_secret(service: FakeExpressServices) -> None:
    """A copy under another name would be stored in clear."""
    reported = outputs(service)
    added = {key: value for key, value in reported.items() if key not in declared()}

    assert "hunter2" not in str(added)
    assert SECRET not in str(added)


@pytest.mark.row("S0-29")
def test_times_are_in_rfc_3339_and_utc(service: FakeExpressServices) -> None:
    """Whatever zone boto3 answers them in, to the millisecond."""
    abroad = datetime(2026, 11, 22, 3, 0, 0, 123456, tzinfo=timezone(timedelta(hours=3)))
    observed = replace(service.describe(ARN), created_at=abroad, updated_at=None)
    reported = outputs_of(service, ARN, declared(), "token-1", None, observed)

    assert reported["createdAt"] == "2026-11-22T00:00:00.123Z"
    assert reported["updatedAt"] is None


@pytest.mark.row("S0-02")
@pytest.mark.parametrize(
    ("image", "serves"), [("app:2", "the new one"), ("app:unhealthy", "the surviving one")], ids=["success", "rollback"]
)
def test_the_revision_is_the_one_that_serves(service: FakeExpressServices, image: str, serves: str) -> None:
    """The new one after a good deployment, the surviving one after a rollback."""
    survivor = outputs(service)["serviceRevisionArn"]
    updated = service.update({"serviceArn": ARN, "primaryContainer": {"image": image}})
    service.clock.advance(3600)

    reported = outputs(service, newest(service))
    assert reported["serviceRevisionArn"] == (updated if serves == "the new one" else survivor)
    assert reported["deploymentArn"] == newest(service).arn


@pytest.mark.row("S0-15")
def test_managed_resources_that_an_update_may_change_are_outputs(service: FakeExpressServices) -> None:
    """By kind; those of the ingress are not among them, but for target groups, by which it knows that it is behind."""
    assert outputs(service)["managedResources"].keys() == {
        "serviceSecurityGroups", "logGroups", "metricAlarms", "scalableTarget", "scalingPolicies", "targetGroups",
    }  # fmt: skip


def test_what_is_known_without_aws_is_enough_to_go_on_from(service: FakeExpressServices) -> None:
    """The ARN and the token must reach the state, whatever happened."""
    deployment = newest(service)

    reported = known_outputs(ARN, declared(CONTAINER), "token-1", deployment)
    assert reported == {
        **declared(CONTAINER), "serviceName": "web", "serviceArn": ARN, "ownerToken": "token-1",
        "deploymentArn": deployment.arn,
    }  # fmt: skip


def test_the_pickled_provider_is_no_output(service: FakeExpressServices) -> None:
    """The engine's bridge adds it where it must be."""
    assert "__provider" not in outputs(service, __provider="pickle")
    assert outputs(service, __madeRoles=["executionRoleArn"])["__madeRoles"] == ["executionRoleArn"]


def test_a_refresh_after_a_rollback_is_no_success(service: FakeExpressServices) -> None:
    """As long as the last deployment is the one that was attempted, and it has failed."""
    service.update({"serviceArn": ARN, "primaryContainer": {"image": "app:unhealthy"}})
    running = newest(service)
    service.clock.advance(3600)
    failed, observed = newest(service), service.describe(ARN)

    assert isinstance(failed_rollout(service, observed, failed, failed.arn), errors.RolloutRolledBack)
    assert failed_rollout(service, observed, running, running.arn) is None
    assert failed_rollout(service, observed, failed, "another deployment") is None
    assert failed_rollout(service, observed, None, failed.arn) is None


@pytest.mark.peer("R3")
@pytest.mark.parametrize(
    ("status", "traffic", "serves"),
    [
        ("IN_PROGRESS", None, "older"), ("IN_PROGRESS", 5.0, "older"), ("IN_PROGRESS", 100.0, "newer"),
        ("SUCCESSFUL", 100.0, "newer"), ("SUCCESSFUL", None, "newer"), ("STOP_REQUESTED", 5.0, "older"),
        ("STOPPED", 5.0, "older"), ("STOPPED", 100.0, "newer"), ("ROLLBACK_IN_PROGRESS", 100.0, "older"),
        ("ROLLBACK_SUCCESSFUL", 100.0, "older"), (None, None, "older"),
    ],
)  # fmt: skip
def test_of_two_revisions_the_one_with_the_traffic_serves(
    service: FakeExpressServices, status: str | None, traffic: float | None, serves: str
) -> None:
    """Whatever ended or interrupted the wait, the output says what runs now."""
    older = service.describe(ARN).configurations[0]
    newer = replace(older, revision_arn=f"{older.revision_arn}-2")
    both = replace(service.describe(ARN), configurations=(newer, older))
    deployment = replace(newest(service), target_revision=newer.revision_arn, status=status or "", traffic=traffic)

    reported = outputs_of(service, ARN, declared(), "token-1", deployment if status else None, both)
    unwaited = outputs_of(service, ARN, declared(waitForRollout=False), "token-1", deployment, both)

    assert reported["serviceRevisionArn"] == {"older": older, "newer": newer}[serves].revision_arn
    assert unwaited["serviceRevisionArn"] == newer.revision_arn, "who does not wait is told what it leads to"
