"""Test cards: tags, secrets and alarms that make a deployment take another course."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.sandbox.local_aws import REGION, LocalAws

SECRET = f"arn:aws:secretsmanager:{REGION}:123456789012:secret:db-AbCdEf"
PULL = "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
ALARM = "Service deployment rolled back because an alarm was detected."


def failed_task(aws: LocalAws) -> Any:
    """Describe a task of the service that never started."""
    stopped = aws.ecs.list_tasks(serviceName="web", desiredStatus="STOPPED")["taskArns"]
    tasks = aws.ecs.describe_tasks(tasks=stopped)["tasks"]
    return next(task for task in tasks if task["stopCode"] == "TaskFailedToStart")


def with_secret(source: str) -> dict[str, Any]:
    """Give a container with one secret."""
    return {"secrets": [{"name": "DB", "valueFrom": source}]}


def permit(aws: LocalAws, action: str, resource: str) -> None:
    """Let the execution role do something."""
    statement = {"Effect": "Allow", "Action": action, "Resource": resource}
    document = json.dumps({"Version": "2012-10-17", "Statement": statement})
    aws.client("iam").put_role_policy(RoleName="execution", PolicyName=action.split(":")[1], PolicyDocument=document)


@pytest.mark.parametrize(
    ("source", "action", "words"),
    [
        (SECRET, "", f"{PULL}unable to retrieve secret from asm: service call has been retried 1 time(s): failed to"),
        (SECRET, "", "is not authorized to perform: secretsmanager:GetSecretValue on resource: " + SECRET),
        (
            SECRET,
            "secretsmanager:GetSecretValue",
            "ResourceNotFoundException: Secrets Manager can't find the specified",
        ),
        ("/app/key", "", f"{PULL}unable to retrieve secrets from ssm: service call has been retried 1 time(s): Access"),
        ("/app/key", "", "assumed-role/execution/"),
        ("/app/key", "ssm:GetParameters", "invalid ssm parameters: /app/key"),
    ],
)
def test_a_secret_that_cannot_be_read_keeps_tasks_from_starting(
    aws: LocalAws, source: str, action: str, words: str
) -> None:
    """Missing, or not for the execution role: rolled back, and the stopped task says why."""
    roles = aws.roles()
    if action:
        permit(aws, action, "*")
    arn = aws.settled(roles=roles)
    aws.update(arn, "shop/web:2", primaryContainer=with_secret(source))
    aws.run_out()
    assert aws.deployment(arn)["status"] == "ROLLBACK_SUCCESSFUL"
    task = failed_task(aws)
    assert words in task["stoppedReason"]
    assert "startedAt" not in task
    assert task["containers"][0]["reason"] == task["stoppedReason"]
    (service,) = aws.ecs.describe_services(services=[arn])["services"]
    assert any(f"was unable to place a task. Reason: {PULL}" in event["message"] for event in service["events"])
    assert aws.get(aws.endpoint(arn)).content["image"] == "shop/web:1"


def test_secrets_that_can_be_read_are_no_obstacle(aws: LocalAws) -> None:
    """A secret, a key of it, parameters by name and by ARN: each with exactly its permission."""
    roles = aws.roles()
    secret = aws.client("secretsmanager").create_secret(Name="db", SecretString='{"password": "x"}')["ARN"]
    parameter = f"arn:aws:ssm:{REGION}:123456789012:parameter/app/key"
    for name in ("/app/key", "plain"):
        aws.client("ssm").put_parameter(Name=name, Value="x", Type="SecureString")
    permit(aws, "secretsmanager:GetSecretValue", secret)
    permit(aws, "ssm:GetParameters", f"arn:aws:ssm:{REGION}:123456789012:parameter/*")
    sources = [secret, f"{secret}:password::", "/app/key", parameter, "plain"]
    secrets = [{"name": f"S{index}", "valueFrom": source} for index, source in enumerate(sources)]
    arn = aws.settled(roles=roles, primaryContainer={"secrets": secrets})
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"
    aws.update(arn, "shop/web:2", primaryContainer=with_secret(f"{secret}:missing::"))
    aws.run_out()
    assert "did not contain json key missing" in failed_task(aws)["stoppedReason"]


def test_missing_registry_credentials_keep_tasks_from_starting(aws: LocalAws) -> None:
    """They are a secret like others."""
    roles = aws.roles()
    permit(aws, "secretsmanager:GetSecretValue", "*")
    credentials = {"repositoryCredentials": {"credentialsParameter": SECRET}}
    arn = aws.settled(roles=roles, primaryContainer=credentials)
    assert aws.deployment(arn)["status"] == "ROLLBACK_FAILED"
    assert "unable to pull secrets or registry auth" in failed_task(aws)["stoppedReason"]


def test_a_log_group_that_does_not_exist_keeps_tasks_from_starting(aws: LocalAws) -> None:
    """That of a sidecar in a customer's own task definition: ECS makes only that of Main."""
    roles = aws.roles()
    options = {"awslogs-group": "/missing", "awslogs-region": REGION, "awslogs-stream-prefix": "x"}
    logging = {"logDriver": "awslogs", "options": options}
    main = {"name": "Main", "image": "shop/web:1", "portMappings": [{"containerPort": 80, "name": "http"}]}
    definition = aws.ecs.register_task_definition(
        family="own",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        executionRoleArn=roles["executionRoleArn"],
        containerDefinitions=[main, {"name": "proxy", "image": "proxy:1", "logConfiguration": logging}],
    )["taskDefinition"]["taskDefinitionArn"]
    aws.ecs.create_express_gateway_service(
        serviceName="web", infrastructureRoleArn=roles["infrastructureRoleArn"], taskDefinitionArn=definition
    )
    aws.run_out()
    assert "The specified log group does not exist" in failed_task(aws)["stoppedReason"]


def set_alarm(aws: LocalAws, state: str) -> None:
    """Let the rollback alarm go off, or not any more."""
    aws.client("cloudwatch").set_alarm_state(
        AlarmName="default/web/RollbackAlarm", StateValue=state, StateReason="a test"
    )


@pytest.mark.parametrize("stage", ["SCALE_UP", "PRODUCTION_TRAFFIC_SHIFT", "BAKE_TIME"])
def test_an_alarm_rolls_a_running_deployment_back(aws: LocalAws, stage: str) -> None:
    """At once; the answer names the alarm, the event says so, and the old revision has all the traffic."""
    arn = aws.settled()
    aws.update(arn, "shop/web:2")
    while aws.deployment(arn).get("lifecycleStage") != stage:
        assert aws.next_change()
    assert aws.deployment(arn)["alarms"] == {"status": "MONITORING", "alarmNames": ["default/web/RollbackAlarm"]}
    set_alarm(aws, "ALARM")
    deployment = aws.deployment(arn)
    assert (deployment["status"], deployment["statusReason"]) == ("ROLLBACK_IN_PROGRESS", ALARM)
    assert aws.weights(arn) == [100, 0]
    aws.run_out()
    deployment = aws.deployment(arn)
    assert (deployment["status"], deployment["statusReason"]) == ("ROLLBACK_SUCCESSFUL", ALARM)
    assert deployment["alarms"]["status"] == "TRIGGERED"
    assert deployment["alarms"]["triggeredAlarmNames"] == ["default/web/RollbackAlarm"]
    assert deployment["deploymentCircuitBreaker"]["status"] == "MONITORING_COMPLETE"
    (service,) = aws.ecs.describe_services(services=[arn])["services"]
    assert any("deployment failed: alarm detected." in event["message"] for event in service["events"])
    assert aws.get(aws.endpoint(arn)).content["image"] == "shop/web:1"


def test_an_alarm_at_rest_changes_nothing(aws: LocalAws) -> None:
    """And a deployment that starts while it sounds is not watched: a repair can go through."""
    arn = aws.settled()
    set_alarm(aws, "ALARM")
    aws.run_out()
    assert aws.get(aws.endpoint(arn)).status == 200
    aws.update(arn, "shop/web:2")
    aws.advance(60)
    assert aws.deployment(arn)["alarms"]["status"] == "DISABLED"
    aws.run_out()
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"


def test_a_slow_image_takes_minutes_to_start_and_then_serves(aws: LocalAws) -> None:
    """Four to start and as long as any other to be healthy."""
    arn = aws.settled()
    aws.update(arn, "shop/web:slow")
    aws.advance(200)
    (service,) = aws.ecs.describe_services(services=[arn])["services"]
    assert service["pendingCount"] == 1
    aws.run_out()
    deployment = aws.deployment(arn)
    assert deployment["status"] == "SUCCESSFUL"
    assert (deployment["finishedAt"] - deployment["createdAt"]).total_seconds() > 13 * 60


@pytest.mark.parametrize(("image", "asked", "expected"), [
    ("shop/web:arm64", "X86_64", {"runtimePlatform": {"cpuArchitecture": "ARM64"}}),
    ("shop/web:arm64", "ARM64", None),
    ("shop/web:1", "X86_64", None),
])  # fmt: skip
def test_an_image_for_another_architecture_is_detected(
    aws: LocalAws, image: str, asked: str, expected: dict[str, Any] | None
) -> None:
    """The revision then says what overrides the task definition, and the service runs."""
    arn = aws.settled(image, cpuArchitecture=asked)
    revision = aws.describe(arn)["activeConfigurations"][0]["serviceRevisionArn"]
    (found,) = aws.ecs.describe_service_revisions(serviceRevisionArns=[revision])["serviceRevisions"]
    assert found.get("overrides") == expected
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"
