"""One account for all rows of a module: a refused request changes nothing."""

from __future__ import annotations

import pytest

from tests.sandbox.local_aws import LocalAws
from tests.sandbox.refusals.account import Account


@pytest.fixture(scope="module")
def account(_running: LocalAws) -> Account:
    """An account with one of everything."""
    _running.reset()
    return Account(_running)
