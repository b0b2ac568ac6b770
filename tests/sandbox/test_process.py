"""The server process: start, addresses, end."""

from __future__ import annotations

import signal
import subprocess
import time

import pytest

from tests.sandbox.local_aws import LocalAws, sandbox_process


def end(process: subprocess.Popen[str], number: signal.Signals) -> None:
    """Hold that the process exits with 0 when told to, even with open connections."""
    started = time.monotonic()
    process.send_signal(number)
    assert process.wait(timeout=10) == 0
    assert time.monotonic() - started < 5


def test_a_process_announces_itself_and_takes_its_settings_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """
    It answers as soon as it has announced its addresses; a reset goes back to the settings; SIGTERM ends it.

    Another sandbox's environment, in whose shell it may be started, does not matter.
    """
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with sandbox_process(endpoint_scheme="always") as (process, addresses):
        aws = LocalAws(addresses)
        assert aws.control("GET", "/calls") == {}
        aws.ecs.list_clusters()
        assert addresses.control == f"{addresses.endpoint}/_sandbox"
        assert addresses.ingress != addresses.endpoint
        aws.settings(endpoint_scheme="never")
        aws.reset()
        assert aws.control("GET", "/settings")["endpoint_scheme"] == "always"
        end(process, signal.SIGTERM)


def test_a_running_clock_is_not_behind_real_time() -> None:
    """Creation times are never before the moment of the call on the client's own clock; SIGINT ends the process too."""
    with sandbox_process() as (process, addresses):
        aws = LocalAws(addresses)
        before = time.time()
        assert aws.ecs.create_cluster(clusterName="x")
        aws.settings(role_propagation_seconds=0)
        created = aws.create()["createdAt"].timestamp()
        assert created >= before
        end(process, signal.SIGINT)
