"""The sandbox of this worker, and Pulumi stacks in its environment."""

from __future__ import annotations

import contextlib
import gc
import json
import logging
import os
import sys
import urllib.request
import warnings
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
from pulumi import automation
from tests.engine.processes import new_stack, state_file

from ecs_express_sandbox.command.control_client import ask
from ecs_express_sandbox.command.environment import Folders, sandbox_environment
from ecs_express_sandbox.http.addresses import Addresses

PROJECT = "plugin"


def tell(control: str, path: str, content: object) -> None:
    """Use the control API."""
    request = urllib.request.Request(f"{control}{path}", json.dumps(content).encode(), method="POST")  # noqa: S310 - loopback
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20):
        pass


@dataclass(frozen=True)
class Sandbox:
    """A running sandbox with the stand-in plugin, and the environment it gives."""

    variables: dict[str, str]
    control: str

    def client(self, service: str) -> Any:
        """Give a boto3 client of this sandbox."""
        return boto3.client(
            service,
            endpoint_url=self.variables["AWS_ENDPOINT_URL"],
            region_name=self.variables["AWS_REGION"],
            aws_access_key_id="outside",
            aws_secret_access_key="outside",
        )

    def calls(self) -> dict[str, int]:
        """Say which AWS operations were called how often."""
        answer: dict[str, int] = ask(self.control, "/calls")
        return answer

    def fail(self, operation: str, kind: str) -> None:
        """Let one call fail."""
        tell(self.control, "/faults", [{"operation": operation, "kind": kind, "times": 1}])


@dataclass
class Deployment:
    """A stack with an inline program that a test may change between two runs."""

    stack: automation.Stack

    def read_outputs(self) -> dict[str, Any]:
        """Read all outputs of the stack, from its state."""
        stored = json.loads(state_file(os.environ["PULUMI_BACKEND_URL"], PROJECT, self.stack.name).read_text())
        stack = next(one for one in stored["checkpoint"]["latest"]["resources"] if one["type"] == "pulumi:pulumi:Stack")
        outputs: dict[str, Any] = stack["outputs"]
        return outputs

    def preview(self) -> dict[str, automation.StepEventMetadata]:
        """Preview, and give the planned steps by type."""
        return self._watch(self.stack.preview)

    def up(self) -> dict[str, int]:
        """Update, and count the operations."""
        events: list[automation.EngineEvent] = []
        self.stack.up(on_event=events.append)
        changes = next(event.summary_event.resource_changes for event in events if event.summary_event)
        return {str(getattr(operation, "value", operation)): count for operation, count in changes.items()}

    def refresh(self) -> dict[str, automation.StepEventMetadata]:
        """Refresh, and give what each resource turned out to be, by type."""
        return self._watch(self.stack.refresh, after=True)

    def destroy(self) -> None:
        """Remove everything."""
        self.stack.destroy()

    def output(self, name: str) -> Any:
        """Read an output of the stack."""
        return self.read_outputs()[name]

    def _watch(self, command: Callable[..., Any], *, after: bool = False) -> dict[str, automation.StepEventMetadata]:
        events: list[automation.EngineEvent] = []
        command(on_event=events.append)
        steps = [event.res_outputs_event if after else event.resource_pre_event for event in events]
        return {step.metadata.type: step.metadata for step in steps if step}


@contextlib.contextmanager
def abandoned_programs_forgotten() -> Iterator[None]:
    """
    Throw away what the Automation API leaves of inline programs whose run failed.

    It abandons a program's event loop and coroutine without closing them, and grpc logs them with a traceback that
    keeps them alive. Collected later, they would be counted against whatever runs then.
    """
    with pytest.MonkeyPatch.context() as patched, warnings.catch_warnings():
        patched.setattr(logging.getLogger("grpc._server"), "disabled", True)
        yield
        patched.setattr(sys, "unraisablehook", lambda _: None)
        warnings.simplefilter("ignore")
        gc.collect()


@pytest.fixture(scope="module")
def sandbox(running_sandbox: Addresses, quick_pulumi: tuple[Folders, dict[str, str]]) -> Iterator[Sandbox]:
    """The sandbox of this worker, emptied for the tests of one module, and its environment in this process."""
    folders, variables = quick_pulumi
    tell(running_sandbox.control, "/reset", {})
    tell(running_sandbox.control, "/clock", {"speed": 60})
    with contextlib.ExitStack() as stack:
        stack.enter_context(abandoned_programs_forgotten())
        environment = sandbox_environment(running_sandbox, folders, os.environ, speed=60)
        patched = stack.enter_context(pytest.MonkeyPatch.context())
        for name in environment.taken:
            patched.delenv(name)
        for name, value in {**environment.given, **variables}.items():
            patched.setenv(name, value)
        yield Sandbox(dict(environment.given), running_sandbox.control)


@pytest.fixture
def deploy(sandbox: Sandbox, request: pytest.FixtureRequest) -> Callable[[Callable[[], None]], Deployment]:
    """Make a stack of an inline program; what it made ends with the sandbox."""

    def make(program: Callable[[], None]) -> Deployment:
        name = f"stack-{zlib.crc32(request.node.nodeid.encode())}"
        return Deployment(new_stack(name, program, PROJECT))

    return make
