"""The plugin's process: `python -m ecs_express_sandbox.aws_plugin ENGINE`, started by the engine."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from concurrent import futures

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from ecs_express_sandbox.aws_plugin.servicer import AwsServicer

WORKERS = 32
"""Half of the sandbox's PULUMI_PARALLEL: IAM calls are short."""

LOOK_SECONDS = 5.0
"""How often to check whether the engine still lives: a killed one ends none of its plugins; seconds."""

LARGEST_MESSAGE = 400 * 1024 * 1024
"""Bytes; the engine's own limit (rpcutil.GrpcChannelOptions in pulumi/sdk)."""


def main() -> None:
    """
    Serve until the engine interrupts the process, or is gone itself.

    The first line of output is the port, as the engine expects.
    """
    engine = os.getppid()  # before the port is announced: from then on the engine may be killed at any time
    options = [("grpc.max_receive_message_length", LARGEST_MESSAGE), ("grpc.max_send_message_length", LARGEST_MESSAGE)]
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=WORKERS), options=options)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(AwsServicer(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        while os.getppid() == engine:
            time.sleep(LOOK_SECONDS)
    server.stop(None)


if __name__ == "__main__":
    main()
