"""Many services in one program."""

from __future__ import annotations

import pulumi
import pytest

import pulumi_ecs_express as express
from tests.engine.conftest import ROLES
from tests.engine.harness import LocalAws, Project

pytestmark = pytest.mark.engine


def test_more_than_four_services_wait_at_once(project: Project, aws: LocalAws) -> None:
    """The SDK serves four calls at once; five services all show progress before the first of them is done."""

    def program() -> None:
        for number in range(5):
            express.ExpressGatewayService(f"s{number}", primary_container={"image": "app:1"}, **ROLES)

    aws.clock(speed=60)
    done = project.up(program, parallel=64)

    assert done.ok, done.text
    order = []
    for event in done.events:
        if event.diagnostic_event and event.diagnostic_event.ephemeral:
            order.append(("row", str(event.diagnostic_event.urn).rpartition("::")[2]))
        elif event.res_outputs_event and event.res_outputs_event.metadata.type.endswith(":ExpressGatewayService"):
            order.append(("done", event.res_outputs_event.metadata.urn.rpartition("::")[2]))
    first_done = next(index for index, (what, _) in enumerate(order) if what == "done")
    assert {name for what, name in order[:first_done] if what == "row"} == {f"s{number}" for number in range(5)}


def test_two_services_with_mistakes_do_not_hide_each_other_for_long(project: Project, aws: LocalAws) -> None:
    """A wrong service stops the preview; the engine reports at least the first, and nothing is made of either."""

    def program() -> None:
        for name in ("one", "two"):
            express.ExpressGatewayService(name, primary_container={"image": ""}, **ROLES)
        pulumi.export("made", "nothing")

    preview = project.preview(program)

    assert not preview.ok
    assert "primary_container.image: is empty" in preview.text
