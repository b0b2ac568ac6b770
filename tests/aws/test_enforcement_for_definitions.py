"""The printed policy for a revision of a task definition, with IAM enforced: enough, and nothing in it is without need."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from tests.aws.guarded import ACCOUNT, permit, without
from tests.providers.fake_call import FakeCall, FakeClock
from tests.sandbox.local_aws import REGION, LocalAws

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.permissions.document import policy
from pulumi_ecs_express.planning.permissions.permission import Command, Roles
from pulumi_ecs_express.planning.permissions.scopes import Place
from pulumi_ecs_express.planning.permissions.table import needed
from pulumi_ecs_express.planning.permissions.task_definition import COMPONENT
from pulumi_ecs_express.providers.task_definition import claims, operations

WHAT_RUNS = {"ecs:ListClusters", "ecs:ListServices", "ecs:DescribeServices"}
"""What a delete asks for: without one of them it leaves all revisions, and warns."""

ROWS = [
    row.action
    for row in needed(Command.UP, Roles.GIVEN, (COMPONENT,), without_service=True)
    if row.action not in WHAT_RUNS
]
_numbers = itertools.count()


@pytest.fixture
def family(guarded: LocalAws) -> str:
    """A family with one revision, whose role must be passed on."""
    name = f"shop{next(_numbers)}"
    app = {"name": "app", "image": "app:1", "memory": 128}
    role = f"arn:aws:iam::{ACCOUNT}:role/tasks"
    guarded.client("ecs").register_task_definition(family=name, containerDefinitions=[app], executionRoleArn=role)
    return name


def printed(command: Command, family: str) -> dict[str, Any]:
    """Give the narrowest policy."""
    place = Place(ACCOUNT, REGION, roles=(f"arn:aws:iam::{ACCOUNT}:role/tasks",), families=(family,))
    return policy(command, Roles.GIVEN, place, (COMPONENT,), without_service=True)


def a_life(aws: LocalAws, family: str, *, lost: bool = False) -> None:
    """Create, change, refresh and delete; an answer may be lost, so that the family is looked through."""
    clock = FakeClock()

    def call(olds: Any = None) -> FakeCall:
        return FakeCall(clock, old_inputs=olds)

    def checked(olds: Any, image: str, tag: str) -> dict[str, Any]:
        containers = {"app": {"image": image}}
        news = {"family": family, "containers": containers, "tags": {tag: "x"}, "region": REGION}
        result = operations.check(call(), olds, news)
        if result.failures:
            raise errors.AccessDenied(result.failures[0].reason, why="", remedy="")
        return dict(result.inputs)

    first = checked({}, "app:2", "a")
    if lost:
        aws.fail("ecs:RegisterTaskDefinition", "drop_after", times=1)
    outputs = dict(operations.create(call(), first).outs or {})
    second = checked(first, "app:3", "a")
    outputs = dict(operations.update(call(first), family, outputs, second).outs or {})
    third = checked(second, "app:3", "b")
    outputs = dict(operations.update(call(second), family, outputs, third).outs or {})
    assert operations.read(call(third), family, outputs).id
    claims.forget()  # the destroy is another run, in a process of its own
    operations.delete(call(third), family, outputs)


def denied(act: Callable[[], object]) -> errors.AccessDenied:
    """Expect a denial."""
    with pytest.raises(errors.AccessDenied) as failed:
        act()
    return failed.value


def test_the_printed_policy_is_enough(guarded: LocalAws, family: str) -> None:
    """For the whole life of a revision, a lost answer included."""
    permit(guarded, printed(Command.UP, family))

    a_life(guarded, family, lost=True)


@pytest.mark.parametrize("action", ROWS)
def test_what_is_taken_out_is_missed_and_named(guarded: LocalAws, family: str, action: str) -> None:
    """Each action of the policy is needed; the error says which one is missing."""
    permit(guarded, without(printed(Command.UP, family), action))

    assert action in denied(lambda: a_life(guarded, family)).render()
