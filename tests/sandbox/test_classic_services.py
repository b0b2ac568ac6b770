"""Classic services: made, changed, read back and deleted by ordinary calls."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.classic_services import (
    BREAKER,
    CLUSTER,
    create,
    definition,
    described,
    messages,
    namespace,
    network,
    settled,
    tasks,
    update,
)
from tests.sandbox.local_aws import LocalAws, primary, refused


def test_a_service_reads_back_with_what_aws_fills_in(aws: LocalAws) -> None:
    """Defaults, the network's own, the task definition at the top, a complete deployment configuration."""
    created = create(aws, tags=[{"key": "team", "value": "shop"}], enableExecuteCommand=True, **BREAKER_ONLY)
    aws.run_out()
    service = described(aws, include=["TAGS"])

    assert service["tags"] == [{"key": "team", "value": "shop"}]
    assert "tags" not in described(aws)
    assert service["taskDefinition"].endswith("task-definition/web:1")
    assert service["deploymentConfiguration"].items() >= {
        "maximumPercent": 200, "minimumHealthyPercent": 100, "strategy": "ROLLING", **BREAKER,
    }.items()  # fmt: skip
    own = service["networkConfiguration"]["awsvpcConfiguration"]
    assert (len(own["securityGroups"]), own["assignPublicIp"]) == (1, "DISABLED")
    expected = {
        "status": "ACTIVE", "desiredCount": 2, "runningCount": 2, "pendingCount": 0, "launchType": "FARGATE",
        "platformVersion": "LATEST", "schedulingStrategy": "REPLICA", "propagateTags": "NONE",
        "enableExecuteCommand": True, "deploymentController": {"type": "ECS"}, "placementStrategy": [],
        "resourceManagementType": "CUSTOMER", "loadBalancers": [],
    }  # fmt: skip
    assert service.items() >= expected.items()
    assert primary(created)["rolloutState"] == "IN_PROGRESS"
    assert messages(aws)[-1] == "(service web) has reached a steady state."
    assert aws.ecs.list_services(cluster=CLUSTER)["serviceArns"] == [service["serviceArn"]]
    assert all(task["enableExecuteCommand"] for task in tasks(aws))


BREAKER_ONLY: dict[str, Any] = {"deploymentConfiguration": BREAKER}


@pytest.mark.parametrize(
    ("request_", "code", "words"),
    [
        ({"cluster": "other"}, "ClusterNotFoundException", "Cluster not found."),
        ({"taskDefinition": ""}, "InvalidParameterException", "TaskDefinition can not be blank."),
        ({"taskDefinition": "nobody"}, "ClientException", "Unable to describe task definition."),
        ({"networkConfiguration": {}}, "InvalidParameterException", "Network Configuration must be provided"),
        ({"launchType": "FARGATE", "capacityProviderStrategy": [{"capacityProvider": "FARGATE"}]},
         "InvalidParameterException", "Specifying both a launch type and capacity provider strategy"),
        ({"capacityProviderStrategy": [{"capacityProvider": "mine"}]}, "InvalidParameterException", "not associated"),
        ({"deploymentConfiguration": {"strategy": "BLUE_GREEN"}}, "InvalidParameterException", "bakeTimeInMinutes"),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_a_create_that_aws_refuses(aws: LocalAws, request_: dict[str, Any], code: str, words: str) -> None:
    """With its words, and nothing is left behind."""
    found = refused(lambda **request: create(aws, **request), **request_)

    assert (found[0], words in found[1]) == (code, True)
    assert aws.ecs.list_services(cluster=CLUSTER)["serviceArns"] == []


def test_a_name_is_taken_but_the_same_create_with_its_token_is_one(aws: LocalAws) -> None:
    """And an Express service cannot have it either."""
    own: dict[str, Any] = {
        "taskDefinition": definition(aws),
        "networkConfiguration": network(aws),
        "clientToken": "once",
    }
    first = create(aws, **own)

    assert create(aws, **own)["serviceArn"] == first["serviceArn"]
    assert refused(lambda **request: create(aws, **request), **own, desiredCount=3)[1].endswith("not idempotent.")
    found = refused(aws.create, cluster=CLUSTER)
    assert found[1].endswith("not idempotent.")


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"enableExecuteCommand": True}, {"enableExecuteCommand": True}),
        ({"propagateTags": "SERVICE"}, {"propagateTags": "SERVICE"}),
        ({"deploymentConfiguration": BREAKER}, {}),
        ({"availabilityZoneRebalancing": "DISABLED"}, {"availabilityZoneRebalancing": "DISABLED"}),
        ({"desiredCount": 3}, {"desiredCount": 3, "runningCount": 3}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_deploys_nothing_is_kept(aws: LocalAws, request_: dict[str, Any], expected: dict[str, Any]) -> None:
    """The deployment stays the one that it was, and is at rest again."""
    settled(aws)
    before = primary(described(aws))["id"]
    answered = update(aws, **request_)
    aws.run_out()
    service = described(aws)

    assert primary(answered)["id"] == primary(service)["id"] == before
    assert service.items() >= expected.items()
    assert len(aws.ecs.list_service_deployments(service=service["serviceArn"])["serviceDeployments"]) == 1


@pytest.mark.parametrize("member", ["taskDefinition", "forceNewDeployment", "platformVersion", "serviceConnect"])
def test_what_deploys_makes_another_revision(aws: LocalAws, member: str) -> None:
    """At once, and the answer has it."""
    settled(aws)
    before = primary(described(aws))["id"]
    requests: dict[str, dict[str, Any]] = {
        "taskDefinition": {"image": "shop/web:2"},
        "forceNewDeployment": {"forceNewDeployment": True},
        "platformVersion": {"platformVersion": "1.4.0"},
        "serviceConnect": {"serviceConnectConfiguration": {"enabled": True, "namespace": namespace(aws)}},
    }
    service = update(aws, **requests[member])

    assert primary(service)["id"] != before
    assert [row["status"] for row in service["deployments"]] == ["PRIMARY", "ACTIVE"]
    assert service["currentServiceDeployment"]
    aws.run_out()
    assert [row["rolloutState"] for row in described(aws)["deployments"]] == ["COMPLETED"]


@pytest.mark.parametrize(("setting", "deployments"), [("ignored", 1), ("deploy", 2)])
def test_the_same_values_again(aws: LocalAws, setting: str, deployments: int) -> None:
    """They deploy nothing, or they do: not documented."""
    arn = settled(aws)
    aws.settings(unchanged_members=setting)
    service = described(aws)
    update(aws, taskDefinition=service["taskDefinition"], networkConfiguration=service["networkConfiguration"])

    assert len(aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]) == deployments


CODE_DEPLOY = " on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment."


@pytest.mark.parametrize(
    ("controller", "request_", "words"),
    [
        ("CODE_DEPLOY", {"taskDefinition": "web:1"}, f"Unable to update task definition{CODE_DEPLOY}"),
        ("CODE_DEPLOY", {"forceNewDeployment": True}, f"Cannot force a new deployment{CODE_DEPLOY}"),
        ("CODE_DEPLOY", {"platformVersion": "1.4.0"}, CODE_DEPLOY),
        ("EXTERNAL", {"taskDefinition": "web:1"}, "EXTERNAL deployment controller"),
        ("ECS", {"capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT"}]}, "must force a new deployment."),
        ("ECS", {"taskDefinition": "nobody"}, "Unable to describe task definition."),
        ("ECS", {"networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}}}, "subnet-1"),
        ("ECS", {"loadBalancers": [{"loadBalancerName": "x", "containerName": "api", "containerPort": 80}]}, "api"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_an_update_that_aws_refuses(aws: LocalAws, controller: str, request_: dict[str, Any], words: str) -> None:
    """By who deploys the service; nothing is changed."""
    create(aws, deploymentController={"type": controller})

    assert words in refused(lambda **request: update(aws, **request), **request_)[1]
    assert described(aws)["deploymentController"] == {"type": controller}


def test_a_service_that_others_deploy_has_no_service_deployments(aws: LocalAws) -> None:
    """With CODE_DEPLOY a task set runs its tasks; with EXTERNAL nothing does."""
    arn = settled(aws, deploymentController={"type": "CODE_DEPLOY"})
    service = described(aws)

    assert (service["runningCount"], service["deployments"], len(service["taskSets"])) == (2, [], 1)
    assert aws.ecs.list_service_deployments(service=arn)["serviceDeployments"] == []
    assert update(aws, desiredCount=1)["desiredCount"] == 1


def test_a_capacity_provider_strategy_takes_the_place_of_the_launch_type(aws: LocalAws) -> None:
    """And an empty one leads back; both must be forced."""
    settled(aws)
    service = update(aws, capacityProviderStrategy=[{"capacityProvider": "FARGATE_SPOT"}], forceNewDeployment=True)
    assert service["capacityProviderStrategy"] == [{"capacityProvider": "FARGATE_SPOT", "weight": 0, "base": 0}]
    assert "launchType" not in service

    service = update(aws, capacityProviderStrategy=[], forceNewDeployment=True)
    assert (service["launchType"], "capacityProviderStrategy" in service) == ("FARGATE", False)


def test_what_is_unknown_or_inactive_is_refused(aws: LocalAws) -> None:
    """Service, cluster and a deregistered task definition, each in AWS's way."""
    settled(aws)
    aws.ecs.deregister_task_definition(taskDefinition="web:1")

    assert refused(aws.ecs.update_service, cluster=CLUSTER, service="api")[0] == "ServiceNotFoundException"
    assert refused(aws.ecs.update_service, cluster="other", service="web")[0] == "ClusterNotFoundException"
    assert refused(aws.ecs.list_services, cluster="other")[0] == "ClusterNotFoundException"
    found = refused(lambda: update(aws, taskDefinition="web:1"))
    assert found == ("ClientException", "TaskDefinition is inactive")
    (failure,) = aws.ecs.describe_services(cluster=CLUSTER, services=["api"])["failures"]
    assert (failure["reason"], failure["arn"].endswith(f"service/{CLUSTER}/api")) == ("MISSING", True)
    assert primary(update(aws, forceNewDeployment=False))["taskDefinition"].endswith("web:1")


def test_a_service_is_deleted_at_zero_or_by_force(aws: LocalAws) -> None:
    """DRAINING while its tasks stop, then INACTIVE; the name is free again."""
    settled(aws)
    delete = aws.ecs.delete_service
    assert refused(delete, cluster=CLUSTER, service="web")[1].endswith("scaled above 0.")
    update(aws, "shop/web:2", desiredCount=0)
    assert refused(delete, cluster=CLUSTER, service="web")[1].endswith("deployments are active.")
    aws.run_out()
    assert refused(aws.ecs.delete_cluster, cluster=CLUSTER)[0] == "ClusterContainsServicesException"
    assert delete(cluster=CLUSTER, service="web")["service"]["status"] == "DRAINING"
    aws.run_out()
    assert described(aws)["status"] == "INACTIVE"
    assert refused(lambda: update(aws, desiredCount=1))[0] == "ServiceNotActiveException"

    settled(aws)
    assert delete(cluster=CLUSTER, service="web", force=True)["service"]["status"] == "DRAINING"
    assert refused(lambda: create(aws))[1].endswith("still Draining.")
    aws.run_out()
    assert (described(aws)["status"], tasks(aws)) == ("INACTIVE", [])


def test_tags_are_set_removed_and_listed(aws: LocalAws) -> None:
    """By ARN; reserved ones are refused."""
    arn = settled(aws, tags=[{"key": "team", "value": "shop"}])
    aws.ecs.tag_resource(resourceArn=arn, tags=[{"key": "stage", "value": "prod"}])
    aws.ecs.untag_resource(resourceArn=arn, tagKeys=["team"])

    assert aws.ecs.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "stage", "value": "prod"}]
    assert refused(aws.ecs.tag_resource, resourceArn=arn, tags=[{"key": "aws:x", "value": ""}])[0]


def test_services_are_listed_by_kind_and_page(aws: LocalAws) -> None:
    """Ten at a time; Express services beside them."""
    own: dict[str, Any] = {"taskDefinition": definition(aws), "networkConfiguration": network(aws), "desiredCount": 0}
    for number in range(11):
        create(aws, serviceName=f"web-{number}", **own)
    express = aws.create(cluster=CLUSTER, serviceName="express")["serviceArn"]

    first = aws.ecs.list_services(cluster=CLUSTER)
    rest = aws.ecs.list_services(cluster=CLUSTER, nextToken=first["nextToken"])
    assert (len(first["serviceArns"]), len(rest["serviceArns"])) == (10, 2)
    assert aws.ecs.list_services(cluster=CLUSTER, resourceManagementType="ECS")["serviceArns"] == [express]
    assert aws.ecs.list_services(cluster=CLUSTER, launchType="EC2")["serviceArns"] == []
