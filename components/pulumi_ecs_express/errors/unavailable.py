"""AWS gave no usable answer, so nothing is known; state stays as it is."""

from pulumi_ecs_express.errors.base import ExpressError


class Unavailable(ExpressError):
    """AWS gave no usable answer, so nothing is known; state stays as it is."""

    code = "unavailable"


class Throttled(Unavailable):
    """Too many calls, after all retries."""

    code = "throttled"


class ConcurrentRequests(Unavailable):
    """Too many requests that change one thing at the same moment, which botocore does not retry."""

    code = "concurrent-requests"


class ServerFault(Unavailable):
    """AWS failed, after all retries."""

    code = "server-fault"


class Unreachable(Unavailable):
    """No connection to the endpoint."""

    code = "unreachable"


class UnknownFault(Unavailable):
    """AWS answered with an error that this package does not know, or something else than AWS answered."""

    code = "unknown-fault"
