"""The end of a service, and the next one of its name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engine.harness import LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]


@pytest.mark.row("S1-13")
@pytest.mark.peer("#47438", "#47568")
def test_destroy_waits_until_inactive_and_the_name_is_free(project: Project, aws: LocalAws, service: Write) -> None:
    """DRAINING is not the end: when `destroy` is over, the same explicit name works at once."""
    aws.settings(inactive_visible_seconds=1_000_000)
    first = project.up(service("app:1", service_name="shop"))

    assert project.destroy().ok

    reported = aws.client("ecs").describe_express_gateway_service(serviceArn=first.outputs["arn"])["service"]
    assert reported["status"]["statusCode"] == "INACTIVE"
    second = project.up()
    assert second.ok, second.text
    assert second.outputs["arn"] == first.outputs["arn"]


@pytest.mark.sweep_only(held_by="tests/providers/test_deletion.py")
def test_a_service_taken_over_by_a_newer_incarnation_is_left_alone(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """`delete` looks at the token: the engine can be led to delete an id that another resource lives under."""
    first = project.up(service("app:1"))
    ecs = aws.client("ecs")
    tags = {tag["key"]: tag["value"] for tag in ecs.list_tags_for_resource(resourceArn=first.outputs["arn"])["tags"]}
    newer = "/".join([*tags["pulumi:owner"].split("/")[:4], "0123456789abcdef"])
    ecs.tag_resource(resourceArn=first.outputs["arn"], tags=[{"key": "pulumi:owner", "value": newer}])
    aws.forget_calls()

    assert project.destroy().ok

    assert "ecs:DeleteExpressGatewayService" not in aws.calls()
    assert aws.get(first.outputs["url"].removeprefix("https://"))[0] == 200


@pytest.mark.row("S0-05")
def test_another_explicit_name_is_another_service(project: Project, aws: LocalAws, service: Write) -> None:
    """The preview says that the URL changes; the new service is made before the old one goes."""
    first = project.up(service("app:1", service_name="one"))

    preview = project.preview(service("app:1", service_name="two"))
    second = project.up()

    assert "the URL changes" in preview.text
    assert second.ok, second.text
    assert second.outputs["url"] != first.outputs["url"]
    assert aws.get(second.outputs["url"].removeprefix("https://"))[0] == 200
    assert aws.get(first.outputs["url"].removeprefix("https://"))[0] == 404
