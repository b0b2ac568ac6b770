"""A release of a service that somebody else has made, as a user of `EcsServiceUpdate` sees it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pulumi
import pulumi_aws as aws_plugin
import pytest
from pulumi import automation

import pulumi_ecs_express as express
from tests.docs.reading import ROOT, Page
from tests.engine.harness import LocalAws, Program, Project
from tests.engine.test_task_definition_revision import register, registered, variables

pytestmark = pytest.mark.engine

UPDATE = "pulumi-python:dynamic/ecsexpress:EcsServiceUpdate"
FARGATE: dict[str, Any] = {
    "networkMode": "awsvpc",
    "requiresCompatibilities": ["FARGATE"],
    "cpu": "256",
    "memory": "512",
    "executionRoleArn": "arn:aws:iam::123456789012:role/e",
}
APP = {"name": "app", "image": "app:1", "essential": True, "environment": [{"name": "STAGE", "value": "dev"}]}
BREAKER = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}


def classic(aws: LocalAws, name: str = "shop", cluster: str = "default", **members: Any) -> str:
    """Make a classic service as somebody else would, and let its first deployment end."""
    ecs, ec2 = aws.client("ecs"), aws.client("ec2")
    register(aws, name, APP, **FARGATE)
    ecs.create_cluster(clusterName=cluster)
    subnets = [found["SubnetId"] for found in ec2.describe_subnets()["Subnets"]][:2]
    request = {"launchType": "FARGATE", "networkConfiguration": {"awsvpcConfiguration": {"subnets": subnets}}}
    arn: str = ecs.create_service(
        cluster=cluster, serviceName=name, taskDefinition=name, desiredCount=2,
        **{**request, "deploymentConfiguration": BREAKER, **members},
    )["service"]["serviceArn"]  # fmt: skip
    aws.clock(advance_seconds=900)
    return arn


def update(image: Any = "app:2", **arguments: Any) -> Program:
    """Write a program with one update."""

    def program() -> None:
        whole = {"service": "shop", "family": "shop", "containers": {"app": {"image": image}}, **arguments}
        made = express.EcsServiceUpdate("shop", **{key: value for key, value in whole.items() if value is not None})
        for name in (
            "task_definition_arn", "task_definition_revision", "task_definition_family", "cluster_name", "service_name", "region",
            "registered", "template_arn",
        ):  # fmt: skip
            pulumi.export(name, getattr(made, name))

    return program


def described(aws: LocalAws, arn: str) -> dict[str, Any]:
    """Read the service."""
    cluster = arn.split("/")[-2]
    answer = aws.client("ecs").describe_services(cluster=cluster, services=[arn], include=["TAGS"])
    found: dict[str, Any] = answer["services"][0]
    return found


def waited_for(rows: list[str]) -> bool:
    """Report whether a row shows that an update was sent."""
    return "sending the update" in rows


@pytest.mark.row("S3-01", "S3-02", "S3-05", "S3-10", "S3-20", "S3-23", "S3-26")
def test_two_releases_of_a_classic_service(project: Project, aws: LocalAws) -> None:
    """Each registers one revision and deploys it once; without anything new nothing is registered, deployed or even looked up."""
    arn = classic(aws)
    aws.client("ecs").tag_resource(resourceArn=arn, tags=[{"key": "owner", "value": "somebody"}])
    template = f"{register(aws, 'base', APP, **FARGATE).rpartition(':')[0]}:1"

    preview = project.preview(update(template=template, tags={"release": "2"}))
    first = project.up()
    aws.forget_calls()
    again, calls = project.up(), aws.calls()
    second = project.up(update("app:3", template=template, tags={"release": "3"}))

    assert "a new revision is deployed to service shop in cluster default, in place of shop:1" in preview.text
    assert [preview.outputs, first.ok, second.ok] == [{}, True, True], first.text + second.text
    assert waited_for(first.row(UPDATE))
    assert (again.changed, calls) == ({}, {})
    assert second.detailed(UPDATE) == {"containers.app.image": "update", "tags.release": "update"}
    named = (
        "task_definition_family",
        "task_definition_revision",
        "cluster_name",
        "service_name",
        "region",
        "registered",
    )
    assert [second.outputs[name] for name in named] == ["shop", 3, "default", "shop", "us-east-1", True]
    service = described(aws, arn)
    assert service["taskDefinition"] == second.outputs["task_definition_arn"]
    assert {one["key"]: one["value"] for one in service["tags"]} == {"owner": "somebody", "release": "3"}
    container = registered(aws, service["taskDefinition"])["containers"]["app"]
    assert (container["image"], variables(container)) == ("app:3", {"STAGE": "dev"})

    project.preview(update("app:3", template=template, tags={"release": "4"}))
    aws.forget_calls()
    tagged = project.up()
    assert "deployed" not in tagged.text
    assert {name for name in aws.changes() if name.startswith("ecs:")} == {"ecs:TagResource"}
    left = project.destroy()
    assert "service shop in cluster default is left as it is, and goes on running" in left.text
    assert described(aws, arn)["runningCount"] == 2


@pytest.mark.row("S3-18", "S3-24", "S3-27", "S3-28")
def test_a_release_that_fails_says_why_of_this_release_alone(project: Project, aws: LocalAws) -> None:
    """A crash, then a secret that cannot be read: the rollback is a failure, and the next release is told of by itself."""
    arn = classic(aws)
    crashed = project.up(update("app:crash"))
    refreshed = project.refresh()
    secret = {"app": {"image": "app:4", "secrets": {"TOKEN": "/shop/token"}}}
    unreadable = project.up(update(containers=secret))
    healed = project.up(update("app:5"))

    assert not crashed.ok
    assert "the deployment of shop:2 to service shop was rolled back" in crashed.text
    assert "container app: exit code 1" in crashed.text
    assert "[rollout-rolled-back]" in refreshed.text
    assert not unreadable.ok
    assert "/shop/token" in unreadable.text
    assert "exit code 1" not in "".join(unreadable.errors)
    assert healed.ok, healed.text
    assert described(aws, arn)["taskDefinition"] == healed.outputs["task_definition_arn"]


@pytest.mark.row("S3-01", "S3-06")
def test_what_somebody_else_deploys_is_seen_by_refresh_and_repaired(project: Project, aws: LocalAws) -> None:
    """The service is moved back to the very revision that there is: nothing is registered for it."""
    arn = classic(aws)
    done = project.up(update(restore_on_destroy=True))
    other = register(aws, "shop", {**APP, "image": "app:9"}, **FARGATE)
    aws.client("ecs").update_service(service=arn, taskDefinition=other)
    aws.clock(advance_seconds=900)

    seen = project.refresh()
    aws.forget_calls()
    repaired = project.up()

    assert seen.drifted == {UPDATE: "update"}
    assert repaired.ok, repaired.text
    assert "ecs:RegisterTaskDefinition" not in aws.calls()
    assert described(aws, arn)["taskDefinition"] == done.outputs["task_definition_arn"]
    assert project.destroy().ok
    assert described(aws, arn)["taskDefinition"].endswith("shop:1")


@pytest.mark.row("S3-01", "S3-06", "S3-07", "S3-10", "S3-11", "S3-29")
def test_what_cannot_be_updated_is_refused_at_preview(project: Project, aws: LocalAws) -> None:
    """A service that is not there, and mistakes in the arguments, in one go; nothing is registered."""
    classic(aws)
    classic(aws, "blue", deploymentConfiguration={}, deploymentController={"type": "CODE_DEPLOY"})
    missing = project.preview(update(service="shpo", containers={"web": {"image": "x"}}))
    by_code_deploy = project.preview(update(service="blue"))
    none = project.preview(update(containers={}, timeout="30"))

    def elsewhere() -> None:
        there = pulumi.ResourceOptions(provider=aws_plugin.Provider("there", region="eu-west-1"))
        express.EcsServiceUpdate("shop", there, service="shop", family="shop", containers={"app": {"image": "app:2"}})

    in_another_region = project.up(elsewhere)

    assert "service: there is no service shpo in cluster default of us-east-1" in missing.text
    assert "containers.web: shop:1 has no container 'web' (it has app)" in missing.text
    assert "cluster: there is no cluster default in eu-west-1, where service is looked for" in in_another_region.text
    assert "service: blue is deployed by CodeDeploy" in by_code_deploy.text
    assert "aws deploy create-deployment" in by_code_deploy.text
    assert "containers: at least one container must be named" in none.text
    assert "timeout: '30' is not a duration" in none.text
    assert len(aws.client("ecs").list_task_definitions(familyPrefix="shop")["taskDefinitionArns"]) == 1


@pytest.mark.row("S3-04", "S3-26")
@pytest.mark.sweep_only(held_by="tests/providers/test_registration.py")
def test_an_express_service_of_others_runs_a_revision_of_the_program(project: Project, aws: LocalAws) -> None:
    """Registered by a resource of its own, from the revision that the service runs; a crash loop is told as such."""
    roles = {
        "executionRoleArn": "arn:aws:iam::123456789012:role/e",
        "infrastructureRoleArn": "arn:aws:iam::123456789012:role/i",
    }
    ecs = aws.client("ecs")
    container = {"image": "app:1", "environment": [{"name": "STAGE", "value": "dev"}]}
    service = ecs.create_express_gateway_service(serviceName="web", primaryContainer=container, **roles)["service"]
    aws.clock(advance_seconds=3600)

    def release(image: str) -> Program:
        def program() -> None:
            made = express.TaskDefinitionRevision(
                "web",
                family="web",
                template="service",
                service=service["serviceArn"],
                containers={"Main": {"image": image}},
            )
            moved = express.EcsServiceUpdate("web", service=service["serviceArn"], task_definition_arn=made.arn)
            pulumi.export("arn", moved.task_definition_arn)
            pulumi.export("family", moved.task_definition_family)

        return program

    done = project.up(release("app:2"))
    again = project.up()
    crashed = project.up(release("app:crash"))

    assert done.ok, done.text
    assert done.outputs["arn"].endswith(":task-definition/web:1")
    assert again.changed == {}, again.text
    made = registered(aws, done.outputs["arn"])["containers"]["Main"]
    assert (made["image"], variables(made)) == ("app:2", {"STAGE": "dev"})
    assert aws.get(ecs.describe_express_gateway_service(serviceArn=service["serviceArn"])["service"]
                   ["activeConfigurations"][0]["ingressPaths"][0]["endpoint"])[1]["image"] == "app:2"  # fmt: skip
    assert "exit code 1" in crashed.text
    assert project.destroy().ok


@pytest.mark.row("S3-02")
def test_the_programs_of_the_pages_and_of_the_stack_release_the_service(project: Project, aws: LocalAws) -> None:
    """Word by word: README, docs/octopus.md, and the stack, whose image comes from `pulumi config`."""
    arn = classic(aws, cluster="production")
    pages = [Page(ROOT / "README.md"), Page(ROOT / "docs" / "octopus.md")]
    programs = [block for page in pages for block in page.blocks("python") if "EcsServiceUpdate(" in block]
    stack = (ROOT / "stacks" / "classic-update" / "__main__.py").read_text()
    configured = {"image": "shop:2", "cluster": "production", "service": "shop", "family": "shop", "container": "app"}
    project.stack.set_all_config({key: automation.ConfigValue(value) for key, value in configured.items()})

    assert len(programs) == 2
    for text in programs:
        shown = project.preview(partial(exec, text, {}))
        assert shown.ok, shown.text
        assert "a new revision is deployed to service shop in cluster production" in shown.text
    for number, image in enumerate(("shop:2", "shop:3"), start=2):
        project.stack.set_config("image", automation.ConfigValue(image))
        done = project.up(partial(exec, stack, {}))
        assert done.ok, done.text
        assert (done.outputs["revision"], done.outputs["service"]) == (f"shop:{number}", "shop")
        assert described(aws, arn)["taskDefinition"].endswith(f":task-definition/shop:{number}")
