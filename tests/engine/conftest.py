"""The sandbox of this worker, reset for each test; one stack for each test."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pulumi
import pytest
from pulumi.runtime import settings

import pulumi_ecs_express as express
from ecs_express_sandbox.command.environment import Folders, sandbox_environment
from ecs_express_sandbox.http.addresses import Addresses
from tests.engine.harness import LocalAws, Program, Project
from tests.engine.processes import OWN_CONNECTIONS, new_stack

SPEED = 3000
"""Fifty simulated minutes in a real second."""

ROLES: Any = {
    "execution_role_arn": "arn:aws:iam::123456789012:role/e",
    "infrastructure_role_arn": "arn:aws:iam::123456789012:role/i",
}

_numbers = itertools.count()


@pytest.fixture(scope="session")
def sandbox(running_sandbox: Addresses, quick_pulumi: tuple[Folders, dict[str, str]]) -> Iterator[LocalAws]:
    """The sandbox with the stand-in aws plugin, and its environment around this worker."""
    folders, variables = quick_pulumi
    environment = sandbox_environment(running_sandbox, folders, os.environ, speed=SPEED)
    with pytest.MonkeyPatch.context() as patched:
        for name in environment.taken:
            patched.delenv(name)
        for name, value in {**environment.given, **variables}.items():
            patched.setenv(name, value)
        patched.setattr(settings, "_GRPC_CHANNEL_OPTIONS", OWN_CONNECTIONS)
        found = running_sandbox
        yield LocalAws(found.control, found.ingress, SPEED, found.ingress_tls, found.ca)


@pytest.fixture
def aws(sandbox: LocalAws) -> LocalAws:
    """An AWS with nothing in it but three roles."""
    sandbox.reset()
    return sandbox


@pytest.fixture
def project(aws: LocalAws) -> Project:
    """A stack with nothing in it."""
    return Project(new_stack(f"t{os.getpid()}-{next(_numbers)}"))


@pytest.fixture
def fresh_provider(sandbox: LocalAws, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the engine start Python itself for each provider, as it does for users, instead of forking one."""
    monkeypatch.setenv("PULUMI_PYTHON_CMD", sys.executable)


@pytest.fixture
def service() -> Callable[..., Program]:
    """Write a program with one service, its roles given: ``service("nginx:1", cpu=512)``."""

    def write(image: Any = "app:1", *, opts: Any = None, name: str = "web", **arguments: Any) -> Program:
        container = {"image": image, **arguments.pop("container", {})}
        whole = {"primary_container": container, **ROLES, **arguments}

        def program() -> None:
            web = express.ExpressGatewayService(
                name, opts, **{key: value for key, value in whole.items() if value is not None}
            )
            pulumi.export("url", web.url)
            pulumi.export("arn", web.service_arn)
            pulumi.export("revision", web.service_revision_arn)
            pulumi.export("managed", web.managed_resources)

        return program

    return write
