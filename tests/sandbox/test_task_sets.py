"""Task sets of services that others deploy."""

from __future__ import annotations

import pytest

from tests.sandbox.classic_services import CLUSTER, create, described, make_service, task_set, tasks
from tests.sandbox.local_aws import LocalAws, refused

WEB = {"cluster": CLUSTER, "service": "web"}
MEMBERS = {
    "id", "taskSetArn", "serviceArn", "clusterArn", "status", "taskDefinition", "computedDesiredCount", "pendingCount",
    "runningCount", "createdAt", "updatedAt", "launchType", "platformVersion", "platformFamily", "networkConfiguration",
    "loadBalancers", "serviceRegistries", "scale", "stabilityStatus", "stabilityStatusAt",
}  # fmt: skip


def scale(percent: float) -> dict[str, object]:
    """Write a share of the desired count."""
    return {"value": percent, "unit": "PERCENT"}


@pytest.mark.row("S2-35")
def test_task_sets_run_their_share_until_they_are_deleted(aws: LocalAws) -> None:
    """The old one is scaled down and goes; each is described with all of its members."""
    make_service(aws, "external", desiredCount=3)
    (old,) = described(aws)["taskSets"]
    assert old.keys() == MEMBERS
    assert (old["status"], old["runningCount"], old["stabilityStatus"]) == ("PRIMARY", 3, "STEADY_STATE")
    assert "taskDefinition" not in described(aws)

    new = task_set(aws, "shop/web:2", externalId="two", tags=[{"key": "team", "value": "shop"}], scale=scale(50))
    assert (new["status"], new["computedDesiredCount"], new["stabilityStatus"]) == ("PRIMARY", 2, "STABILIZING")
    aws.run_out()
    assert {task["startedBy"] for task in tasks(aws)} == {old["id"], new["id"]}
    assert len(tasks(aws)) == 5
    assert refused(aws.ecs.delete_task_set, **WEB, taskSet=old["id"])[0] == "InvalidParameterException"
    aws.ecs.update_task_set(**WEB, taskSet=old["taskSetArn"], scale=scale(0))
    aws.ecs.update_task_set(**WEB, taskSet=new["id"], scale=scale(100))
    leaving = aws.ecs.delete_task_set(**WEB, taskSet=old["id"])["taskSet"]
    assert (leaving["status"], leaving["computedDesiredCount"]) == ("DRAINING", 0)
    aws.run_out()

    (found,) = aws.ecs.describe_task_sets(**WEB, include=["TAGS"])["taskSets"]
    assert (found["id"], found["externalId"], found["runningCount"]) == (new["id"], "two", 3)
    assert found["tags"] == [{"key": "team", "value": "shop"}]
    missing = aws.ecs.describe_task_sets(**WEB, taskSets=[old["id"]])["failures"]
    assert missing == [{"arn": old["id"], "reason": "MISSING"}]


@pytest.mark.row("S2-35")
def test_code_deploy_has_a_task_set_too(aws: LocalAws) -> None:
    """It can be described, and nobody else may change it."""
    make_service(aws, "code-deploy")
    (found,) = described(aws)["taskSets"]
    assert found.keys() == MEMBERS | {"startedBy"}
    assert (found["startedBy"], found["status"], found["scale"]["value"]) == ("CODE_DEPLOY", "PRIMARY", 100.0)
    assert found == aws.ecs.describe_task_sets(**WEB)["taskSets"][0]
    assert "EXTERNAL" in refused(aws.ecs.delete_task_set, **WEB, taskSet=found["id"])[1]


def test_what_there_is_not_is_refused(aws: LocalAws) -> None:
    """An unknown service, task set or share; a service of ECS."""
    create(aws, deploymentController={"type": "EXTERNAL"})
    primary = aws.ecs.update_service_primary_task_set
    assert refused(aws.ecs.describe_task_sets, cluster=CLUSTER, service="api")[0] == "ServiceNotFoundException"
    assert refused(primary, **WEB, primaryTaskSet="ecs-svc/1")[0] == "TaskSetNotFoundException"
    assert "between 0 and 100" in refused(lambda: task_set(aws, scale=scale(101)))[1]


def test_tasks_of_a_task_set_that_fail_are_started_again(aws: LocalAws) -> None:
    """Later and later; a service that is deleted takes its task sets along."""
    create(aws, deploymentController={"type": "EXTERNAL"})
    task_set(aws, "shop/web:crash", scale=scale(100))
    aws.advance(3600)
    assert len(tasks(aws, "STOPPED")) > 3
    aws.ecs.delete_service(**WEB, force=True)
    aws.run_out()
    assert described(aws)["status"] == "INACTIVE"
