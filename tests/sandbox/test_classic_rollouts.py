"""Rolling updates of classic services: how they go, fail, are rolled back, stopped and overtaken."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.classic_services import (
    BREAKER,
    create,
    described,
    messages,
    settled,
    tasks,
    update,
)
from tests.sandbox.local_aws import LocalAws, primary, refused

TRIPPED = "Service deployment rolled back because the circuit breaker threshold was exceeded."
FAILED = "ECS deployment circuit breaker: tasks failed to start."
WATCHED: dict[str, Any] = {"deploymentConfiguration": BREAKER}
UNWATCHED: dict[str, Any] = {
    "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": True, "rollback": False}}
}


def rows(aws: LocalAws) -> list[tuple[str, str]]:
    """List status and rollout state of the deployments."""
    return [(row["status"], row["rolloutState"]) for row in described(aws)["deployments"]]


def images(aws: LocalAws) -> set[str]:
    """List the images that run."""
    return {container["image"] for task in tasks(aws) for container in task["containers"]}


def test_a_rolling_update_replaces_the_tasks(aws: LocalAws) -> None:
    """The new deployment is PRIMARY, the old one ACTIVE as long as it has tasks; never fewer healthy tasks than wanted."""
    arn = settled(aws)
    new = primary(update(aws, "shop/web:2"))["id"]
    assert rows(aws) == [("PRIMARY", "IN_PROGRESS"), ("ACTIVE", "COMPLETED")]
    assert aws.deployment(arn)["status"] == "PENDING"
    seen = set()
    while aws.next_change():
        seen.add(aws.deployment(arn)["status"])
        assert 2 <= described(aws)["runningCount"] <= 4

    deployment = aws.deployment(arn)
    assert seen == {"IN_PROGRESS", "SUCCESSFUL"}
    assert rows(aws) == [("PRIMARY", "COMPLETED")]
    assert (images(aws), {task["startedBy"] for task in tasks(aws)}) == ({"shop/web:2"}, {new})
    assert deployment["targetServiceRevision"]["arn"].rsplit("/", 1)[-1] == new.removeprefix("ecs-svc/")
    assert len(deployment["sourceServiceRevisions"]) == 1
    assert messages(aws)[-2:] == [
        f"(service web) (deployment {new}) deployment completed.",
        "(service web) has reached a steady state.",
    ]
    assert {task["stopCode"] for task in tasks(aws, "STOPPED")} == {"ServiceSchedulerInitiated"}


@pytest.mark.parametrize(("least", "most", "fewest", "largest"), [(50, 100, 2, 4), (100, 150, 4, 6), (0, 100, 0, 4)])
def test_the_percentages_limit_how_many_tasks_run(
    aws: LocalAws, least: int, most: int, fewest: int, largest: int
) -> None:
    """Of four tasks."""
    limits = {"minimumHealthyPercent": least, "maximumPercent": most}
    settled(aws, desiredCount=4, deploymentConfiguration=limits)
    update(aws, "shop/web:2")
    running = []
    while aws.next_change():
        service = described(aws)
        running.append((service["runningCount"], service["runningCount"] + service["pendingCount"]))

    assert min(count for count, _ in running) == fewest
    assert max(count for _, count in running) == largest
    assert images(aws) == {"shop/web:2"}


def test_a_deployment_that_may_neither_stop_nor_start_waits(aws: LocalAws) -> None:
    """All of all must stay, and no more may come: the event says so."""
    settled(aws, deploymentConfiguration={"minimumHealthyPercent": 100, "maximumPercent": 100})
    update(aws, "shop/web:2")
    aws.run_out()

    assert rows(aws)[0] == ("PRIMARY", "IN_PROGRESS")
    assert "Update the minimumHealthyPercent or maximumPercent value and try again." in messages(aws)[-1]


@pytest.mark.parametrize(
    ("image", "stop_code", "reason"),
    [
        ("shop/web:crash", "EssentialContainerExited", "Essential container in task exited"),
        ("shop/web:unpullable", "TaskFailedToStart", "CannotPullContainerError: pull image manifest has been retried"),
    ],
)
def test_the_circuit_breaker_rolls_back(aws: LocalAws, image: str, stop_code: str, reason: str) -> None:
    """The failed deployment is FAILED, the one before becomes PRIMARY again and COMPLETED, under its own id."""
    arn = settled(aws, **WATCHED)
    good = primary(described(aws))["id"]
    failed = primary(update(aws, image))["id"]
    while aws.deployment(arn)["status"] != "ROLLBACK_IN_PROGRESS":
        assert aws.next_change()
    first, second = described(aws)["deployments"]
    assert (first["id"], first["status"], first["rolloutState"]) == (good, "PRIMARY", "IN_PROGRESS")
    assert (second["id"], second["rolloutState"], second["rolloutStateReason"]) == (failed, "FAILED", FAILED)
    assert second["failedTasks"] == 4
    aws.run_out()

    deployment = aws.deployment(arn)
    assert (deployment["status"], deployment["statusReason"]) == ("ROLLBACK_SUCCESSFUL", TRIPPED)
    assert deployment["rollback"]["serviceRevisionArn"].endswith(good.removeprefix("ecs-svc/"))
    assert deployment["deploymentCircuitBreaker"] == {"status": "TRIGGERED", "failureCount": 3, "threshold": 3}
    assert (rows(aws), images(aws)) == ([("PRIMARY", "COMPLETED")], {"shop/web:1"})
    assert described(aws)["taskDefinition"].endswith("web:1")
    told = messages(aws)
    assert f"(service web) (deployment {failed}) deployment failed: tasks failed to start." in told
    assert f"(service web) rolling back to deployment {good}." in told
    ended = [task for task in tasks(aws, "STOPPED") if task["stopCode"] == stop_code]
    assert {task["startedBy"] for task in ended} == {failed}
    assert ended[0]["stoppedReason"].startswith(reason)


def test_without_rollback_a_failed_deployment_stays(aws: LocalAws) -> None:
    """PRIMARY and FAILED; the old tasks go on. A first deployment has nothing to go back to."""
    arn = settled(aws, **UNWATCHED)
    update(aws, "shop/web:crash")
    aws.run_out()
    assert rows(aws) == [("PRIMARY", "FAILED"), ("ACTIVE", "COMPLETED")]
    assert (aws.deployment(arn)["status"], "stoppedAt" in aws.deployment(arn)) == ("STOPPED", True)
    assert images(aws) == {"shop/web:1"}

    update(aws, "shop/web:3")
    aws.run_out()
    assert (rows(aws), images(aws)) == ([("PRIMARY", "COMPLETED")], {"shop/web:3"})


def test_a_first_deployment_has_nothing_to_go_back_to(aws: LocalAws) -> None:
    """ROLLBACK_FAILED, in AWS's words."""
    arn = settled(aws, "shop/web:crash", **WATCHED)
    deployment = aws.deployment(arn)

    assert deployment["status"] == "ROLLBACK_FAILED"
    assert deployment["statusReason"] == "No rollback candidate was found to run the rollback."
    assert (rows(aws), tasks(aws)) == ([("PRIMARY", "FAILED")], [])


def test_without_a_circuit_breaker_ecs_tries_for_ever(aws: LocalAws) -> None:
    """With longer and longer pauses; the old tasks go on."""
    arn = settled(aws)
    update(aws, "shop/web:crash")
    aws.advance(2 * 24 * 3600)

    assert rows(aws) == [("PRIMARY", "IN_PROGRESS"), ("ACTIVE", "COMPLETED")]
    assert aws.deployment(arn)["deploymentCircuitBreaker"]["status"] == "DISABLED"
    assert primary(described(aws))["failedTasks"] > 100
    assert images(aws) >= {"shop/web:1"}


@pytest.mark.parametrize(
    ("desired", "wanted", "threshold"),
    [
        (1, {}, 3),
        (20, {}, 10),
        (20, {"type": "COUNT", "value": 2}, 2),
        (20, {"type": "BOUNDED_PERCENT", "value": 10}, 3),
        (20, {"type": "UNBOUNDED_PERCENT", "value": 10}, 2),
    ],
    ids=str,
)
def test_the_threshold_is_a_share_of_the_tasks_or_a_number(
    aws: LocalAws, desired: int, wanted: dict[str, Any], threshold: int
) -> None:
    """Half of them within 3 and 200, unless configured."""
    breaker = {"enable": True, "rollback": True, **({"thresholdConfiguration": wanted} if wanted else {})}
    configuration = {"deploymentCircuitBreaker": breaker}
    arn = settled(aws, "shop/web:crash", desiredCount=desired, deploymentConfiguration=configuration)

    found = aws.deployment(arn)["deploymentCircuitBreaker"]
    assert (found["failureCount"], found["threshold"]) == (threshold, threshold)


@pytest.mark.parametrize(("setting", "status"), [("counted", "ROLLBACK_FAILED"), ("not_counted", "IN_PROGRESS")])
def test_a_crash_after_the_start_counts_or_not(aws: LocalAws, setting: str, status: str) -> None:
    """Reported in two ways."""
    aws.settings(exit_after_start=setting)
    arn = create(aws, "shop/web:crash", **WATCHED)["serviceArn"]
    aws.advance(3600)

    assert aws.deployment(arn)["status"] == status


def test_a_later_update_overtakes_a_running_deployment(aws: LocalAws) -> None:
    """Its service deployment is STOPPED, its tasks go; a rollback leads to the last that completed."""
    arn = settled(aws, **WATCHED)
    update(aws, "shop/web:2")
    aws.advance(40)
    update(aws, "shop/web:crash")
    assert [row["status"] for row in described(aws)["deployments"]] == ["PRIMARY", "ACTIVE", "ACTIVE"]
    assert aws.deployment(arn, 1)["status"] == "STOPPED"
    aws.run_out()
    assert (aws.deployment(arn)["status"], images(aws)) == ("ROLLBACK_SUCCESSFUL", {"shop/web:1"})


def test_a_deployment_can_be_stopped_while_it_runs(aws: LocalAws) -> None:
    """It is rolled back; one that has ended is not."""
    arn = settled(aws)
    update(aws, "shop/web:2")
    aws.advance(40)
    own = aws.deployment(arn)["serviceDeploymentArn"]
    aws.ecs.stop_service_deployment(serviceDeploymentArn=own, stopType="ROLLBACK")
    assert aws.deployment(arn)["status"] == "ROLLBACK_REQUESTED"
    aws.run_out()
    assert (aws.deployment(arn)["status"], images(aws)) == ("ROLLBACK_SUCCESSFUL", {"shop/web:1"})
    assert refused(aws.ecs.stop_service_deployment, serviceDeploymentArn=own)[0] == "ConflictException"


def test_an_alarm_rolls_a_running_deployment_back(aws: LocalAws) -> None:
    """One that the deployment configuration names."""
    cloudwatch = aws.client("cloudwatch")
    cloudwatch.put_metric_alarm(
        AlarmName="errors", ComparisonOperator="GreaterThanThreshold", EvaluationPeriods=1, MetricName="x",
        Namespace="shop", Period=60, Statistic="Sum", Threshold=1,
    )  # fmt: skip
    alarms = {"alarmNames": ["errors"], "enable": True, "rollback": True}
    arn = settled(aws, deploymentConfiguration={"alarms": alarms})
    update(aws, "shop/web:2")
    aws.advance(40)
    cloudwatch.set_alarm_state(AlarmName="errors", StateValue="ALARM", StateReason="a test")
    aws.run_out()

    deployment = aws.deployment(arn)
    assert (deployment["status"], deployment["alarms"]["status"]) == ("ROLLBACK_SUCCESSFUL", "TRIGGERED")
    assert images(aws) == {"shop/web:1"}


def test_deployments_and_revisions_show_late_where_a_setting_says_so(aws: LocalAws) -> None:
    """As those of Express services do."""
    arn = settled(aws)
    aws.settings(deployment_visible_after_seconds=5, revision_visible_after_seconds=8)
    before = aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]
    update(aws, "shop/web:2")
    assert aws.ecs.list_service_deployments(service=arn)["serviceDeployments"] == before
    aws.advance(6)
    revision = aws.ecs.list_service_deployments(service=arn)["serviceDeployments"][0]["targetServiceRevisionArn"]
    asked = {"serviceRevisionArns": [revision]}
    assert aws.ecs.describe_service_revisions(**asked)["failures"][0]["reason"] == "MISSING"
    aws.advance(6)
    (found,) = aws.ecs.describe_service_revisions(**asked)["serviceRevisions"]
    assert found["taskDefinition"].endswith("web:2")
    assert found["containerImages"][0]["image"] == "shop/web:2"
