"""Target groups after an update that may have made another one: named as they are, in the same `up`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engine.harness import INGRESS, SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]


@pytest.mark.parametrize("behaviour", ["modified", "new_target_group"])
@pytest.mark.peer("#47576")
@pytest.mark.sweep_only(held_by="tests/providers/test_ingress_operations.py")
def test_target_groups_are_those_of_the_service_after_another_health_check(
    project: Project, aws: LocalAws, service: Write, behaviour: str
) -> None:
    """The preview keeps them and the URL known; should AWS have made another one, the outputs name it afterwards."""
    aws.settings(health_check_change=behaviour)
    first = project.up(service("app:1"))
    changed = service("app:1", health_check_path="/ready")

    preview = project.preview(changed)
    done = project.up()

    assert preview.changed == {SERVICE: "update"}
    assert done.ok, done.text
    there = {group["TargetGroupArn"] for group in aws.client("elbv2").describe_target_groups()["TargetGroups"]}
    assert set(done.outputs["managed"]["target_group_arns"]) == there
    assert (done.outputs["managed"] == first.outputs["managed"]) is (behaviour == "modified")
    assert done.outputs["url"] == first.outputs["url"]
    assert done.changed == {SERVICE: "update", **({} if behaviour == "modified" else {INGRESS: "update"})}
    aws.forget_calls()
    assert project.up().changed == {}
    assert aws.calls() == {}
    assert project.refresh().drifted == {}
    assert project.preview().changed == {}
