"""What a load balancer decides, as a pure function."""

from __future__ import annotations

from collections import Counter

import pytest

from ecs_express_sandbox.load_balancer.routing import Request, Rule, rule_for
from ecs_express_sandbox.weighted_choice import SmoothRoundRobin


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({"a": 95, "b": 5}, {"a": 190, "b": 10}),
        ({"a": 100, "b": 0}, {"a": 200}),
        ({"a": 1, "b": 1}, {"a": 100, "b": 100}),
        ({"a": 950, "b": 50}, {"a": 190, "b": 10}),
    ],
)
def test_choices_follow_the_weights_exactly(weights: dict[str, int], expected: dict[str, int]) -> None:
    """200 choices hold each share, with no luck involved."""
    chooser = SmoothRoundRobin(weights)
    assert Counter(chooser.choose() for _ in range(200)) == expected


def test_nothing_is_chosen_without_weight() -> None:
    """All weights 0: nobody gets the request."""
    assert SmoothRoundRobin({"a": 0, "b": 0}).choose() is None


RULES = [
    Rule("wild", 2, ("*.example.com",), {}),
    Rule("exact", 1, ("shop.example.com", "we-1.on.aws"), {}),
]


@pytest.mark.parametrize(
    ("host", "arn"),
    [
        ("shop.example.com", "exact"),
        ("SHOP.example.com", "exact"),
        ("blog.example.com", "wild"),
        ("a.b.example.com", "wild"),
        ("we-1.on.aws", "exact"),
        ("example.com", None),
    ],
)
def test_the_host_chooses_the_rule(host: str, arn: str | None) -> None:
    """Case does not matter, wildcards reach across dots, the lower number is asked first."""
    rule = rule_for(Request(host), RULES)
    assert (rule.arn if rule else None) == arn
