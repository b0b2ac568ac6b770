"""Which Region, whose credentials, which endpoint: the argument, the aws provider, the configuration, the environment."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws_package
import pytest
from pulumi.automation import ConfigValue

import pulumi_ecs_express as express
from tests.engine.conftest import ROLES
from tests.engine.harness import INGRESS, SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]
NOWHERE = "http://127.0.0.1:9"
"""Nothing listens there: whoever is asked at it cannot be reached."""


@pytest.fixture
def profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Write a shared AWS configuration with these profiles, each with its key; the environment has no keys then."""

    def write(**keys: str) -> None:
        file = tmp_path / "credentials"
        sections = [
            f"[{name}]\naws_access_key_id = {key}\naws_secret_access_key = sandbox" for name, key in keys.items()
        ]
        file.write_text("\n".join(sections))
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))
        monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.delenv(name)

    return write


def _with_provider(settings: dict[str, Any], arguments: dict[str, Any]) -> Program:
    """Write a program that gives the component an aws provider."""

    def program() -> None:
        provider = aws_package.Provider("here", skip_credentials_validation=True, **settings)
        container: Any = {"image": "app:1"}
        opts = pulumi.ResourceOptions(provider=provider)
        web = express.ExpressGatewayService("web", opts, primary_container=container, **ROLES, **arguments)
        pulumi.export("arn", web.service_arn)
        pulumi.export("url", web.url)

    return program


@pytest.mark.parametrize(
    ("argument", "provider", "configuration", "counts"),
    [
        ("eu-west-1", "eu-west-2", "eu-west-3", "eu-west-1"),
        (None, "eu-west-2", "eu-west-3", "eu-west-2"),
        (None, None, "eu-west-3", "eu-west-3"),
        (None, None, None, "us-east-1"),
    ],
    ids=["the argument", "the provider", "the configuration", "the environment"],
)
@pytest.mark.sweep_only("the provider", "the environment")
def test_the_region_comes_from_the_first_that_says_it(
    project: Project, aws: LocalAws, argument: str | None, provider: str | None, configuration: str | None, counts: str
) -> None:
    """In this order; the service's ARN tells."""
    if configuration:
        project.stack.set_config("aws:region", ConfigValue(configuration))
    arguments = {"region": argument} if argument else {}
    settings = {"region": provider} if provider else None

    done = project.up(_with_provider(settings, arguments) if settings else _plain(arguments))

    assert done.ok, done.text
    assert f":ecs:{counts}:" in done.outputs["arn"]


def _plain(arguments: dict[str, Any]) -> Program:
    def program() -> None:
        container: Any = {"image": "app:1"}
        web = express.ExpressGatewayService("web", primary_container=container, **ROLES, **arguments)
        pulumi.export("arn", web.service_arn)
        pulumi.export("url", web.url)

    return program


@pytest.mark.parametrize(
    ("argument", "provider", "configuration", "environment"),
    [
        ("right", "wrong", "wrong", "wrong"),
        (None, "right", "wrong", "wrong"),
        (None, None, "right", "wrong"),
        (None, None, None, "right"),
    ],
    ids=["the argument", "the provider", "the configuration", "the environment"],
)
@pytest.mark.sweep_only("the argument", "the configuration", "the environment")
def test_the_profile_comes_from_the_first_that_says_it(
    project: Project,
    aws: LocalAws,
    profiles: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    argument: str | None,
    provider: str | None,
    configuration: str | None,
    environment: str,
) -> None:
    """In this order, for the whole life of the service: the other profile is one that does not exist."""
    profiles(right="AKIARIGHT")
    monkeypatch.setenv("AWS_PROFILE", environment)
    if configuration:
        project.stack.set_config("aws:profile", ConfigValue(configuration))
    arguments = {"profile": argument} if argument else {}
    program = _with_provider({"profile": provider}, arguments) if provider else _plain(arguments)

    assert project.up(program).ok, project.last
    assert project.up(program).changed == {}
    assert project.refresh().drifted == {}
    assert project.destroy().ok, project.last


def test_another_profile_is_asked_for_the_service_and_nothing_is_sent(
    project: Project, aws: LocalAws, profiles: Callable[..., None]
) -> None:
    """The new one is in state afterwards, so that a destroy without the program uses it."""
    profiles(one="AKIAONE", two="AKIATWO")
    assert project.up(_plain({"profile": "one"})).ok, project.last
    aws.forget_calls()

    done = project.up(_plain({"profile": "two"}))

    assert done.ok, done.text
    assert done.changed == {SERVICE: "update", INGRESS: "update"}
    assert aws.changes() == {}
    assert project.state(SERVICE)["outputs"]["profile"] == "two"
    assert project.state(INGRESS)["outputs"]["profile"] == "two"


def test_a_profile_that_does_not_exist_is_one_clear_line(
    project: Project, aws: LocalAws, profiles: Callable[..., None]
) -> None:
    """Its name, and what to do."""
    profiles(one="AKIAONE")

    done = project.up(_plain({"profile": "tow"}))

    assert not done.ok
    assert "The config profile (tow) could not be found" in done.errors[0]
    assert "[no-credentials]" in done.errors[0]


@pytest.mark.parametrize("where", ["the argument", "the provider", "the configuration", "the environment"])
@pytest.mark.sweep_only("the argument", "the provider", "the environment")
def test_the_endpoint_comes_from_the_first_that_says_it(
    project: Project, aws: LocalAws, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """In this order; at the other address nobody listens."""
    right = {name: aws.client("ecs").meta.endpoint_url for name in ("ecs", "elbv2")}
    given = {name: name == where for name in ("the argument", "the provider", "the configuration", "the environment")}
    if not given["the environment"]:
        for name in ("ECS", "ELASTIC_LOAD_BALANCING_V2"):
            monkeypatch.setenv(f"AWS_ENDPOINT_URL_{name}", NOWHERE)
    wrong = dict.fromkeys(right, NOWHERE)
    if where == "the configuration" or where in ("the provider", "the argument"):
        endpoints = right if given["the configuration"] else wrong
        project.stack.set_config("aws:endpoints", ConfigValue(json.dumps([endpoints])))
    arguments = {"endpoints": right} if given["the argument"] else {}
    settings = {"endpoints": [right if given["the provider"] else wrong]}

    program = _with_provider(settings, arguments) if where in ("the provider", "the argument") else _plain(arguments)

    assert project.up(program).ok, project.last
    assert project.refresh().drifted == {}
    assert project.destroy().ok, project.last
