"""How AWS is reached: the argument, else the provider, else the configuration; as the inputs of the service say it."""

from __future__ import annotations

import contextvars
import json
from typing import Any

import pulumi
import pulumi_aws
import pytest
from tests.components.mocks import Echo
from tests.engine.harness import INGRESS, SERVICE

import pulumi_ecs_express as express
from pulumi_ecs_express.model.connection.settings import CREDENTIALS, DEFAULT_TAGS

SIGNATURE = "4dabf18193072939515e22adb298388d"
CONTAINER: Any = {"image": "app:1"}
ROLES: Any = {
    name: f"arn:aws:iam::123456789012:role/{name[0]}" for name in ("execution_role_arn", "infrastructure_role_arn")
}


def inputs(argument: Any, provider: dict[str, Any] | None, configuration: dict[str, Any]) -> tuple[Any, Any]:
    """Run a program with mocks; give the inputs of the service and of its ingress."""
    echo = Echo()

    @pulumi.runtime.test  # type: ignore[untyped-decorator]  # Pulumi has not typed it
    def run() -> pulumi.Output[str]:
        pulumi.runtime.set_mocks(echo)
        pulumi.runtime.set_all_config({f"aws:{name}": value for name, value in configuration.items()})
        chosen = pulumi_aws.Provider("there", **provider) if provider is not None else None
        opts = pulumi.ResourceOptions(provider=chosen)
        return express.ExpressGatewayService("web", opts, primary_container=CONTAINER, **ROLES, **argument).url

    contextvars.copy_context().run(run)
    return echo.seen[SERVICE], echo.seen[INGRESS]


def endpoints(name: str) -> list[Any]:
    """Give endpoints as the provider takes them."""
    return [pulumi_aws.ProviderEndpointArgs(ecs=f"http://{name}")]


SETTINGS: list[Any] = [
    pytest.param("region", "eu-west-1", "eu-west-2", "eu-west-3", id="region"),
    pytest.param("profile", "one", "two", "three", id="profile"),
    pytest.param(
        "endpoints", {"ecs": "http://one"}, endpoints("two"), json.dumps([{"ecs": "http://three"}]), id="endpoints"
    ),
]
THE_SAME = {"endpoints": ({"ecs": "http://one"}, {"ecs": "http://two"}, {"ecs": "http://three"})}


@pytest.mark.parametrize(("name", "argument", "provider", "configured"), SETTINGS)
def test_the_first_that_says_it_counts(name: str, argument: Any, provider: Any, configured: Any) -> None:
    """In this order; of none of them nothing is passed on, and the environment decides."""
    means = THE_SAME.get(name, (argument, provider, configured))
    elsewhere: dict[str, Any] = {} if name == "region" else {"region": "us-east-1"}

    for told, wanted in (
        (({name: argument}, {name: provider, **elsewhere}, {name: configured}), means[0]),
        (({}, {name: provider, **elsewhere}, {name: configured}), means[1]),
        (({}, None, {name: configured}), means[2]),
        (({}, None, {}), None),
    ):
        service, _ = inputs(*told)
        assert service.get(name) == wanted, told


CREDENTIALS_OF: Any = {"role_arn": "arn:aws:iam::222222222222:role/deploy", "external_id": "x"}


@pytest.mark.parametrize("of", ["the provider", "the configuration"])
def test_credentials_and_default_tags_are_passed_on(of: str) -> None:
    """As a secret, to the service and to its ingress; an explicit provider's alone where there is one."""
    role = pulumi_aws.ProviderAssumeRoleArgs(**CREDENTIALS_OF)
    tags = pulumi_aws.ProviderDefaultTagsArgs(tags={"team": "web"})
    camel = [{"roleArn": CREDENTIALS_OF["role_arn"], "externalId": "x"}]
    configured = {"assumeRoles": json.dumps(camel), "defaultTags": json.dumps({"tags": {"team": "web"}})}
    provider = {"region": "us-east-1", "assume_roles": [role], "default_tags": tags}
    wrong = dict.fromkeys(configured, "[]")

    service, ingress = inputs({}, *((provider, wrong) if of == "the provider" else (None, configured)))

    assert service[CREDENTIALS][SIGNATURE]
    assert json.loads(service[CREDENTIALS]["value"]) == {"assumeRoles": camel}
    assert ingress[CREDENTIALS] == service[CREDENTIALS]
    assert service[DEFAULT_TAGS] == {"team": "web"}


def test_of_nothing_nothing_is_passed_on() -> None:
    """A program without any of it stores none of it."""
    for provider in (None, {"region": "us-east-1"}):
        service, _ = inputs({}, provider, {})
        assert service.get(CREDENTIALS) is None or service[CREDENTIALS].get("value") is None
        assert service.get(DEFAULT_TAGS) is None


@pytest.mark.parametrize("form", ["a list", "a map", "a component above"])
def test_providers_are_found_however_they_are_given(form: str) -> None:
    """By `providers` of the service itself, and by those of a component of the user's own around it."""
    echo = Echo()

    class Outer(pulumi.ComponentResource):
        def __init__(self, opts: pulumi.ResourceOptions) -> None:
            super().__init__("shop:index:Outer", "outer", None, opts)

    @pulumi.runtime.test  # type: ignore[untyped-decorator]  # Pulumi has not typed it
    def run() -> pulumi.Output[str]:
        pulumi.runtime.set_mocks(echo)
        there = pulumi_aws.Provider("there", region="eu-west-1")
        given = pulumi.ResourceOptions(providers={"aws": there} if form == "a map" else [there])
        opts = pulumi.ResourceOptions(parent=Outer(given)) if form == "a component above" else given
        return express.ExpressGatewayService("web", opts, primary_container=CONTAINER, **ROLES).url

    contextvars.copy_context().run(run)

    assert echo.seen[SERVICE]["region"] == "eu-west-1"
