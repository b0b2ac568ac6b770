"""What an update has to do, from what AWS says of the service and of its latest deployment."""

from __future__ import annotations

import pytest

from pulumi_ecs_express.model.fields.duration import seconds
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.model.service_update.observed import ListedDeployment, ObservedEcsService
from pulumi_ecs_express.planning.service_update.next_step import Step, next_step

WEB = "arn:aws:ecs:eu-west-1:123456789012:service/default/web"
OLD, NEW = "shop:6", "shop:7"


def service(definition: str, number: str, state: str | None = "COMPLETED", *others: str) -> ObservedEcsService:
    """Give a service with a PRIMARY deployment, and others."""
    active = [ListedDeployment(f"ecs-svc/{other}", "ACTIVE", OLD, "COMPLETED") for other in others]
    primary = ListedDeployment(f"ecs-svc/{number}", "PRIMARY", definition, state)
    return ObservedEcsService(WEB, "ACTIVE", deployments=(primary, *active))


def latest(status: str, number: str) -> Deployment:
    """Give the latest deployment, which leads to the revision of a number."""
    return Deployment(f"deployment {number}", status, ServiceArn(WEB).revision(f"ecs-svc/{number}"), None)


OWN = "deployment 2"
RESTS = service(NEW, "2")
MOVES = service(NEW, "2", "IN_PROGRESS", "1")
BACK = service(OLD, "1")


@pytest.mark.row("S3-04", "S3-05")
@pytest.mark.parametrize(
    ("observed", "deployment", "attempted", "forced", "step"),
    [
        (BACK, latest("SUCCESSFUL", "1"), None, False, Step.DEPLOY),
        (BACK, latest("ROLLBACK_SUCCESSFUL", "2"), OWN, False, Step.DEPLOY),
        (BACK, None, None, True, Step.DEPLOY),
        (RESTS, latest("SUCCESSFUL", "2"), None, False, Step.NOTHING),
        (RESTS, latest("SUCCESSFUL", "2"), None, True, Step.DEPLOY_AGAIN),
        (RESTS, latest("SUCCESSFUL", "2"), OWN, True, Step.NOTHING),
        (RESTS, latest("ROLLBACK_SUCCESSFUL", "3"), None, False, Step.NOTHING),
        (RESTS, latest("ROLLBACK_FAILED", "2"), OWN, False, Step.DEPLOY_AGAIN),
        (RESTS, latest("STOPPED", "2"), OWN, True, Step.DEPLOY_AGAIN),
        (RESTS, None, None, False, Step.NOTHING),
        (MOVES, latest("IN_PROGRESS", "2"), None, False, Step.FOLLOW),
        (MOVES, latest("IN_PROGRESS", "2"), OWN, True, Step.FOLLOW),
        (MOVES, latest("IN_PROGRESS", "2"), None, True, Step.DEPLOY_AGAIN),
        (MOVES, latest("SUCCESSFUL", "1"), None, False, Step.FOLLOW),
        (MOVES, None, None, False, Step.FOLLOW),
        (service(NEW, "2", None), None, None, False, Step.NOTHING),
    ],
)  # fmt: skip
def test_no_more_is_done_than_the_answers_call_for(
    observed: ObservedEcsService, deployment: Deployment | None, attempted: str | None, forced: bool, step: Step
) -> None:
    """The list of deployments may lag behind the service; what failed is tried again, also without a change."""
    assert next_step(observed, deployment, NEW, attempted, forced=forced) is step


def test_what_ran_before_is_what_is_left_beside_the_new_one() -> None:
    """While it is deployed; else what runs."""
    assert MOVES.before(NEW) == OLD
    assert BACK.before(NEW) == OLD
    assert RESTS.before(NEW) == NEW


@pytest.mark.parametrize(
    ("text", "found"),
    [("30m", 1800), ("90s", 90), ("1h30m", 5400), ("1h0m5s", 3605), ("", None), ("30", None), ("1m1h", None), ("-1m", None), ("1.5h", None)],
)  # fmt: skip
def test_a_duration_has_units_in_their_order(text: str, found: int | None) -> None:
    """Hours, minutes, seconds."""
    assert seconds(text) == found
