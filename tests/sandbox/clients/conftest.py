"""The clients that have to be installed first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sandbox.clients.aws_cli import AwsCli, installed
from tests.sandbox.local_aws import LocalAws


@pytest.fixture(scope="session")
def _program() -> Path:
    return installed()


@pytest.fixture
def cli(_program: Path, aws: LocalAws) -> AwsCli:
    """The AWS CLI, against an empty account."""
    return AwsCli(_program, aws)
