"""What a refresh writes into the inputs: AWS's values at the declared paths, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from tests.service_samples import TASK_ROLE, property_values

from pulumi_ecs_express.planning.service.comparison import as_declared

row = pytest.mark.row
CLUSTER_ARN = "arn:aws:ecs:eu-west-1:123456789012:cluster/apps"

AS_DECLARED = [
    pytest.param({"cluster": "apps"}, {"cluster": CLUSTER_ARN}, {"cluster": "apps"}, id="the cluster's own form",
                 marks=row("S0-28")),
    pytest.param({}, {"cpu": "1024", "taskRoleArn": TASK_ROLE}, {}, id="nothing that was not declared",
                 marks=row("S0-31")),
    pytest.param({"networkConfiguration": {"securityGroups": ["sg-0aaaaaaa", "sg-0bbbbbbb"]}},
                 {"networkConfiguration": {"securityGroups": ["sg-0aaaaaaa", "sg-0eeeeeee"]}},
                 {"networkConfiguration": {"securityGroups": ["sg-0aaaaaaa"]}}, id="groups without AWS's own",
                 marks=row("S0-10")),
    pytest.param({"scalingTarget": {"minTaskCount": 2}}, {"scalingTarget": {"minTaskCount": 0, "maxTaskCount": 20}},
                 {"scalingTarget": {"minTaskCount": 0}}, id="a drifted minimum", marks=row("S0-20")),
    pytest.param({"healthCheckPath": "/up"}, {}, {}, id="a path that AWS does not answer"),
    pytest.param({"waitForRollout": False}, {}, {"waitForRollout": False}, id="what is not AWS's"),
    pytest.param({"tags": {"a": "1"}}, {"tags": {"a": "2", "of another": "x"}}, {"tags": {"a": "2"}}, id="tags"),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "there", "shown"), AS_DECLARED)
def test_a_refresh_writes_what_aws_has_at_the_declared_paths(
    wanted: dict[str, Any], there: dict[str, Any], shown: dict[str, Any]
) -> None:
    """In the program's own form where that means the same."""
    assert as_declared(property_values(**wanted), property_values(**there)) == property_values(**shown)


@pytest.mark.row("S0-17")
def test_a_refresh_shows_a_variable_that_somebody_added() -> None:
    """Beside declared ones; where none is declared, the map is not the program's."""
    there = property_values({"environment": {"A": "1", "EXTRA": "1"}})

    assert as_declared(property_values({"environment": {"A": "1"}}), there) == there
    assert as_declared(property_values(), there) == property_values()
