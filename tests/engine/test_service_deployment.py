"""An existing service moved to a revision, on a real engine: classic services, made by ordinary calls."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest

from pulumi_ecs_express.providers.service_update import ServiceDeploymentResource
from tests.engine.harness import REGION, LocalAws, Program, Project

pytestmark = pytest.mark.engine

TYPE = "pulumi-python:dynamic/ecsexpress:EcsServiceUpdate"
BREAKER = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}
HOUR = 3600


def revision(aws: LocalAws, image: str) -> str:
    """Register a revision of the family ``shop``."""
    answer = aws.client("ecs").register_task_definition(
        family="shop", networkMode="awsvpc", cpu="512", memory="1024", requiresCompatibilities=["FARGATE"],
        containerDefinitions=[{"name": "app", "image": image, "environment": [{"name": "TOKEN", "value": "hunter2-x"}]}],
    )  # fmt: skip
    return str(answer["taskDefinition"]["taskDefinitionArn"])


def make(aws: LocalAws, name: str, definition: str, **members: Any) -> None:
    """Make a service, as anybody may."""
    subnets = [one["SubnetId"] for one in aws.client("ec2").describe_subnets()["Subnets"][:2]]
    aws.client("ecs").create_service(
        cluster="shop", serviceName=name, taskDefinition=definition, desiredCount=2, launchType="FARGATE",
        networkConfiguration={"awsvpcConfiguration": {"subnets": subnets}}, **members,
    )  # fmt: skip


@pytest.fixture
def first(aws: LocalAws) -> str:
    """Make the service ``web``, and let it run for an hour; give its revision."""
    arn = revision(aws, "app:1")
    aws.client("ecs").create_cluster(clusterName="shop")
    make(aws, "web", arn, deploymentConfiguration=BREAKER)
    aws.clock(advance_seconds=HOUR)
    return arn


def program(definition: str, **changes: Any) -> Program:
    """Write a program with one update."""
    declared = {"cluster": "shop", "service": "web", "region": REGION, "taskDefinitionArn": definition, **changes}

    def run() -> None:
        resource = ServiceDeploymentResource("release", declared, pulumi.ResourceOptions())
        pulumi.export("earlier", resource.earlierTaskDefinitionArn)
        pulumi.export("arn", resource.serviceArn)

    return run


def runs(aws: LocalAws) -> str:
    """Give the task definition that the service runs."""
    (service,) = aws.client("ecs").describe_services(cluster="shop", services=["web"])["services"]
    return str(service["taskDefinition"])


@pytest.mark.row("S3-01", "S3-04", "S3-05", "S3-20", "S3-23")
def test_a_service_of_others_is_moved_to_a_revision_and_back(project: Project, aws: LocalAws, first: str) -> None:
    """Without a change no call is made; drift shows by its path and is repaired; a destroy leaves the service there."""
    second = revision(aws, "app:2")
    declared = program(second, tags={"team": "shop"}, restoreOnDestroy=True)
    preview = project.preview(declared)
    assert "shop:2 is deployed to service web in cluster shop, in place of shop:1" in preview.text
    done = project.up()
    assert done.ok, done.text
    assert (runs(aws), done.outputs["earlier"]) == (second, first)
    assert done.row(TYPE)[0] == "sending the update"
    aws.forget_calls()
    assert project.up().changed == {}
    assert aws.calls() == {}

    aws.client("ecs").update_service(cluster="shop", service="web", taskDefinition=first)
    aws.clock(advance_seconds=HOUR)
    assert project.refresh().drifted == {TYPE: "update"}
    assert project.preview().detailed(TYPE) == {"taskDefinitionArn": "update"}
    assert project.up().ok
    assert runs(aws) == second

    assert project.destroy().ok
    assert runs(aws) == first


@pytest.mark.row("S3-23", "S3-27")
def test_a_rollback_fails_the_update_with_its_reasons(project: Project, aws: LocalAws, first: str) -> None:
    """The resource stays in state, a refresh tells it again, and a good revision mends it."""
    bad = revision(aws, "app:unpullable")

    failed = project.up(program(bad))

    assert not failed.ok
    (error,) = [text for text in failed.errors if "rollout-rolled-back" in text]
    assert "CannotPullContainerError" in error
    assert "check the image's name and tag" in error
    assert "hunter2" not in failed.text
    assert runs(aws) == first
    assert project.state(TYPE)["outputs"]["earlierTaskDefinitionArn"] == first
    assert "rollout-rolled-back" in project.refresh().text
    assert project.up(program(revision(aws, "app:2"))).ok


@pytest.mark.row("S3-01", "S3-05", "S3-10")
def test_what_cannot_be_updated_is_refused_at_preview(project: Project, aws: LocalAws, first: str) -> None:
    """A service that is not there, and one that CodeDeploy deploys."""
    missing = project.preview(program(first, service="wep"))
    make(aws, "blue", first, deploymentController={"type": "CODE_DEPLOY"})
    by_code_deploy = project.preview(program(first, service="blue"))

    assert not missing.ok
    assert f"service: there is no service wep in cluster shop of {REGION}" in missing.text
    assert not by_code_deploy.ok
    assert "aws deploy create-deployment" in by_code_deploy.text
