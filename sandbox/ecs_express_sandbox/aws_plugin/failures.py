"""What went wrong, in one line, and how it reaches the engine without a traceback."""

from __future__ import annotations

import functools
import sys
import traceback
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

import grpc
from google.protobuf.any_pb2 import Any as Packed
from google.rpc.status_pb2 import Status
from pulumi.runtime.proto import provider_pb2

from ecs_express_sandbox.aws_plugin.values import Properties, to_struct

Answer = TypeVar("Answer")

DETAILS = "grpc-status-details-bin"
"""The trailing metadata in which the engine looks for a message without a traceback, and for partial failures."""


class Refused(Exception):  # named after the fact, not after its being an error
    """The plugin, or AWS, does not do what was asked; the text says what and why."""


class Unfinished(Exception):  # named after the fact, not after its being an error
    """A resource was made, but not all of it: the engine must keep it and try an update next time."""

    def __init__(self, resource_id: str, outputs: Properties, reason: str) -> None:
        self.resource_id, self.outputs, self.reason = resource_id, outputs, reason
        super().__init__(reason)


def in_words(failure: Exception) -> str:
    """Say what a failed call was about, in one line."""
    from botocore.exceptions import BotoCoreError, ClientError  # here, since a run without changes needs no boto3

    if isinstance(failure, ClientError):
        error = failure.response.get("Error", {})
        return f"{failure.operation_name}: {error.get('Code', 'Unknown')}: {error.get('Message', '')}".strip()
    if isinstance(failure, (BotoCoreError, Refused, Unfinished)):
        return str(failure)
    traceback.print_exception(failure, file=sys.stderr)
    return f"the sandbox's stand-in aws plugin is at fault: {type(failure).__name__}: {failure}"


def is_missing(failure: Exception, *codes: str) -> bool:
    """Report whether AWS said that there is no such thing, and nothing else."""
    error: dict[str, Any] = getattr(failure, "response", {}).get("Error", {})
    return error.get("Code") in codes


def answered(method: Callable[[Any, Any, grpc.ServicerContext], Answer]) -> Callable[..., Answer]:
    """Let every failure of a method reach the engine as one line."""

    @functools.wraps(method)
    def wrapper(self: Any, request: Any, context: grpc.ServicerContext) -> Answer:
        try:
            return method(self, request, context)
        except Exception as failure:  # noqa: BLE001  # the edge of the process: nothing above could report it better
            subject = getattr(request, "urn", "").rpartition("::")[2]
            abort(context, failure, subject)

    return wrapper


def abort(context: grpc.ServicerContext, failure: Exception, subject: str) -> NoReturn:
    """End the call with a status that carries the message, and what was made of the resource."""
    message = in_words(failure)
    status = Status(code=grpc.StatusCode.UNKNOWN.value[0], message=message)
    if isinstance(failure, Unfinished):
        status.details.append(unfinished_detail(failure))
    context.set_trailing_metadata(((DETAILS, status.SerializeToString()),))
    context.abort(grpc.StatusCode.UNKNOWN, message or subject)
    raise AssertionError("abort always raises")


def unfinished_detail(failure: Unfinished) -> Packed:
    """Tell the engine what there is of the resource."""
    detail = Packed()
    detail.Pack(
        provider_pb2.ErrorResourceInitFailed(
            id=failure.resource_id, properties=to_struct(failure.outputs), reasons=[failure.reason]
        )
    )
    return detail
