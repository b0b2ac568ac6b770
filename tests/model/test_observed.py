"""What AWS says of a service: the parts of its ARN, its configurations, its deployments."""

from __future__ import annotations

import pytest

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.deployment import ENDED, GOING_BACK, Deployment
from pulumi_ecs_express.model.service.observed import IngressPath, ServiceArn, cluster_name

STATUSES = {
    "PENDING": "goes on",
    "IN_PROGRESS": "goes on",
    "SUCCESSFUL": "good",
    "STOP_REQUESTED": "goes back",
    "STOPPED": "bad",
    "ROLLBACK_REQUESTED": "goes back",
    "ROLLBACK_IN_PROGRESS": "goes back",
    "ROLLBACK_SUCCESSFUL": "bad",
    "ROLLBACK_FAILED": "bad",
}
"""ServiceDeploymentStatus, Amazon ECS API reference, read 2026-11-22."""


def test_a_services_arn_names_its_place() -> None:
    """Region, account, cluster and name are read out of it, in any partition."""
    arn = ServiceArn("arn:aws-cn:ecs:cn-north-1:123456789012:service/apps/web")

    assert (arn.region, arn.account, arn.cluster, arn.name) == ("cn-north-1", "123456789012", "apps", "web")


@pytest.mark.row("S0-28")
@pytest.mark.parametrize("written", ["apps", "arn:aws:ecs:eu-west-1:123456789012:cluster/apps"], ids=["name", "ARN"])
def test_a_cluster_has_one_name(written: str) -> None:
    """The name, and the name at the end of its ARN."""
    assert cluster_name(written) == "apps"


@pytest.mark.row("S0-32")
def test_a_url_begins_with_its_scheme() -> None:
    """An ingress path holds the bare host."""
    assert IngressPath("PUBLIC", "we-1.ecs.eu-west-1.on.aws").url == "https://we-1.ecs.eu-west-1.on.aws"


@pytest.mark.parametrize("status", STATUSES)
def test_each_status_of_a_deployment_means_one_thing(status: str) -> None:
    """It goes on, it goes back, or it has ended well or badly."""
    deployment = Deployment("arn", status, None, None)

    assert deployment.ended is (STATUSES[status] in {"good", "bad"})
    assert deployment.successful is (STATUSES[status] == "good")
    assert deployment.failed is (STATUSES[status] == "bad")
    assert deployment.going_back is (STATUSES[status] == "goes back")


def test_no_status_is_named_that_aws_does_not_have() -> None:
    """The two sets are taken from AWS's list."""
    assert STATUSES.keys() >= ENDED | GOING_BACK


def test_aws_repeating_itself_is_quoted_once() -> None:
    """The reason of a deployment and that of its rollback are often the same."""
    assert Deployment("arn", "STOPPED", None, None, reason="a", rollback_reason="a").words() == ("a",)
    assert Deployment("arn", "STOPPED", None, None, reason="a", rollback_reason="b").words() == ("a", "b")


def test_an_error_without_a_code_cannot_be_defined() -> None:
    """An error that cannot be looked up helps nobody."""
    with pytest.raises(TypeError, match="has no code"):
        type("Nameless", (errors.ExpressError,), {})


def test_an_error_says_what_why_and_what_to_do() -> None:
    """The remedy and the code stand last; without a reason there is no colon."""
    assert str(errors.Throttled("x was throttled", why="too fast", remedy="wait")) == (
        "x was throttled: too fast\n  fix: wait\n  [throttled]"
    )
    assert errors.Throttled("x", why="", remedy="wait").render().startswith("x\n")
