"""Plans: what a change in the program comes to, each kind of equality, and the laws that hold for all of them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.service_samples import INFRASTRUCTURE_ROLE, SECRET, SUBNETS, TASK_ROLE, everything, property_values

from pulumi_ecs_express.model.fields.effect import Effect
from pulumi_ecs_express.model.fields.property_paths import flatten
from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.service.spec import rules
from pulumi_ecs_express.planning.plan import Change, Kind
from pulumi_ecs_express.planning.service.comparison import plan_service

row = pytest.mark.row
CLUSTER_ARN = "arn:aws:ecs:eu-west-1:123456789012:cluster/apps"


def reported(changes: tuple[Change, ...]) -> list[tuple[str, str, Any, Any]]:
    """Write changes as rows: path, kind, old, new."""
    return [(".".join(change.path), change.kind.value, change.old, change.new) for change in changes]


CHANGES = [
    pytest.param({"image": "a:2"}, {"image": "a:1"}, [("primaryContainer.image", "update", "a:1", "a:2")],
                 id="another image", marks=row("S0-13")),
    pytest.param({"containerPort": 8080}, {"containerPort": 80},
                 [("primaryContainer.containerPort", "update", 80, 8080)], id="another port", marks=row("S0-14")),
    pytest.param({"command": ["a", "b"]}, {"command": ["b", "a"]},
                 [("primaryContainer.command", "update", ("b", "a"), ("a", "b"))],
                 id="a command in another order", marks=row("S0-16")),
    pytest.param({"environment": {"A": "2", "N": "1"}}, {"environment": {"A": "1", "OLD": "1"}},
                 [("primaryContainer.environment.A", "update", "1", "2"),
                  ("primaryContainer.environment.N", "add", None, "1"),
                  ("primaryContainer.environment.OLD", "delete", "1", None)],
                 id="a variable changed, added, and left by somebody else", marks=row("S0-17")),
    pytest.param({"secrets": {"A": SECRET}}, {"secrets": {"A": "db"}},
                 [("primaryContainer.secrets.A", "update", "db", SECRET)], id="another secret", marks=row("S0-18")),
    pytest.param({"awsLogsConfiguration": {"logGroup": "/new"}},
                 {"awsLogsConfiguration": {"logGroup": "/old", "logStreamPrefix": "ecs"}},
                 [("primaryContainer.awsLogsConfiguration.logGroup", "update", "/old", "/new")],
                 id="another log group", marks=row("S0-15")),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "there", "changes"), CHANGES)
def test_a_difference_in_the_container_is_planned_by_its_exact_path(
    wanted: dict[str, Any], there: dict[str, Any], changes: list[Any]
) -> None:
    """Old and new stand beside the path, and nothing else is listed."""
    plan = plan_service(property_values(wanted), property_values(there), {})

    assert reported(plan.changes) == changes
    assert {change.effect for change in plan.changes} == {Effect.DEPLOYMENT}


SAME = [
    pytest.param({"environment": {"B": "1", "A": "2"}}, {"environment": {"A": "2", "B": "1"}},
                 id="variables in AWS's order", marks=row("S0-17")),
    pytest.param({"environment": {"A": ""}}, {}, id="an empty variable that AWS drops", marks=row("S0-17")),
    pytest.param({}, {"environment": {"OF_ANOTHER": "1"}}, id="variables where none were ever declared"),
    pytest.param({}, {"command": ["sleep"]}, id="a command where none was ever declared", marks=row("S0-16")),
    pytest.param({"command": []}, {}, id="an empty command", marks=row("S0-16")),
    pytest.param({}, {"containerPort": 80}, id="the port that AWS chose", marks=row("S1-02")),
    pytest.param({"awsLogsConfiguration": {"logGroup": "/web"}},
                 {"awsLogsConfiguration": {"logGroup": "/web", "logStreamPrefix": "ecs"}},
                 id="the stream prefix that a request must have", marks=row("S1-04")),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "there"), SAME)
def test_what_means_the_same_in_the_container_is_no_change(wanted: dict[str, Any], there: dict[str, Any]) -> None:
    """The peers' perpetual differences: order, empty for absent, and what AWS filled in."""
    assert not plan_service(property_values(wanted), property_values(there), property_values(wanted))


SAME_PROPERTIES = [
    pytest.param({"cluster": "apps"}, {"cluster": CLUSTER_ARN}, id="a cluster's name and its ARN", marks=row("S0-28")),
    pytest.param({"cluster": CLUSTER_ARN}, {"cluster": "apps"}, id="a cluster's ARN and its name", marks=row("S0-28")),
    pytest.param({"cluster": "default"}, {}, id="the default cluster written out", marks=row("S0-28")),
    pytest.param({}, {"cluster": "default"}, id="the default cluster left out", marks=row("S0-28")),
    pytest.param({"networkConfiguration": {"subnets": list(SUBNETS)}},
                 {"networkConfiguration": {"subnets": list(reversed(SUBNETS)), "securityGroups": ["sg-0aa11111"]}},
                 id="subnets in another order", marks=row("S0-10")),
    pytest.param({"networkConfiguration": {"securityGroups": ["sg-0bb22222"]}},
                 {"networkConfiguration": {"securityGroups": ["sg-0aa11111", "sg-0bb22222"]}},
                 id="the group that AWS adds", marks=row("S0-10")),
    pytest.param({"scalingTarget": {"maxTaskCount": 4}},
                 {"scalingTarget": {"minTaskCount": 1, "maxTaskCount": 4, "autoScalingMetric": "AVERAGE_CPU",
                                    "autoScalingTargetValue": 60}},
                 id="what AWS fills in beside a maximum", marks=row("S0-20", "S1-12")),
    pytest.param({"tags": {"a": "1"}}, {"tags": {"a": "1", "pulumi:owner": "x", "aws:by": "y"}}, id="tags of others"),
    pytest.param({}, {"cpu": "1024", "memory": "2048", "healthCheckPath": "/", "scalingTarget": {"minTaskCount": 1}},
                 id="all that AWS chooses", marks=row("S0-31")),
    pytest.param({}, {"taskRoleArn": TASK_ROLE}, id="a task role that nobody declared", marks=row("S0-08")),
    pytest.param({"waitForRollout": False}, {"waitForRollout": True}, id="whether the program waits"),
    pytest.param({"healthCheckPath": "/health"}, {"healthCheckPath": "/health"}, id="one path", marks=row("S0-09")),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "there"), SAME_PROPERTIES)
def test_what_means_the_same_is_no_change(wanted: dict[str, Any], there: dict[str, Any]) -> None:
    """As declared before, so that a removal is no reason either."""
    assert not plan_service(property_values(**wanted), property_values(**there), property_values(**wanted))


DIFFERENT = [
    pytest.param({"cluster": "apps"}, {"cluster": "default"}, Effect.REPLACEMENT, id="cluster", marks=row("S0-05")),
    pytest.param({"serviceName": "b"}, {"serviceName": "a"}, Effect.REPLACEMENT, id="name", marks=row("S0-05")),
    pytest.param({"region": "eu-west-1"}, {"region": "us-east-1"}, Effect.REPLACEMENT, id="Region",
                 marks=row("S0-05")),
    pytest.param({"infrastructureRoleArn": TASK_ROLE}, {"infrastructureRoleArn": INFRASTRUCTURE_ROLE},
                 Effect.REPLACEMENT, id="infrastructure role", marks=row("S0-05")),
    pytest.param({"executionRoleArn": TASK_ROLE}, {}, Effect.DEPLOYMENT, id="execution role", marks=row("S0-07")),
    pytest.param({"taskRoleArn": TASK_ROLE}, {}, Effect.DEPLOYMENT, id="task role", marks=row("S0-08")),
    pytest.param({"cpu": "512"}, {"cpu": "1024"}, Effect.DEPLOYMENT, id="cpu", marks=row("S0-06")),
    pytest.param({"memory": "4096"}, {"memory": "2048"}, Effect.DEPLOYMENT, id="memory", marks=row("S0-06")),
    pytest.param({"healthCheckPath": "/health"}, {"healthCheckPath": "/"}, Effect.UPDATE, id="health check",
                 marks=row("S0-09")),
    pytest.param({"networkConfiguration": {"subnets": list(SUBNETS)}},
                 {"networkConfiguration": {"subnets": [SUBNETS[0]]}}, Effect.UPDATE, id="subnets", marks=row("S0-10")),
    pytest.param({"networkConfiguration": {"securityGroups": ["sg-0bb22222"]}},
                 {"networkConfiguration": {"securityGroups": ["sg-0aa11111"]}}, Effect.UPDATE,
                 id="a group that somebody removed", marks=row("S0-10")),
    pytest.param({"scalingTarget": {"minTaskCount": 0}}, {"scalingTarget": {"minTaskCount": 1}}, Effect.UPDATE,
                 id="a minimum of 0", marks=row("S0-20")),
    pytest.param({"tags": {"a": "2"}}, {"tags": {"a": "1"}}, Effect.TAGS, id="a tag"),
    pytest.param({"tags": {"a": ""}}, {}, Effect.TAGS, id="a tag without a value"),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "there", "effect"), DIFFERENT)
def test_what_differs_has_the_effect_that_aws_gives_it(
    wanted: dict[str, Any], there: dict[str, Any], effect: Effect
) -> None:
    """Identity replaces, the revision's settings deploy, the rest updates, tags only tag."""
    plan = plan_service(property_values(**wanted), property_values(**there), {})

    assert [change.effect for change in plan.changes] == [effect]


def test_what_is_not_known_yet_counts_as_a_possible_change() -> None:
    """A preview may promise too much, never too little."""
    plan = plan_service(
        property_values({"image": UNKNOWN}, cpu=UNKNOWN), property_values(cpu="512"), property_values(cpu="512")
    )

    assert [change.path[-1] for change in plan.changes] == ["cpu", "image"]


def test_what_an_unknown_object_may_hold_is_not_removed() -> None:
    """The members declared before may all be in it."""
    before = property_values({"environment": {"A": "1"}}, scalingTarget={"minTaskCount": 2})
    plan = plan_service(property_values({"environment": UNKNOWN}, scalingTarget=UNKNOWN), before, before)

    assert {change.kind for change in plan.changes} == {Kind.ADD}


@pytest.mark.row("S0-17")
def test_a_variable_that_somebody_added_beside_declared_ones_is_taken_away() -> None:
    """An update replaces the whole list, so it would go anyway: better to say so."""
    wanted = property_values({"environment": {"A": "1"}})
    plan = plan_service(wanted, property_values({"environment": {"A": "1", "EXTRA": "1"}}), wanted)

    assert reported(plan.changes) == [("primaryContainer.environment.EXTRA", "delete", "1", None)]


def test_changes_come_in_the_order_of_their_paths() -> None:
    """Whatever the order of the program, a preview reads the same."""
    plan = plan_service(flatten(everything()), {}, {})

    assert [change.path for change in plan.changes] == sorted(change.path for change in plan.changes)
    assert {change.effect for change in plan.replacing} == {Effect.REPLACEMENT}
    assert {change.effect for change in plan.settings} == {Effect.DEPLOYMENT, Effect.UPDATE}
    assert [change.path for change in plan.tags] == [("tags", "team")]


def test_every_special_equality_belongs_to_a_field() -> None:
    """A renamed field would lose it silently."""
    from pulumi_ecs_express.planning.service import comparison

    assert comparison.SERVICE.equality.keys() <= rules().keys()
    assert set(comparison.SERVICE.owned_maps) <= rules().keys()
