"""The component's log group: when there is one, and how the container gets it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pulumi
import pytest

from pulumi_ecs_express.log_group import _as_map, _given, _names_logs, _offered, make_log_group
from pulumi_ecs_express.model.log_group.retention import RETENTION_DAYS
from pulumi_ecs_express.model.service import internal_inputs
from pulumi_ecs_express.model.service.internal_inputs import MADE_LOG_GROUP

NAMED = {"image": "app:1", "awsLogsConfiguration": {"logGroup": "/web"}}


@pytest.mark.parametrize(
    "declared",
    [
        pytest.param({"primaryContainer": {"image": "app:1"}}, id="not asked for"),
        pytest.param({"logRetentionDays": 30}, id="no container"),
        pytest.param({"logRetentionDays": 30, "primaryContainer": NAMED}, id="beside one that the program names"),
        pytest.param({"logRetentionDays": 30, "primaryContainer": {}, "taskDefinitionArn": "x"}, id="own definition"),
    ],
)
def test_nothing_is_made_that_nobody_asked_for_or_that_is_refused(declared: dict[str, Any]) -> None:
    """The arguments stay as they are, for the service's check to judge."""
    before = dict(declared)

    assert make_log_group("web", declared, pulumi.ResourceOptions()) == []
    assert declared == before


def test_a_container_gets_the_group_where_it_names_none() -> None:
    """A named one stays, and what is no container is left for the check."""
    assert _given({"image": "a"}, "made") == {"image": "a", "awsLogsConfiguration": {"logGroup": "made"}}
    assert _given(NAMED, "made") is NAMED
    assert _given("app:1", "made") == "app:1"
    assert (_names_logs(NAMED), _names_logs({"image": "a"}), _names_logs(None)) == (True, False, False)


def test_a_number_that_is_not_offered_does_not_reach_the_log_group() -> None:
    """Otherwise its own refusal would hide all others of the service."""
    assert [days for days in range(5000) if _offered(days) is not None] == list(RETENTION_DAYS)
    assert _offered("30") is None


def test_the_components_notes_cost_no_start_up() -> None:
    """Component and provider name them from one module, and importing the component loads neither pydantic nor boto3."""
    asked = "import sys, pulumi_ecs_express; print({'pydantic', 'boto3', 'pulumi_aws'} & sys.modules.keys())"

    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "set()\n"
    assert MADE_LOG_GROUP.startswith(internal_inputs.INTERNAL_PREFIX)


@pytest.mark.parametrize(
    ("tags", "taken"),
    [
        (None, None),
        ({"team": "web"}, {"team": "web"}),
        ([{"key": "team", "value": "web"}], {"team": "web"}),
        ([{"Key": "team", "Value": "web"}], {}),
        ("team=web", None),
        ({"team": 5}, {"team": None}),
    ],
)
def test_tags_reach_the_log_group_in_either_form(tags: Any, taken: Any) -> None:
    """A map or boto3's list, as for the service; what is neither is for the service's check to name."""
    assert _as_map(tags) == taken
