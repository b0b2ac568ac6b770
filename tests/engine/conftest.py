"""One sandbox for each worker, reset for each test; one stack for each test."""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pulumi
import pytest
from pulumi.runtime import settings

import pulumi_ecs_express as express
from ecs_express_sandbox.aws_plugin import archive
from ecs_express_sandbox.command import process, pulumi_cli
from ecs_express_sandbox.command.environment import Folders, sandbox_environment
from tests.engine.harness import LocalAws, Program, Project
from tests.engine.key_server import key_server
from tests.engine.processes import OWN_CONNECTIONS, forked_providers, new_stack

SPEED = 3000
"""Fifty simulated minutes in a real second."""

ROLES: Any = {
    "execution_role_arn": "arn:aws:iam::123456789012:role/e",
    "infrastructure_role_arn": "arn:aws:iam::123456789012:role/i",
}

QUICK = {"GOGC": "off"}
"""A fifth of the CLI's processor time is Go's garbage collector, which a command of a second does not need."""

_numbers = itertools.count()


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalAws]:
    """A sandbox process with the stand-in aws plugin, and its environment around this worker."""
    cli = pulumi_cli.find(Path.cwd(), os.environ["PATH"])
    assert cli is not None, "no Pulumi CLI: run the tests with `make test`"
    home = process.Home(tmp_path_factory.mktemp("sandbox"))
    home.prepare()
    with contextlib.ExitStack() as stack:
        python = stack.enter_context(forked_providers(tmp_path_factory.mktemp("python")))
        archive.install(cli, home.pulumi_home, archive.sdk_version() or "", python)
        addresses = stack.enter_context(process.for_a_while(home, speed=SPEED, settings={"check_responses": True}))
        folders = Folders(home.pulumi_home, home.backend, cli, python)
        environment = sandbox_environment(addresses, folders, os.environ, speed=SPEED)
        patched = stack.enter_context(pytest.MonkeyPatch.context())
        for name in environment.taken:
            patched.delenv(name)
        keys = stack.enter_context(key_server())
        for name, value in {**environment.given, **keys, **QUICK}.items():
            patched.setenv(name, value)
        patched.setattr(settings, "_GRPC_CHANNEL_OPTIONS", OWN_CONNECTIONS)
        yield LocalAws(addresses.control, addresses.ingress, SPEED, addresses.ingress_tls, addresses.ca)


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
