"""The sandbox of this worker for the adapters' tests, and a suite whose assertions are told in full."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator

import pytest
from tests.aws.guarded import USER
from tests.aws.typed import fresh_clients, passing_time
from tests.sandbox.local_aws import REGION, LocalAws

from ecs_express_sandbox.http.addresses import Addresses
from pulumi_ecs_express.aws import session

pytest.register_assert_rewrite("tests.aws.conformance", "tests.aws.conformance_rollouts")


_numbers = itertools.count()

LEADS_ELSEWHERE = ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")


@pytest.fixture(scope="session")
def _running(running_sandbox: Addresses) -> LocalAws:
    return LocalAws(running_sandbox)


@pytest.fixture(scope="module")
def sandbox(_running: LocalAws) -> Iterator[LocalAws]:
    """One sandbox, to which the environment of this process leads as long as a module of this folder runs."""
    with pytest.MonkeyPatch.context() as environment:
        for name in [name for name in os.environ if name.startswith(LEADS_ELSEWHERE)]:
            environment.delenv(name)
        environment.setenv("AWS_ENDPOINT_URL", _running.addresses.endpoint)
        environment.setenv("AWS_ACCESS_KEY_ID", "AKIASANDBOXTESTS0000")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        session.forget()
        yield _running
        session.forget()


@pytest.fixture(scope="module")
def _commands(sandbox: LocalAws) -> Iterator[LocalAws]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_REGION", REGION)
        environment.setenv("ECS_EXPRESS_POLL_SECONDS", "0.01")
        passing_time(sandbox, environment)
        fresh_clients()
        yield sandbox
    fresh_clients()


@pytest.fixture
def for_commands(_commands: LocalAws) -> Iterator[LocalAws]:
    """An empty account in the Region that the environment names, in which a minute passes wherever a command waits."""
    _commands.reset()
    yield _commands
    _commands.control("DELETE", "/faults")


@pytest.fixture(scope="module")
def guarded(sandbox: LocalAws) -> Iterator[LocalAws]:
    """The sandbox with IAM enforced, and the environment's credentials those of a user without any policy."""
    sandbox.reset()
    iam = sandbox.client("iam")
    iam.create_user(UserName=USER)
    key = iam.create_access_key(UserName=USER)["AccessKey"]
    sandbox.settings(enforce_iam=True)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ACCESS_KEY_ID", key["AccessKeyId"])
        environment.setenv("AWS_SECRET_ACCESS_KEY", key["SecretAccessKey"])
        environment.setenv("AWS_REGION", REGION)
        environment.setenv("ECS_EXPRESS_POLL_SECONDS", "0.01")
        fresh_clients()
        yield sandbox
    sandbox.settings(enforce_iam=False)
    fresh_clients()


@pytest.fixture(scope="module")
def roles(guarded: LocalAws) -> dict[str, str]:
    """The roles that the program names."""
    return guarded.roles()


@pytest.fixture
def name() -> str:
    """A component that no other test has."""
    return f"web{next(_numbers)}"
