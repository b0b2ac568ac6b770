"""Express services through UpdateService: every member that is more than task definition and network."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.local_aws import LocalAws, own_definition, primary, refused

SPOT = [{"capacityProvider": "FARGATE_SPOT", "weight": 1, "base": 0}]


def service(aws: LocalAws) -> Any:
    """Describe the service by the classic call."""
    return aws.ecs.describe_services(services=["web"])["services"][0]


def revision(aws: LocalAws) -> Any:
    """Describe the revision in force."""
    arn = service(aws)["currentServiceRevisions"][0]["arn"]
    return aws.ecs.describe_service_revisions(serviceRevisionArns=[arn])["serviceRevisions"][0]


def task(aws: LocalAws) -> Any:
    """Describe the task in service, with its tags."""
    arns = aws.ecs.list_tasks(serviceName="web")["taskArns"]
    return aws.ecs.describe_tasks(tasks=arns, include=["TAGS"])["tasks"][0]


def tags(listed: list[dict[str, str]]) -> dict[str, str]:
    """Write tags as a dict."""
    return {tag["key"]: tag["value"] for tag in listed}


def spot_is_there(aws: LocalAws) -> None:
    """Let the cluster have both capacity providers of Fargate."""
    aws.ecs.put_cluster_capacity_providers(
        cluster="default", capacityProviders=["FARGATE", "FARGATE_SPOT"], defaultCapacityProviderStrategy=[]
    )


def test_capacity_providers_can_be_changed_by_force(aws: LocalAws) -> None:
    """Those of the cluster; tasks run on them, an Express update keeps them, an empty strategy is the launch type."""
    arn = aws.settled()
    assert service(aws)["capacityProviderStrategy"] == [{"capacityProvider": "FARGATE", "weight": 1, "base": 1}]
    update = aws.ecs.update_service
    request = {"service": arn, "capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]}
    assert "not associated with the cluster" in refused(update, **request, forceNewDeployment=True)[1]
    spot_is_there(aws)
    assert "you must force a new deployment" in refused(update, **request)[1]
    answer = update(**request, forceNewDeployment=True)["service"]
    assert answer["capacityProviderStrategy"] == primary(answer)["capacityProviderStrategy"] == SPOT
    aws.run_out()
    assert task(aws)["capacityProviderName"] == "FARGATE_SPOT"
    aws.update(arn, "shop/web:2")
    aws.run_out()
    assert task(aws)["capacityProviderName"] == "FARGATE_SPOT"
    assert revision(aws)["capacityProviderStrategy"] == SPOT
    answer = update(service=arn, capacityProviderStrategy=[], forceNewDeployment=True)["service"]
    assert "capacityProviderStrategy" not in answer
    assert answer["launchType"] == primary(answer)["launchType"] == "FARGATE"
    aws.run_out()
    assert "capacityProviderName" not in task(aws)


def test_a_base_is_filled_before_weights_count(aws: LocalAws) -> None:
    """One on demand, the others on Spot; only one provider may have a base."""
    arn = aws.settled(scalingTarget={"minTaskCount": 3})
    spot_is_there(aws)
    mixed = [{"capacityProvider": "FARGATE", "base": 1, "weight": 0}, *SPOT]
    aws.ecs.update_service(service=arn, capacityProviderStrategy=mixed, forceNewDeployment=True)
    aws.run_out()
    found = aws.ecs.describe_tasks(tasks=aws.ecs.list_tasks(serviceName="web")["taskArns"])["tasks"]
    assert sorted(one["capacityProviderName"] for one in found) == ["FARGATE", "FARGATE_SPOT", "FARGATE_SPOT"]
    twice = [{**mixed[0], "capacityProvider": name} for name in ("FARGATE", "FARGATE_SPOT")]
    request = {"service": arn, "capacityProviderStrategy": twice, "forceNewDeployment": True}
    assert "can have a base" in refused(aws.ecs.update_service, **request)[1]


def test_platform_service_connect_lattice_and_monitoring_make_a_revision(aws: LocalAws) -> None:
    """They read back where AWS has them, outlast an Express update, and a rollback brings back the older ones."""
    arn = aws.settled()
    port = "main-80-tcp"
    connect = {"enabled": True, "namespace": "shop", "services": [{"portName": port, "clientAliases": [{"port": 80}]}]}
    group = "arn:aws:vpc-lattice:eu-west-1:123456789012:targetgroup/tg-1"
    role = aws.role("lattice", "ecs.amazonaws.com", None)
    lattice = [{"roleArn": role, "targetGroupArn": group, "portName": port}]
    monitoring = {"metricConfigurations": [{"metricNames": ["CPUUtilization"], "resolutionSeconds": 20}]}
    wanted = {"serviceConnectConfiguration": connect, "vpcLatticeConfigurations": lattice, "monitoring": monitoring}
    update = aws.ecs.update_service
    assert refused(update, service=arn, **wanted)[0] == "NamespaceNotFoundException"
    aws.client("servicediscovery").create_http_namespace(Name="shop")
    answer = update(service=arn, platformVersion="1.3.0", **wanted)["service"]
    shown = primary(answer)
    assert (shown["platformVersion"], shown["serviceConnectConfiguration"]) == ("1.3.0", connect)
    assert shown["vpcLatticeConfigurations"] == lattice
    assert not answer.keys() & wanted.keys()
    assert "monitoring" not in shown
    aws.run_out()
    assert task(aws)["platformVersion"] == "1.3.0"
    aws.update(arn, "shop/web:2")
    aws.run_out()
    assert wanted.items() <= revision(aws).items()
    before = revision(aws)["serviceRevisionArn"]
    update(service=arn, serviceConnectConfiguration={"enabled": False}, taskDefinition=own_definition(aws, "a:crash"))
    assert primary(service(aws))["serviceConnectConfiguration"] == {"enabled": False}
    aws.run_out()
    assert aws.deployment(arn)["status"] == "ROLLBACK_SUCCESSFUL"
    assert revision(aws)["serviceRevisionArn"] == before
    assert primary(service(aws))["serviceConnectConfiguration"] == connect


def test_a_volume_is_one_that_the_task_definition_leaves_to_the_launch(aws: LocalAws) -> None:
    """It reads back in the deployment and the revision; an empty list takes it away, or nothing: a setting."""
    arn = aws.settled()
    own = own_definition(aws, volumes=[{"name": "data", "configuredAtLaunch": True}])
    role = aws.role("volumes", "ecs.amazonaws.com", None)
    volume = {"name": "data", "managedEBSVolume": {"roleArn": role, "sizeInGiB": 10}}
    update = aws.ecs.update_service
    assert "configured at launch" in refused(update, service=arn, volumeConfigurations=[volume])[1]
    bare = {"name": "data", "managedEBSVolume": {"roleArn": role}}
    assert "size or a snap" in refused(update, service=arn, taskDefinition=own, volumeConfigurations=[bare])[1]
    answer = update(service=arn, taskDefinition=own, volumeConfigurations=[volume])["service"]
    assert primary(answer)["volumeConfigurations"] == [volume]
    aws.run_out()
    assert revision(aws)["volumeConfigurations"] == [volume]
    aws.settings(emptied_members="ignored")
    assert primary(update(service=arn, volumeConfigurations=[])["service"])["volumeConfigurations"] == [volume]
    aws.settings(emptied_members="cleared")
    assert "volumeConfigurations" not in primary(update(service=arn, volumeConfigurations=[])["service"])


def test_exec_and_tags_are_for_tasks_that_start_later(aws: LocalAws) -> None:
    """Nothing is deployed; what runs keeps what it started with, and the agent of ECS Exec comes with the next task."""
    arn = aws.settled(tags=[{"key": "team", "value": "shop"}])
    ecs_own = {"aws:ecs:clusterName": "default", "aws:ecs:serviceName": "web"}
    assert tags(task(aws)["tags"]) == {"team": "shop", **ecs_own}
    own = own_definition(aws, tags=[{"key": "from", "value": "definition"}])
    changed: dict[str, Any] = {
        "availabilityZoneRebalancing": "DISABLED",
        "enableECSManagedTags": False,
        "enableExecuteCommand": True,
        "propagateTags": "TASK_DEFINITION",
    }
    assert changed.items() <= aws.ecs.update_service(service=arn, **changed)["service"].items()
    assert len(aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]) == 1
    old = task(aws)
    assert (old["enableExecuteCommand"], tags(old["tags"])) == (False, {"team": "shop", **ecs_own})
    assert "managedAgents" not in old["containers"][0]
    aws.ecs.update_service(service=arn, taskDefinition=own)
    aws.run_out()
    new = task(aws)
    assert (new["enableExecuteCommand"], tags(new["tags"])) == (True, {"from": "definition"})
    (agent,) = new["containers"][0]["managedAgents"]
    assert (agent["name"], agent["lastStatus"]) == ("ExecuteCommandAgent", "RUNNING")
    assert changed.items() <= service(aws).items()


def test_what_the_service_has_already_deploys_nothing(aws: LocalAws) -> None:
    """In any order; that it deploys nonetheless is a setting."""
    arn = aws.settled()
    network = primary(service(aws))["networkConfiguration"]["awsvpcConfiguration"]
    network["subnets"].reverse()
    same = {
        "capacityProviderStrategy": service(aws)["capacityProviderStrategy"],
        "networkConfiguration": {"awsvpcConfiguration": network},
        "platformVersion": "LATEST",
        "volumeConfigurations": [],
    }
    aws.ecs.update_service(service=arn, **same)
    assert len(aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]) == 1
    aws.settings(unchanged_members="deploy")
    aws.ecs.update_service(service=arn, **same)
    assert len(aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]) == 2


def test_auto_scaling_puts_a_desired_count_back(aws: LocalAws) -> None:
    """AWS takes the number, and the service is back within its bounds at once (ours: when is not known)."""
    arn = aws.settled()
    assert aws.ecs.update_service(service=arn, desiredCount=3)["service"]["desiredCount"] == 3
    assert (service(aws)["desiredCount"], service(aws)["runningCount"]) == (1, 1)


INVALID = "InvalidParameterException"
CONNECT = {"enabled": True, "namespace": "shop", "services": [{"portName": "other"}]}
REFUSED: list[tuple[dict[str, Any], str]] = [
    *(({name: []}, f"{name} cannot be updated on a") for name in ("loadBalancers", "serviceRegistries")),
    ({"gatewayConnectors": []}, "gatewayConnectors cannot be updated on a"),
    ({"deploymentController": {"type": "ECS"}}, "deploymentController cannot be updated on a"),
    ({"placementConstraints": [{"type": "distinctInstance"}]}, "Placement constraints are not supported with FARGATE"),
    ({"placementStrategy": [{"type": "random"}]}, "Placement strategies are not supported with FARGATE"),
    ({"deploymentConfiguration": {"strategy": "CANARY"}}, "deploymentConfiguration.strategy cannot be updated"),
    ({"deploymentConfiguration": {"linearConfiguration": {"stepPercent": 10.0}}}, "LINEAR"),
    ({"deploymentConfiguration": {"maximumPercent": 50}}, "percentages are out of range"),
    ({"desiredCount": -1}, "desiredCount"),
    ({"healthCheckGracePeriodSeconds": -1}, "out of range"),
    ({"serviceConnectConfiguration": CONNECT}, "no port mapping with the name other"),
    ({"serviceConnectConfiguration": {"enabled": True}}, "needs a namespace"),
    ({"monitoring": {"metricConfigurations": [{"metricNames": ["CPUUtilization"], "resolutionSeconds": 30}]}}, "20"),
]


def test_what_an_express_service_cannot_have_is_refused(aws: LocalAws) -> None:
    """Each in words of its own, and nothing is deployed or kept."""
    arn = aws.settled()
    before = service(aws)
    for request, words in REFUSED:
        code, message = refused(aws.ecs.update_service, service=arn, forceNewDeployment=True, **request)
        assert (code, words in message) == (INVALID, True), message
    assert service(aws) == before


@pytest.mark.parametrize("form", ["accepted", "small_form_only"])
def test_which_form_of_the_deployment_configuration_is_taken_is_a_setting(aws: LocalAws, form: str) -> None:
    """The whole as it reads back, or what AWS's example has; the strategy with it only by a setting of its own."""
    aws.settings(deployment_configuration_update=form)
    arn = aws.settled()
    whole = service(aws)["deploymentConfiguration"]
    strategy = {"strategy": whole.pop("strategy")}
    update = aws.ecs.update_service
    assert "strategy" in refused(update, service=arn, deploymentConfiguration={**whole, **strategy})[1]
    small = {name: value for name, value in whole.items() if "Percent" not in name}
    update(service=arn, deploymentConfiguration={**small, "bakeTimeInMinutes": 1})
    if form == "small_form_only":
        assert "Percent cannot be updated" in refused(update, service=arn, deploymentConfiguration=whole)[1]
        return
    update(service=arn, deploymentConfiguration=whole)
    assert service(aws)["deploymentConfiguration"] == {**whole, **strategy}
    aws.settings(unchanged_strategy="accepted")
    update(service=arn, deploymentConfiguration={**whole, **strategy})


def test_a_deployment_by_update_service_puts_the_alarm_back(aws: LocalAws) -> None:
    """As one by Express Mode does: the service's own alarm joins the names that were given."""
    arn = aws.settled()
    alarms = {"alarmNames": ["mine"], "enable": True, "rollback": True}
    aws.ecs.update_service(service=arn, deploymentConfiguration={"alarms": alarms})
    assert service(aws)["deploymentConfiguration"]["alarms"] == alarms
    aws.ecs.update_service(service=arn, forceNewDeployment=True)
    aws.run_out()
    names = service(aws)["deploymentConfiguration"]["alarms"]["alarmNames"]
    assert names == ["mine", "default/web/RollbackAlarm"]
