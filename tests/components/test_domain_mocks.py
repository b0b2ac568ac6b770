"""Custom domains in unit tests, with Pulumi's mocks: any argument, right or wrong, as a value and as an Output."""

from __future__ import annotations

import contextvars
from typing import Any

import pulumi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.components.mocks import Echo
from tests.engine.domains import ASSOCIATION, CERTIFICATE, DOMAIN, RECORD, VALIDATION
from tests.input_shapes import SHAPES, positions, put, received
from tests.sampling import examples
from tests.wire.test_custom_domain_input import EVERY_ARGUMENT

import pulumi_ecs_express as express
from pulumi_ecs_express.model.custom_domain.spec import ARGUMENTS
from pulumi_ecs_express.providers import wire


def made(arguments: dict[str, Any], *, silent: bool = False) -> dict[str, Any]:
    """Run a program with mocks; give the inputs of each type of resource."""
    echo = Echo(silent=silent)

    @pulumi.runtime.test  # type: ignore[untyped-decorator]  # Pulumi has not typed it
    def run() -> pulumi.Output[None]:
        pulumi.runtime.set_mocks(echo)
        return pulumi.Output.all(express.CustomDomain("app", **arguments).url).apply(lambda _: None)

    contextvars.copy_context().run(run)
    return echo.seen


def test_a_domain_of_a_service_makes_what_a_deployment_makes() -> None:
    """With the service as a component; what only AWS knows is missing with mocks, and nothing fails for it."""
    echo = Echo()

    @pulumi.runtime.test  # type: ignore[untyped-decorator]  # as above
    def run() -> pulumi.Output[Any]:
        pulumi.runtime.set_mocks(echo)
        web = express.ExpressGatewayService("web", primary_container={"image": "app:1"}, region="eu-west-1")
        domain = express.CustomDomain(
            "app",
            service=web,
            domain_name="app.example.com",
            alternative_names=["*.app.example.com", pulumi.Output.from_input("www.example.com")],
            zone_id="Z0123456789",
        )
        return domain.url.apply(urls.append)

    urls = list[str]()
    contextvars.copy_context().run(run)

    assert urls == ["https://app.example.com"]
    assert {DOMAIN, CERTIFICATE, VALIDATION, ASSOCIATION, RECORD} <= echo.seen.keys()
    assert echo.seen[CERTIFICATE]["domainName"] == "app.example.com"
    assert echo.seen[CERTIFICATE]["region"] == echo.seen[ASSOCIATION]["region"] == "eu-west-1"
    assert {name for name in echo.names if name.startswith("app-")} == {
        "app-app.example.com", "app-*.app.example.com", "app-3",
        "app-validation-app.example.com", "app-validation-3",
    }  # fmt: skip


def test_a_domain_is_made_with_the_provider_of_its_service() -> None:
    """Else certificate and listener could be in two accounts; a provider of its own comes first."""
    import pulumi_aws as aws

    echo = Echo()

    @pulumi.runtime.test  # type: ignore[untyped-decorator]  # as above
    def run() -> pulumi.Output[Any]:
        pulumi.runtime.set_mocks(echo)
        theirs = pulumi.ResourceOptions(providers=[aws.Provider("theirs", region="eu-west-1")])
        web = express.ExpressGatewayService("web", primary_container={"image": "app:1"}, opts=theirs)
        return express.CustomDomain("app", service=web, domain_name="app.example.com").url

    contextvars.copy_context().run(run)

    assert "theirs" in echo.providers[CERTIFICATE]
    assert echo.seen[ASSOCIATION]["region"] == "eu-west-1"


def test_the_region_of_a_service_that_is_named_by_its_arn_counts() -> None:
    """A load balancer shows certificates of its own Region."""
    arn = "arn:aws:ecs:ap-south-1:123456789012:service/default/web"
    seen = made({"service": arn, "domain_name": "app.example.com"})

    assert seen[CERTIFICATE]["region"] == seen[DOMAIN]["region"] == "ap-south-1"
    assert made({"service": arn, "domain_name": "a.b.org", "region": "eu-west-1"})[CERTIFICATE]["region"] == "eu-west-1"


@settings(max_examples=examples(60, 3_000), deadline=None)
@given(st.data())
def test_no_input_of_any_shape_ends_in_an_exception(data: st.DataObject) -> None:
    """The component passes it on, so that the check of the declared domain says what is wrong."""
    without = data.draw(st.sets(st.sampled_from(["zone_id", "certificate_arn", "alternative_names"])))
    given = {name: value for name, value in EVERY_ARGUMENT.items() if name not in without}
    place, shape = data.draw(st.sampled_from(list(positions(given)))), data.draw(SHAPES)
    plain = place[0] in ("alternative_names", "create_dns_records") and len(place) == 1
    value = pulumi.Output.from_input(shape) if not plain and data.draw(st.booleans()) else shape

    seen = made(put(given, place, value), silent=True)  # the engine gives nothing back where the check fails
    wire.checked(received(seen[DOMAIN]), ARGUMENTS)


@pytest.mark.parametrize("argument", ["alternative_names", "create_dns_records"])
def test_what_decides_how_many_resources_there_are_must_be_known(argument: str) -> None:
    """It is refused when the program runs, with what to write."""
    with pytest.raises(pulumi.RunError, match=f"app: a preview must know .*{argument}: is an Output: write"):
        express.CustomDomain("app", **{**EVERY_ARGUMENT, argument: pulumi.Output.from_input(True)})


def test_an_object_that_is_no_service_is_named_in_the_refusal() -> None:
    """By its type: its ARN may be meant."""
    seen = made({**EVERY_ARGUMENT, "service": object()}, silent=True)

    (problem,) = [text for text in wire.checked(seen[DOMAIN], ARGUMENTS)[1] if text.startswith("service")]
    assert problem.startswith("service: 'a object' is neither an ExpressGatewayService nor the ARN of one")
