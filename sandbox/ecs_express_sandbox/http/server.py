"""Runs a sandbox: two HTTP servers on the loopback interface, until the process is asked to stop."""

from __future__ import annotations

import gc
import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import BaseWSGIServer, make_server

from ecs_express_sandbox.http.addresses import Addresses
from ecs_express_sandbox.http.endpoint import CONTROL_PREFIX, Endpoint
from ecs_express_sandbox.http.request_handler import QuietHandler
from ecs_express_sandbox.load_balancer.front import Front
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
    servers = [_bound(port, Endpoint(sandbox)), _bound(ingress_port, Front(sandbox))]
    threads = [threading.Thread(target=server.serve_forever, args=(_POLL,), daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    try:
        endpoint, ingress = (f"http://{LOOPBACK}:{server.server_port}" for server in servers)
        yield Addresses(endpoint, f"{endpoint}{CONTROL_PREFIX}", ingress)
    finally:
        for server, thread in zip(servers, threads, strict=True):
            server.shutdown()
            thread.join()
            server.server_close()


def _bound(port: int, application: Any) -> BaseWSGIServer:
    return make_server(LOOPBACK, port, application, threaded=True, request_handler=QuietHandler)
