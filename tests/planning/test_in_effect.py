"""Half-declared pairs, judged with the half that AWS has."""

from __future__ import annotations

from typing import Any

import pytest

from pulumi_ecs_express.model.fields.property_paths import flatten
from pulumi_ecs_express.planning.service.in_effect import problems_in_effect

HAS = {
    "cpu": "1024",
    "memory": "2048",
    "scalingTarget": {"minTaskCount": 2, "maxTaskCount": 4, "autoScalingMetric": "AVERAGE_CPU"},
}

CASES: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    ({}, {}, []),
    ({"cpu": "4096"}, {}, ["cpu: 4096 does not go with memory 2048, which is in effect"]),
    ({"memory": "512"}, {}, ["memory: 512 does not go with cpu 1024, which is in effect"]),
    ({"cpu": "4096", "memory": "8192"}, {}, []),
    ({"cpu": "1024"}, {}, []),
    ({"cpu": "4096"}, {"memory": "8192"}, []),  # memory goes back to its default, judged by the check
    ({"scalingTarget": {"minTaskCount": 5}}, {}, ["scaling_target: min_task_count 5 is above max_task_count 4"]),
    ({"scalingTarget": {"maxTaskCount": 1}}, {}, ["scaling_target: min_task_count 2 is above max_task_count 1"]),
    ({"scalingTarget": {"minTaskCount": 1, "maxTaskCount": 1}}, {}, []),
    (
        {"scalingTarget": {"autoScalingTargetValue": 500}},
        {},
        ["scaling_target.auto_scaling_target_value: 500 is no percentage"],
    ),
    ({"scalingTarget": {"autoScalingTargetValue": 70}}, {}, []),
]


@pytest.mark.row("S0-06", "S0-20", "S0-22")
@pytest.mark.parametrize(
    ("desired", "previous", "reported"), CASES, ids=[str(case[0]) + str(case[1]) for case in CASES]
)
def test_the_other_one_in_effect_counts(desired: dict[str, Any], previous: dict[str, Any], reported: list[str]) -> None:
    """What the program leaves to AWS is taken as AWS has it, not as its default."""
    found = problems_in_effect(flatten(desired), flatten(HAS), flatten(previous))

    assert [problem[: len(start)] for problem, start in zip(found, reported, strict=True)] == reported
