"""What is in the way of describing a service, and which of its variables stay out of the program."""

from __future__ import annotations

from typing import Any

import pytest
from tests.planning.adoption_samples import OWNER, definition, service, settings_of, subject
from tests.service_samples import REGION

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.adoption import obstacles
from pulumi_ecs_express.planning.adoption.program import described
from pulumi_ecs_express.planning.adoption.secret_variables import may_be_secret, settings

OTHERS = [
    ({"status": "DRAINING"}, errors.ServiceNotActive, "it is being deleted"),
    ({"express": False}, errors.ServiceNotAdoptable, "EcsServiceUpdate"),
]


@pytest.mark.parametrize(("members", "kind", "said"), OTHERS, ids=["draining", "classic"])
def test_a_service_that_cannot_be_described_is_told(
    members: dict[str, Any], kind: type[errors.ExpressError], said: str
) -> None:
    """With what to use instead."""
    obstacle = obstacles.of_another_kind(settings_of(service(), **members))

    assert isinstance(obstacle, kind)
    assert said in str(obstacle)


def test_an_express_service_is_in_nobodys_way() -> None:
    """It is alive, and shows its settings."""
    assert obstacles.of_another_kind(settings_of(service())) is None
    assert obstacles.without_configuration(service()) is None
    [one] = described([subject()])
    assert obstacles.not_declarable(one, []) is None
    assert obstacles.not_importable(one) is None


@pytest.mark.parametrize("members", [{"configurations": ()}, {"infrastructure_role_arn": ""}], ids=str)
def test_a_service_without_settings_is_told(members: dict[str, Any]) -> None:
    """AWS has not begun to make it, or keeps something back."""
    assert isinstance(obstacles.without_configuration(service(**members)), errors.ServiceNotAdoptable)


def test_a_deregistered_task_definition_cannot_be_declared() -> None:
    """The component would refuse it."""
    [one] = described([subject(running=definition("shop", status="INACTIVE"))])

    assert "is deregistered" in str(obstacles.not_declarable(one, []))
    assert "health_check_path: no" in str(obstacles.not_declarable(one, ["health_check_path: no"]))


def test_a_service_of_another_stack_is_not_imported() -> None:
    """An import writes no mark at AWS, so that stack would still delete the service."""
    [one] = described([subject(tags={"pulumi:owner": OWNER})])

    assert "pulumi state move" in str(obstacles.not_importable(one))


def test_an_unknown_name_comes_with_those_that_there_are() -> None:
    """As many as fit, and what to give where there are none."""
    assert "are api, web" in str(obstacles.unknown_name("wbe", "default", REGION, ["web", "api"]))
    assert "and others" in str(obstacles.unknown_name("x", "default", REGION, [f"s{n}" for n in range(30)]))
    assert "it has no Express Mode service" in str(obstacles.unknown_name("x", "default", REGION, []))
    assert "ecs:ListServices" in str(obstacles.unknown_name("x", "default", REGION, None))
    assert "--cluster" in str(obstacles.no_services("default", REGION))


@pytest.mark.parametrize(
    "name",
    ["PASSWORD", "DB_PASSWORD", "dbPassword", "DB_PASS", "API_TOKEN", "apiToken", "GITHUBTOKEN", "STRIPE_SECRET_KEY", "API_KEY",
     "APIKEY", "SECRET", "AWS_SECRET_ACCESS_KEY", "SENTRY_DSN", "PGPASSWORD", "PRIVATE_KEY", "BASIC_AUTH", "CLIENT_SECRETS"],
)  # fmt: skip
def test_a_variable_with_such_a_name_may_be_secret(name: str) -> None:
    """However it is written; an empty one is not."""
    assert may_be_secret(name, "value")
    assert not may_be_secret(name, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_LEVEL", "info"), ("MONKEY", "1"), ("BYPASS", "1"), ("MAX_TOKENS", "4096"), ("TOKENIZERS_PARALLELISM", "false"),
        ("DB_SECRET_ARN", "arn:aws:secretsmanager:eu-west-1:1:secret:x"), ("SECRET_NAME", "x"), ("KEY_ID", "x"), ("TOKEN_FILE", "/x"),
        ("PUBLIC_KEY", "x"), ("DATABASE_URL", "postgres://db.internal/shop"), ("AUTHOR", "me"), ("", "x"),
    ],
)  # fmt: skip
def test_a_variable_with_another_name_is_not(name: str, value: str) -> None:
    """What names or counts something is no secret itself."""
    assert not may_be_secret(name, value)


def test_a_password_in_a_url_is_a_secret_under_any_name() -> None:
    """The usual form of a connection to a database."""
    assert may_be_secret("DATABASE_URL", "postgres://shop:hunter2@db.internal/shop")


def test_settings_of_the_stack_have_names_of_their_own() -> None:
    """Names that a configuration takes, and no name twice."""
    found = settings("web", {"A_KEY": "1", "A/KEY": "2", "LOG": "x"}, ["web-A_KEY"])

    assert {name: setting.name for name, setting in found.items()} == {"A_KEY": "web-A_KEY-2", "A/KEY": "web-A-KEY"}
    assert all(setting.secret for setting in found.values())
