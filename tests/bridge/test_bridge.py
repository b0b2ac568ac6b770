"""The bridge against the installed SDK: its own provider process, spoken to over gRPC as the engine speaks."""

from __future__ import annotations

import base64
import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent import futures
from pathlib import Path
from typing import Any

import dill
import grpc
import pytest
from google.protobuf import struct_pb2
from google.protobuf.empty_pb2 import Empty
from google.rpc.status_pb2 import Status
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, provider_pb2, provider_pb2_grpc

from pulumi_ecs_express.errors import ExpressError
from pulumi_ecs_express.providers import engine as bridge
from tests.bridge.probing import MESSAGE, ProbeProvider

URN = "urn:pulumi:dev::shop::pulumi-python:dynamic/ecsexpress:Probe::web"
PROVIDER = base64.b64encode(dill.dumps(ProbeProvider())).decode()


class RecordingEngine(engine_pb2_grpc.EngineServicer):
    """The engine's own service, as far as a provider talks to it."""

    def __init__(self) -> None:
        self.logged: list[engine_pb2.LogRequest] = []

    def Log(self, request: Any, _context: Any) -> Any:  # noqa: N802 - the protocol's name
        self.logged.append(request)
        return Empty()

    def GetRootResource(self, _request: Any, _context: Any) -> Any:  # noqa: N802 - the protocol's name
        return engine_pb2.GetRootResourceResponse()


class Running:
    """An engine to talk back to, and the SDK's provider process."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        self.engine = RecordingEngine()
        self.server = grpc.server(futures.ThreadPoolExecutor(4))
        engine_pb2_grpc.add_EngineServicer_to_server(self.engine, self.server)
        port = self.server.add_insecure_port("127.0.0.1:0")
        self.server.start()
        stack.callback(self.server.stop, 0)
        command = [sys.executable, "-u", "-m", "pulumi.dynamic", f"127.0.0.1:{port}"]
        path = os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        environment = {**os.environ, "PYTHONPATH": path, "PULUMI_PROJECT": "shop"}
        popen = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        self.process = stack.enter_context(popen)
        stack.callback(self.process.kill)
        assert self.process.stdout
        channel = stack.enter_context(grpc.insecure_channel(f"127.0.0.1:{self.process.stdout.readline().strip()}"))
        self.provider = provider_pb2_grpc.ResourceProviderStub(channel)
        self.provider.Configure(provider_pb2.ConfigureRequest())

    def create(self, *, timeout: float = 0, **properties: Any) -> dict[str, Any]:
        """Call Create and give its outputs."""
        request = provider_pb2.CreateRequest(urn=URN, properties=_struct(properties), timeout=timeout)
        return dict(self.provider.Create(request, timeout=60).properties)

    def refused(self, **properties: Any) -> Status:
        """Call Create, which fails, and give the status that the engine reads."""
        with pytest.raises(grpc.RpcError) as raised:
            self.create(**properties)
        details = dict(raised.value.trailing_metadata())["grpc-status-details-bin"]
        return Status.FromString(details)


def _struct(properties: dict[str, Any]) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    struct.update({**properties, "__provider": PROVIDER})
    return struct


@pytest.fixture
def running() -> Iterator[Running]:
    """A provider process and its engine."""
    with contextlib.ExitStack() as stack:
        yield Running(stack)


def test_progress_reaches_the_row_and_repeated_text_once(running: Running) -> None:
    """Text goes to the engine under the resource's URN, marked to vanish when the row is done."""
    running.create(say=["one", "one", "two"])

    reported = [(log.message, log.urn, log.ephemeral) for log in running.engine.logged]
    assert reported == [("one", URN, True), ("two", URN, True)]


def test_an_error_is_exactly_its_message(running: Running) -> None:
    """The engine reads the status before the exception: no traceback around the words."""
    status = running.refused(fail="clean")

    assert status.code == grpc.StatusCode.UNKNOWN.value[0]
    assert status.message == str(MESSAGE)
    assert not status.details


def test_a_kept_failure_carries_id_outputs_and_provider(running: Running) -> None:
    """Init-failed: what the engine saves is all there, the provider too, without which nothing could be deleted."""
    status = running.refused(fail="kept")

    kept = provider_pb2.ErrorResourceInitFailed()
    assert status.details[0].Unpack(kept)
    assert kept.id == "id-1"
    assert dict(kept.properties) == {"state": "half", "__provider": PROVIDER}
    assert list(kept.reasons) == [str(MESSAGE)]


def test_a_bug_is_one_message_that_asks_for_a_report(running: Running) -> None:
    """An exception that nobody foresaw does not reach the user as a traceback."""
    message = running.refused(fail="bug").message

    assert "[internal-error]" in message
    assert "nobody foresaw this" in message
    assert "Traceback" not in message


def test_a_call_knows_urn_timeout_and_old_inputs(running: Running) -> None:
    """What the SDK drops, the bridge reads from the request."""
    made = running.create(timeout=12.0)
    request = provider_pb2.UpdateRequest(
        id="id-1", urn=URN, olds=_struct({}), news=_struct({}), old_inputs=_struct({"image": "app:1"})
    )
    updated = running.provider.Update(request, timeout=60).properties

    assert (made["urn"], made["timeout"]) == (URN, 12.0)
    assert updated["old"]["image"] == "app:1"


def test_a_diff_carries_exact_paths(running: Running) -> None:
    """The SDK's answer is yes or no; the wrapped handler adds where."""
    running.create()
    request = provider_pb2.DiffRequest(id="id-1", urn=URN, olds=_struct({}), news=_struct({}))

    answer = running.provider.Diff(request, timeout=60)

    kinds = {path: provider_pb2.PropertyDiff.Kind.Name(found.kind) for path, found in answer.detailedDiff.items()}
    assert kinds == {'env["a.b"]': "UPDATE", "name": "DELETE_REPLACE"}
    assert answer.hasDetailedDiff
    assert list(answer.diffs) == ["env", "name"]


def test_cancel_ends_a_wait_at_once(running: Running) -> None:
    """The engine's Cancel, sent at the first Ctrl-C, wakes every waiting call."""
    running.create()
    with futures.ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(running.create, wait=60, say=["waiting"])
        while not running.engine.logged:
            threading.Event().wait(0.01)
        started = time.monotonic()
        running.provider.Cancel(Empty())

        assert waiting.result(10)["because"] == "Ctrl-C"
    assert time.monotonic() - started < 1


def test_a_wait_ends_when_the_engine_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens any more: the provider stops, and would not go on calling AWS; its process ends on its own soon after."""
    with grpc.insecure_channel("127.0.0.1:1") as nobody:
        monkeypatch.setattr(bridge._engine, "stub", engine_pb2_grpc.EngineStub(nobody), raising=False)

        assert bridge.EngineCall().wait(0.01) == "the Pulumi engine is gone"


def test_the_process_ends_soon_after_its_engine(running: Running) -> None:
    """A killed engine ends none of its plugins: the process looks for it every few seconds, also in the midst of a call."""
    running.create()
    running.server.stop(0).wait()

    assert running.process.wait(3 * bridge.ALIVE_EVERY) == 1


def test_more_than_four_calls_run_at_once(running: Running) -> None:
    """The SDK's pool holds four; the eighth call says its line while seven wait."""
    running.create()
    with futures.ThreadPoolExecutor(8) as pool:
        calls = [pool.submit(running.create, wait=60, say=[f"call {number}"]) for number in range(8)]
        deadline = time.monotonic() + 20
        while len(running.engine.logged) < 8 and time.monotonic() < deadline:
            threading.Event().wait(0.01)
        reported = len(running.engine.logged)
        running.provider.Cancel(Empty())
        assert all(call.result(20)["because"] == "Ctrl-C" for call in calls)
    assert reported == 8


# Where the SDK looks different, each falls back plainly.


def test_without_a_frame_the_error_leaves_as_it_is() -> None:
    """No servicer above: the exception itself carries the words."""
    with pytest.raises(ExpressError) as raised, bridge.serving():
        raise MESSAGE
    assert raised.value is MESSAGE


def test_without_a_frame_nothing_is_known_and_nothing_fails() -> None:
    """URN, timeout and old inputs are simply not there, and progress goes nowhere."""
    with bridge.serving() as call:
        call.say("nobody hears this")

        assert (call.urn, call.timeout, call.old_inputs) == ("", None, None)


class _Other:
    """A server of an SDK that looks different."""

    _state = object()


def test_another_server_is_left_as_it_is() -> None:
    """Without the pool and the tables that are known, nothing is changed and nothing breaks."""
    server = _Other()

    bridge._widen(server)
    bridge._replace(server, "Cancel", lambda original: original)

    assert not hasattr(server._state, "thread_pool")
