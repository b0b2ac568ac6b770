"""Settings whose change moves what AWS made around the service, and the calls that it takes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engine.harness import LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]


@pytest.mark.row("S0-01", "S0-14", "S0-15")
def test_another_port_and_log_group_keep_what_is_there(project: Project, aws: LocalAws, service: Write) -> None:
    """Health checks, rules and logs follow; URL, load balancer, rule and target groups keep their ARNs."""
    for name in ("old", "new"):
        aws.client("logs").create_log_group(logGroupName=name)
    logs = {"aws_logs_configuration": {"log_group": "old"}}
    first = project.up(service("app:1", container={"container_port": 8080, **logs}))
    changed = service("app:1", container={"container_port": 9090, "aws_logs_configuration": {"log_group": "new"}})

    preview = project.preview(changed)
    done = project.up(changed)

    assert preview.detailed() == {
        "primaryContainer.containerPort": "update",
        "primaryContainer.awsLogsConfiguration.logGroup": "update",
    }
    assert done.ok, done.text
    before, after = first.outputs["managed"], done.outputs["managed"]
    (old_group,), (new_group,) = before.pop("log_groups"), after.pop("log_groups")
    assert (old_group.split(":")[6], new_group.split(":")[6]) == ("old", "new")
    assert before == after
    assert done.outputs["url"] == first.outputs["url"]
    groups = aws.client("elbv2").describe_target_groups(TargetGroupArns=after["target_group_arns"])["TargetGroups"]
    assert {group["HealthCheckPort"] for group in groups} == {"9090"}
    assert aws.get(done.outputs["url"].removeprefix("https://"))[0] == 200
    assert project.refresh().drifted == {}


@pytest.mark.row("S0-04", "S0-20")
def test_scaling_to_zero_is_announced_and_stops_answering(project: Project, aws: LocalAws, service: Write) -> None:
    """The one exception to a service that always answers; the preview says so, and the way back is the same update."""
    host = project.up(service("app:1")).outputs["url"].removeprefix("https://")
    nothing = service("app:1", scaling_target={"min_task_count": 0, "max_task_count": 0})

    preview = project.preview(nothing)
    done = project.up(nothing)

    assert "no task will run, and the URL will answer 503" in preview.text
    assert done.ok, done.text
    aws.clock(advance_seconds=3600)
    assert aws.get(host)[0] == 503
    back = project.up(service("app:1"))
    assert back.ok, back.text
    aws.clock(advance_seconds=3600)
    assert aws.get(host)[0] == 200


@pytest.mark.parametrize("deploys", ["in_place", "deploys"])
@pytest.mark.row("S0-09")
@pytest.mark.sweep_only("in_place")
def test_a_change_of_the_health_check_path_alone_is_one_update_either_way(
    project: Project, aws: LocalAws, service: Write, deploys: str
) -> None:
    """Whether AWS deploys for it is open; the update ends well in both, and the preview promises no deployment."""
    aws.settings(settings_only_update=deploys)
    first = project.up(service("app:1", health_check_path="/up?deep=1"))
    aws.forget_calls()

    done = project.up(service("app:1", health_check_path="/ready"))

    assert first.ok, first.text
    assert done.ok, done.text
    assert aws.changes() == {"ecs:UpdateExpressGatewayService": 1}
    reported = aws.client("ecs").describe_express_gateway_service(serviceArn=done.outputs["arn"])["service"]
    assert reported["activeConfigurations"][0]["healthCheckPath"] == "/ready"
    assert project.preview().changed == {}
