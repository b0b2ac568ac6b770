"""
Provider processes for tests, forked from one that has imported everything: `python -m tests.engine.provider_server SOCKET`.

The engine starts a provider process for each command, and importing takes longer than what a test looks at. The
launcher (`tests.engine.launcher`) stands in for Python, sends its arguments, environment, folder and descriptors here,
and lives as long as the fork does. There is one thread, so that a fork inherits no lock that another thread holds.
Tests of the start itself use a fresh process: the fixture `fresh_provider`.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import runpy
import selectors
import signal
import socket
import sys
from typing import Any

IMPORTED = (
    "boto3",
    "botocore.session",
    "dill",
    "ecs_express_sandbox.aws_plugin.catalogue",
    "ecs_express_sandbox.aws_plugin.servicer",
    "google.protobuf.struct_pb2",
    "google.rpc.status_pb2",
    "grpc",
    "pulumi.dynamic",
    "pulumi.runtime.proto.engine_pb2_grpc",
    "pulumi.runtime.proto.provider_pb2_grpc",
    "pulumi_ecs_express.providers.ingress.operations",
    "pulumi_ecs_express.providers.service.operations",
    "pulumi_ecs_express.providers.service_update.operations",
)
"""Imported before the first fork; `pulumi.dynamic.__main__` is not, since importing it starts a server."""

CLIENTS = ("ecs", "elbv2", "sts", "iam", "logs")
"""AWS services whose API models are read before the first fork; reading one takes a tenth of a second and more."""

LARGEST = 1 << 20
"""Bytes of a request: arguments and environment."""


class Server:
    """Forks a provider for each connection, tells when it has ended, and ends it when its launcher is gone."""

    def __init__(self, path: str) -> None:
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(path)
        self._listener.listen(64)
        self._forks: dict[int, socket.socket] = {}
        self._events = selectors.DefaultSelector()
        self._events.register(self._listener, selectors.EVENT_READ)
        self._woken, waker = socket.socketpair()
        for end in (self._woken, waker):
            end.setblocking(False)
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        self._waker = waker
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._events.register(self._woken, selectors.EVENT_READ)

    def serve(self) -> None:
        """Serve until standard input ends, which the process that started this one holds open."""
        self._events.register(sys.stdin.fileno(), selectors.EVENT_READ)
        while True:
            for key, _ in self._events.select():
                if key.fileobj is self._listener:
                    self._fork(self._listener.accept()[0])
                elif key.fileobj is self._woken:
                    self._woken.recv(4096)
                    self._collect()
                elif isinstance(key.fileobj, socket.socket):
                    self._launcher_gone(key.fileobj)
                else:
                    self._end_forks()
                    return

    def _end_forks(self) -> None:
        """End what still runs: nobody would notice any more that its launcher is gone."""
        for child in self._forks:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)

    def _fork(self, connection: socket.socket) -> None:
        message, descriptors, _, _ = socket.recv_fds(connection, LARGEST, 3)
        child = os.fork()
        if child == 0:
            run(json.loads(message), descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        self._forks[child] = connection
        connection.sendall(f"{child}\n".encode())
        self._events.register(connection, selectors.EVENT_READ)

    def _collect(self) -> None:
        """Pass the exit codes of ended forks on."""
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                connection = self._forks.pop(ended[0], None)
                if connection is not None:
                    with contextlib.suppress(OSError):
                        connection.sendall(f"{os.waitstatus_to_exitcode(ended[1])}\n".encode())
                    self._close(connection)

    def _launcher_gone(self, connection: socket.socket) -> None:
        child = next((child for child, known in self._forks.items() if known is connection), None)
        if child is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            del self._forks[child]
        self._close(connection)

    def _close(self, connection: socket.socket) -> None:
        with contextlib.suppress(KeyError, ValueError):
            self._events.unregister(connection)
        connection.close()


def run(request: dict[str, Any], descriptors: list[int]) -> None:
    """Become the provider that was asked for; never returns."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
    os.closerange(3, 256)
    os.setpgid(0, 0)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    module, *arguments = request["arguments"]
    sys.argv = [module, *arguments]
    sys.path.insert(0, request["folder"])
    code = 0
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except KeyboardInterrupt:
        code = 130
    except BaseException:  # noqa: BLE001 - a process of its own would print it, and end
        sys.excepthook(*sys.exc_info())
        code = 1
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def prepare() -> None:
    """Import what providers import, and read the API models of AWS that they read."""
    for name in IMPORTED:
        importlib.import_module(name)
    from botocore import session

    from tests.botocore_files import read_once

    read_once()
    for service in CLIENTS:
        session.get_session().create_client(
            service, "us-east-1", aws_access_key_id="none", aws_secret_access_key="none"
        )


if __name__ == "__main__":
    prepare()
    gc.collect()
    gc.freeze()
    server = Server(sys.argv[1])
    print("ready", flush=True)
    server.serve()
