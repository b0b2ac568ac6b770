"""A log group of the component's own: how long it keeps lines, and what its coming and going means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest

from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
NO_ROLES = {"execution_role_arn": None, "infrastructure_role_arn": None}


def _groups(aws: LocalAws) -> dict[str, int | None]:
    """The log groups of the account, each with its retention."""
    reported = aws.client("logs").describe_log_groups()["logGroups"]
    return {group["logGroupName"]: group.get("retentionInDays") for group in reported}


def _logs_to(aws: LocalAws, arn: str) -> str:
    reported = aws.client("ecs").describe_express_gateway_service(serviceArn=arn)["service"]["activeConfigurations"][0]
    group: str = reported["primaryContainer"]["awsLogsConfiguration"]["logGroup"]
    return group


@pytest.mark.row("S0-15")
def test_a_log_group_is_made_kept_and_taken_away_with_the_service(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """Named by Pulumi, tagged as the service; the made execution role may write to it; another number changes it alone."""
    done = project.up(service("app:1", log_retention_days=30, tags={"team": "web"}, **NO_ROLES))

    assert done.ok, done.text
    [(name, days)] = _groups(aws).items()
    assert (name.startswith("web-logs-"), days, _logs_to(aws, done.outputs["arn"])) == (True, 30, name)
    arn = project.state(LOG_GROUP)["outputs"]["arn"]
    assert aws.client("logs").list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "web"}
    aws.forget_calls()

    preview = project.preview(service("app:1", log_retention_days=7, tags={"team": "web"}, **NO_ROLES))
    changed = project.up()

    assert preview.changed == changed.changed == {LOG_GROUP: "update"}
    assert preview.detailed(LOG_GROUP) == {"retentionInDays": "update"}
    assert aws.changes() == {"logs:PutRetentionPolicy": 1}
    assert not [call for call in aws.calls() if call.startswith("ecs:")]
    assert _groups(aws) == {name: 7}
    assert project.up().changed == {}
    assert project.refresh().drifted == {}
    assert project.destroy().ok
    assert _groups(aws) == {}


def test_the_made_execution_role_may_write_to_it(aws: LocalAws) -> None:
    """The managed policy allows it on every log group."""
    iam = aws.client("iam")
    arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    [statement] = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]["Statement"]

    assert statement["Resource"] == "*"
    assert {"logs:CreateLogStream", "logs:PutLogEvents"} <= set(statement["Action"])


@pytest.mark.row("S4-15", "S0-15")
def test_a_living_service_moves_to_it_and_on_to_another(project: Project, aws: LocalAws, service: Write) -> None:
    """By announced deployments; AWS's own log group stays with its lines, and AWS has no way back to it."""
    done = project.up(service("app:1"))
    [old] = _groups(aws)
    aws.forget_calls()

    preview = project.preview(service("app:1", log_retention_days=30))
    moved = project.up()
    assert "log_retention_days: the container logs to a log group of the component from now on" in preview.text
    assert "a canary deployment" in preview.text
    assert preview.detailed() == {"primaryContainer.awsLogsConfiguration.logGroup": "add"}
    assert moved.ok, moved.text
    assert aws.changes()["ecs:UpdateExpressGatewayService"] == 1
    made = _logs_to(aws, done.outputs["arn"])
    assert _groups(aws).keys() == {old, made}

    by_name = project.preview(service("app:1", container={"aws_logs_configuration": {"log_group": made}}))
    assert "is deleted with that argument, unless" in " ".join(by_name.text.split()), "tasks would not start without it"
    refused = project.preview(service("app:1"))
    [reported] = [error for error in refused.errors if "cannot be removed" in error]
    assert "log_retention_days: cannot be removed" in reported
    assert "primaryContainer" not in reported

    aws.client("logs").create_log_group(logGroupName="/web")
    elsewhere = project.up(service("app:1", container={"aws_logs_configuration": {"log_group": "/web"}}))
    assert elsewhere.ok, elsewhere.text
    assert _groups(aws).keys() == {old, "/web"}


DEFINITION = "arn:aws:ecs:us-east-1:123456789012:task-definition/own:1"
REFUSED: list[Any] = [
    pytest.param({"log_retention_days": 13, "cpu": "7"}, ["write 7 or 14", "'7' is not a size"], id="13 days"),
    pytest.param({"log_retention_days": 30, "container": {"aws_logs_configuration": {"log_group": "/web"}}},
                 ["cannot stand beside primary_container.aws_logs_configuration"], id="beside a named log group"),
    pytest.param({"log_retention_days": 30, "task_definition_arn": DEFINITION, "primary_container": None,
                  "execution_role_arn": None},
                 ["cannot stand beside task_definition_arn"], id="beside a task definition"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "reported"), REFUSED)
@pytest.mark.sweep_only("beside a named log group", "beside a task definition")
def test_what_does_not_fit_is_refused_in_the_preview(
    project: Project, aws: LocalAws, service: Write, arguments: dict[str, Any], reported: list[str]
) -> None:
    """With all other mistakes, and nothing is made."""
    preview = project.preview(service("app:1", **arguments))

    assert not preview.ok
    assert all(words in preview.text for words in reported), preview.text
    assert aws.changes() == {}


@pytest.mark.parametrize("named", [False, True], ids=["without a log group", "with one"])
@pytest.mark.sweep_only(held_by="tests/components/test_log_group.py")
def test_the_container_may_be_an_output_as_a_whole(
    project: Project, aws: LocalAws, service: Write, named: bool
) -> None:
    """It gets the log group all the same; one that names its own is refused as ever."""
    container: dict[str, Any] = {"image": "app:1", "container_port": 8080}
    if named:
        container["aws_logs_configuration"] = {"log_group": "/web"}

    def program() -> None:
        service(log_retention_days=30, primary_container=pulumi.Output.from_input(container))()

    done = project.preview(program) if named else project.up(program)

    assert done.ok is not named, done.text
    if named:
        assert "cannot stand beside primary_container.aws_logs_configuration" in done.text
    else:
        assert project.state()["inputs"]["primaryContainer"]["containerPort"] == 8080, "names are Python's there too"
        assert _groups(aws) == {_logs_to(aws, done.outputs["arn"]): 30}
        aws.forget_calls()
        assert project.up().changed == {}
        assert aws.calls() == {}


@pytest.mark.sweep_only(held_by="tests/components/test_log_group.py")
def test_a_component_under_another_parent_has_a_log_group_of_its_own(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """Its name is Pulumi's, so the new one is made before the old one goes."""
    first = project.up(service("app:1", log_retention_days=30))

    def moved() -> None:
        parent = pulumi.ComponentResource("test:index:Parent", "parent")
        service("app:1", log_retention_days=30, opts=pulumi.ResourceOptions(parent=parent))()

    second = project.up(moved)

    assert second.ok, second.text
    assert second.outputs["arn"] != first.outputs["arn"]
    assert [name for name in _groups(aws) if name.startswith("web-logs-")] == [_logs_to(aws, second.outputs["arn"])]
    assert len(project.resources(SERVICE)) == 1
