"""One sandbox process for all tests of this folder, emptied before each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.local_aws import LocalAws, sandbox_process


@pytest.fixture(scope="session")
def _running() -> Iterator[LocalAws]:
    with sandbox_process() as (_, addresses):
        yield LocalAws(addresses)


@pytest.fixture
def aws(_running: LocalAws) -> LocalAws:
    """An empty account, its clock standing still."""
    _running.reset()
    return _running
