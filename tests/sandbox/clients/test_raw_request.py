"""One request and its answer on the wire, as the API reference shows them."""

from __future__ import annotations

import pytest

from tests.sandbox.clients.raw_request import CONTENT_TYPE, call
from tests.sandbox.local_aws import LocalAws


@pytest.mark.row("S2-40")
def test_a_signed_request_needs_no_sdk(aws: LocalAws) -> None:
    """A create by X-Amz-Target: 200, JSON, times in seconds with milliseconds, a request id."""
    roles = aws.roles()
    request = {**roles, "serviceName": "web", "primaryContainer": {"image": "shop/web:1"}}
    answer = call(aws.addresses.endpoint, "CreateExpressGatewayService", request)

    assert answer.status == 200
    assert answer.headers["content-type"] == CONTENT_TYPE
    assert answer.headers["x-amzn-requestid"]
    service = answer.content["service"]
    assert service["serviceArn"] == "arn:aws:ecs:eu-west-1:123456789012:service/default/web"
    assert service["status"]["statusCode"] == "ACTIVE"
    assert isinstance(service["createdAt"], float)


@pytest.mark.row("S0-34")
def test_an_error_has_the_form_of_the_protocol(aws: LocalAws) -> None:
    """400, ``__type`` with the name of the exception and ``message`` with its words."""
    unknown = {"serviceArn": "arn:aws:ecs:eu-west-1:123456789012:service/default/nobody"}
    answer = call(aws.addresses.endpoint, "DescribeExpressGatewayService", unknown)

    assert answer.status == 400
    assert answer.headers["content-type"] == CONTENT_TYPE
    assert answer.content["__type"] == "InvalidParameterException"
    assert answer.content["message"] == "Resource not found"


@pytest.mark.parametrize(
    ("operation", "body", "sign", "code"),
    [
        ("ListClusters", b"{}", False, "MissingAuthenticationTokenException"),
        ("InventExpressGatewayService", b"{}", True, "UnknownOperationException"),
        ("DescribeExpressGatewayService", b"{not json", True, "SerializationException"),
        ("DescribeExpressGatewayService", b"[]", True, "SerializationException"),
        ("DescribeExpressGatewayService", b"{}", True, "InvalidParameterException"),
    ],
)
@pytest.mark.row("S0-34")
def test_a_request_that_cannot_be_read_is_refused(
    aws: LocalAws, operation: str, body: bytes, sign: bool, code: str
) -> None:
    """Common errors of every operation: 400, a code and words, never a 500."""
    answer = call(aws.addresses.endpoint, operation, body, sign=sign)

    assert answer.status == 400
    assert answer.content["__type"] == code
    assert answer.content["message"]


def test_members_that_the_api_does_not_know_are_ignored(aws: LocalAws) -> None:
    """The official GitHub action sends its whole create configuration with an update."""
    roles = aws.roles()
    container = {"image": "shop/web:1"}
    service = aws.create(roles=roles)
    request = {
        **roles,
        "serviceArn": service["serviceArn"],
        "serviceName": "other",
        "cluster": "other",
        "tags": [{"key": "a", "value": "b"}],
        "primaryContainer": container,
    }
    answer = call(aws.addresses.endpoint, "UpdateExpressGatewayService", request)

    assert answer.status == 200
    assert answer.content["service"]["serviceName"] == "web"
