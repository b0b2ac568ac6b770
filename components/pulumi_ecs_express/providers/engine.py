"""
The bridge to the engine: the only module that reaches into private parts of Pulumi's Python SDK.

A dynamic provider's methods get plain arguments and may return or raise. Through the gRPC servicer that calls
them, more is possible, and this module does it: progress on the resource's own row, a failure that keeps the
resource in state, errors without traceback, exact paths in a preview, the end of a wait at Ctrl-C or when the
engine is gone, the call's timeout, URN and old inputs, and more than four calls at once.

Each is looked for and has a plain fallback, so that another SDK costs comfort and not correctness.
Written against pulumi 3.272 and engine 3.259.
"""

import asyncio
import os
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from pulumi.runtime import rpc
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, provider_pb2

from pulumi_ecs_express.errors import ExpressError
from pulumi_ecs_express.model.service.internal_inputs import SECRET_ARGUMENTS

PROVIDER = "__provider"
SERVICE = "/pulumirpc.ResourceProvider/"
WIDTH = 256
"""Calls at once; a waiting call does nothing but sleep, and the engine's own ``--parallel`` is the limit that counts."""

SHORTEST_SECRET = 4
"""Characters of the shortest value that is taken out of messages."""

ALIVE_EVERY = 5.0
"""Seconds between two checks that the engine is still there: after a killed one, nothing calls AWS for longer."""

_installed = threading.Lock()
_cancelled = threading.Event()
_details = threading.local()


@dataclass(frozen=True)
class Difference:
    """One line of a preview: where, and whether something is added, updated or deleted."""

    path: str
    kind: str
    replaces: bool = False


class InitFailed(Exception):
    """
    The resource exists and is not as it should be: the engine saves it and reports the failure.

    Attributes:
        id: The resource's id.
        outputs: All its outputs; what is left out is lost from state.
        inputs: For ``read`` alone: the inputs to save.
        error: The error to report.
    """

    def __init__(
        self, id_: str, outputs: Mapping[str, Any], error: ExpressError, inputs: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(str(error))
        self.id, self.outputs, self.inputs, self.error = id_, dict(outputs), inputs, error


@dataclass
class EngineCall:
    """Implements `pulumi_ecs_express.ports.Call` on the servicer's frame; without a frame, as far as it goes."""

    request: Any = None
    context: Any = None
    _said: str = field(default="", init=False)
    _seen_alive: float = field(default=0.0, init=False)

    @property
    def urn(self) -> str:
        return str(getattr(self.request, "urn", ""))

    @property
    def timeout(self) -> float | None:
        return float(getattr(self.request, "timeout", 0) or 0) or None

    @property
    def old_inputs(self) -> Mapping[str, Any] | None:
        raw = _first_filled(self.request, ("old_inputs", "inputs"))
        return rpc.deserialize_properties(raw, True) if raw is not None else None

    def hide(self, text: str) -> str:
        """Put a mark in place of each value that the program has made secret; shorter ones than a word could be anything."""
        for value in self._secrets:
            text = text.replace(value, "[secret]")
        return text

    @cached_property
    def _secrets(self) -> list[str]:
        return list(_secret_values(self.request))

    def say(self, text: str) -> None:
        text = self.hide(text)
        if text != self._said:
            self._said = text
            _log(self.urn, text, ephemeral=True)

    def note(self, text: str) -> None:
        _log(self.urn, self.hide(text), ephemeral=False)

    def warn(self, text: str) -> None:
        """Warn, in the summary of the run."""
        _log(self.urn, self.hide(text), ephemeral=False, severity=engine_pb2.WARNING)

    def now(self) -> float:
        return time.monotonic()

    def wait(self, seconds: float) -> str | None:
        if _cancelled.wait(seconds):
            return "Ctrl-C"
        if self.now() - self._seen_alive > ALIVE_EVERY:
            self._seen_alive = self.now()
            if not _engine_is_there():
                return "the Pulumi engine is gone"
        return None

    def show(self, differences: Iterable[Difference]) -> None:
        """Return the preview exact paths; the handler that wraps Diff adds them to this thread's answer."""
        _details.differences = tuple(differences)


def reference(provider: Any) -> str:
    """Write a provider as state holds it."""
    from pulumi.dynamic.dynamic import serialize_provider

    return str(serialize_provider(provider))


@contextmanager
def serving() -> Iterator[EngineCall]:
    """Serve one call: whatever fails inside reaches the user as one clean message."""
    call = _current_call()
    try:
        yield call
    except ExpressError as error:
        _abort(call, error, [])
    except InitFailed as failure:
        _abort(call, failure.error, [_init_failed(call, failure)])
    except Exception as bug:
        _abort(call, _Bug(bug), [])


class _Bug(ExpressError):
    """A mistake in this package; ``ECS_EXPRESS_DEBUG=1`` shows where."""

    code = "internal-error"

    def __init__(self, bug: Exception) -> None:
        place = traceback.extract_tb(bug.__traceback__)[-1]
        reported = traceback.format_exc() if os.environ.get("ECS_EXPRESS_DEBUG") else f"{type(bug).__name__}: {bug}"
        super().__init__(
            "pulumi-ecs-express itself failed",
            why=f"{reported} ({Path(place.filename).name}:{place.lineno})",
            remedy="run again with ECS_EXPRESS_DEBUG=1 and report what it shows; state is as it was",
        )


def _abort(call: EngineCall, error: ExpressError, details: list[Any]) -> NoReturn:
    """
    Leave through a gRPC status in the trailing metadata, which the engine reads before it reads the exception.

    Without a context the exception leaves as it is: the engine then prints a traceback around the same words.
    """
    if call.context is None:
        raise error
    from google.rpc.status_pb2 import Status

    status = Status(
        code=2, message=call.hide(str(error))
    )  # 2 is UNKNOWN, the one code under which the engine looks further
    for detail in details:
        status.details.add().Pack(detail)
    call.context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
    raise error


def _init_failed(call: EngineCall, failure: InitFailed) -> Any:
    provider = _provider_of(call.request)
    inputs = failure.inputs
    return provider_pb2.ErrorResourceInitFailed(
        id=failure.id,
        properties=_serialized({**failure.outputs, **provider}),
        inputs=None if inputs is None else _serialized({**inputs, **provider}),
        reasons=[call.hide(str(failure.error))],
    )


def _secret_values(request: Any) -> Iterator[str]:
    """Find the values that the program has made secret, the longest first."""
    found: set[str] = set()
    for name in ("news", "properties", "inputs", "olds", "old_inputs"):
        if (raw := _first_filled(request, (name,))) is None:
            continue
        properties = rpc.deserialize_properties(raw, True)
        for path in properties.get(SECRET_ARGUMENTS) or ():
            value: Any = properties
            for step in path:
                value = value.get(step) if isinstance(value, Mapping) else None
            found.update(text for text in _texts(value) if len(text) >= SHORTEST_SECRET)
    yield from sorted(found, key=len, reverse=True)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for member in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(member)


def _provider_of(request: Any) -> dict[str, str]:
    """Return the pickled provider back with the properties: without it, nothing could delete the resource later."""
    for name in ("news", "properties", "inputs"):
        if (raw := _first_filled(request, (name,))) is not None and PROVIDER in raw:
            return {PROVIDER: rpc.deserialize_properties(raw)[PROVIDER]}
    return {}


def _serialized(properties: Mapping[str, Any]) -> Any:
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(rpc.serialize_properties(dict(properties), {}))
    finally:
        loop.close()


def _first_filled(request: Any, names: tuple[str, ...]) -> Any:
    """Find the first of the message's fields that was sent."""
    for name in names:
        descriptor = getattr(request, "DESCRIPTOR", None)
        if descriptor is not None and name in descriptor.fields_by_name and request.HasField(name):
            return getattr(request, name)
    return None


def _current_call() -> EngineCall:
    """Find the servicer's frame, which holds the request and the context, among the callers."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        request, context = frame.f_locals.get("request"), frame.f_locals.get("context")
        if hasattr(request, "DESCRIPTOR") and hasattr(context, "set_trailing_metadata"):
            return EngineCall(request, context)
        frame = frame.f_back
    return EngineCall()


# The engine's own service: where progress goes.


def _engine() -> Any:
    if not hasattr(_engine, "stub"):
        import grpc

        address = sys.argv[1] if len(sys.argv) > 1 and ":" in sys.argv[1] else ""
        _engine.stub = engine_pb2_grpc.EngineStub(grpc.insecure_channel(address)) if address else None  # type: ignore[attr-defined] # one per process, made by the first use
    return _engine.stub  # type: ignore[attr-defined] # as above


def _log(urn: str, text: str, *, ephemeral: bool, severity: Any = engine_pb2.INFO) -> None:
    """Send a line to the engine; whether it arrives is never worth a failure."""
    engine = _engine()
    if engine is not None and urn:
        with _ignored():
            engine.Log(engine_pb2.LogRequest(severity=severity, message=text, urn=urn, ephemeral=ephemeral), timeout=5)


@contextmanager
def _ignored() -> Iterator[None]:
    import grpc

    try:
        yield
    except grpc.RpcError:
        return


def _engine_is_there() -> bool:
    """Ask the engine anything; only when nobody listens it is gone."""
    import grpc

    engine = _engine()
    if engine is None:
        return True
    try:
        engine.GetRootResource(engine_pb2.GetRootResourceRequest(), timeout=5)
    except grpc.RpcError as error:
        return bool(error.code() is not grpc.StatusCode.UNAVAILABLE)
    return True


# The servicer's process: handlers and threads.


def install() -> None:
    """Change the running servicer, once per process; every later call is served by what is put in here."""
    if not _installed.acquire(blocking=False):
        return
    server = _running_server()
    if server is None:
        return
    _widen(server)
    _replace(server, "Cancel", lambda _original: _cancel)
    _replace(server, "Diff", _with_details)
    threading.Thread(target=_leave_with_the_engine, daemon=True).start()


def _leave_with_the_engine() -> None:
    """End this process soon after its engine: a killed engine would leave it behind for ever."""
    while _engine_is_there():
        time.sleep(ALIVE_EVERY)
    os._exit(1)


def _running_server() -> Any:
    """Find the gRPC server in the frame of the servicer's ``main``, where the main thread sleeps."""
    frame = sys._current_frames().get(threading.main_thread().ident or 0)
    while frame is not None:
        server = frame.f_locals.get("server")
        if hasattr(server, "_state"):
            return server
        frame = frame.f_back
    return None


def _widen(server: Any) -> None:
    """Let more than the SDK's four calls run at once: waiting ones would block all others."""
    pool: Any = getattr(server._state, "thread_pool", None)
    if isinstance(getattr(pool, "_max_workers", None), int):
        pool._max_workers = max(pool._max_workers, WIDTH)


def _replace(server: Any, method: str, wrap: Callable[[Callable[[Any, Any], Any]], Callable[[Any, Any], Any]]) -> None:
    """Put another behaviour in place of a method's, keeping how messages are read and written."""
    import grpc

    for generic in getattr(server._state, "generic_handlers", ()):
        table = getattr(generic, "_method_handlers", {})
        if original := table.get(SERVICE + method):
            table[SERVICE + method] = grpc.unary_unary_rpc_method_handler(
                wrap(original.unary_unary), original.request_deserializer, original.response_serializer
            )


def _cancel(_request: Any, _context: Any) -> Any:
    """End all waits: the engine says that the user pressed Ctrl-C."""
    from google.protobuf.empty_pb2 import Empty

    _cancelled.set()
    return Empty()


def _with_details(original: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Add what `EngineCall.show` left to the answer of Diff, which the SDK reduces to yes or no."""

    def diff(request: Any, context: Any) -> Any:
        _details.differences = ()
        answer = original(request, context)
        if differences := _details.differences:
            answer.hasDetailedDiff = True
            for found in differences:
                kind = f"{found.kind.upper()}{'_REPLACE' if found.replaces else ''}"
                answer.detailedDiff[found.path].CopyFrom(
                    provider_pb2.PropertyDiff(kind=provider_pb2.PropertyDiff.Kind.Value(kind), inputDiff=True)
                )
            answer.diffs.extend(dict.fromkeys(_top(found.path) for found in differences))
        return answer

    return diff


def _top(path: str) -> str:
    return re.split(r"[.\[]", path, maxsplit=1)[0]
