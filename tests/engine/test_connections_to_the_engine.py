"""Inline programs of one process: a new engine at the port of an ended one is reached at once."""

import socket
from concurrent import futures

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime import settings
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc

from tests.engine.harness import LocalAws


class Engine(engine_pb2_grpc.EngineServicer):
    """An engine that takes log messages."""

    def Log(self, request: engine_pb2.LogRequest, context: grpc.ServicerContext) -> empty_pb2.Empty:  # noqa: N802 - its name in the protocol
        """Take one."""
        return empty_pb2.Empty()


def _connect(port: int) -> engine_pb2_grpc.EngineStub:
    """Connect as an inline program does: with the options of the SDK."""
    return engine_pb2_grpc.EngineStub(
        grpc.insecure_channel(f"127.0.0.1:{port}", options=vars(settings)["_GRPC_CHANNEL_OPTIONS"])
    )


def test_a_port_that_refused_before_is_tried_again(sandbox: LocalAws) -> None:
    """The failure of the program before, still waiting to connect again, is not taken for this one's."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    before, message = _connect(port), engine_pb2.LogRequest()
    with pytest.raises(grpc.RpcError, match="Connection refused"):
        before.Log(message)
    engine = grpc.server(futures.ThreadPoolExecutor())
    engine_pb2_grpc.add_EngineServicer_to_server(Engine(), engine)
    engine.add_insecure_port(f"127.0.0.1:{port}")
    engine.start()
    try:
        _connect(port).Log(message)
    finally:
        engine.stop(None)
