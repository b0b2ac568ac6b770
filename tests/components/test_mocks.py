"""Programs in unit tests, with Pulumi's mocks: any argument, right, wrong or unknown, as a value and as an Output."""

from __future__ import annotations

import contextvars
from typing import Any

import pulumi
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.components.mocks import Echo
from tests.engine.harness import SERVICE
from tests.input_shapes import PAIRS, SHAPES, positions, program, put, received
from tests.sampling import examples

import pulumi_ecs_express as express
from pulumi_ecs_express.providers.service import declaration

MADE = {"execution_role_arn", "infrastructure_role_arn", "task_definition_arn"}
"""Arguments without which the component makes roles."""


def made(arguments: dict[str, Any], *, silent: bool = False) -> tuple[str, dict[str, Any]]:
    """Run a program with mocks; give the URL and the inputs of each type of resource."""
    echo, url = Echo(silent=silent), list[str]()

    @pulumi.runtime.test  # type: ignore[untyped-decorator]  # Pulumi has not typed it
    def run() -> pulumi.Output[None]:
        pulumi.runtime.set_mocks(echo)
        return express.ExpressGatewayService("web", **arguments).url.apply(url.append)

    contextvars.copy_context().run(run)
    return url[0], echo.seen


def test_an_image_alone_makes_what_a_deployment_makes() -> None:
    """Roles and their policies too; what only AWS knows comes from the mocks."""
    url, seen = made({"primary_container": {"image": "app:1", "secrets": {"A": "db"}}, "log_retention_days": 7})

    assert url == "https://web.example"
    assert seen[SERVICE]["primaryContainer"]["image"] == "app:1"
    assert {"aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy", "aws:cloudwatch/logGroup:LogGroup"} <= seen.keys()


@settings(max_examples=examples(60, 3_000), deadline=None)
@given(st.data())
def test_no_input_of_any_shape_ends_in_an_exception(data: st.DataObject) -> None:
    """The component passes it on, as a value or as an Output, so that the check of the service says what is wrong."""
    whole = program(data.draw(st.sets(st.sampled_from(sorted(PAIRS)))))
    before = {name: whole[name] for name in whole.keys() - data.draw(st.sets(st.sampled_from(sorted(MADE))))}
    place, shape = data.draw(st.sampled_from(list(positions(before)))), data.draw(SHAPES)
    assume(
        place != ("service_name",) or not isinstance(shape, list | dict)
    )  # mocks check nothing, and it is an output too
    value = pulumi.Output.from_input(shape) if data.draw(st.booleans()) else shape

    _, seen = made(put(before, place, value), silent=True)  # the engine gives nothing back where the check fails
    declaration.checked(received(seen[SERVICE]))
