"""Deployments over time, as boto3 sees them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.local_aws import TERMINAL, LocalAws

BREAKER = "Service deployment rolled back because the circuit breaker threshold was exceeded."
NO_CANDIDATE = "No rollback candidate was found to run the rollback."


def stages(aws: LocalAws, arn: str) -> list[str]:
    """Walk from change to change and list the stages and statuses met."""
    met: list[str] = []
    while True:
        deployment = aws.deployment(arn)
        name = deployment.get("lifecycleStage") or deployment["status"]
        if name not in met[-1:]:
            met.append(name)
        if deployment["status"] in TERMINAL or not aws.next_change():
            return met


SHIFT = [
    "PRE_SCALE_UP",
    "SCALE_UP",
    "POST_SCALE_UP",
    "TEST_TRAFFIC_SHIFT",
    "POST_TEST_TRAFFIC_SHIFT",
    "PRODUCTION_TRAFFIC_SHIFT",
    "POST_PRODUCTION_TRAFFIC_SHIFT",
    "BAKE_TIME",
    "CLEAN_UP",
]


def test_the_first_deployment_provisions_and_then_serves(aws: LocalAws) -> None:
    """All stages, no source revision, five to nine minutes in all."""
    arn = aws.create()["serviceArn"]
    assert stages(aws, arn) == ["PENDING", *SHIFT, "SUCCESSFUL"]
    deployment = aws.deployment(arn)
    assert "sourceServiceRevisions" not in deployment
    taken = deployment["finishedAt"] - deployment["createdAt"]
    assert timedelta(minutes=5) <= taken <= timedelta(minutes=9)


def test_an_update_shifts_in_two_steps_and_takes_ten_to_twelve_minutes(aws: LocalAws) -> None:
    """The stages of a canary deployment, with the revision in service as its source."""
    arn = aws.settled()
    old = aws.describe(arn)["activeConfigurations"][0]["serviceRevisionArn"]
    target = aws.update(arn, "shop/web:2")["targetConfiguration"]["serviceRevisionArn"]
    assert stages(aws, arn) == ["PENDING", *SHIFT, "SUCCESSFUL"]
    deployment = aws.deployment(arn)
    assert deployment["targetServiceRevision"]["arn"] == target
    assert [source["arn"] for source in deployment["sourceServiceRevisions"]] == [old]
    assert timedelta(minutes=10) <= deployment["finishedAt"] - deployment["createdAt"] <= timedelta(minutes=12)
    assert aws.weights(arn) == [0, 100]


def test_two_configurations_are_active_during_a_rollout(aws: LocalAws) -> None:
    """Newest first while it runs, one before and after; both have the same endpoint."""
    arn = aws.settled()
    assert len(aws.describe(arn)["activeConfigurations"]) == 1
    aws.update(arn, "shop/web:2")
    active = aws.describe(arn)["activeConfigurations"]
    assert [c["primaryContainer"]["image"] for c in active] == ["shop/web:2", "shop/web:1"]
    assert active[0]["ingressPaths"] == active[1]["ingressPaths"]
    aws.run_out()
    assert [c["primaryContainer"]["image"] for c in aws.describe(arn)["activeConfigurations"]] == ["shop/web:2"]


def test_the_current_deployment_is_named_only_while_it_runs(aws: LocalAws) -> None:
    """Absent right after the call and at rest; the other behaviour is a setting."""
    arn = aws.create()["serviceArn"]
    assert "currentDeployment" not in aws.describe(arn)
    aws.advance(5)
    assert aws.describe(arn)["currentDeployment"] == aws.deployment(arn)["serviceDeploymentArn"]
    aws.run_out()
    assert "currentDeployment" not in aws.describe(arn)
    aws.settings(current_deployment_at_rest="last")
    assert aws.describe(arn)["currentDeployment"] == aws.deployment(arn)["serviceDeploymentArn"]


@pytest.mark.parametrize(
    ("tag", "stop_code", "words"),
    [
        ("unhealthy", "ServiceSchedulerInitiated", "Task failed ELB health checks in (target-group arn:aws:"),
        ("crash", "EssentialContainerExited", "Essential container in task exited"),
        ("unpullable", "TaskFailedToStart", "CannotPullContainerError"),
    ],
)
def test_a_failing_image_is_rolled_back(aws: LocalAws, tag: str, stop_code: str, words: str) -> None:
    """The circuit breaker ends it; the old revision stays; the stopped tasks say why."""
    arn = aws.settled()
    target = aws.update(arn, f"shop/web:{tag}")["targetConfiguration"]["serviceRevisionArn"]
    aws.run_out()
    deployment = aws.deployment(arn)
    assert (deployment["status"], deployment["statusReason"]) == ("ROLLBACK_SUCCESSFUL", BREAKER)
    assert deployment["rollback"]["reason"] == BREAKER
    assert deployment["deploymentCircuitBreaker"] == {"status": "TRIGGERED", "failureCount": 3, "threshold": 3}
    assert [c["primaryContainer"]["image"] for c in aws.describe(arn)["activeConfigurations"]] == ["shop/web:1"]
    assert aws.weights(arn) == [100, 0]
    stopped = aws.ecs.list_tasks(serviceName="web", desiredStatus="STOPPED")["taskArns"]
    tasks = aws.ecs.describe_tasks(tasks=stopped)["tasks"]
    failed = [task for task in tasks if task["startedBy"] == f"ecs-svc/{target.rsplit('/', 1)[-1]}"]
    assert len(failed) == 3
    assert {task["stopCode"] for task in failed} == {stop_code}
    assert all(words in task["stoppedReason"] for task in failed)


def test_a_crash_leaves_its_exit_code(aws: LocalAws) -> None:
    """As DescribeTasks shows it, on the container."""
    aws.settled("shop/web:crash")
    stopped = aws.ecs.list_tasks(serviceName="web", desiredStatus="STOPPED")["taskArns"]
    (container,) = aws.ecs.describe_tasks(tasks=stopped)["tasks"][0]["containers"]
    assert (container["name"], container["exitCode"]) == ("Main", 1)


def test_a_failing_first_deployment_has_nothing_to_go_back_to(aws: LocalAws) -> None:
    """ROLLBACK_FAILED; the service stays ACTIVE and a good image heals it."""
    arn = aws.settled("shop/web:unhealthy")
    deployment = aws.deployment(arn)
    assert (deployment["status"], deployment["statusReason"]) == ("ROLLBACK_FAILED", NO_CANDIDATE)
    assert deployment["rollback"]["reason"] == BREAKER
    assert aws.describe(arn)["status"]["statusCode"] == "ACTIVE"
    assert aws.get(aws.endpoint(arn)).status == 503
    aws.update(arn, "shop/web:2")
    aws.run_out()
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"
    assert aws.get(aws.endpoint(arn)).content["image"] == "shop/web:2"


def test_an_update_overtakes_a_running_deployment(aws: LocalAws) -> None:
    """The old one is STOPPED, the new one reconciles first, and ends with the third image."""
    arn = aws.settled()
    aws.update(arn, "shop/web:2")
    while aws.weights(arn) != [95, 5]:
        assert aws.next_change()
    aws.update(arn, "shop/web:3")
    assert aws.deployment(arn, 1)["status"] == "STOPPED"
    assert aws.weights(arn) == [100, 0]
    assert stages(aws, arn) == ["PENDING", "RECONCILE_SERVICE", *SHIFT, "SUCCESSFUL"]
    assert aws.shares(aws.endpoint(arn), 20) == {"shop/web:3": 20}


def test_a_revision_with_all_the_traffic_is_the_next_source(aws: LocalAws) -> None:
    """Overtaken while it bakes, the second image goes on serving until the third takes over."""
    arn = aws.settled()
    aws.update(arn, "shop/web:2")
    while aws.deployment(arn).get("lifecycleStage") != "BAKE_TIME":
        assert aws.next_change()
    aws.update(arn, "shop/web:unhealthy")
    aws.run_out()
    assert aws.deployment(arn)["status"] == "ROLLBACK_SUCCESSFUL"
    assert aws.shares(aws.endpoint(arn), 20) == {"shop/web:2": 20}


def test_a_deployment_can_be_stopped_while_it_runs(aws: LocalAws) -> None:
    """It rolls back to the revision in service; at rest there is nothing to stop."""
    arn = aws.settled()
    aws.update(arn, "shop/web:2")
    deployment = aws.deployment(arn)["serviceDeploymentArn"]
    aws.advance(250)
    aws.ecs.stop_service_deployment(serviceDeploymentArn=deployment)
    assert aws.deployment(arn)["status"] == "ROLLBACK_REQUESTED"
    aws.run_out()
    assert aws.deployment(arn)["status"] == "ROLLBACK_SUCCESSFUL"
    assert aws.get(aws.endpoint(arn)).content["image"] == "shop/web:1"
    with pytest.raises(aws.ecs.exceptions.ConflictException):
        aws.ecs.stop_service_deployment(serviceDeploymentArn=deployment)


def test_deployments_are_listed_newest_first_and_filtered(aws: LocalAws) -> None:
    """By status, by creation time, page by page; by ARN or by name and cluster."""
    arn = aws.settled()
    for number in (2, 3):
        aws.update(arn, f"shop/web:{number}")
        aws.run_out()
    aws.update(arn, "shop/web:4")
    listed = aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]
    assert [d["createdAt"] for d in listed] == sorted((d["createdAt"] for d in listed), reverse=True)
    assert [d["status"] for d in listed] == ["PENDING", "SUCCESSFUL", "SUCCESSFUL", "SUCCESSFUL"]
    by_name = aws.ecs.list_service_deployments(service="web", cluster="default", status=["PENDING"])
    assert len(by_name["serviceDeployments"]) == 1
    since = aws.ecs.list_service_deployments(service=arn, createdAt={"after": listed[1]["createdAt"]})
    assert len(since["serviceDeployments"]) == 2
    before = aws.ecs.list_service_deployments(service=arn, createdAt={"before": listed[3]["createdAt"]})
    assert len(before["serviceDeployments"]) <= 1
    page = aws.ecs.list_service_deployments(service=arn, maxResults=3)
    rest = aws.ecs.list_service_deployments(service=arn, maxResults=3, nextToken=page["nextToken"])
    assert page["serviceDeployments"] + rest["serviceDeployments"] == listed
    assert "nextToken" not in rest


def test_unknown_arns_are_missing(aws: LocalAws) -> None:
    """Not an error: a failure with reason MISSING, beside what was found."""
    arn = aws.create()["serviceArn"]
    known = aws.deployment(arn)["serviceDeploymentArn"]
    answer = aws.ecs.describe_service_deployments(serviceDeploymentArns=[known, known + "x"])
    assert len(answer["serviceDeployments"]) == 1
    assert answer["failures"] == [{"arn": known + "x", "reason": "MISSING"}]
    with pytest.raises(ClientError, match="Service not found"):
        aws.ecs.list_service_deployments(service="unknown")


def test_new_things_can_be_missing_at_first(aws: LocalAws) -> None:
    """Eventual consistency of deployments, revisions and configurations, switched on."""
    arn = aws.settled()
    aws.settings(deployment_visible_after_seconds=3, revision_visible_after_seconds=3, stale_describe_seconds=3)
    revision = aws.update(arn, "shop/web:2")["targetConfiguration"]["serviceRevisionArn"]
    list_all = aws.ecs.list_service_deployments
    assert len(list_all(service=arn)["serviceDeployments"]) == 1
    assert aws.ecs.describe_service_revisions(serviceRevisionArns=[revision])["failures"][0]["reason"] == "MISSING"
    assert [c["primaryContainer"]["image"] for c in aws.describe(arn)["activeConfigurations"]] == ["shop/web:1"]
    aws.advance(4)
    assert len(list_all(service=arn)["serviceDeployments"]) == 2
    assert not aws.ecs.describe_service_revisions(serviceRevisionArns=[revision])["failures"]
    assert aws.describe(arn)["activeConfigurations"][0]["primaryContainer"]["image"] == "shop/web:2"


def test_an_update_of_settings_alone(aws: LocalAws) -> None:
    """A deployment with the same task definition; or, as a setting, no deployment at all."""
    arn = aws.settled()
    before = aws.describe(arn)["activeConfigurations"][0]
    aws.update(arn, scalingTarget={"minTaskCount": 2})
    aws.run_out()
    after = aws.describe(arn)["activeConfigurations"][0]
    assert after["taskDefinitionArn"] == before["taskDefinitionArn"]
    assert after["serviceRevisionArn"] != before["serviceRevisionArn"]
    assert aws.health(arn) == [[], ["healthy", "healthy"]]
    aws.settings(settings_only_update="in_place")
    aws.update(arn, scalingTarget={"maxTaskCount": 5})
    assert len(aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]) == 2
    assert aws.describe(arn)["activeConfigurations"][0]["scalingTarget"]["maxTaskCount"] == 5


def test_an_update_during_a_deployment_can_be_refused(aws: LocalAws) -> None:
    """Nobody has seen it, and nothing says that it cannot be: afterwards the same update is taken."""
    aws.settings(update_during_deployment="refused")
    arn = aws.create()["serviceArn"]

    with pytest.raises(ClientError, match="while a deployment is in progress"):
        aws.update(arn, "shop/web:2")
    aws.run_out()

    assert aws.update(arn, "shop/web:2")["targetConfiguration"]["primaryContainer"]["image"] == "shop/web:2"


def test_no_tasks_are_no_traffic(aws: LocalAws) -> None:
    """Minimum 0: the deployment succeeds and nobody answers; back to 1, somebody does."""
    arn = aws.settled(scalingTarget={"minTaskCount": 0})
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"
    assert aws.get(aws.endpoint(arn)).status == 503
    aws.update(arn, scalingTarget={"minTaskCount": 1})
    aws.run_out()
    assert aws.get(aws.endpoint(arn)).status == 200


def test_the_classic_view_shows_the_rollout(aws: LocalAws) -> None:
    """PRIMARY and ACTIVE deployments, events newest first, no task definition at the top."""
    arn = aws.settled()
    aws.update(arn, "shop/web:2")
    aws.advance(60)
    (service,) = aws.ecs.describe_services(services=[arn])["services"]
    assert service["resourceManagementType"] == "ECS"
    assert "taskDefinition" not in service
    assert [(d["status"], d["rolloutState"]) for d in service["deployments"]] == [
        ("PRIMARY", "IN_PROGRESS"),
        ("ACTIVE", "COMPLETED"),
    ]
    times = [event["createdAt"] for event in service["events"]]
    assert times == sorted(times, reverse=True)
    assert aws.ecs.list_services(resourceManagementType="ECS")["serviceArns"] == [arn]
    assert aws.ecs.list_services(resourceManagementType="CUSTOMER")["serviceArns"] == []
    with pytest.raises(ClientError, match="use DeleteExpressGatewayService to delete"):
        aws.ecs.delete_service(service=arn)


def test_after_a_rollback_the_classic_view_looks_like_success(aws: LocalAws) -> None:
    """The surviving revision is PRIMARY and COMPLETED: only the service deployment tells the truth."""
    arn = aws.settled()
    aws.update(arn, "shop/web:unhealthy")
    aws.run_out()
    (service,) = aws.ecs.describe_services(services=["web"])["services"]
    assert [(d["status"], d["rolloutState"]) for d in service["deployments"]] == [("PRIMARY", "COMPLETED")]
    assert any("deployment failed: tasks failed to start." in event["message"] for event in service["events"])
