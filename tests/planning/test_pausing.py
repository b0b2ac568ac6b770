"""Pausing: what AWS is told, what is remembered, and what is known again."""

from __future__ import annotations

from typing import Any

import pytest
from tests.service_samples import spec

from pulumi_ecs_express.model.fields.property_paths import PropertyValues
from pulumi_ecs_express.planning.service.pausing import PAUSED, as_request, as_written, in_effect_again, remember

LOW, HIGH = ("scalingTarget", "minTaskCount"), ("scalingTarget", "maxTaskCount")
METRIC = ("scalingTarget", "autoScalingMetric")


@pytest.mark.parametrize(
    ("declared", "previous", "remembered", "sent"),
    [
        ({"paused": True}, {}, {}, (0, 0)),
        ({"paused": True, "scalingTarget": {"minTaskCount": 2}}, {}, {}, (0, 0)),
        ({}, {PAUSED: True}, {}, (1, 20)),
        ({}, {PAUSED: True}, {"minTaskCount": 3, "maxTaskCount": 9}, (3, 9)),
        ({"scalingTarget": {"maxTaskCount": 5}}, {PAUSED: True}, {"minTaskCount": 3, "maxTaskCount": 9}, (3, 5)),
        ({"scalingTarget": {"minTaskCount": 0}}, {PAUSED: True}, {"minTaskCount": 3, "maxTaskCount": 9}, (0, 9)),
        ({"paused": False, "scalingTarget": {"maxTaskCount": 5}}, {}, {"minTaskCount": 3}, (None, 5)),
        ({}, {}, {"minTaskCount": 3, "maxTaskCount": 9}, (None, None)),
    ],
)
def test_aws_is_told_a_number_of_tasks(declared: Any, previous: Any, remembered: Any, sent: tuple[Any, Any]) -> None:
    """None while paused; afterwards what is declared, else what was before, else AWS's defaults; never else anything."""
    reported = as_request(spec({"image": "app:1"}, **declared), previous, remembered)

    assert (reported.by_path().get(LOW), reported.by_path().get(HIGH)) == sent
    assert PAUSED not in reported.by_path()


def test_a_metric_that_is_declared_is_sent_during_a_pause_too() -> None:
    """Only the bounds are of the pause."""
    scaling = {"minTaskCount": 2, "autoScalingMetric": "AVERAGE_MEMORY"}

    reported = as_request(spec({"image": "app:1"}, paused=True, scalingTarget=scaling), {}, {})

    assert reported.by_path()[METRIC] == "AVERAGE_MEMORY"


@pytest.mark.parametrize(
    ("in_effect", "before", "remembered"),
    [
        ({LOW: 2, HIGH: 5}, {}, {"minTaskCount": 2, "maxTaskCount": 5}),
        ({LOW: 0, HIGH: 5}, {"minTaskCount": 1, "maxTaskCount": 1}, {"minTaskCount": 0, "maxTaskCount": 5}),
        ({LOW: 0, HIGH: 0}, {"minTaskCount": 2, "maxTaskCount": 5}, {"minTaskCount": 2, "maxTaskCount": 5}),
        ({}, {}, {}),
    ],
)
def test_a_pause_is_not_remembered_as_what_was_before_it(in_effect: Any, before: Any, remembered: Any) -> None:
    """Zero and zero is the pause itself."""
    assert remember(in_effect, before) == remembered


def test_a_paused_service_is_known_again() -> None:
    """Zero and zero is what was declared; anything else is a service that runs."""
    declared = {PAUSED: True, LOW: 2, HIGH: 5}

    assert as_written(declared, {LOW: 0, HIGH: 0}) == declared
    assert as_written(declared, {LOW: 1, HIGH: 5}) == {PAUSED: False, LOW: 1, HIGH: 5}
    assert as_written({LOW: 2}, {LOW: 0, HIGH: 0}) == {LOW: 0, HIGH: 0}


def test_half_a_pair_is_judged_by_what_comes_after_the_pause() -> None:
    """A minimum of 2 does not go with a maximum of 0, but the 0 goes with the pause."""
    in_effect: PropertyValues = {LOW: 0, HIGH: 0}

    assert in_effect_again(in_effect, {PAUSED: True}, {"maxTaskCount": 9}) == {LOW: 1, HIGH: 9}
    assert in_effect_again(in_effect, {}, {"maxTaskCount": 9}) == in_effect
