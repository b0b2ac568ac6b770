"""Settings of services in unit tests, with Pulumi's mocks: any argument, right or wrong, as a value and as an Output."""

from __future__ import annotations

import contextvars
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.components.mocks import Echo
from tests.input_shapes import SHAPES, positions, put, received
from tests.sampling import examples
from tests.settings_samples import EVERYTHING, SERVICE

import pulumi_ecs_express as express
from pulumi_ecs_express.model.service_settings.internal_inputs import COMPONENT, ROLLOUT
from pulumi_ecs_express.model.service_settings.spec import ARGUMENTS
from pulumi_ecs_express.planning.service_settings.table import TABLE
from pulumi_ecs_express.providers import wire

SETTINGS = "pulumi-python:dynamic/ecsexpress:ServiceSettings"
REMEMBERED = "pulumi-python:dynamic/ecsexpress:RememberedSettings"


def made(arguments: dict[str, Any], echo: Echo | None = None) -> dict[str, Any]:
    """Run a program with mocks; give the inputs of each type of resource."""
    echo = echo or Echo()

    @pulumi.runtime.test  # type: ignore[untyped-decorator]  # Pulumi has not typed it
    def run() -> pulumi.Output[None]:
        pulumi.runtime.set_mocks(echo)
        return express.ServiceSettings("web", **arguments).settings.apply(lambda _: None)

    contextvars.copy_context().run(run)
    return echo.seen


def test_settings_of_a_service_of_the_program_follow_its_rollouts() -> None:
    """What is written down first is asked for the same service, by the names of what is declared."""
    echo, shown = Echo(), list[Any]()

    @pulumi.runtime.test  # type: ignore[untyped-decorator]  # as above
    def run() -> pulumi.Output[Any]:
        pulumi.runtime.set_mocks(echo)
        web = express.ExpressGatewayService("web", primary_container={"image": "app:1"}, region="eu-west-1")
        own = express.ServiceSettings("web", service=web, enable_execute_command=True, propagate_tags="SERVICE")
        return own.settings.apply(shown.append)

    contextvars.copy_context().run(run)

    assert shown == [{"enableExecuteCommand": True, "propagateTags": "SERVICE"}]
    assert echo.seen[SETTINGS][COMPONENT].endswith("::web")
    assert ROLLOUT in echo.seen[SETTINGS]
    assert echo.seen[REMEMBERED]["names"] == ["enableExecuteCommand", "propagateTags"]
    assert echo.seen[REMEMBERED]["service"] == echo.seen[SETTINGS]["service"] == "web-id"
    assert echo.seen[REMEMBERED]["region"] == "eu-west-1"


def test_a_service_of_the_aws_provider_is_taken_as_it_is() -> None:
    """By its id, which is its ARN."""
    echo = Echo()

    @pulumi.runtime.test  # type: ignore[untyped-decorator]  # as above
    def run() -> pulumi.Output[Any]:
        pulumi.runtime.set_mocks(echo)
        return express.ServiceSettings("web", service=aws.ecs.Service("plain"), desired_count=2).settings

    contextvars.copy_context().run(run)
    assert echo.seen[SETTINGS]["service"] == "plain-id"


def test_an_object_that_is_no_service_is_named_in_the_refusal() -> None:
    """By its type."""
    seen = made({**EVERYTHING, "service": object()}, Echo(silent=True))
    (problem,) = [text for text in wire.checked(seen[SETTINGS], ARGUMENTS)[1] if text.startswith("service:")]
    assert problem.startswith("service: 'a object' is neither the name of a service")


@settings(max_examples=examples(40, 3_000), deadline=None)
@given(st.data())
def test_no_input_of_any_shape_ends_in_an_exception(data: st.DataObject) -> None:
    """The component passes it on, so that the check says what is wrong."""
    given = {**EVERYTHING, "service": SERVICE}
    place, shape = data.draw(st.sampled_from(list(positions(given)))), data.draw(SHAPES)
    value = pulumi.Output.from_input(shape) if data.draw(st.booleans()) else shape

    seen = made(put(given, place, value), Echo(silent=True))
    properties = {name: one for name, one in received(seen[SETTINGS]).items() if not name.startswith("__")}
    wire.checked(properties, ARGUMENTS)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_setting_is_written_down_before_it_is_set(name: str) -> None:
    """Under its own name."""
    argument = ARGUMENTS.path((name,))
    seen = made({"service": "web", argument: EVERYTHING[argument]})
    assert seen[REMEMBERED]["names"] == [name]
