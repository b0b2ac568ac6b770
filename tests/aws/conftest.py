"""One sandbox for the adapters' tests, and a suite whose assertions are told in full."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from tests.sandbox.local_aws import LocalAws, sandbox_process

from pulumi_ecs_express.aws import session

pytest.register_assert_rewrite("tests.aws.conformance", "tests.aws.conformance_rollouts")


LEADS_ELSEWHERE = ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")


@pytest.fixture(scope="session")
def _running() -> Iterator[LocalAws]:
    with sandbox_process() as (_, addresses):
        yield LocalAws(addresses)


@pytest.fixture(scope="module")
def sandbox(_running: LocalAws) -> Iterator[LocalAws]:
    """One sandbox, to which the environment of this process leads as long as a module of this folder runs."""
    with pytest.MonkeyPatch.context() as environment:
        for name in [name for name in os.environ if name.startswith(LEADS_ELSEWHERE)]:
            environment.delenv(name)
        environment.setenv("AWS_ENDPOINT_URL", _running.addresses.endpoint)
        environment.setenv("AWS_ACCESS_KEY_ID", "AKIASANDBOXTESTS0000")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        session.client.cache_clear()
        yield _running
        session.client.cache_clear()
