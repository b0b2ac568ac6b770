"""Classic services whose deployments shift traffic: BLUE_GREEN, LINEAR and CANARY."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.classic_services import (
    BREAKER,
    create,
    described,
    make_service,
    settled,
    target_group,
    tasks,
    update,
)
from tests.sandbox.local_aws import LocalAws, primary, refused

LINEAR = {"strategy": "LINEAR", "bakeTimeInMinutes": 1, "linearConfiguration": {"stepPercent": 50.0}}
CANARY = {"strategy": "CANARY", "bakeTimeInMinutes": 1, "canaryConfiguration": {"canaryBakeTimeInMinutes": 2}}
BLUE_GREEN = {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 4}
HOOK = {"targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"]}


def minutes(deployment: dict[str, Any]) -> float:
    """Tell how long a deployment took."""
    return float((deployment["finishedAt"] - deployment["startedAt"]).total_seconds() / 60)


@pytest.mark.parametrize(("configuration", "bakes"), [(BLUE_GREEN, 4), (LINEAR, 7), (CANARY, 3)], ids=str)
@pytest.mark.row("S2-17")
def test_old_tasks_stay_until_all_bakes_have_passed(aws: LocalAws, configuration: dict[str, Any], bakes: int) -> None:
    """All new tasks beside all old ones; then the deployment is SUCCESSFUL."""
    arn = settled(aws, deploymentConfiguration=configuration)
    assert minutes(aws.deployment(arn)) < bakes, "a first deployment does not bake"
    update(aws, "shop/web:2")
    stages, running = [], []
    while aws.next_change():
        stages.append(aws.deployment(arn).get("lifecycleStage"))
        running.append(described(aws)["runningCount"])

    deployment = aws.deployment(arn)
    assert (deployment["status"], max(running), min(running)) == ("SUCCESSFUL", 4, 2)
    assert bakes <= minutes(deployment) < bakes + 3
    assert [stage for stage in ("SCALE_UP", "BAKE_TIME", "CLEAN_UP") if stage in stages] == [
        "SCALE_UP", "BAKE_TIME", "CLEAN_UP",
    ]  # fmt: skip
    assert {task["containers"][0]["image"] for task in tasks(aws)} == {"shop/web:2"}


@pytest.mark.parametrize("breaker", [{}, BREAKER], ids=["alone", "with breaker"])
@pytest.mark.parametrize("configuration", [BLUE_GREEN, LINEAR, CANARY], ids=str)
def test_tasks_that_fail_roll_it_back(aws: LocalAws, configuration: dict[str, Any], breaker: dict[str, Any]) -> None:
    """With or without a circuit breaker; the old tasks have gone on all the time."""
    arn = settled(aws, deploymentConfiguration={**configuration, **breaker})
    before = {task["taskArn"] for task in tasks(aws)}
    update(aws, "shop/web:crash")
    aws.run_out()

    assert aws.deployment(arn)["status"] == "ROLLBACK_SUCCESSFUL"
    assert {task["taskArn"] for task in tasks(aws)} == before
    assert primary(described(aws))["rolloutState"] == "COMPLETED"


def test_a_first_deployment_that_fails_has_nothing_to_go_back_to(aws: LocalAws) -> None:
    """ROLLBACK_FAILED, as for all strategies."""
    arn = settled(aws, "shop/web:crash", deploymentConfiguration=BLUE_GREEN)

    assert aws.deployment(arn)["status"] == "ROLLBACK_FAILED"


def test_a_shift_can_be_stopped(aws: LocalAws) -> None:
    """While it bakes: the new tasks go."""
    arn = make_service(aws, "blue-green")
    update(aws, "shop/web:2")
    while aws.deployment(arn).get("lifecycleStage") != "BAKE_TIME":
        assert aws.next_change()
    own = aws.deployment(arn)["serviceDeploymentArn"]
    aws.ecs.stop_service_deployment(serviceDeploymentArn=own, stopType="ROLLBACK")
    aws.run_out()

    assert aws.deployment(arn)["status"] == "ROLLBACK_SUCCESSFUL"
    assert {task["containers"][0]["image"] for task in tasks(aws)} == {"shop/web:1"}


@pytest.mark.row("S2-17")
def test_the_strategy_can_be_changed_and_brings_its_members(aws: LocalAws) -> None:
    """Each with its defaults, without those of the one before; no deployment is started."""
    arn = settled(aws)
    update(aws, deploymentConfiguration={"strategy": "LINEAR", "lifecycleHooks": [HOOK]})
    linear = described(aws)["deploymentConfiguration"]
    assert linear["linearConfiguration"] == {"stepPercent": 10.0, "stepBakeTimeInMinutes": 6}
    assert linear["lifecycleHooks"] == [HOOK]
    update(aws, deploymentConfiguration={"strategy": "CANARY", "canaryConfiguration": {"canaryPercent": 0.1}})
    canary = described(aws)["deploymentConfiguration"]
    assert canary["canaryConfiguration"] == {"canaryPercent": 0.1, "canaryBakeTimeInMinutes": 10}
    assert not {"linearConfiguration", "lifecycleHooks"} & canary.keys()
    update(aws, deploymentConfiguration={"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1440})
    update(aws, deploymentConfiguration={"strategy": "ROLLING"})
    last = described(aws)["deploymentConfiguration"]

    assert (last["strategy"], "canaryConfiguration" in last, last["bakeTimeInMinutes"]) == ("ROLLING", False, 0)
    assert len(aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]) == 1


@pytest.mark.parametrize(
    ("configuration", "words"),
    [
        ({"strategy": "CANARY", "canaryConfiguration": {"canaryPercent": 0.05}}, "canaryPercent must be between 0.1"),
        ({"strategy": "CANARY", "canaryConfiguration": {"canaryPercent": 100.5}}, "and 100.0"),
        ({"strategy": "LINEAR", "linearConfiguration": {"stepPercent": 2.9}}, "stepPercent must be between 3.0"),
        ({"strategy": "LINEAR", "linearConfiguration": {"stepBakeTimeInMinutes": 1441}}, "between 0 and 1440"),
        ({"strategy": "CANARY", "canaryConfiguration": {"canaryBakeTimeInMinutes": 1441}}, "between 0 and 1440"),
        ({"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1441}, "bakeTimeInMinutes must be between 0 and 1440"),
        ({"strategy": "BLUE_GREEN"}, "bakeTimeInMinutes is required"),
        ({"lifecycleHooks": [{"lifecycleStages": ["POST_SCALE_UP"]}]}, "AWS_LAMBDA needs hookTargetArn, roleArn"),
        ({"lifecycleHooks": [{**HOOK, "timeoutConfiguration": {"timeoutInMinutes": 20161}}]}, "between 1 and 20160"),
        ({"earlySuccessCriteria": {"enable": True, "healthyPercent": 50}}, "minimumHealthyPercent"),
        ({"minimumHealthyPercent": 101}, "out of range"),
        ({"maximumPercent": 99}, "out of range"),
    ],
    ids=lambda value: str(value)[:40],
)
@pytest.mark.row("S2-17")
def test_a_configuration_out_of_range_is_refused(aws: LocalAws, configuration: dict[str, Any], words: str) -> None:
    """When a service is made and when it is changed."""
    found = refused(lambda: create(aws, deploymentConfiguration=configuration))
    settled(aws)

    assert found == refused(lambda: update(aws, deploymentConfiguration=configuration))
    assert (found[0], words in found[1]) == ("InvalidParameterException", True)


def test_traffic_is_shifted_between_two_target_groups(aws: LocalAws) -> None:
    """Each load balancer must say which, by listener rules of the right form."""
    entry, _ = target_group(aws)
    linear: dict[str, Any] = {"deploymentConfiguration": {"strategy": "LINEAR"}}
    words = "advancedConfiguration field is required for all loadBalancers when using the linear deployment strategy"
    assert refused(lambda: create(aws, loadBalancers=[entry], **linear)) == ("ClientException", words)
    bad = {**entry, "advancedConfiguration": {"productionListenerRule": "arn:aws:x"}}
    found = refused(lambda: create(aws, loadBalancers=[bad], **linear))
    assert found[1] == (
        "productionListenerRule has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB"
    )
    settled(aws, loadBalancers=[entry])
    assert refused(lambda: update(aws, **linear)) == ("ClientException", words)
