"""What a check reads of a task definition of the user's own, and when."""

from __future__ import annotations

from typing import Any

import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.resource_run import unknown
from tests.service_samples import INFRASTRUCTURE_ROLE

from pulumi_ecs_express.providers.service import lookups
from pulumi_ecs_express.providers.service import operations as provider

FIRST, SECOND = (f"arn:aws:ecs:eu-west-1:123456789012:task-definition/web:{number}" for number in (1, 2))


class Definitions:
    """Definitions that all lack the container Main."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def describe(self, arn: str) -> dict[str, Any]:
        """Answer one."""
        self.read.append(arn)
        return {"status": "ACTIVE", "compatibilities": ["FARGATE"], "containerDefinitions": [{"name": "web"}]}


@pytest.fixture
def definitions(monkeypatch: pytest.MonkeyPatch) -> Definitions:
    """Lead the check to them."""
    definitions = Definitions()
    monkeypatch.setattr(lookups, "connect_task_definitions", lambda _region: definitions)
    return definitions


def _check(call: FakeCall, arn: Any, old: str | None = None) -> list[str]:
    base: dict[str, Any] = {"infrastructureRoleArn": INFRASTRUCTURE_ROLE, "serviceName": "web"}
    olds = {**base, "taskDefinitionArn": old} if old else {}
    return [failure.reason for failure in provider.check(call, olds, {**base, "taskDefinitionArn": arn}).failures]


@pytest.mark.row("S0-26")
def test_a_definition_that_the_same_run_makes_is_checked_before_the_update(
    call: FakeCall, definitions: Definitions
) -> None:
    """Unknown in the preview, it passes unread; known in the update, it is read before anything is sent."""
    assert _check(call, unknown()) == []
    assert definitions.read == []

    (problem,) = _check(call, FIRST)

    assert "no container called Main" in problem
    assert definitions.read == [FIRST]


@pytest.mark.row("S0-26")
def test_only_a_new_definition_is_read(call: FakeCall, definitions: Definitions) -> None:
    """So that a run without change makes no call."""
    assert _check(call, FIRST, old=FIRST) == []
    assert definitions.read == []
    assert _check(call, SECOND, old=FIRST)
    assert definitions.read == [SECOND]
