"""Generated names: the same in preview and update, another one for a replacement."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.planning.service.naming import generated_name

URN = "urn:pulumi:dev::shop::ecsexpress:index:ExpressGatewayService$pulumi-python:dynamic/ecsexpress:ExpressGatewayService::web"


def test_a_name_is_the_resources_own_and_seven_digits() -> None:
    """A person finds the service in the console by it."""
    assert re.fullmatch(r"web-[0-9a-f]{7}", str(generated_name(URN, (None,))))


@given(st.text(), st.tuples(st.text() | st.none(), st.text() | st.none()))
def test_every_name_is_one_that_aws_takes(resource: str, replacing: tuple[str | None, ...]) -> None:
    """Whatever the resource is called: letters, digits, hyphens and underscores, at most 255."""
    name = generated_name(f"urn:pulumi:dev::shop::type::{resource}", replacing)

    assert re.fullmatch(r"[A-Za-z0-9_-]{1,255}", str(name))
    assert name == generated_name(f"urn:pulumi:dev::shop::type::{resource}", replacing)


def test_another_replacing_input_gives_another_name() -> None:
    """The new service is made before the old one is deleted, so it needs a name of its own."""
    names = {generated_name(URN, replacing) for replacing in [("a", None), ("b", None), ("a", "c"), (None, "a")]}

    assert len(names) == 4


def test_another_resource_has_another_name() -> None:
    """Two stacks of one project do not meet in one cluster."""
    assert generated_name(URN, ()) != generated_name(URN.replace("dev", "prod"), ())


def test_a_name_is_unknown_as_long_as_an_input_is() -> None:
    """Better none than one that the update does not keep."""
    assert generated_name(URN, ("a", UNKNOWN)) is UNKNOWN
