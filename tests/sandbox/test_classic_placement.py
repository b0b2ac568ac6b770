"""Which tasks of a classic service stop and start, when, where, and with which tags."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.sandbox.classic_services import definition, described, settled, tasks, update
from tests.sandbox.local_aws import LocalAws


def counts(aws: LocalAws) -> tuple[int, int]:
    """Count tasks that run, and those that are about to."""
    service = described(aws)
    return service["runningCount"], service["pendingCount"]


@pytest.mark.row("S2-09")
def test_half_of_four_tasks_stop_before_others_start(aws: LocalAws) -> None:
    """The page's example: a minimum of 50 percent lets two old tasks go first."""
    settled(aws, desiredCount=4, deploymentConfiguration={"minimumHealthyPercent": 50, "maximumPercent": 100})
    update(aws, "shop/web:2")

    assert counts(aws) == (2, 2)
    assert [row["runningCount"] for row in described(aws)["deployments"]] == [0, 2]


@pytest.mark.row("S2-09")
def test_four_tasks_start_before_the_four_old_ones_stop(aws: LocalAws) -> None:
    """The page's other example: a maximum of 200 percent. Healthy comes after RUNNING."""
    settled(aws, desiredCount=4, deploymentConfiguration={"maximumPercent": 200})
    update(aws, "shop/web:2")
    assert counts(aws) == (4, 4)
    aws.advance(30)
    assert counts(aws) == (8, 0)
    aws.advance(40)
    assert counts(aws) == (4, 0)
    assert {task["containers"][0]["image"] for task in tasks(aws)} == {"shop/web:2"}


@pytest.mark.parametrize(
    ("image", "timeout", "seconds", "code"),
    [("shop/web:1", None, 5, 0), ("shop/web:deaf", None, 30, 137), ("shop/web:deaf", 90, 90, 137)],
)
@pytest.mark.row("S2-10")
def test_a_task_that_ignores_sigterm_is_killed_at_its_stop_timeout(
    aws: LocalAws, image: str, timeout: int | None, seconds: int, code: int
) -> None:
    """After 30 seconds unless its container says otherwise; one that handles it is gone before."""
    container = {} if timeout is None else {"stopTimeout": timeout}
    settled(aws, taskDefinition=definition(aws, image, container=container))
    update(aws, desiredCount=1)
    (leaving,) = tasks(aws, "STOPPED")
    assert (leaving["lastStatus"], "stoppedAt" in leaving) == ("DEACTIVATING", False)
    aws.advance(seconds - 1)
    assert "stoppedAt" not in tasks(aws, "STOPPED")[0]
    aws.advance(1)

    (gone,) = tasks(aws, "STOPPED")
    assert (gone["stoppedAt"] - gone["stoppingAt"]).total_seconds() == seconds
    assert gone["containers"][0]["exitCode"] == code


@pytest.mark.row("S2-11")
def test_zones_stay_balanced_when_tasks_start_and_stop(aws: LocalAws) -> None:
    """One task at a time up to six, and down to two: never more than one apart."""
    settled(aws, desiredCount=0)
    for count in [1, 2, 3, 4, 5, 6, 4, 3, 2]:
        update(aws, desiredCount=count)
        aws.run_out()
        zones = Counter(task["availabilityZone"] for task in tasks(aws))
        assert sum(zones.values()) == count
        assert max(zones.values()) - min(zones[zone] for zone in ("eu-west-1a", "eu-west-1b")) <= 1, count


@pytest.mark.row("S2-19", "S2-20")
def test_tasks_have_what_was_set_when_they_were_started(aws: LocalAws) -> None:
    """Tags and ECS Exec: the tasks that run are left alone, those started later have them."""
    own = definition(aws, tags=[{"key": "from", "value": "definition"}])
    settled(aws, taskDefinition=own, desiredCount=1, tags=[{"key": "from", "value": "service"}])
    (first,) = tasks(aws)
    changed = update(
        aws, desiredCount=2, propagateTags="SERVICE", enableECSManagedTags=True, enableExecuteCommand=True,
        availabilityZoneRebalancing="DISABLED",
    )  # fmt: skip
    assert len(changed["deployments"]) == 1
    aws.run_out()
    (second,) = [task for task in tasks(aws) if task["taskArn"] != first["taskArn"]]

    managed = {"aws:ecs:clusterName": "shop", "aws:ecs:serviceName": "web"}
    assert tags_of(aws, first["taskArn"]) == {}
    assert tags_of(aws, second["taskArn"]) == {"from": "service", **managed}
    assert (first["enableExecuteCommand"], second["enableExecuteCommand"]) == (False, True)
    (agent,) = second["containers"][0]["managedAgents"]
    assert (agent["name"], agent["lastStatus"]) == ("ExecuteCommandAgent", "RUNNING")
    update(aws, forceNewDeployment=True, propagateTags="TASK_DEFINITION", enableECSManagedTags=False)
    aws.run_out()
    assert {tuple(tags_of(aws, task["taskArn"]).items()) for task in tasks(aws)} == {(("from", "definition"),)}


def tags_of(aws: LocalAws, arn: str) -> dict[str, str]:
    """Read the tags of a task, which two calls tell."""
    (found,) = aws.ecs.describe_tasks(cluster="shop", tasks=[arn], include=["TAGS"])["tasks"]
    listed = aws.ecs.list_tags_for_resource(resourceArn=arn)["tags"]
    assert found["tags"] == listed
    return {tag["key"]: tag["value"] for tag in listed}
