"""Stands in for Python where the engine starts a provider: asks the provider server for a fork, and lives as long as it does."""

import json
import os
import select
import signal
import socket
import sys


def main(python: str, path: str, arguments: list[str]) -> None:
    """Have a provider forked; everything else is passed on to Python."""
    words = arguments[1:] if arguments[:1] == ["-u"] else arguments
    if words[:1] != ["-m"] or words[1] not in ("pulumi.dynamic", "ecs_express_sandbox.aws_plugin"):
        os.execv(python, [python, *arguments])  # noqa: S606 - the Python that runs the tests
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    request = {"folder": os.getcwd(), "environment": dict(os.environ), "arguments": words[1:]}  # noqa: PTH109 - pathlib takes longer to import than this program runs
    socket.send_fds(connection, [json.dumps(request).encode()], [0, 1, 2])
    answers = connection.makefile("rb")
    fork = int(answers.readline())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _: os.kill(fork, received))
    for descriptor in (0, 1):
        os.close(descriptor)
    if words[1] == "ecs_express_sandbox.aws_plugin":
        end_with_the_engine(connection)
    code = int(answers.readline() or 0)
    os._exit(code if code >= 0 else 128 - code)


def end_with_the_engine(connection: socket.socket) -> None:
    """Wait for the fork's end, and end when the engine is gone: this plugin watches its parent, which is another one here."""
    engine = os.getppid()
    while not select.select([connection], [], [], 0.5)[0]:
        if os.getppid() != engine:
            os._exit(0)


main(sys.argv[1], sys.argv[2], sys.argv[3:])
