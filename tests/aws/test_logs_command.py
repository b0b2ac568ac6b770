"""`ecs-express logs` on the sandbox: whose lines, from when, of which container, and where there are none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.aws.typed import typed
from tests.sandbox.local_aws import LocalAws, own_definition

SECRET = {"environment": [{"name": "TOKEN", "value": "hunter2"}]}


def test_the_lines_of_the_revision_that_serves_and_of_one_that_failed(for_commands: LocalAws) -> None:
    """By time, each with task and container; what the environment holds is masked; text and JSON say the same."""
    aws = for_commands
    arn = aws.settled("shop/web:1")
    aws.update(arn, "shop/web:crash", primaryContainer=SECRET)
    aws.run_out()
    failed_revision = aws.deployment(arn)["targetServiceRevision"]["arn"].rpartition("/")[2]

    serving, failed = typed("logs", "web"), typed("logs", arn, "--failed")
    named = typed("logs", arn, "--revision", failed_revision, "--format", "json")

    assert "Starting shop/web:1" in serving.out
    assert "crash" not in serving.out
    assert "Environment: TOKEN=***" in failed.out
    assert "hunter2" not in failed.out + named.out
    lines = [json.loads(line) for line in named.out.splitlines()]
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)
    assert {line["container"] for line in lines} == {"Main"}
    assert len({line["task"] for line in lines}) == 3
    one = typed("logs", arn, "--task", lines[0]["task"][:8], "--format", "json")
    assert [json.loads(line) for line in one.out.splitlines()] == [
        line for line in lines if line["task"] == lines[0]["task"]
    ]
    assert typed("logs", arn, "--since", "2099-01-01T00:00:00Z").out == ""


def test_what_cannot_be_read_is_said(for_commands: LocalAws) -> None:
    """No such container, no such revision, no failure, no time, and two names of a revision at once."""
    aws = for_commands
    arn = aws.settled()
    nothing = {
        ("--revision", "42"): (21, "AWS knows"),
        ("--failed",): (21, "no deployment of service web has failed"),
        ("--since", "yesterday"): (2, "write a duration as in 10m"),
        ("--failed", "--revision", "42"): (2, "they name a revision each"),
    }

    for words, (code, text) in nothing.items():
        done = typed("logs", arn, *words)
        assert done.code == code, words
        assert text in " ".join(done.err.replace("│", " ").split()), words


@pytest.mark.sweep_only(held_by="tests/planning/test_log_lines.py")
def test_a_container_that_logs_through_a_router_is_named_and_the_router_is_read(for_commands: LocalAws) -> None:
    """With where its lines go, and no option that may hold a key."""
    aws = for_commands
    group: dict[str, Any] = {"awslogs-group": "/router", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "ecs"}
    aws.client("logs").create_log_group(logGroupName="/router")
    router = {
        "name": "router", "image": "shop/router:1", "firelensConfiguration": {"type": "fluentbit"},
        "logConfiguration": {"logDriver": "awslogs", "options": group},
    }  # fmt: skip
    options = {"Name": "datadog", "Host": "intake.example.com", "apikey": "hunter2"}
    routed = {
        "name": "Main", "image": "shop/own:1", "portMappings": [{"containerPort": 80, "name": "http"}],
        "logConfiguration": {"logDriver": "awsfirelens", "options": options},
    }  # fmt: skip
    roles = aws.roles()
    definition = own_definition(aws, containerDefinitions=[routed, router], executionRoleArn=roles["executionRoleArn"])
    made = aws.ecs.create_express_gateway_service(
        serviceName="web", taskDefinitionArn=definition, infrastructureRoleArn=roles["infrastructureRoleArn"]
    )
    aws.run_out()

    read, only = typed("logs", made["service"]["serviceArn"]), typed("logs", "web", "--container", "Main")

    assert "router | Starting shop/router:1" in read.out
    assert "Main logs by awsfirelens, through container router to Name datadog, Host intake.example.com" in read.err
    assert only.code == 21
    assert "through container router" in only.err
    assert "hunter2" not in read.err + only.err
