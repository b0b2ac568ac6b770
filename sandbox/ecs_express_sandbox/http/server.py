"""Runs a sandbox: its HTTP, HTTPS and DNS servers on the loopback interface, until the process is asked to stop."""

from __future__ import annotations

import gc
import logging
import signal
import socketserver
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from werkzeug.serving import BaseWSGIServer, make_server

from ecs_express_sandbox.http.addresses import Addresses
from ecs_express_sandbox.http.endpoint import CONTROL_PREFIX, Endpoint
from ecs_express_sandbox.http.request_handler import QuietHandler
from ecs_express_sandbox.http.tls_server import TlsServer
from ecs_express_sandbox.load_balancer.authority import Authority
from ecs_express_sandbox.load_balancer.front import Front
from ecs_express_sandbox.load_balancer.handshakes import Handshakes
from ecs_express_sandbox.load_balancer.reading import Tables
from ecs_express_sandbox.name_service.server import DnsServer, bound
from ecs_express_sandbox.sandbox import Sandbox

LOOPBACK = "127.0.0.1"
_POLL = 0.05
"""How often, in seconds, a server checks whether to stop."""


def serve(*, port: int = 0, ingress_port: int = 0, speed: float = 1.0, announce: Callable[[Addresses], None]) -> None:
    """
    Serve until SIGTERM or SIGINT, then return.

    Args:
        port: where the AWS endpoint and the control API listen; 0 lets the system choose.
        ingress_port: where the HTTP front listens; 0 lets the system choose.
        speed: simulated seconds per real second.
        announce: called once with the addresses, when they answer.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with running(port=port, ingress_port=ingress_port, speed=speed) as addresses:
        announce(addresses)
        stop.wait()
    gc.freeze()  # the process ends now: its collector need not go through moto's models once more (0.5 s)


@contextmanager
def running(*, port: int = 0, ingress_port: int = 0, speed: float = 1.0) -> Iterator[Addresses]:
    """Run a sandbox in this process; moto's state is one per process, so there can be only one at a time."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    sandbox = Sandbox(speed=speed)
    tables = Tables(sandbox)
    with ExitStack() as stack:
        authority = Authority(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ecs-express-sandbox-"))))
        main = _bound(port, Endpoint(sandbox))
        plain = _bound(ingress_port, Front(sandbox, tables, secure=False))
        handshakes = Handshakes(sandbox, tables, authority)
        secure = TlsServer(LOOPBACK, 0, Front(sandbox, tables, secure=True), handshakes.context())
        datagrams, streams = bound(LOOPBACK, DnsServer(sandbox))
        for server in (main, plain, secure, datagrams, streams):
            stack.enter_context(_serving(server))
        endpoint = f"http://{LOOPBACK}:{main.server_port}"
        yield Addresses(
            endpoint=endpoint,
            control=f"{endpoint}{CONTROL_PREFIX}",
            ingress=f"http://{LOOPBACK}:{plain.server_port}",
            ingress_tls=f"{LOOPBACK}:{secure.server_port}",
            ca=str(authority.file),
            dns=f"{LOOPBACK}:{streams.server_address[1]}",
        )


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(_POLL,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _bound(port: int, application: Any) -> BaseWSGIServer:
    return make_server(LOOPBACK, port, application, threaded=True, request_handler=QuietHandler)
