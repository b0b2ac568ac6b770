"""How long lines are kept, and what goes with a service: what passes, and the words on what does not."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.session import get_session
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.service_samples import spec

from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.log_group.retention import RETENTION_DAYS, nearest


def refusal(**properties: Any) -> str:
    """Give the words with which a service is refused."""
    with pytest.raises(ValidationError) as refused:
        spec(**properties)
    return "\n".join(error["msg"] for error in refused.value.errors(include_url=False))


@given(st.integers(-10, 5000))
def test_exactly_the_days_that_aws_offers_pass(days: int) -> None:
    """Any other number is refused with the offered ones next to it."""
    if days in RETENTION_DAYS:
        assert spec(logRetentionDays=days).log_retention_days == days
    else:
        words = refusal(logRetentionDays=days)
        assert all(str(offered) in words for offered in nearest(days))


@pytest.mark.parametrize(
    ("days", "offered"), [(0, [1]), (2, [1, 3]), (13, [7, 14]), (3000, [2922, 3288]), (4000, [3653])]
)
def test_the_nearest_days_lie_on_either_side(days: int, offered: list[int]) -> None:
    """At either end there is one only."""
    assert nearest(days) == offered


def test_the_days_are_those_of_the_api_model() -> None:
    """The documentation of PutRetentionPolicy lists them."""
    model = get_session().get_service_model("logs")
    reported = model.operation_model("PutRetentionPolicy").input_shape.members["retentionInDays"].documentation

    assert all(f"{days}" in reported for days in RETENTION_DAYS)


@pytest.mark.parametrize("days", ["30", True, 30.5, [30], None])
def test_days_are_a_whole_number(days: Any) -> None:
    """As a number; from Pulumi's state it comes as a float. None is not given at all."""
    assert spec(logRetentionDays=30.0).log_retention_days == 30
    if days is None:
        assert spec(logRetentionDays=None).log_retention_days is None
    else:
        assert "not a whole number of days" in refusal(logRetentionDays=days)


def test_a_task_definition_says_itself_where_its_containers_log() -> None:
    """Both together are refused, beside all else that is wrong."""
    arn = "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1"
    words = refusal(taskDefinitionArn=arn, logRetentionDays=30)

    assert "log_retention_days: cannot stand beside task_definition_arn" in words
    assert "primary_container" in words


@pytest.mark.parametrize(
    ("given", "reported"),
    [
        (["logs"], "'logs' cannot be cleaned up: write 'task_definitions' or 'log_group'"),
        (["task_definitions", "log_groups"], "'log_groups' cannot be cleaned up"),
        (["task_definitions", 5], "5 cannot be cleaned up"),
        ("log_group", "is a single string: write a list"),
    ],
)
def test_only_what_aws_leaves_behind_can_be_cleaned_up(given: Any, reported: str) -> None:
    """A wrong word is refused with the right ones."""
    assert reported in refusal(cleanUp=given)


def test_what_is_cleaned_up_may_be_unknown_in_a_preview() -> None:
    """As a whole and in part."""
    passed: list[dict[str, Any]] = [
        {"cleanUp": UNKNOWN},
        {"cleanUp": ("log_group", UNKNOWN)},
        {"logRetentionDays": UNKNOWN},
    ]

    assert all(given.items() <= spec(**given).tree().items() for given in passed)
