"""Mistakes: refused at preview, all of a service in one go, in words that say what to write; nothing is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest

from tests.engine.harness import LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]


@pytest.mark.row("S0-06", "S0-09", "S0-14", "S0-20", "S1-06")
def test_all_mistakes_are_told_at_once_and_no_secret_is(project: Project, aws: LocalAws, service: Write) -> None:
    """Eleven mistakes in one program are eleven problems in one preview, each by its path, none with a secret."""

    def wrong() -> None:
        arguments["container"]["environment"] = {"TOKEN": pulumi.Output.secret(4711)}
        service("app:1", **arguments)()

    arguments: dict[str, Any] = {
        "cpu": 512,
        "memory": "8192",
        "health_check_path": "HTTP:80/ping",
        "scaling_target": {"min_task_count": 5, "max_task_count": 2, "auto_scaling_metric": "cpu"},
        "service_name": "no blanks",
        "tags": {"aws:mine": "x", "": "y"},
        "container": {
            "container_port": 70000,
            "command": "python app.py",
            "contianer_name": "web",
        },
    }

    preview = project.preview(wrong)

    assert not preview.ok
    for path in (
        "cpu 512 and memory 8192",
        "health_check_path:",
        "scaling_target: min_task_count 5",
        "scaling_target.auto_scaling_metric:",
        "service_name:",
        'tags["aws:mine"]:',
        "tags",
        "primary_container.container_port: 70000",
        "primary_container.command:",
        "primary_container.environment.TOKEN:",
        "primary_container.contianer_name: is no argument",
    ):
        assert path in preview.text, path
    assert "4711" not in preview.text
    assert "Traceback" not in preview.text
    assert aws.calls() == {}


@pytest.mark.peer("aws/aws-cdk#36234")
def test_an_unknown_argument_names_the_nearest_right_one(project: Project, aws: LocalAws, service: Write) -> None:
    """A typing mistake is answered with the name that was meant."""
    preview = project.preview(service("app:1", helth_check_path="/"))

    assert "helth_check_path: is no argument; did you mean health_check_path?" in preview.text


@pytest.mark.row("S0-43")
@pytest.mark.parametrize(
    ("arguments", "reported"),
    [
        ({"region": "mars-north-1"}, ("[no-region]", "[unreachable]", "mars-north-1")),
    ],
)
def test_a_region_that_does_not_exist_is_one_line(
    project: Project,
    service: Write,
    arguments: dict[str, Any],
    reported: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without an endpoint of one's own, an unknown Region has no address; nothing is made."""
    monkeypatch.delenv("AWS_ENDPOINT_URL")

    failed = project.up(service("app:1", **arguments))

    assert not failed.ok
    assert any(word in failed.text for word in reported), failed.text
    assert "Traceback" not in failed.text
    assert "[aws" not in project.text_of_state()


@pytest.mark.row("S0-43")
def test_missing_credentials_are_one_clear_line(
    project: Project, service: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without credentials nothing is made, and the message says how to log in."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)

    failed = project.up(service("app:1"))

    (reported,) = {error for error in failed.errors if "[" in error}
    assert "[no-credentials]" in reported
    assert "Traceback" not in failed.text


@pytest.mark.row("S0-43")
def test_a_missing_region_is_one_clear_line(project: Project, service: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a Region nothing is made, and the message says where to set one."""
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name)

    failed = project.up(service("app:1"))

    assert any("[no-region]" in error for error in failed.errors), failed.text
    assert "Traceback" not in failed.text


@pytest.mark.row("S0-43")
def test_an_unreachable_endpoint_is_one_clear_line(
    project: Project, service: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody listens: after botocore's retries the message names the endpoint."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")

    failed = project.up(service("app:1"))

    assert any("[unreachable]" in error for error in failed.errors), failed.text
    assert "Traceback" not in failed.text


@pytest.mark.row("S0-08", "S0-15", "S0-19")
@pytest.mark.parametrize(
    ("declared", "path"),
    [
        ({"task_role_arn": "arn:aws:iam::123456789012:role/t"}, "task_role_arn: cannot be removed"),
        (
            {"container": {"aws_logs_configuration": {"log_group": "mine"}}},
            "primary_container.aws_logs_configuration: cannot be removed",
        ),
        (
            {"container": {"repository_credentials": {"credentials_parameter": "hub"}}},
            "primary_container.repository_credentials: cannot be removed",
        ),
    ],
    ids=["task role", "log configuration", "registry credentials"],
)
@pytest.mark.peer("R6")
@pytest.mark.sweep_only("log configuration", "registry credentials")
def test_what_aws_cannot_take_back_cannot_be_removed_silently(
    project: Project, aws: LocalAws, service: Write, declared: dict[str, Any], path: str
) -> None:
    """The preview refuses the removal and says what to write instead."""
    container = declared.get("container", {})
    if "repository_credentials" in container:
        hub = aws.client("secretsmanager").create_secret(Name="hub", SecretString="{}")["ARN"]
        declared = {"container": {"repository_credentials": {"credentials_parameter": hub}}}
    assert project.up(service("app:1", **declared)).ok

    preview = project.preview(service("app:1"))

    assert not preview.ok
    assert path in preview.text
