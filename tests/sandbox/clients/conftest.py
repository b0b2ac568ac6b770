"""The clients that have to be installed first."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from ecs_express_sandbox.http.addresses import Addresses
from tests.sandbox.clients.aws_cli import AwsCli, installed, started
from tests.sandbox.local_aws import LocalAws


@pytest.fixture(scope="module")
def _process(running_sandbox: Addresses) -> Iterator[subprocess.Popen[str]]:
    with started(installed(), running_sandbox) as process:
        yield process


@pytest.fixture
def cli(_process: subprocess.Popen[str], aws: LocalAws) -> AwsCli:
    """The AWS CLI, against an empty account."""
    return AwsCli(_process, aws)
