"""Where waiting for a role is of no use."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.service_samples import EXECUTION_ROLE, INFRASTRUCTURE_ROLE

from pulumi_ecs_express.model.service.role import ObservedRole
from pulumi_ecs_express.planning.service.roles import NEW, hopeless

NAMED = {"execution_role_arn": EXECUTION_ROLE, "infrastructure_role_arn": INFRASTRUCTURE_ROLE}
OLD = NEW + timedelta(seconds=1)


def role(arn: str, *trusted: str, age: timedelta = OLD) -> ObservedRole:
    """Give a role."""
    return ObservedRole(arn, frozenset(trusted), age)


TASKS, INFRASTRUCTURE = role(EXECUTION_ROLE, "ecs-tasks.amazonaws.com"), role(INFRASTRUCTURE_ROLE, "ecs.amazonaws.com")
FRESH = role(EXECUTION_ROLE, "ecs-tasks.amazonaws.com", age=NEW)
STRANGE = role(EXECUTION_ROLE, "lambda.amazonaws.com", age=NEW)

CASES = [
    pytest.param(FRESH, INFRASTRUCTURE, [], id="one is new"),
    pytest.param(TASKS, INFRASTRUCTURE, ["are too old"], id="both are old"),
    pytest.param(None, INFRASTRUCTURE, [f"execution_role_arn: there is no role {EXECUTION_ROLE}"], id="no such role"),
    pytest.param(
        STRANGE, INFRASTRUCTURE, ["does not trust ecs-tasks.amazonaws.com"], id="new, and trusts another service"
    ),
    pytest.param(None, None, ["execution_role_arn: ", "infrastructure_role_arn: "], id="neither is there"),
]


@pytest.mark.row("S0-36")
@pytest.mark.parametrize(("execution", "infrastructure", "words"), CASES)
def test_only_a_new_role_that_trusts_ecs_is_worth_waiting_for(
    execution: ObservedRole | None, infrastructure: ObservedRole | None, words: list[str]
) -> None:
    """All that is wrong with the others is said at once."""
    found = {EXECUTION_ROLE: execution, INFRASTRUCTURE_ROLE: infrastructure}

    problems = hopeless(NAMED, found.__getitem__)

    assert len(problems) == len(words)
    assert all(part in problem for part, problem in zip(words, problems, strict=True))
