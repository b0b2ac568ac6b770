"""Costs: sizes times prices times hours, from the fewest to the most tasks; nothing where anything is not known."""

from __future__ import annotations

from typing import Any

import pytest
from tests.planning.preview_report.test_event_log import SECRET, SERVICE, SUMMARY, reported, step

from pulumi_ecs_express.model.preview_report.report import MonthlyCost
from pulumi_ecs_express.planning.preview_report.estimates.fargate_prices import ARM, HOURS, PRICES, X86

ARN = "arn:aws:ecs:us-east-1:123456789012:service/default/web"
ONE = 36.04
"""Dollars for 1 vCPU and 2 GB in us-east-1, by hand: 730 * (0.04048 + 2 * 0.004445)."""

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


def cost(old: dict[str, Any] | None, new: dict[str, Any] | None, arn: str = ARN, **outputs: Any) -> MonthlyCost | None:
    """Report a service that was and will be so."""
    operation = "create" if old is None else "delete" if new is None else "update"
    before = {"id": arn, "inputs": old, "outputs": outputs} if old is not None else None
    after = {"inputs": new} if new is not None else None
    prelude = {"preludeEvent": {"config": {"aws:region": "us-east-1"}}}
    (stack,) = reported(prelude, step(operation, old=before, new=after), SUMMARY).stacks
    return stack.components[0].monthly_cost


def figures(found: MonthlyCost | None) -> tuple[float | None, ...] | None:
    """Give the four figures."""
    return None if found is None else (found.old_least, found.old_most, found.new_least, found.new_most)


TASKS = {"scalingTarget": {"minTaskCount": 2, "maxTaskCount": 3}}
IN_EFFECT = {
    "cpu": "1024",
    "memory": "2048",
    "cpuArchitecture": "X86_64",
    "scalingTarget": {"minTaskCount": 1, "maxTaskCount": 20},
}


@pytest.mark.parametrize(
    ("old", "new", "outputs", "wanted"),
    [
        (None, {}, {}, (None, None, ONE, 20 * ONE)),
        ({}, None, {"inEffect": IN_EFFECT}, (ONE, 20 * ONE, None, None)),
        ({}, TASKS, {"inEffect": IN_EFFECT}, (ONE, 20 * ONE, 2 * ONE, 3 * ONE)),
        (TASKS, {}, {"inEffect": {**IN_EFFECT, **TASKS}}, (2 * ONE, 3 * ONE, ONE, 20 * ONE)),
        ({}, {"tags": {"a": "1"}}, {"inEffect": IN_EFFECT}, None),
        ({}, {"paused": True}, {"inEffect": IN_EFFECT}, (ONE, 20 * ONE, 0, 0)),
        ({"paused": True}, {"paused": False}, {
            "inEffect": {**IN_EFFECT, "scalingTarget": {"minTaskCount": 0, "maxTaskCount": 0}},
            "scalingBeforePause": {"minTaskCount": 2.0, "maxTaskCount": 3.0},
        }, (0, 0, 2 * ONE, 3 * ONE)),
        ({}, {"cpu": UNKNOWN}, {"inEffect": IN_EFFECT}, None),
        ({}, {"cpu": {**SECRET, "ciphertext": "[secret]"}}, {"inEffect": IN_EFFECT}, None),
        ({}, {"taskDefinitionArn": "arn"}, {"inEffect": IN_EFFECT}, None),
        (None, {"taskDefinitionArn": "arn"}, {}, None),
    ],
    ids=[
        "new", "deleted", "scaled", "no longer scaled", "tags", "paused", "resumed", "unknown size", "secret size",
        "own definition", "new with its own definition",
    ],
)  # fmt: skip
def test_cost_follows_from_sizes_and_numbers(
    old: Any, new: Any, outputs: Any, wanted: tuple[float | None, ...] | None
) -> None:
    """What is not declared is what AWS has, or its default."""
    found = figures(cost(old, new, **outputs))

    assert found is wanted if wanted is None or found is None else found == pytest.approx(wanted, abs=0.15)


def test_there_is_no_estimate_for_a_region_without_published_prices() -> None:
    """Rather none than a wrong one."""
    arn = ARN.replace("us-east-1", "eu-north-9")

    assert cost({}, TASKS, arn, inEffect=IN_EFFECT) is None


def test_prices_are_those_of_one_hour_and_arm_costs_less() -> None:
    """A slip by a factor of ten, or columns that changed places, would show."""
    assert HOURS == 730
    for (region, architecture), price in PRICES.items():
        assert 8 < price.cpu / price.memory < 10
        assert 0.02 < price.cpu < 0.1
        if architecture == ARM:
            assert price.cpu / PRICES[region, X86].cpu == pytest.approx(0.8, abs=0.01)


def test_other_components_have_no_cost() -> None:
    """Of a service that somebody else has made, the number of tasks is not known."""
    urn = SERVICE.replace("ExpressGatewayService", "EcsServiceUpdate")

    (stack,) = reported(step("create", urn=urn, new={"inputs": {"cpu": "256", "family": "a"}}), SUMMARY).stacks

    assert stack.components[0].monthly_cost is None
