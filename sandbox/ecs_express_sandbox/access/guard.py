"""The refusal of a request by IAM, in AWS's words."""

from __future__ import annotations

from botocore.exceptions import UnknownServiceError
from moto.core.parse import RequestParserError

from ecs_express_sandbox.access.callers import Caller, UnknownKey, caller_of
from ecs_express_sandbox.access.policies import ANY_RESOURCE, Verdict, judge
from ecs_express_sandbox.access.required_permissions import RequiredPermission, required_permissions_of
from ecs_express_sandbox.access.resources import Place
from ecs_express_sandbox.protocol.error_responses import WireError, denial
from ecs_express_sandbox.protocol.operation import Environ, Operation
from ecs_express_sandbox.protocol.request import parsed

_FREE = {"sts:GetCallerIdentity", "sts:GetSessionToken"}
"""What no policy is asked about. Source: STS API reference."""


def denied(operation: Operation, environ: Environ, account: str) -> WireError | None:
    """Say how IAM refuses a request; ``None`` for one that is allowed."""
    if not operation.client or str(operation) in _FREE:
        return None
    try:
        caller = caller_of(operation, environ, account)
    except UnknownKey:
        return _unknown_key(operation)
    if caller is None:
        return None
    try:
        parameters = parsed(operation, environ)
    except (RequestParserError, ValueError, UnknownServiceError):
        parameters = {}
    for required in required_permissions_of(operation, parameters, Place(account, operation.region)):
        verdict = judge(caller.documents, required.action, required.resource, required.context)
        if verdict is not Verdict.ALLOWED:
            return denial(operation, _words(caller, required, verdict))
    return None


def _words(caller: Caller, required: RequiredPermission, verdict: Verdict) -> str:
    """Report who may not do what, as AWS does. Source: IAM user guide, "Troubleshoot access denied error messages"."""
    on = f" on resource: {required.resource}" if required.resource != ANY_RESOURCE else ""
    because = (
        "with an explicit deny in an identity-based policy"
        if verdict is Verdict.DENIED
        else f"because no identity-based policy allows the {required.action} action"
    )
    return f"User: {caller.arn} is not authorized to perform: {required.action}{on} {because}"


def _unknown_key(operation: Operation) -> WireError:
    message = "The security token included in the request is invalid."
    if operation.client == "ec2":
        return WireError(401, "AuthFailure", "AWS was not able to validate the provided access credentials")
    if operation.protocol in ("query", "rest-xml"):
        return WireError(403, "InvalidClientTokenId", message)
    return WireError(400, "UnrecognizedClientException", message)
