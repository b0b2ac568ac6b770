"""A task definition of the user's own: checked at preview, used as it is, and the way there and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.engine.conftest import ROLES
from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]
MAIN = {
    "name": "Main",
    "image": "own:1",
    "portMappings": [{"containerPort": 80, "protocol": "tcp", "name": "http"}],
    "essential": True,
}
SIDECAR = {"name": "otel", "image": "otel:1", "essential": False}


def _register(aws: LocalAws, *containers: dict[str, Any], **members: Any) -> str:
    answer = aws.client("ecs").register_task_definition(
        **{
            "family": "own",
            "containerDefinitions": list(containers or (MAIN, SIDECAR)),
            "networkMode": "awsvpc",
            "cpu": "1024",
            "memory": "2048",
            "requiresCompatibilities": ["FARGATE"],
            "executionRoleArn": ROLES["execution_role_arn"],
            **members,
        }
    )
    arn: str = answer["taskDefinition"]["taskDefinitionArn"]
    return arn


def _own(service: Write, arn: str) -> Program:
    """A program with a definition in place of the container."""
    return service(task_definition_arn=arn, primary_container=None, execution_role_arn=None)


@pytest.mark.row("S0-07", "S0-24", "S0-25", "S0-33")
@pytest.mark.peer("#48747")
def test_a_definition_of_ones_own_runs_and_what_aws_derives_from_it_is_no_drift(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """AWS reports a container, roles and sizes derived from the definition; none of them is declared."""
    done = project.up(_own(service, _register(aws)))

    assert done.ok, done.text
    assert aws.get(done.outputs["url"].removeprefix("https://"))[1]["image"] == "own:1"
    assert project.refresh().drifted == {}
    aws.forget_calls()
    assert project.up().changed == {}
    assert aws.calls() == {}
    assert len([role for role in aws.client("iam").list_roles()["Roles"] if role["RoleName"].startswith("web-")]) == 0


@pytest.mark.row("S0-26")
@pytest.mark.peer("aws/integrations-on-dotnet-aspire-for-aws#219")
def test_a_definition_that_cannot_be_used_is_refused_at_preview_and_one_that_may_not_be_read_warned_of(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """It is read when its ARN is known and new; a denial of the read is no reason to stop: AWS judges in the update."""
    refused = project.preview(_own(service, _register(aws, {**MAIN, "name": "web"})))
    assert not refused.ok
    assert "no container called Main (it has web)" in refused.text, "`tests/planning` has all that is demanded"

    arn = _register(aws)
    aws.faults({"operation": "ecs:DescribeTaskDefinition", "kind": "deny", "times": 1})
    unread = project.preview(_own(service, arn))
    assert unread.ok, unread.text
    assert "whether Express Mode can use it shows in the update" in unread.text

    aws.client("ecs").deregister_task_definition(taskDefinition=arn)
    inactive = project.preview()
    assert not inactive.ok
    assert "INACTIVE" in inactive.text
    assert "ecs:CreateExpressGatewayService" not in aws.calls()


@pytest.mark.row("S0-24")
def test_to_a_definition_and_back_is_an_update_whose_preview_says_what_it_means(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """Nothing is refused as removed, the URL stays, and on the way back the sidecar is kept."""
    first = project.up(service("app:1", cpu=512, memory=1024))
    there = _own(service, _register(aws))

    to_own = project.preview(there)
    moved = project.up()
    back = service("app:1", cpu=512, memory=1024)
    from_own = project.preview(back)
    returned = project.up()

    assert to_own.changed == {SERVICE: "update"}
    assert to_own.detailed() == {"taskDefinitionArn": "add"}
    assert "AWS uses it as it is" in to_own.text
    assert moved.ok, moved.text
    assert "sidecars and other settings that are not declared here are kept" in from_own.text
    assert returned.ok, returned.text
    assert returned.outputs["url"] == first.outputs["url"]
    assert project.refresh().drifted == {}
    assert project.preview().changed == {}
    ecs = aws.client("ecs")
    reported = ecs.describe_express_gateway_service(serviceArn=first.outputs["arn"])["service"]["activeConfigurations"][
        0
    ]
    assert (reported["cpu"], reported["primaryContainer"]["image"]) == ("512", "app:1")
    definition = ecs.describe_task_definition(taskDefinition=reported["taskDefinitionArn"])["taskDefinition"]
    assert {container["name"] for container in definition["containerDefinitions"]} == {"Main", "otel"}


@pytest.mark.row("S0-27")
@pytest.mark.peer("#48747")
def test_what_the_definition_holds_cannot_stand_beside_it(project: Project, aws: LocalAws, service: Write) -> None:
    """All six are named in one refusal, at preview."""
    preview = project.preview(service(task_definition_arn=_register(aws), cpu=512, memory=1024))

    assert "primary_container, execution_role_arn, cpu, memory: cannot stand beside task_definition_arn" in preview.text


def _by_hand(aws: LocalAws, arn: str) -> None:
    """Add a sidecar as the developer guide says: another revision of the definition in use, by UpdateService."""
    ecs = aws.client("ecs")
    (there,) = ecs.describe_express_gateway_service(serviceArn=arn)["service"]["activeConfigurations"]
    definition = ecs.describe_task_definition(taskDefinition=there["taskDefinitionArn"])["taskDefinition"]
    kept = (
        "family", "networkMode", "cpu", "memory", "requiresCompatibilities", "executionRoleArn", "taskRoleArn",
        "runtimePlatform",
    )  # fmt: skip
    more = ecs.register_task_definition(
        **{name: definition[name] for name in kept if definition.get(name)},
        containerDefinitions=[*definition["containerDefinitions"], SIDECAR],
    )["taskDefinition"]["taskDefinitionArn"]
    ecs.update_service(cluster=arn.split("/")[1], service=arn.split("/")[2], taskDefinition=more)
    aws.clock(advance_seconds=3600)


def _containers(aws: LocalAws, arn: str) -> dict[str, Any]:
    ecs = aws.client("ecs")
    (there,) = ecs.describe_express_gateway_service(serviceArn=arn)["service"]["activeConfigurations"]
    definition = ecs.describe_task_definition(taskDefinition=there["taskDefinitionArn"])["taskDefinition"]
    return {container["name"]: container for container in definition["containerDefinitions"]}


@pytest.mark.row("S0-24")
def test_a_sidecar_added_by_hand_survives_our_updates_and_is_no_drift(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """Another image, variable, size and scaling: AWS goes on from the definition in use, and nothing of it is undone."""
    before = service("app:1", container={"environment": {"A": "1"}})
    arn = project.up(before).outputs["arn"]
    _by_hand(aws, arn)
    assert project.refresh().drifted == {}
    assert project.up().changed == {}

    after = service(
        "app:2", container={"environment": {"A": "2"}}, cpu=512, memory=1024, scaling_target={"max_task_count": 4}
    )
    done = project.up(after)

    assert done.ok, done.text
    there = _containers(aws, arn)
    assert there.keys() == {"Main", "otel"}
    assert (there["Main"]["image"], there["Main"]["environment"]) == ("app:2", [{"name": "A", "value": "2"}])
    assert project.refresh().drifted == {}
    assert project.preview().changed == {}


@pytest.mark.sweep_only(held_by="tests/planning/test_plan_service.py")
def test_another_log_group_puts_awslogs_back_and_the_preview_says_so(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """A log router set by hand is lost by it; the sidecar stays."""
    for group in ("one", "two"):
        aws.client("logs").create_log_group(logGroupName=group)
    arn = project.up(service("app:1", container={"aws_logs_configuration": {"log_group": "one"}})).outputs["arn"]
    _by_hand(aws, arn)
    moved = service("app:1", container={"aws_logs_configuration": {"log_group": "two"}})

    preview = project.preview(moved)
    done = project.up()

    assert preview.detailed() == {"primaryContainer.awsLogsConfiguration.logGroup": "update"}
    assert "logs by awslogs from now on, also where another log driver was set by hand" in preview.text
    assert done.ok, done.text
    there = _containers(aws, arn)
    assert there["Main"]["logConfiguration"]["logDriver"] == "awslogs"
    assert there["Main"]["logConfiguration"]["options"]["awslogs-group"] == "two"
    assert there.keys() == {"Main", "otel"}
