"""
A key server on loopback for the secrets of test stacks, which Pulumi asks as it would ask Vault's transit engine.

With a passphrase every command derives the key anew, a million rounds on purpose: two thirds of a second of a test's
time. Pulumi encrypts the state with the key from here in the same way. What starts from the command line still uses a
passphrase, as the sandbox's environment gives it.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PROVIDER = "hashivault://tests"
"""What stacks name as their secrets provider."""

PREFIX = "vault:v1:"


class _Transit(BaseHTTPRequestHandler):
    """Encrypts and decrypts a stack's data key, by turning it into text and back."""

    def do_PUT(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        reported = {"ciphertext": PREFIX + asked.get("plaintext", "")}
        data = reported if "plaintext" in asked else {"plaintext": asked["ciphertext"].removeprefix(PREFIX)}
        body = json.dumps({"data": data}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_PUT()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives
        """Print nothing."""


@contextlib.contextmanager
def key_server() -> Iterator[dict[str, str]]:
    """Run the server; give the variables by which Pulumi finds it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Transit)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield {"VAULT_SERVER_URL": f"http://127.0.0.1:{server.server_port}", "VAULT_SERVER_TOKEN": "tests"}
    finally:
        server.shutdown()
        server.server_close()
