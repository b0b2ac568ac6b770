"""Resource options, transforms, targets and moves in state, on one program that has each of the components."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_aws as aws_plugin
import pytest

import pulumi_ecs_express as express
from tests.engine.domains import ASSOCIATION, CERTIFICATE, DOMAIN, VALIDATION, https, zone
from tests.engine.harness import INGRESS, SERVICE, LocalAws, Outcome, Program, Project
from tests.engine.processes import new_stack
from tests.engine.test_ecs_service_update import UPDATE, classic
from tests.engine.test_service_settings import SETTINGS
from tests.engine.test_task_definition_revision import REVISION

pytestmark = pytest.mark.engine

COMPONENTS = ("ExpressGatewayService", "ServiceSettings", "CustomDomain", "TaskDefinitionRevision", "EcsServiceUpdate")
ROLE, PARAMETER = "aws:iam/role:Role", "aws:ssm/parameter:Parameter"
REMEMBERED = "pulumi-python:dynamic/ecsexpress:RememberedSettings"
OUTER = "shop:index:Outer"

Options = Callable[[], pulumi.ResourceOptions | None]


class Outer(pulumi.ComponentResource):
    """A component of the user's own."""

    def __init__(self) -> None:
        super().__init__(OUTER, "outer")


@pytest.fixture
def zone_id(aws: LocalAws) -> str:
    """An AWS with a service of others and a hosted zone."""
    classic(aws)
    found = zone(aws)
    aws.forget_calls()
    return found


def everything(
    zone_id: str, options: Options = lambda: None, image: str = "app:1", prefix: str = "", *, followed: bool = False
) -> Program:
    """Write a program with one of each component, all with the same options; ``followed`` by what depends on them."""

    def program() -> None:
        opts = options()
        web = express.ExpressGatewayService(
            f"{prefix}web", opts, primary_container={"image": image}, log_retention_days=7
        )
        made: list[pulumi.Resource] = [
            web,
            express.ServiceSettings(f"{prefix}settings", opts, service=web, enable_execute_command=True),
            express.CustomDomain(f"{prefix}app", opts, service=web, domain_name="app.example.com", zone_id=zone_id),
            express.TaskDefinitionRevision(
                f"{prefix}job", opts, family="job", template="none",
                containers={"app": {"image": image, "definition": {"memory": 128}}},
            ),
            express.EcsServiceUpdate(
                f"{prefix}shop", opts, service="shop", family="shop", containers={"app": {"image": image}}
            ),
        ]  # fmt: skip
        for component in made if followed else []:
            name, behind = type(component).__name__, pulumi.ResourceOptions(depends_on=[component])
            aws_plugin.ssm.Parameter(name, type="String", value="1", opts=behind)
        pulumi.export("arn", web.service_arn)

    return program


def ok(done: Outcome) -> Outcome:
    """Expect success."""
    assert done.ok, done.text
    return done


def order(done: Outcome) -> list[tuple[str, str, str]]:
    """List in order what began and what ended, by type and component above it."""
    found = []
    for event in done.events:
        if begun := event.resource_pre_event:
            found.append(("began", begun.metadata.type, begun.metadata.urn))
        elif ended := event.res_outputs_event:
            found.append(("ended", ended.metadata.type, ended.metadata.urn))
    return found


def test_what_depends_on_a_component_follows_all_of_it_and_a_protected_one_stays(
    project: Project, aws: LocalAws, zone_id: str
) -> None:
    """For the service the whole rollout, for the domain its records; then protected, retained, and nothing of it deleted."""
    seen = order(ok(project.up(everything(zone_id, followed=True))))

    for component in COMPONENTS:
        follower = next(
            index for index, (what, type_, urn) in enumerate(seen)
            if what == "began" and type_ == PARAMETER and urn.endswith(f"::{component}")
        )  # fmt: skip
        later = [urn for what, _, urn in seen[follower:] if what == "ended" and f":{component}$" in urn]
        assert later == [], f"{component}: a part ended after what depends on it began"

    assert ok(project.up(everything(zone_id, lambda: pulumi.ResourceOptions(protect=True)))).changed == {
        PARAMETER: "delete"
    }
    aws.forget_calls()
    assert not project.destroy().ok
    assert aws.changes() == {}
    parts = (ROLE, SERVICE, INGRESS, SETTINGS, ASSOCIATION, REVISION, UPDATE)
    assert [type_ for type_ in parts if not project.state(type_).get("protect")] == []

    kept = everything(zone_id, lambda: pulumi.ResourceOptions(retain_on_delete=True))
    assert ok(project.up(kept)).changed == {}
    ok(project.destroy())
    assert aws.changes() == {}
    assert project.resources(SERVICE) == []


@pytest.mark.sweep_only(held_by="tests/engine/test_replacement.py")
def test_components_move_below_another_and_are_renamed_by_aliases(
    project: Project, aws: LocalAws, zone_id: str
) -> None:
    """All that is in them moves along; AWS sees nothing of it, but for the descriptions of the roles, which name the service."""
    arn = ok(project.up(everything(zone_id))).outputs["arn"]
    aws.forget_calls()

    def below() -> pulumi.ResourceOptions:
        return pulumi.ResourceOptions(parent=Outer(), aliases=[pulumi.Alias(parent=pulumi.ROOT_STACK_RESOURCE)])

    assert ok(project.preview(everything(zone_id, below))).changed == {OUTER: "create"}
    assert ok(project.up(everything(zone_id, below))).changed == {OUTER: "create"}
    assert aws.changes() == {}

    renamed = _renamed(zone_id, f"urn:pulumi:{project.stack.name}::engine::{OUTER}::outer")
    assert ok(project.up(renamed)).changed == {OUTER: "delete", ROLE: "update"}
    assert aws.changes() == {"iam:UpdateRoleDescription": 2}
    assert ok(project.up(everything(zone_id, prefix="new-"))).changed == {}
    assert project.last
    assert project.last.outputs["arn"] == arn


def _renamed(zone_id: str, parent: str) -> Program:
    """Write the program with other names at the top of the stack; a transform of it adds the alias that each needs."""

    def alias(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
        if not args.type_.startswith("ecsexpress:index:"):
            return None
        before = pulumi.Alias(name=args.name.removeprefix("new-"), parent=parent)
        return pulumi.ResourceTransformResult(
            args.props, pulumi.ResourceOptions.merge(args.opts, pulumi.ResourceOptions(aliases=[before]))
        )

    def program() -> None:
        pulumi.runtime.register_resource_transform(alias)
        everything(zone_id, prefix="new-")()

    return program


TRANSFORMED: dict[str, dict[str, Any]] = {
    SERVICE: {"cpu": "512", "memory": "1024", "tags": {"by": "transform"}},
    REVISION: {"cpu": "256", "memory": "512"},
    SETTINGS: {"propagateTags": "SERVICE"},
    UPDATE: {"tags": {"by": "transform"}},
    ROLE: {"tags": {"by": "transform"}},
}
"""What a transform of the program adds, by type token, in AWS's names."""


@pytest.mark.sweep_only(held_by="tests/providers/test_unchanged.py")
def test_transforms_of_the_program_reach_the_resources_by_their_types(
    project: Project, aws: LocalAws, zone_id: str
) -> None:
    """A transform that comes, stays and goes: what it changes is a change like the program's own."""

    def transform(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
        more = TRANSFORMED.get(args.type_)
        return pulumi.ResourceTransformResult({**args.props, **more}, args.opts) if more else None

    def transformed() -> None:
        pulumi.runtime.register_resource_transform(transform)
        everything(zone_id)()

    ok(project.up(everything(zone_id)))
    came = ok(project.up(transformed))
    assert came.changed.keys() >= TRANSFORMED.keys()
    tags = aws.client("ecs").list_tags_for_resource(resourceArn=came.outputs["arn"])["tags"]
    assert {"key": "by", "value": "transform"} in tags
    assert aws.client("ecs").describe_task_definition(taskDefinition="job")["taskDefinition"]["cpu"] == "256"

    assert ok(project.preview(transformed)).changed == {}
    assert ok(project.preview(everything(zone_id))).changed.keys() >= TRANSFORMED.keys()


@pytest.mark.sweep_only(held_by="tests/engine/test_targets.py")
def test_parts_of_the_program_are_targeted_and_left_out(project: Project, aws: LocalAws, zone_id: str) -> None:
    """The service alone, with what depends on it, all but it; what was left is made by the next `up`."""
    ok(project.up(everything(zone_id)))
    service = project.state()["urn"]
    aws.forget_calls()

    assert ok(project.up(everything(zone_id, image="app:2"), target=[service])).changed == {SERVICE: "update"}
    assert aws.changes() == {"ecs:UpdateExpressGatewayService": 1}
    assert SERVICE not in ok(project.up(everything(zone_id, image="app:2"))).changed
    followed = ok(project.up(everything(zone_id, image="app:3"), target=[service], target_dependents=True)).changed
    assert followed.keys() >= {SERVICE, SETTINGS}
    assert followed.keys() & {REVISION, UPDATE} == set()
    assert ok(project.up(everything(zone_id, image="app:4"), exclude=[service])).changed.keys() == {REVISION, UPDATE}

    refused = project.run(project.stack.destroy, None, target=[service])
    assert "--target-dependents" in refused.text
    ok(project.run(project.stack.destroy, None, target=[service], target_dependents=True))
    assert project.resources(SERVICE) == []
    assert len(project.resources(ROLE)) == 2
    assert ok(project.up(everything(zone_id, image="app:4"))).changed[SERVICE] == "create"


@pytest.mark.sweep_only(held_by="tests/engine/test_replacement.py")
def test_components_move_to_another_stack_in_state(project: Project, aws: LocalAws, zone_id: str) -> None:
    """`pulumi state move`: the other stack has nothing to change, goes on with updates, and destroys all of it."""
    ok(project.up(everything(zone_id)))
    other = Project(new_stack(f"{project.stack.name}-other"))
    ok(other.up(lambda: None))
    urns = [one["urn"] for component in COMPONENTS for one in project.resources(f"ecsexpress:index:{component}")]
    ends = [f"--{end}=organization/engine/{one.stack.name}" for end, one in (("source", project), ("dest", other))]
    command = ["pulumi", "state", "move", "--yes", *ends, *urns]
    moved = subprocess.run(command, cwd=project.stack.workspace.work_dir, check=False, capture_output=True, text=True)
    assert moved.returncode == 0, moved.stdout + moved.stderr
    aws.forget_calls()

    assert ok(other.up(everything(zone_id))).changed == {}
    assert aws.changes() == {}
    ok(project.up(lambda: None))
    assert aws.changes() == {}
    assert ok(other.up(everything(zone_id, image="app:2"))).changed[SERVICE] == "update"
    ok(other.destroy())
    assert aws.calls()["ecs:DeleteExpressGatewayService"] == 1


@pytest.mark.sweep_only(held_by="tests/providers/test_revision_life.py")
def test_each_resource_of_a_component_can_be_replaced_alone(project: Project, aws: LocalAws, zone_id: str) -> None:
    """By `--replace`, as a taint does: afterwards nothing has drifted, nothing is left to do, and the domain answers.

    Of a domain's declaration it is refused: the engine shows it as a new one, whose records are there already.
    """
    ok(project.up(everything(zone_id)))

    for type_ in (SETTINGS, UPDATE, REVISION, ASSOCIATION, VALIDATION, INGRESS, REMEMBERED, CERTIFICATE):
        ok(project.up(everything(zone_id), replace=[project.state(type_)["urn"]]))
        assert ok(project.refresh()).drifted == {}, type_
        assert ok(project.up(everything(zone_id))).changed == {}, type_

    refused = project.up(everything(zone_id), replace=[project.state(DOMAIN)["urn"]])
    assert "that is not this program's" in "".join(refused.errors)
    assert ok(project.up(everything(zone_id))).changed == {}
    assert https(aws, "app.example.com")[0] == 200
    found = aws.client("ecs").describe_services(services=[project.state()["id"]])["services"][0]
    assert found["enableExecuteCommand"] is True
