"""Managed resources that AWS cannot make: when a problem of AWS is no passing one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.planning.evidence_samples import at

from pulumi_ecs_express.model.service.observed import ManagedResource
from pulumi_ecs_express.planning.rollout.stuck_resources import ProvisioningProblems, stuck, with_problems

PATH = "ValidationError: Health check path 'x' must begin with a '/' character"
DENIED = "AccessDenied: User: x is not authorized to perform: elasticloadbalancing:CreateLoadBalancer"
GROUP = ManagedResource("target group", "arn:group", "PROVISIONING", PATH)
QUIET = replace(GROUP, status_reason=None)
BALANCER = ManagedResource("load balancer", None, "PROVISIONING", None)


def touched(seconds: float) -> ManagedResource:
    """Give the target group as AWS touched it last at a time of its own."""
    return replace(GROUP, updated_at=at(seconds))


def attempt(number: int) -> ManagedResource:
    """Give a problem that names the request of one attempt."""
    return replace(GROUP, status_reason=f"{PATH} (Service: Elb, Status Code: 400, Request ID: 0123-{number})")


LOOKS: list[tuple[str, list[tuple[float, Sequence[ManagedResource]]], bool]] = [
    ("the same for a minute", [(0, [GROUP]), (5, [GROUP]), (60, [GROUP])], True),
    ("not yet for a minute", [(0, [GROUP]), (5, [GROUP]), (59, [GROUP])], False),
    ("only two looks, however far apart", [(0, [GROUP]), (600, [GROUP])], False),
    ("gone in between, and back", [(0, [GROUP]), (30, [QUIET]), (31, [GROUP]), (60, [GROUP]), (61, [GROUP])], False),
    ("gone in the end", [(0, [GROUP]), (30, [GROUP]), (60, [QUIET])], False),
    ("made in the end", [(0, [GROUP]), (30, [GROUP]), (60, [replace(GROUP, status="ACTIVE")])], False),
    ("another reason each time", [(s, [replace(GROUP, status_reason=f"reason {s}")]) for s in range(0, 90, 10)], False),
    ("no reason at all", [(s, [BALANCER, QUIET]) for s in range(0, 900, 5)], False),
    ("a minute by AWS's own times", [(0, [touched(0)]), (1, [touched(30)]), (2, [touched(60)])], True),
    ("another request each time", [(s, [attempt(s)]) for s in (0, 30, 60)], True),
    ("another resource beside it", [(s, [BALANCER, GROUP]) for s in (0, 30, 60)], True),
    ("a denial for a minute", [(s, [replace(GROUP, status_reason=DENIED)]) for s in (0, 30, 60)], False),
    ("a denial for four minutes", [(s, [replace(GROUP, status_reason=DENIED)]) for s in (0, 120, 240)], True),
    ("failed, once", [(0, [replace(GROUP, status="FAILED")])], False),
    ("failed, and again", [(0, [replace(GROUP, status="FAILED")]), (1, [replace(GROUP, status="FAILED")])], True),
    ("failed without reason", [(s, [replace(QUIET, status="FAILED")]) for s in (0, 1)], True),
    ("first provisioning, then failed", [(0, [GROUP]), (1, [replace(GROUP, status="FAILED")])], False),
    ("being taken away", [(s, [replace(GROUP, status="DEPROVISIONING")]) for s in (0, 60, 120)], False),
]  # fmt: skip


@pytest.mark.parametrize(("polls", "final"), [row[1:] for row in LOOKS], ids=[row[0] for row in LOOKS])
def test_what_aws_says_again_and_again_is_no_passing_trouble(
    polls: list[tuple[float, Sequence[ManagedResource]]], final: bool
) -> None:
    """A reason that goes away, or that may still go away by itself, fails nothing."""
    problems: ProvisioningProblems = {}
    for now, resources in polls:
        problems = with_problems(problems, resources, now)

    assert (stuck(problems, polls[-1][0]) is not None) is final


def test_the_resource_that_is_stuck_is_named_by_its_last_state() -> None:
    """Its newest reason is the one to tell."""
    problems: ProvisioningProblems = {}
    for now in (0, 30, 60):
        problems = with_problems(problems, [BALANCER, attempt(now)], now)

    assert stuck(problems, 60) == attempt(60)
