"""A revision of a task definition, as a user of the component sees it: rendered in the preview, registered once."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest

import pulumi_ecs_express as express
from tests.engine.harness import LocalAws, Program, Project

pytestmark = pytest.mark.engine

REVISION = "pulumi-python:dynamic/ecsexpress:TaskDefinitionRevision"
APP = {"name": "app", "image": "app:1", "memory": 256, "environment": [{"name": "STAGE", "value": "dev"}]}


def register(aws: LocalAws, family: str, *containers: dict[str, Any], **members: Any) -> str:
    """Register a revision as somebody else would."""
    request = {"family": family, "containerDefinitions": list(containers or (APP,)), **members}
    arn: str = aws.client("ecs").register_task_definition(**request)["taskDefinition"]["taskDefinitionArn"]
    return arn


def revision(**arguments: Any) -> Program:
    """Write a program with one revision."""

    def program() -> None:
        made = express.TaskDefinitionRevision("shop", **arguments)
        for name in ("arn", "family", "revision", "template_arn", "registered"):
            pulumi.export(name, getattr(made, name))

    return program


def registered(aws: LocalAws, arn: str) -> dict[str, Any]:
    """Read a revision, its containers by name, with its tags."""
    answer = aws.client("ecs").describe_task_definition(taskDefinition=arn, include=["TAGS"])
    definition = answer["taskDefinition"]
    containers = {one["name"]: one for one in definition["containerDefinitions"]}
    return {
        **definition,
        "containers": containers,
        "tags": {one["key"]: one["value"] for one in answer.get("tags", [])},
    }


def variables(container: dict[str, Any]) -> dict[str, str]:
    """Give plain variables by name."""
    return {one["name"]: one["value"] for one in container.get("environment", [])}


@pytest.mark.row("S3-03", "S3-09", "S3-21", "S3-22")
def test_a_template_is_rendered_in_the_preview_and_registered_once(project: Project, aws: LocalAws) -> None:
    """A newer template shows as a change, field by field; a run without change reads the template and nothing else."""
    register(aws, "base")
    containers = {"app": {"image": "app:2", "environment": {"COLOUR": "green"}}}
    program = revision(family="shop", template="base", containers=containers, tags={"team": "web"})

    preview = project.preview(program)
    done = project.up()
    aws.forget_calls()
    again, calls = project.up(), aws.calls()

    assert "shop: rendered upon base:1" in preview.text
    assert done.ok, done.text
    assert done.outputs["template_arn"].endswith(":task-definition/base:1")
    assert (done.outputs["family"], done.outputs["revision"], done.outputs["registered"]) == ("shop", 1, True)
    made = registered(aws, done.outputs["arn"])
    assert made["containers"]["app"]["image"] == "app:2"
    assert variables(made["containers"]["app"]) == {"STAGE": "dev", "COLOUR": "green"}
    assert made["tags"]["team"] == "web"
    assert (again.changed, calls) == ({}, {"ecs:DescribeTaskDefinition": 1})

    register(aws, "base", {**APP, "cpu": 64})
    later = project.preview()
    moved = project.up()
    assert later.detailed(REVISION) == {"containers.app.definition.cpu": "update", "templateArn": "update"}
    assert (moved.outputs["revision"], project.refresh().drifted) == (2, {})
    gone = project.destroy()
    assert gone.ok, gone.text
    assert aws.client("ecs").list_task_definitions(familyPrefix="shop")["taskDefinitionArns"] == []


@pytest.mark.row("S3-17", "S3-18", "S3-25")
def test_secret_values_stay_encrypted_wherever_they_are_rendered(project: Project, aws: LocalAws) -> None:
    """In variables, in a sidecar's list and in other fields; what somebody else wrote into the template is shown."""
    register(aws, "base")

    def program(**more: Any) -> Program:
        def declare() -> None:
            hidden = pulumi.Output.secret("hunter2")
            app = {"environment": {"KEY": hidden, **more}, "definition": {"dockerLabels": {"key": hidden}}}
            variables = [{"name": "KEY", "value": hidden}]
            sidecar = {"name": "side", "image": "side:1", "memory": 64, "environment": variables}
            revision(family="shop", template="base:1", containers={"app": app}, sidecars=[sidecar])()

        return declare

    preview = project.preview(program(), diff=True)
    done = project.up()
    aws.forget_calls()
    again = project.up()
    changed = project.preview(program(MORE="1"), diff=True)

    assert done.ok, done.text
    assert (again.changed, aws.calls()) == ({}, {})
    assert changed.detailed(REVISION) == {"containers.app.environment.MORE": "add"}
    texts = [preview.text, done.text, changed.text, project.text_of_state()]
    assert [text for text in texts if "hunter2" in text] == []
    containers = registered(aws, done.outputs["arn"])["containers"]
    assert (variables(containers["app"])["KEY"], variables(containers["side"])) == ("hunter2", {"KEY": "hunter2"})
    assert containers["app"]["dockerLabels"] == {"key": "hunter2"}


@pytest.mark.row("S3-12", "S3-30")
def test_all_mistakes_are_refused_at_preview(project: Project, aws: LocalAws) -> None:
    """Wrong names of arguments, of members and of containers, in one go; nothing is registered."""
    register(aws, "base")
    containers = {"app": {"env": {"A": "1"}}, "web": {"image": ""}}

    wrong_arguments = project.preview(revision(family="shop", template="base", containers=containers, name="x"))
    containers = {"app": {"definition": {"healthcheck": {}}}, "web": {"image": "web:1"}}
    wrong_members = project.preview(revision(family="shop", template="base", containers=containers))

    assert "containers.app.env: is no argument; did you mean environment?" in wrong_arguments.text
    assert "name: is no argument; did you mean family?" in wrong_arguments.text
    assert "containers.app.definition.healthcheck: is no field" in wrong_members.text
    assert "containers.web: base:1 has no container 'web' (it has app)" in wrong_members.text
    assert aws.client("ecs").list_task_definitions(familyPrefix="shop")["taskDefinitionArns"] == []
