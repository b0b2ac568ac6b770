"""What UpdateService takes of classic services, by who deploys them and how they are scheduled."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.classic_services import (
    CLUSTER,
    KINDS,
    create,
    definition,
    described,
    make_service,
    network,
    tasks,
    update,
)
from tests.sandbox.local_aws import LocalAws, primary, refused

PLACE = {"placementConstraints": [{"type": "distinctInstance"}], "placementStrategy": [{"type": "random"}]}
FREE: dict[str, Any] = {
    "desiredCount": 3,
    "enableECSManagedTags": True,
    "healthCheckGracePeriodSeconds": 5,
    "propagateTags": "SERVICE",
}
PERCENTAGES = {"maximumPercent": 150, "minimumHealthyPercent": 50}
BY_CODE_DEPLOY = (
    " on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment."
)
BY_OTHERS = " on services with an EXTERNAL deployment controller. Use CreateTaskSet to create a new task set."
ELSEWHERE: dict[str, tuple[Any, str]] = {
    "taskDefinition": ("web:1", "task definition"),
    "networkConfiguration": ({}, "network parameters"),
    "platformVersion": ("1.4.0", "platform version"),
    "loadBalancers": ([], "load balancers"),
    "serviceRegistries": ([], "service registries"),
    "serviceConnectConfiguration": ({"enabled": False}, "service connect configuration"),
    "volumeConfigurations": ([], "volume configurations"),
    "vpcLatticeConfigurations": ([], "VPC Lattice configurations"),
    "gatewayConnectors": ([], "gateway connectors"),
    "monitoring": ({}, "monitoring"),
}
UNDOCUMENTED: dict[str, dict[str, Any]] = {
    "CODE_DEPLOY": {
        "enableExecuteCommand": True,
        "availabilityZoneRebalancing": "DISABLED",
        "capacityProviderStrategy": [],
        "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": True, "rollback": True}},
    },
    "EXTERNAL": {
        "enableExecuteCommand": True,
        "availabilityZoneRebalancing": "DISABLED",
        "capacityProviderStrategy": [],
        "deploymentConfiguration": PERCENTAGES,
    },
}
OF = {"CODE_DEPLOY": "code-deploy", "EXTERNAL": "external"}


@pytest.mark.parametrize(("controller", "words"), [("CODE_DEPLOY", BY_CODE_DEPLOY), ("EXTERNAL", BY_OTHERS)])
@pytest.mark.row("S2-04", "S2-05", "S2-23")
def test_others_deploy_these_members(aws: LocalAws, controller: str, words: str) -> None:
    """Refused also where nothing would change; nothing is changed."""
    make_service(aws, OF[controller])
    before = described(aws)
    asked = {**ELSEWHERE, "networkConfiguration": (network(aws), "network parameters")}
    for member, (value, name) in asked.items():
        found = refused(lambda **request: update(aws, **request), **{member: value})
        assert found == ("InvalidParameterException", f"Unable to update {name}{words}"), member
    found = refused(lambda: update(aws, forceNewDeployment=True))
    assert found[1] == f"Cannot force a new deployment{words}"
    assert described(aws) == before


@pytest.mark.parametrize("controller", ["CODE_DEPLOY", "EXTERNAL"])
@pytest.mark.row("S2-04", "S2-05")
def test_every_controller_takes_these_members(aws: LocalAws, controller: str) -> None:
    """Count, grace period, tags, and the percentages with CODE_DEPLOY; they read back, and nothing is deployed."""
    arn = make_service(aws, OF[controller])
    sets = [one["id"] for one in described(aws)["taskSets"]]
    request = FREE if controller == "EXTERNAL" else {**FREE, "deploymentConfiguration": PERCENTAGES}
    update(aws, **request)
    aws.run_out()

    service = described(aws)
    assert service.items() >= FREE.items()
    assert (service["runningCount"], [one["id"] for one in service["taskSets"]]) == (3, sets)
    assert aws.ecs.list_service_deployments(service=arn)["serviceDeployments"] == []


@pytest.mark.parametrize(("controller", "words"), [("CODE_DEPLOY", BY_CODE_DEPLOY), ("EXTERNAL", BY_OTHERS)])
def test_what_is_not_documented_for_a_controller_is_a_setting(aws: LocalAws, controller: str, words: str) -> None:
    """By default refused: "only" these can be updated, says the page."""
    make_service(aws, OF[controller])
    for member, value in UNDOCUMENTED[controller].items():
        assert refused(lambda **request: update(aws, **request), **{member: value})[1].endswith(words), member
    aws.settings(members_not_documented_for_controller="accepted")
    for member, value in UNDOCUMENTED[controller].items():
        update(aws, **{member: value})

    kept = described(aws)
    assert (kept["enableExecuteCommand"], kept["availabilityZoneRebalancing"]) == (True, "DISABLED")


def test_other_capacity_providers_with_code_deploy_are_refused_as_with_ecs(aws: LocalAws) -> None:
    """With the same words, though force is refused too (ecspresso #481)."""
    make_service(aws, "code-deploy")
    found = refused(lambda: update(aws, capacityProviderStrategy=[{"capacityProvider": "FARGATE_SPOT"}]))

    assert found[1].endswith("you must force a new deployment.")


@pytest.mark.parametrize("setting", ["code_deploy_to_ecs", "refused"])
def test_leaving_code_deploy_is_a_setting(aws: LocalAws, setting: str) -> None:
    """Then the same tasks go on, and ECS deploys; there are no other moves."""
    aws.settings(controller_change=setting)
    arn = make_service(aws, "code-deploy")
    leave: dict[str, Any] = {"deploymentController": {"type": "ECS"}}
    if setting == "refused":
        words = "Unable to update deployment controller from CODE_DEPLOY to ECS."
        assert refused(lambda: update(aws, **leave))[1] == words
        return
    update(aws, **leave)
    update(aws, "shop/web:2")
    aws.run_out()
    assert (aws.deployment(arn)["status"], "taskSets" in described(aws)) == ("SUCCESSFUL", False)
    back: dict[str, Any] = {"deploymentController": {"type": "CODE_DEPLOY"}}
    assert "from ECS to CODE_DEPLOY" in refused(lambda: update(aws, **back))[1]
    update(aws, **leave)


def test_a_service_of_others_is_made_without_what_task_sets_have(aws: LocalAws) -> None:
    """With EXTERNAL; CODE_DEPLOY has one target group."""
    for member in ({"taskDefinition": definition(aws)}, {"launchType": "FARGATE"}, {"platformVersion": "LATEST"}):
        found = refused(lambda **request: create(aws, **KINDS["external"], **request), **member)
        assert "EXTERNAL deployment controller" in found[1]
    two = [{"targetGroupArn": "a"}, {"targetGroupArn": "b"}]
    assert "Multiple target groups" in refused(lambda: create(aws, **KINDS["code-deploy"], loadBalancers=two))[1]


SEEN = "The daemon scheduling strategy does not support "
ABOVE_100 = (
    "values above 100 for maximumPercent on a deployment configuration. "
    "Change the maximumPercent value to 100, and try again"
)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"desiredCount": 1}, f"{SEEN}a desired count for services. Remove the desired count value and try again"),
        (
            {"placementStrategy": PLACE["placementStrategy"]},
            f"{SEEN}placement strategies. Remove the placement strategy and try again",
        ),
        (
            {"deploymentConfiguration": {"maximumPercent": 200}},
            f"{SEEN}{ABOVE_100}",
        ),
        ({"volumeConfigurations": [{"name": "data"}]}, f"{SEEN}volume configurations."),
        ({"deploymentConfiguration": {"strategy": "CANARY"}}, f"{SEEN}the deployment strategy CANARY."),
    ],
    ids=lambda value: str(value)[:30],
)
@pytest.mark.row("S2-03")
def test_a_daemon_takes_no_count(aws: LocalAws, request_: dict[str, Any], words: str) -> None:
    """Neither when it is made nor when it is changed."""
    found = refused(lambda **request: create(aws, **KINDS["daemon"], **request), **request_)
    make_service(aws, "daemon")

    assert found == refused(lambda **request: update(aws, **request), **request_)
    assert found == ("InvalidParameterException", words)


def test_a_daemon_runs_one_task_and_replaces_it_in_place(aws: LocalAws) -> None:
    """No container instances are imitated, so there is one; the old task goes before the new one comes."""
    arn = make_service(aws, "daemon", placementConstraints=[{"type": "memberOf", "expression": "a == b"}])
    service = described(aws)
    percentages = service["deploymentConfiguration"]
    assert (percentages["maximumPercent"], percentages["minimumHealthyPercent"]) == (100, 0)
    assert (service["schedulingStrategy"], service["desiredCount"], service["runningCount"]) == ("DAEMON", 1, 1)
    assert "platformVersion" not in service
    (task,) = tasks(aws)
    assert (task["launchType"], "platformVersion" in task) == ("EC2", False)

    update(aws, "shop/web:2")
    seen = []
    while aws.next_change():
        seen.append(described(aws)["runningCount"])
    assert (min(seen), max(seen), aws.deployment(arn)["status"]) == (0, 1, "SUCCESSFUL")


def test_a_daemon_is_for_ec2_and_ecs(aws: LocalAws) -> None:
    """Fargate and other controllers have none."""
    daemon = {"schedulingStrategy": "DAEMON"}
    assert "not supported with FARGATE" in refused(lambda: create(aws, **daemon))[1]
    found = refused(lambda: create(aws, **KINDS["daemon"], **KINDS["code-deploy"]))
    assert found[1].endswith("does not support the controller CODE_DEPLOY.")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.row("S2-06", "S2-18", "S2-33", "S2-34")
def test_every_kind_is_described_with_all_that_it_has(aws: LocalAws, kind: str) -> None:
    """Its counts follow the desired count; the desired count deploys nothing, and is not moved back."""
    arn = make_service(aws, kind)
    before = described(aws)
    assert before.keys() >= {
        "serviceArn", "serviceName", "clusterArn", "status", "desiredCount", "runningCount", "pendingCount",
        "deploymentConfiguration", "deploymentController", "deployments", "events", "createdAt", "loadBalancers",
        "serviceRegistries", "placementConstraints", "placementStrategy", "schedulingStrategy", "propagateTags",
        "enableECSManagedTags", "enableExecuteCommand", "availabilityZoneRebalancing", "resourceManagementType",
    }  # fmt: skip
    if before["deployments"]:
        assert primary(before).keys() >= {
            "id", "status", "taskDefinition", "desiredCount", "runningCount", "pendingCount", "failedTasks",
            "createdAt", "updatedAt", "launchType", "networkConfiguration", "rolloutState", "rolloutStateReason",
        }  # fmt: skip
    if kind == "daemon":
        return
    listed = aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]
    answered = update(aws, desiredCount=3)
    assert (answered["desiredCount"], answered["pendingCount"]) == (3, 1)
    aws.run_out()
    assert described(aws)["runningCount"] == 3
    update(aws, desiredCount=0)
    aws.run_out()
    assert (described(aws)["runningCount"], tasks(aws)) == (0, [])
    assert aws.ecs.list_service_deployments(service=arn)["serviceDeployments"] == listed


def test_what_auto_scaling_has_stays_when_a_service_is_updated(aws: LocalAws) -> None:
    """Scalable target and policy are nobody else's business."""
    make_service(aws, "rolling")
    scaling = aws.client("application-autoscaling")
    own = {
        "ServiceNamespace": "ecs", "ResourceId": f"service/{CLUSTER}/web", "ScalableDimension": "ecs:service:DesiredCount",
    }  # fmt: skip
    scaling.register_scalable_target(**own, MinCapacity=2, MaxCapacity=5)
    before = scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"]
    update(aws, "shop/web:2", desiredCount=1)
    aws.run_out()

    assert scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"] == before
    assert described(aws)["desiredCount"] == 1
