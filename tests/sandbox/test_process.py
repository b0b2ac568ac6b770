"""The server process: start, addresses, end."""

from __future__ import annotations

import signal
import time

import pytest

from tests.sandbox.local_aws import LocalAws, sandbox_process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_process_announces_itself_and_ends_cleanly(number: signal.Signals) -> None:
    """It answers as soon as it has announced its addresses, and exits with 0 when told to, even with open connections."""
    with sandbox_process() as (process, addresses):
        aws = LocalAws(addresses)
        assert aws.control("GET", "/calls") == {}
        aws.ecs.list_clusters()
        assert addresses.control == f"{addresses.endpoint}/_sandbox"
        assert addresses.ingress != addresses.endpoint
        started = time.monotonic()
        process.send_signal(number)
        assert process.wait(timeout=10) == 0
        assert time.monotonic() - started < 5


def test_settings_can_be_given_at_the_start() -> None:
    """Through the environment; a reset goes back to them."""
    with sandbox_process(endpoint_scheme="always") as (_, addresses):
        aws = LocalAws(addresses)
        aws.settings(endpoint_scheme="never")
        aws.reset()
        assert aws.control("GET", "/settings")["endpoint_scheme"] == "always"


def test_a_running_clock_is_not_behind_real_time() -> None:
    """Creation times are never before the moment of the call on the client's own clock."""
    with sandbox_process() as (_, addresses):
        aws = LocalAws(addresses)
        before = time.time()
        assert aws.ecs.create_cluster(clusterName="x")
        aws.settings(role_propagation_seconds=0)
        created = aws.create()["createdAt"].timestamp()
        assert created >= before
