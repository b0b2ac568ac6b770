"""The releases of a service that somebody else has made, as a story for the sweep: revisions, deployments and tags."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

import pulumi_ecs_express as express
from tests.engine.harness import LocalAws, Project
from tests.engine.story import Story
from tests.engine.test_ecs_service_update import classic, described
from tests.engine.test_task_definition_revision import registered

ARN = "arn:aws:ecs:us-east-1:123456789012:service/default/shop"


@dataclass(frozen=True)
class Desired:
    """What the program says, and how often it must have been carried out by then."""

    image: str
    revisions: int


def declare(desired: Desired) -> None:
    """Be the program."""
    containers: dict[str, express.ContainerArgs] = {"app": {"image": desired.image}}
    tool = express.TaskDefinitionRevision("tool", family="tool", template="shop:1", containers=containers)
    shop = express.EcsServiceUpdate(
        "shop",
        service="shop",
        family="shop",
        containers=containers,
        tags={"image": desired.image},
        restore_on_destroy=True,
    )
    pulumi.export("tool", tool.arn)
    pulumi.export("shop", shop.task_definition_arn)


STAGES: dict[str, Desired | None] = {
    "create": Desired("app:2", revisions=2),
    "update": Desired("app:3", revisions=3),
    "delete": None,
}
"""Two releases of a service that runs its first revision, and the end of the program, which moves it back to that."""


def prepare(aws: LocalAws) -> None:
    """Make the service, and a family that the program copies into."""
    classic(aws)
    aws.client("ecs").register_task_definition(
        family="tool", containerDefinitions=[{"name": "app", "image": "tool:0", "memory": 128}]
    )


def problems(aws: LocalAws, project: Project, desired: Desired) -> list[str]:
    """Compare the service, its revisions and the outputs with what is declared."""
    ecs, service = aws.client("ecs"), described(aws, ARN)
    stack = project.state("pulumi:pulumi:Stack").get("outputs", {})
    tags = {tag["key"]: tag["value"] for tag in service["tags"]}
    counted = {
        family: len(ecs.list_task_definitions(familyPrefix=family)["taskDefinitionArns"]) for family in ("shop", "tool")
    }
    facts = {
        "the image": (registered(aws, service["taskDefinition"])["containers"]["app"]["image"], desired.image),
        "the image of the tool": (registered(aws, stack["tool"])["containers"]["app"]["image"], desired.image),
        "the output": (stack["shop"], service["taskDefinition"]),
        "the tag": (tags.get("image"), desired.image),
        "the revisions": (counted, dict.fromkeys(counted, desired.revisions)),
        "the deployments of it": (len([one for one in _deployed(aws) if one == service["taskDefinition"]]), 1),
    }
    return [f"{fact} is {found!r}, not {wanted!r}" for fact, (found, wanted) in facts.items() if found != wanted]


def _deployed(aws: LocalAws) -> list[str]:
    """List the task definitions that were deployed, each as often as it was."""
    ecs = aws.client("ecs")
    briefs = ecs.list_service_deployments(service=ARN)["serviceDeployments"]
    revisions = [brief["targetServiceRevisionArn"] for brief in briefs]
    found = ecs.describe_service_revisions(serviceRevisionArns=revisions[:20])["serviceRevisions"]
    return [revision["taskDefinition"] for revision in found]


STORY = Story(module=__name__, stages=STAGES, declare=declare, prepare=prepare, problems=problems)
