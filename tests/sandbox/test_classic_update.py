"""Express services through the classic UpdateService: what deploys, what lasts, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.local_aws import LocalAws, own_definition, primary, refused


def test_a_forced_deployment_is_a_canary_of_the_same_task_definition(aws: LocalAws) -> None:
    """A new revision, answered as PRIMARY at once; the configuration stays."""
    arn = aws.settled()
    before = aws.describe(arn)["activeConfigurations"][0]
    service = aws.ecs.update_service(service="web", forceNewDeployment=True)["service"]
    assert primary(service)["rolloutState"] == "IN_PROGRESS"
    aws.run_out()
    after = aws.describe(arn)["activeConfigurations"][0]
    assert after["taskDefinitionArn"] == before["taskDefinitionArn"] == primary(service)["taskDefinition"]
    assert after["serviceRevisionArn"] != before["serviceRevisionArn"]
    assert primary(service)["id"] == f"ecs-svc/{after['serviceRevisionArn'].rsplit('/', 1)[-1]}"
    assert len(aws.deployment(arn)["sourceServiceRevisions"]) == 1
    assert aws.weights(arn) == [0, 100]


def test_a_task_definition_by_update_service_is_deployed_and_read_back(aws: LocalAws) -> None:
    """With its sidecar, port and sizes; a later Express update builds on it."""
    arn = aws.settled(taskRoleArn=aws.role("task", "ecs-tasks.amazonaws.com", None), roles=aws.roles())
    own = own_definition(aws, "shop/own:1", {"name": "proxy", "image": "proxy:1"})
    aws.ecs.update_service(service=arn, taskDefinition="own")
    aws.run_out()
    configuration = aws.describe(arn)["activeConfigurations"][0]
    assert configuration["taskDefinitionArn"] == own
    assert configuration["primaryContainer"]["containerPort"] == 8080
    assert (configuration["cpu"], configuration["memory"]) == ("512", "1024")
    assert not configuration.keys() & {"taskRoleArn", "executionRoleArn", "cpuArchitecture"}
    assert aws.get(aws.endpoint(arn)).content["image"] == "shop/own:1"
    (task,) = aws.ecs.describe_tasks(tasks=aws.ecs.list_tasks(serviceName="web", family="own")["taskArns"])["tasks"]
    assert [container["name"] for container in task["containers"]] == ["Main", "proxy"]
    aws.update(arn, "shop/own:2")
    aws.run_out()
    assert aws.get(aws.endpoint(arn)).content["image"] == "shop/own:2"


def test_the_same_task_definition_again_deploys_nothing(aws: LocalAws) -> None:
    """Unlike an Express update."""
    arn = aws.settled()
    own = aws.describe(arn)["activeConfigurations"][0]["taskDefinitionArn"]
    aws.ecs.update_service(service=arn, taskDefinition=own)
    assert len(aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]) == 1


@pytest.mark.parametrize(
    ("request_", "code", "words"),
    [
        ({"loadBalancers": []}, "InvalidParameterException", "loadBalancers cannot be updated"),
        ({"deploymentConfiguration": {"strategy": "ROLLING"}}, "InvalidParameterException", "strategy cannot be"),
        ({"deploymentConfiguration": {"bakeTimeInMinutes": 2000}}, "InvalidParameterException", "1440"),
        (
            {"deploymentConfiguration": {"canaryConfiguration": {"canaryPercent": 0.0}}},
            "InvalidParameterException",
            "0.1",
        ),
        ({"taskDefinition": "missing"}, "ClientException", "Unable to describe task definition."),
        ({"platformVersion": "9.9.9"}, "PlatformUnknownException", "platform version"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_belongs_to_ecs_is_refused(aws: LocalAws, request_: dict[str, Any], code: str, words: str) -> None:
    """And nothing is deployed."""
    arn = aws.settled()
    found = refused(aws.ecs.update_service, service=arn, forceNewDeployment=True, **request_)
    assert (found[0], words in found[1]) == (code, True)
    assert len(aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]) == 1


def test_settings_by_update_service_last_and_deploy_nothing(aws: LocalAws) -> None:
    """They are read back, and an Express update leaves them alone."""
    arn = aws.settled()
    changed = {"enableExecuteCommand": True, "healthCheckGracePeriodSeconds": 60, "propagateTags": "NONE"}
    service = aws.ecs.update_service(service=arn, **changed)["service"]
    assert changed.items() <= service.items()
    assert len(service["deployments"]) == 1
    aws.update(arn, "shop/web:2")
    aws.run_out()
    (service,) = aws.ecs.describe_services(services=[arn])["services"]
    assert changed.items() <= service.items()


def settings(bake: int) -> dict[str, Any]:
    """Give a complete deployment configuration without alarms."""
    return {
        "canaryConfiguration": {"canaryPercent": 20.0, "canaryBakeTimeInMinutes": bake},
        "bakeTimeInMinutes": bake,
        "deploymentCircuitBreaker": {"enable": True, "rollback": True},
        "alarms": {"alarmNames": [], "enable": False, "rollback": False},
    }


def test_bake_times_and_canary_share_can_be_changed(aws: LocalAws) -> None:
    """The next deployment follows them, and its description says so."""
    arn = aws.settled()
    aws.ecs.update_service(service=arn, deploymentConfiguration=settings(1))
    aws.update(arn, "shop/web:2")
    while aws.deployment(arn).get("lifecycleStage") != "PRODUCTION_TRAFFIC_SHIFT":
        assert aws.next_change()
    assert aws.weights(arn) == [80, 20]
    aws.run_out()
    deployment = aws.deployment(arn)
    assert (deployment["finishedAt"] - deployment["createdAt"]).total_seconds() < 7.5 * 60
    assert deployment["deploymentConfiguration"]["bakeTimeInMinutes"] == 1
    assert deployment["deploymentConfiguration"]["strategy"] == "CANARY"


def test_alarms_switched_off_roll_nothing_back(aws: LocalAws) -> None:
    """The next deployment puts the alarm's name back, yet it stays off (observed)."""
    arn = aws.settled()
    aws.ecs.update_service(service=arn, deploymentConfiguration=settings(3))
    aws.update(arn, "shop/web:2")
    aws.advance(60)
    name = "default/web/RollbackAlarm"
    aws.client("cloudwatch").set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="a test")
    assert aws.deployment(arn)["alarms"] == {"status": "DISABLED", "alarmNames": [name]}
    aws.run_out()
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"


@pytest.mark.parametrize(("members", "kept"), [("replaced", False), ("merged", True)])
def test_what_is_left_out_of_the_configuration_is_lost_or_kept(aws: LocalAws, members: str, kept: bool) -> None:
    """Lost, as observed; the other behaviour is a setting."""
    aws.settings(deployment_configuration_members=members)
    arn = aws.settled()
    service = aws.ecs.update_service(service=arn, deploymentConfiguration={"bakeTimeInMinutes": 1})["service"]
    own = service["deploymentConfiguration"]
    assert own["deploymentCircuitBreaker"]["enable"] is kept
    assert own["alarms"]["enable"] is kept
    assert own["bakeTimeInMinutes"] == 1


def test_the_configuration_can_be_refused_altogether(aws: LocalAws) -> None:
    """As ecspresso saw it; a setting."""
    aws.settings(deployment_configuration_update="refused")
    arn = aws.settled()
    found = refused(aws.ecs.update_service, service=arn, deploymentConfiguration={"bakeTimeInMinutes": 1})
    assert found[0] == "InvalidParameterException"


def test_without_a_circuit_breaker_ecs_tries_for_a_day(aws: LocalAws) -> None:
    """With longer and longer pauses, until the stage times out."""
    arn = aws.settled()
    aws.ecs.update_service(service=arn, deploymentConfiguration={"bakeTimeInMinutes": 3})
    aws.update(arn, "shop/web:crash")
    aws.advance(20 * 3600)
    deployment = aws.deployment(arn)
    assert (deployment["status"], deployment["lifecycleStage"]) == ("IN_PROGRESS", "SCALE_UP")
    assert deployment["deploymentCircuitBreaker"]["status"] == "DISABLED"
    aws.run_out()
    assert aws.deployment(arn)["status"] == "ROLLBACK_SUCCESSFUL"


def test_the_network_can_be_changed_within_its_vpc_and_kind(aws: LocalAws) -> None:
    """A new deployment in the subnets given; other VPCs are refused."""
    arn = aws.settled()
    subnets = aws.describe(arn)["activeConfigurations"][0]["networkConfiguration"]["subnets"][:2]
    network = {"awsvpcConfiguration": {"subnets": subnets, "assignPublicIp": "ENABLED"}}
    service = aws.ecs.update_service(service=arn, networkConfiguration=network)["service"]
    assert primary(service)["networkConfiguration"]["awsvpcConfiguration"]["subnets"] == subnets
    aws.run_out()
    assert aws.describe(arn)["activeConfigurations"][0]["networkConfiguration"]["subnets"] == subnets


def test_a_service_that_leaves_takes_no_update(aws: LocalAws) -> None:
    """Neither while it drains nor afterwards."""
    arn = aws.settled()
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    assert refused(aws.ecs.update_service, service=arn)[1] == "Service is in DRAINING status"
    aws.run_out()
    assert refused(aws.ecs.update_service, service=arn)[0] == "ServiceNotActiveException"
