"""How the HTTP servers read requests: moto's way of keeping headers, connections kept alive, nothing logged."""

from __future__ import annotations

from typing import Any

from moto.moto_server.werkzeug_app import MotoRequestHandler


class QuietHandler(MotoRequestHandler):
    """One connection of a client."""

    protocol_version = "HTTP/1.1"
    """Keeps connections alive: boto3 reuses them."""

    disable_nagle_algorithm = True
    """Headers and body go out in two writes, which would else wait for each other's acknowledgement."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        """Log nothing: a client that goes away is no news."""
