"""What classic services run on: Fargate, EC2, capacity providers; platforms and placement."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.classic_services import create, definition, described, make_service, settled, tasks, update
from tests.sandbox.local_aws import LocalAws, primary, refused

SPOT = [{"capacityProvider": "FARGATE_SPOT"}]
CONSTRAINT = {"type": "distinctInstance"}


@pytest.mark.parametrize(
    ("kind", "request_", "code", "words"),
    [
        ("rolling", {"platformVersion": "9.9.9"}, "PlatformUnknownException", "The specified platform does not exist."),
        ("rolling", {"placementConstraints": [CONSTRAINT]}, "InvalidParameterException",
         "Placement constraints are not supported with FARGATE launch type."),
        ("rolling", {"placementStrategy": [{"type": "random"}]}, "InvalidParameterException",
         "Placement strategies are not supported with FARGATE launch type."),
        ("rolling-ec2", {"platformVersion": "LATEST"}, "InvalidParameterException",
         "The platform version must be null when specifying an EC2 launch type."),
        ("rolling-ec2", {"placementConstraints": [CONSTRAINT] * 11}, "InvalidParameterException", "up to 10 placement"),
        ("rolling-ec2", {"placementStrategy": [{"type": "random"}] * 6}, "InvalidParameterException", "5 strategies"),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
@pytest.mark.row("S2-25", "S2-26", "S2-27", "S2-39")
def test_what_only_the_other_launch_type_has(
    aws: LocalAws, kind: str, request_: dict[str, Any], code: str, words: str
) -> None:
    """Refused when a service is made and when it is changed."""
    launch = {"launchType": "EC2" if kind == "rolling-ec2" else "FARGATE"}
    found = refused(lambda **request: create(aws, **launch, **request), **request_)
    make_service(aws, kind)

    assert found == refused(lambda **request: update(aws, **request), **request_)
    assert (found[0], words in found[1]) == (code, True)


@pytest.mark.parametrize(
    "needs", [{"ephemeralStorage": {"sizeInGiB": 50}}, {"runtimePlatform": {"cpuArchitecture": "ARM64"}}], ids=str
)
@pytest.mark.row("S2-39")
def test_a_platform_that_is_too_old_for_the_task_definition(aws: LocalAws, needs: dict[str, Any]) -> None:
    """By either of the two, in either call."""
    newer = definition(aws, **needs)
    expected = (
        "PlatformTaskDefinitionIncompatibilityException", "One or more of the requested capabilities are not supported.",
    )  # fmt: skip
    assert refused(lambda: create(aws, taskDefinition=newer, platformVersion="1.3.0")) == expected
    settled(aws, platformVersion="1.3.0")
    assert refused(lambda: update(aws, taskDefinition=newer)) == expected
    update(aws, taskDefinition=newer, platformVersion="LATEST")
    assert refused(lambda: update(aws, platformVersion="1.3.0")) == expected


@pytest.mark.row("S2-27")
def test_the_platform_version_reads_back(aws: LocalAws) -> None:
    """As it was asked for at the top, as a number in the deployment and in tasks; another one deploys."""
    settled(aws)
    assert (described(aws)["platformVersion"], primary(described(aws))["platformVersion"]) == ("LATEST", "1.4.0")
    service = update(aws, platformVersion="1.3.0")
    assert [row["status"] for row in service["deployments"]] == ["PRIMARY", "ACTIVE"]
    aws.run_out()
    assert {task["platformVersion"] for task in tasks(aws)} == {"1.3.0"}


@pytest.mark.row("S2-25", "S2-26")
def test_placement_reads_back_and_is_cleared(aws: LocalAws) -> None:
    """Constraints and strategies, in their order; absent keeps them, an empty list or an empty object clears them."""
    make_service(aws, "rolling-ec2")
    spread = [{"type": "spread", "field": "attribute:ecs.availability-zone"}, {"type": "binpack", "field": "memory"}]
    service = update(aws, placementConstraints=[CONSTRAINT], placementStrategy=spread)
    assert (service["placementConstraints"], service["placementStrategy"]) == ([CONSTRAINT], spread)
    assert len(service["deployments"]) == 1
    assert update(aws, desiredCount=1)["placementStrategy"] == spread
    assert update(aws, placementStrategy=[{}])["placementStrategy"] == []
    assert update(aws, placementConstraints=[])["placementConstraints"] == []


@pytest.mark.parametrize(
    ("strategy", "words"),
    [
        ([{"capacityProvider": "mine", "weight": 1}], "not associated with the cluster"),
        ([{**SPOT[0], "weight": 1001}], "weight must be between 0 and 1000"),
        ([{**SPOT[0], "base": 100001}], "base between 0 and 100000"),
        ([{**SPOT[0], "base": 1}, {"capacityProvider": "FARGATE", "base": 1}], "Only one capacity provider"),
        (SPOT * 21, "maximum of 20"),
    ],
    ids=lambda value: str(value)[:30],
)
@pytest.mark.row("S2-14", "S2-15")
def test_a_capacity_provider_strategy_that_is_refused(aws: LocalAws, strategy: list[Any], words: str) -> None:
    """In either call, forced or not."""
    assert words in refused(lambda: create(aws, capacityProviderStrategy=strategy))[1]
    settled(aws)
    assert words in refused(lambda: update(aws, capacityProviderStrategy=strategy, forceNewDeployment=True))[1]


@pytest.mark.row("S2-14", "S2-15")
def test_tasks_run_on_the_providers_of_a_strategy(aws: LocalAws) -> None:
    """First the base, then by weight; neither list nor launch type beside the other, also in the deployment."""
    settled(aws)
    strategy = [{"capacityProvider": "FARGATE", "base": 1, "weight": 0}, {**SPOT[0], "base": 0, "weight": 1}]
    service = update(aws, capacityProviderStrategy=strategy, forceNewDeployment=True)
    assert (service["capacityProviderStrategy"], "launchType" in service) == (strategy, False)
    assert (primary(service)["capacityProviderStrategy"], "launchType" in primary(service)) == (strategy, False)
    aws.run_out()
    assert sorted(task["capacityProviderName"] for task in tasks(aws)) == ["FARGATE", "FARGATE_SPOT"]
    assert len(update(aws, capacityProviderStrategy=strategy)["deployments"]) == 1

    service = update(aws, capacityProviderStrategy=[], forceNewDeployment=True)
    assert (service["launchType"], "capacityProviderStrategy" in service) == ("FARGATE", False)
    assert "capacityProviderStrategy" not in primary(service)
    aws.run_out()
    assert not any("capacityProviderName" in task for task in tasks(aws))


@pytest.mark.row("S2-15")
def test_a_provider_of_ones_own_must_be_associated_and_active(aws: LocalAws) -> None:
    """Those of Fargate always are; the cluster's default strategy counts where a create says nothing."""
    group = {
        "autoScalingGroupArn": "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
    }
    aws.ecs.create_capacity_provider(name="mine", autoScalingGroupProvider=group)
    aws.ecs.create_cluster(
        clusterName="own", capacityProviders=["mine"], defaultCapacityProviderStrategy=[{"capacityProvider": "mine"}]
    )
    own = definition(aws, requiresCompatibilities=["EC2"])
    made = create(aws, cluster="own", taskDefinition=own, capacityProviderStrategy=[])
    assert made["capacityProviderStrategy"] == [{"capacityProvider": "mine", "weight": 0, "base": 0}]
    aws.ecs.delete_capacity_provider(capacityProvider="mine")
    force = {"forceNewDeployment": True, "capacityProviderStrategy": [{"capacityProvider": "mine", "weight": 1}]}
    assert "not in the ACTIVE" in refused(aws.ecs.update_service, cluster="own", service="web", **force)[1]
