"""An HTTPS server whose handshakes run in the threads of their connections: a silent client keeps nobody waiting."""

from __future__ import annotations

import socket
import ssl
from typing import Any

from werkzeug.serving import ThreadedWSGIServer

from ecs_express_sandbox.http.request_handler import QuietHandler

PATIENCE = 10.0
"""How long a handshake may take; seconds."""


class TlsServer(ThreadedWSGIServer):
    """Accepts plain connections, and speaks TLS on each in its own thread."""

    def __init__(self, host: str, port: int, application: Any, context: ssl.SSLContext) -> None:
        super().__init__(host, port, application, QuietHandler)
        self.ssl_context = self._handshakes = context

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Shake hands, then answer the requests of a connection; a client that gives up is no news."""
        request.settimeout(PATIENCE)
        try:
            secure = self._handshakes.wrap_socket(request, server_side=True)
        except OSError:
            return
        try:
            secure.settimeout(None)
            super().finish_request(secure, client_address)
        finally:
            _end(secure)


def _end(connection: ssl.SSLSocket) -> None:
    """Close a connection, whether the client still listens or not."""
    try:
        connection.settimeout(PATIENCE)
        connection.unwrap().shutdown(socket.SHUT_RDWR)
    except (OSError, ValueError):
        pass
    connection.close()
