"""Failures on request: which calls fail, how, and how often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Literal, cast, get_args

from ecs_express_sandbox.access.required_permissions import action_of
from ecs_express_sandbox.protocol.error_responses import WireError, denial
from ecs_express_sandbox.protocol.operation import Operation

Kind = Literal["throttle", "error", "deny", "delay", "drop_before", "drop_after", "hold_before", "hold_after", "garble"]
"""
``drop_before`` closes the connection before the call takes effect, ``drop_after`` once it has; ``hold_before`` and
``hold_after`` let the client wait at the same two moments, until it is released; ``garble`` answers then with a page.
"""


@dataclass
class Fault:
    """
    One rule.

    Attributes:
        operation: what it matches, as ``ecs:UpdateExpressGatewayService``; ``*`` stands for any text.
        kind: what happens to the call.
        times: how many calls it hits; ``None`` for all.
        skip: how many matching calls pass before the first hit.
        seconds: how long a delay takes, in real seconds.
        code: overrides the error's code.
        message: overrides the error's message.
        status: overrides the error's HTTP status.
        hits: how many calls it has hit so far.
    """

    operation: str
    kind: Kind
    times: int | None = 1
    skip: int = 0
    seconds: float = 1.0
    code: str | None = None
    message: str | None = None
    status: int | None = None
    hits: int = 0

    def strikes(self, operation: Operation) -> bool:
        """Report whether this call is hit, and count it."""
        if not fnmatchcase(str(operation), self.operation):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.times is not None and self.hits >= self.times:
            return False
        self.hits += 1
        return True


class FaultPlan:
    """The rules in force; the first rule that strikes decides."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, rules: Iterable[Mapping[str, Any]]) -> None:
        """Add rules given as JSON; all of them or, with a ``ValueError``, none."""
        self._faults += [_parse(rule) for rule in list(rules)]

    def clear(self) -> None:
        """Forget all rules."""
        self._faults.clear()

    def described(self) -> list[dict[str, Any]]:
        """List the rules with the number of their hits."""
        return [dict(vars(fault)) for fault in self._faults]

    def strike(self, operation: Operation) -> Fault | None:
        """Choose the rule that hits this call."""
        return next((fault for fault in self._faults if fault.strikes(operation)), None)


def _parse(rule: Mapping[str, Any]) -> Fault:
    known = set(Fault.__dataclass_fields__) - {"hits"}
    if unknown := set(rule) - known:
        raise ValueError(f"a fault has no {', '.join(sorted(unknown))}; it has {', '.join(sorted(known))}")
    if not isinstance(rule.get("operation"), str) or ":" not in rule["operation"].replace("*", ":"):
        raise ValueError('a fault needs an operation such as "ecs:UpdateExpressGatewayService"')
    if rule.get("kind") not in get_args(Kind):
        raise ValueError(f"a fault's kind is one of {', '.join(get_args(Kind))}, not {rule.get('kind')!r}")
    return Fault(**cast("dict[str, Any]", rule))


def error_of(fault: Fault, operation: Operation) -> WireError | None:
    """Say which error a rule answers; ``None`` for a kind that answers none."""
    default = _DEFAULTS.get(fault.kind)
    if default is None:
        return None
    base = default(operation)
    return WireError(fault.status or base.status, fault.code or base.code, fault.message or base.message)


def _throttle(operation: Operation) -> WireError:
    protocol = operation.protocol
    if protocol == "ec2":
        return WireError(503, "RequestLimitExceeded", "Request limit exceeded.")
    return WireError(400, "Throttling" if protocol == "query" else "ThrottlingException", "Rate exceeded")


def _server_error(operation: Operation) -> WireError:
    code = {"ecs": "ServerException", "ec2": "InternalError"}.get(operation.client)
    code = code or ("InternalFailure" if operation.protocol == "query" else "InternalServerException")
    return WireError(500, code, "Service Unavailable. Please try again later.")


def _denied(operation: Operation) -> WireError:
    user = "arn:aws:iam::123456789012:user/sandbox"
    return denial(
        operation,
        f"User: {user} is not authorized to perform: {action_of(operation)} "
        f"because no identity-based policy allows the {action_of(operation)} action",
    )


_DEFAULTS = {"throttle": _throttle, "error": _server_error, "deny": _denied}
