"""The sandbox of this worker, emptied before each test."""

from __future__ import annotations

import pytest

from ecs_express_sandbox.http.addresses import Addresses
from tests.sandbox.local_aws import LocalAws


@pytest.fixture(scope="session")
def _running(running_sandbox: Addresses) -> LocalAws:
    return LocalAws(running_sandbox)


@pytest.fixture
def aws(_running: LocalAws) -> LocalAws:
    """An empty account, its clock standing still."""
    _running.reset()
    return _running
