"""What tasks write into their log groups."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.local_aws import LocalAws


def group_of(aws: LocalAws, arn: str) -> str:
    """Tell the log group of a service."""
    return str(aws.managed(arn)["logGroups"][0]["logGroupName"])


def lines(aws: LocalAws, group: str, **filters: Any) -> list[str]:
    """Read all lines of a group, oldest first."""
    found = aws.client("logs").filter_log_events(logGroupName=group, **filters)["events"]
    return [event["message"] for event in sorted(found, key=lambda event: event["timestamp"])]


def test_each_task_has_a_stream_of_its_own(aws: LocalAws) -> None:
    """Prefix, container and task id; the lines tell that it started and serves."""
    arn = aws.settled(
        primaryContainer={"containerPort": 8080}, healthCheckPath="/up", scalingTarget={"minTaskCount": 2}
    )
    group = group_of(aws, arn)
    tasks = [task.rsplit("/", 1)[-1] for task in aws.ecs.list_tasks(serviceName="web")["taskArns"]]
    streams = aws.client("logs").describe_log_streams(logGroupName=group)["logStreams"]
    assert sorted(stream["logStreamName"] for stream in streams) == sorted(f"ecs/Main/{task}" for task in tasks)
    events = aws.client("logs").get_log_events(logGroupName=group, logStreamName=f"ecs/Main/{tasks[0]}")["events"]
    assert [event["message"] for event in events] == [
        "Starting shop/web:1",
        "Listening on port 8080",
        '"GET /up HTTP/1.1" 200 ELB-HealthChecker/2.0',
    ]


def test_lines_carry_simulated_time(aws: LocalAws) -> None:
    """Also days ahead of the real one, where PutLogEvents would refuse them."""
    aws.advance(3 * 24 * 3600)
    arn = aws.settled()
    (task,) = aws.ecs.describe_tasks(tasks=aws.ecs.list_tasks(serviceName="web")["taskArns"])["tasks"]
    events = aws.client("logs").filter_log_events(logGroupName=group_of(aws, arn))["events"]
    assert events[0]["timestamp"] == int(task["startedAt"].timestamp() * 1000)


def test_a_crash_says_why_and_gives_its_environment_away(aws: LocalAws) -> None:
    """As careless programs do: a client that quotes log lines has something to mask."""
    container = {"environment": [{"name": "PASSWORD", "value": "hunter2"}]}
    arn = aws.settled("shop/web:crash", primaryContainer=container)
    found = lines(aws, group_of(aws, arn))
    assert "Fatal: an image with the tag 'crash' ends by itself with exit code 1" in found
    assert "Environment: PASSWORD=hunter2" in found
    assert not any(line.startswith("Listening") for line in found)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("unhealthy", ['"GET / HTTP/1.1" 503 ELB-HealthChecker/2.0', "Received SIGTERM, stopping"]),
        ("unpullable", []),
    ],
)
def test_a_failing_task_leaves_what_it_came_to(aws: LocalAws, tag: str, expected: list[str]) -> None:
    """One that never starts leaves no stream at all."""
    arn = aws.settled()
    aws.update(arn, f"shop/web:{tag}")
    aws.run_out()
    group = group_of(aws, arn)
    streams = aws.client("logs").describe_log_streams(logGroupName=group)["logStreams"]
    assert len(streams) == (4 if expected else 1)
    assert set(expected) <= set(lines(aws, group))


def test_a_stopped_task_says_goodbye(aws: LocalAws) -> None:
    """After an update, and after the service is deleted; the group and its streams stay."""
    arn = aws.settled()
    group = group_of(aws, arn)
    aws.update(arn, "shop/web:2")
    aws.run_out()
    assert lines(aws, group).count("Received SIGTERM, stopping") == 1
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    aws.run_out()
    assert lines(aws, group, filterPattern="stopping").count("Received SIGTERM, stopping") == 2


def test_lines_go_where_the_container_is_told_to_write(aws: LocalAws) -> None:
    """A log group and prefix of the customer's own, also those of a later update; each group is made."""
    arn = aws.settled(primaryContainer={"awsLogsConfiguration": {"logGroup": "/shop", "logStreamPrefix": "web"}})
    assert lines(aws, "/shop", logStreamNamePrefix="web/Main/")
    logs = {"logGroup": "/shop/new", "logStreamPrefix": "web"}
    aws.update(arn, "shop/web:2", primaryContainer={"awsLogsConfiguration": logs})
    aws.run_out()
    assert "Starting shop/web:2" in lines(aws, "/shop/new")
