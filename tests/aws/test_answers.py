"""AWS's answers as models: the forms in which AWS says the same come out alike."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from pulumi_ecs_express.aws.ecs.deployments import _deployment
from pulumi_ecs_express.aws.ecs.express_services import _service
from pulumi_ecs_express.aws.ecs.managed_resources import managed_resources
from pulumi_ecs_express.model.service.observed import Status
from pulumi_ecs_express.planning.service.comparison import plan_service

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
ARN = "arn:aws:ecs:eu-west-1:123456789012:service/apps/web"


def configuration(**members: Any) -> dict[str, Any]:
    """Give an active configuration as DescribeExpressGatewayService answers it."""
    return {"serviceRevisionArn": "revision-1", "createdAt": NOW, "primaryContainer": {"image": "a:1"}, **members}


def service(*configurations: dict[str, Any], **members: Any) -> Any:
    """Read an answer."""
    status = {"statusCode": "ACTIVE"}
    answer = {"serviceArn": ARN, "serviceName": "web", "status": status, "activeConfigurations": list(configurations)}
    return _service({**answer, **members})


@pytest.mark.row("S0-32")
@pytest.mark.parametrize(
    "endpoint", ["we-1.ecs.eu-west-1.on.aws", "https://we-1.ecs.eu-west-1.on.aws", "https://we-1.ecs.eu-west-1.on.aws/"]
)
@pytest.mark.peer("#47531")
def test_an_endpoint_is_a_bare_host_whichever_form_aws_answers(endpoint: str) -> None:
    """First without a scheme, later with it (terraform-provider-aws #47531)."""
    [found] = service(configuration(ingressPaths=[{"accessType": "PUBLIC", "endpoint": endpoint}])).configurations

    assert found.ingress_paths[0].endpoint == "we-1.ecs.eu-west-1.on.aws"
    assert found.ingress_paths[0].url == "https://we-1.ecs.eu-west-1.on.aws"


@pytest.mark.row("S0-33")
@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.peer("R3")
def test_of_two_configurations_the_newer_one_comes_first(newest_first: bool) -> None:
    """Told by its time, not by its place in the list."""
    old, new = configuration(), configuration(serviceRevisionArn="revision-2", createdAt=NOW + timedelta(minutes=1))
    found = service(*([new, old] if newest_first else [old, new])).configurations

    assert [reported.revision_arn for reported in found] == ["revision-2", "revision-1"]


def test_a_configuration_without_a_time_comes_last() -> None:
    """It cannot be the newest by any knowledge."""
    untimed = {key: value for key, value in configuration(serviceRevisionArn="?").items() if key != "createdAt"}

    assert [reported.revision_arn for reported in service(untimed, configuration()).configurations] == [
        "revision-1",
        "?",
    ]


@pytest.mark.row("S0-28")
def test_a_cluster_comes_as_an_arn_and_goes_as_a_name() -> None:
    """AWS answers it as an ARN."""
    assert service(cluster="arn:aws:ecs:eu-west-1:123456789012:cluster/apps").cluster == "apps"


@pytest.mark.row("S0-16", "S0-17")
@pytest.mark.peer("#47436")
def test_an_empty_list_says_nothing() -> None:
    """AWS answers ``[]`` for a command never set, and so for the other lists."""
    container = {"image": "a:1", "command": [], "environment": [], "secrets": []}

    assert service(configuration(primaryContainer=container)).configurations[0].by_path() == {
        ("primaryContainer", "image"): "a:1"
    }


@pytest.mark.row("S0-17", "S0-18")
def test_pairs_are_maps() -> None:
    """So that AWS's order is none; a variable without a value is an empty one."""
    container = {
        "image": "a:1",
        "environment": [{"name": "B", "value": "2"}, {"name": "A"}],
        "secrets": [{"name": "C", "valueFrom": "db"}],
    }
    settings = service(configuration(primaryContainer=container)).configurations[0].settings["primaryContainer"]

    assert settings["environment"] == {"B": "2", "A": ""}
    assert settings["secrets"] == {"C": "db"}


@pytest.mark.row("S0-33")
@pytest.mark.peer("kayac/ecspresso#902")
def test_the_task_definition_in_use_can_be_compared() -> None:
    """AWS answers one for every service; where nobody declared it, it is compared with nothing."""
    [found] = service(configuration(taskDefinitionArn="definition:1")).configurations

    assert found.task_definition_arn == "definition:1"
    assert found.by_path()["taskDefinitionArn",] == "definition:1"
    assert not plan_service({}, found.by_path(), {})


def test_the_shortest_answer_is_read() -> None:
    """Create may answer little more than the ARN."""
    found = service()

    assert (found.arn, found.status, found.configurations, found.tags) == (ARN, Status.ACTIVE, (), {})
    assert found.created_at is None


def test_a_deployment_is_read_in_full() -> None:
    """Its own reason, its rollback's, the share of traffic and the tasks."""
    found = _deployment(
        {
            "serviceDeploymentArn": "d",
            "status": "ROLLBACK_IN_PROGRESS",
            "statusReason": "alarm",
            "lifecycleStage": "BAKE_TIME",
            "createdAt": NOW,
            "targetServiceRevision": {
                "arn": "revision-2",
                "requestedProductionTrafficWeight": 5.0,
                "requestedTaskCount": 2,
                "runningTaskCount": 1,
                "pendingTaskCount": 1,
            },
            "rollback": {"reason": "4XX"},
            "deploymentConfiguration": {"bakeTimeInMinutes": 3, "canaryConfiguration": {"canaryBakeTimeInMinutes": 3}},
        }
    )

    assert (found.target_revision, found.stage, found.traffic) == ("revision-2", "BAKE_TIME", 5.0)
    assert found.tasks is not None
    assert (found.tasks.requested, found.tasks.running, found.tasks.pending) == (2, 1, 1)
    assert found.words() == ("alarm", "4XX")
    assert (found.bake_minutes, found.canary_minutes) == (3, 3)


def test_the_shortest_deployment_is_read() -> None:
    """One that was accepted and nothing more."""
    found = _deployment({"serviceDeploymentArn": "d", "status": "PENDING"})

    assert (found.target_revision, found.stage, found.words()) == (None, None, ())


def test_managed_resources_come_in_the_order_of_the_traffic() -> None:
    """Single ones and lists alike, with what is particular to each."""
    plain = {"arn": "a", "status": "ACTIVE", "updatedAt": NOW}
    found = list(
        managed_resources(
            {
                "metricAlarms": [plain],
                "autoScaling": {
                    "scalableTarget": {**plain, "minCapacity": 1},
                    "applicationAutoScalingPolicies": [plain],
                },
                "ingressPaths": [
                    {
                        "accessType": "PUBLIC",
                        "endpoint": "host",
                        "targetGroups": [plain, {"status": "PROVISIONING", "statusReason": "slow"}],
                        "loadBalancer": {**plain, "scheme": "internal"},
                    }
                ],
            }
        )
    )

    assert [resource.kind for resource in found] == [
        "load balancer", "target group", "target group", "scalable target", "scaling policy", "alarm",
    ]  # fmt: skip
    assert found[0].details == {"scheme": "internal"}
    assert (found[2].arn, found[2].status, found[2].status_reason) == (None, "PROVISIONING", "slow")
    assert list(managed_resources({})) == []
