"""Every exception that the API model declares for the Express operations can be met."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import botocore.session
import pytest

from tests.sandbox.local_aws import REGION, LocalAws, own_definition, refused

ECS = botocore.session.get_session().get_service_model("ecs")
ACCOUNT = "123456789012"
UNKNOWN = f"arn:aws:ecs:{REGION}:{ACCOUNT}:service/default/unknown"
DEPLOYMENT = f"arn:aws:ecs:{REGION}:{ACCOUNT}:service-deployment/default/unknown/x"
REVISION = f"arn:aws:ecs:{REGION}:{ACCOUNT}:service-revision/default/unknown/1"

REQUESTS: dict[str, dict[str, Any]] = {
    "CreateExpressGatewayService": {"infrastructureRoleArn": f"arn:aws:iam::{ACCOUNT}:role/x"},
    "DescribeExpressGatewayService": {"serviceArn": UNKNOWN},
    "UpdateExpressGatewayService": {"serviceArn": UNKNOWN},
    "DeleteExpressGatewayService": {"serviceArn": UNKNOWN},
    "ListServiceDeployments": {"service": UNKNOWN},
    "DescribeServiceDeployments": {"serviceDeploymentArns": [DEPLOYMENT]},
    "DescribeServiceRevisions": {"serviceRevisionArns": [REVISION]},
    "StopServiceDeployment": {"serviceDeploymentArn": DEPLOYMENT},
}
"""Each operation with a request that the API model allows."""

DECLARED = [(operation, shape.name) for operation in REQUESTS for shape in ECS.operation_model(operation).error_shapes]


def call(aws: LocalAws, operation: str, **request: Any) -> str:
    """Be refused, and give the code; boto3 must have a typed exception for it."""
    method = getattr(aws.ecs, botocore.xform_name(operation))
    code, _ = refused(method, **request)
    assert issubclass(getattr(aws.ecs.exceptions, code), Exception)
    return code


@pytest.mark.row("S1-17")
@pytest.mark.parametrize(("operation", "exception"), DECLARED, ids=str)
def test_each_declared_exception_can_be_asked_for(aws: LocalAws, operation: str, exception: str) -> None:
    """By a fault, as the typed exception of boto3, once."""
    status = 500 if exception == "ServerException" else 400
    aws.fail(f"ecs:{operation}", "error", code=exception, status=status, message="on request")
    assert call(aws, operation, **REQUESTS[operation]) == exception


def _draining(aws: LocalAws) -> dict[str, Any]:
    arn = aws.settled()
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    return {"serviceArn": arn}


def _modelled(aws: LocalAws) -> dict[str, Any]:
    aws.settings(not_found="modelled")
    return {"serviceArn": UNKNOWN}


def _new_roles(aws: LocalAws) -> dict[str, Any]:
    roles = aws.roles()
    aws.settings(role_propagation_seconds=60)
    return {**roles, "primaryContainer": {"image": "a:1"}}


def _inactive_revision(aws: LocalAws) -> dict[str, Any]:
    arn = aws.settled()
    revision = aws.describe(arn)["activeConfigurations"][0]["serviceRevisionArn"]
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    aws.run_out()
    return {"serviceRevisionArns": [revision]}


def _for_windows(aws: LocalAws) -> dict[str, Any]:
    platform = {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE", "cpuArchitecture": "X86_64"}
    role = aws.roles()["infrastructureRoleArn"]
    definition = own_definition(aws, cpu="1024", memory="2048", runtimePlatform=platform)
    return {"infrastructureRoleArn": role, "taskDefinitionArn": definition}


def _settled(aws: LocalAws, **request: Any) -> dict[str, Any]:
    return {"serviceArn": aws.settled(), **request}


NATURAL: list[tuple[str, str, Callable[[LocalAws], dict[str, Any]]]] = [
    ("CreateExpressGatewayService", "AccessDeniedException", _new_roles),
    (
        "CreateExpressGatewayService",
        "InvalidParameterException",
        lambda aws: {**aws.roles(), "primaryContainer": {"image": "a:1"}, "cpu": "3"},
    ),
    (
        "CreateExpressGatewayService",
        "ClusterNotFoundException",
        lambda aws: {**aws.roles(), "primaryContainer": {"image": "a:1"}, "cluster": "unknown"},
    ),
    (
        "CreateExpressGatewayService",
        "ClientException",
        lambda aws: {"infrastructureRoleArn": aws.roles()["infrastructureRoleArn"], "taskDefinitionArn": "unknown:1"},
    ),
    ("CreateExpressGatewayService", "PlatformTaskDefinitionIncompatibilityException", _for_windows),
    ("DescribeExpressGatewayService", "InvalidParameterException", lambda _: {"serviceArn": UNKNOWN}),
    ("DescribeExpressGatewayService", "ResourceNotFoundException", _modelled),
    ("UpdateExpressGatewayService", "InvalidParameterException", lambda aws: _settled(aws, cpu="3")),
    ("UpdateExpressGatewayService", "ServiceNotActiveException", _draining),
    ("UpdateExpressGatewayService", "ServiceNotFoundException", _modelled),
    ("UpdateExpressGatewayService", "ClientException", lambda aws: _settled(aws, taskDefinitionArn="unknown:1")),
    (
        "UpdateExpressGatewayService",
        "AccessDeniedException",
        lambda aws: _settled(aws, taskRoleArn=f"arn:aws:iam::{ACCOUNT}:role/unknown"),
    ),
    ("DeleteExpressGatewayService", "InvalidParameterException", lambda _: {"serviceArn": UNKNOWN}),
    ("DeleteExpressGatewayService", "ServiceNotActiveException", _draining),
    ("DeleteExpressGatewayService", "ServiceNotFoundException", _modelled),
    ("ListServiceDeployments", "ServiceNotFoundException", lambda _: {"service": UNKNOWN}),
    ("ListServiceDeployments", "ClusterNotFoundException", lambda _: {"service": "web", "cluster": "unknown"}),
    (
        "ListServiceDeployments",
        "InvalidParameterException",
        lambda aws: {"service": aws.settled(), "maxResults": 101},
    ),
    ("DescribeServiceRevisions", "InvalidParameterException", _inactive_revision),
    ("DescribeServiceDeployments", "InvalidParameterException", lambda _: {"serviceDeploymentArns": [DEPLOYMENT] * 21}),
    ("StopServiceDeployment", "ServiceDeploymentNotFoundException", lambda _: {"serviceDeploymentArn": DEPLOYMENT}),
    (
        "StopServiceDeployment",
        "ConflictException",
        lambda aws: {"serviceDeploymentArn": aws.deployment(aws.settled())["serviceDeploymentArn"]},
    ),
    (
        "StopServiceDeployment",
        "InvalidParameterException",
        lambda _: {"serviceDeploymentArn": DEPLOYMENT, "stopType": "ABORT"},
    ),
]


@pytest.mark.parametrize(("operation", "exception", "given"), NATURAL, ids=[f"{row[0]}-{row[1]}" for row in NATURAL])
def test_an_exception_comes_of_itself(
    aws: LocalAws, operation: str, exception: str, given: Callable[[LocalAws], dict[str, Any]]
) -> None:
    """Where a client's mistake or the state of the service brings it about."""
    assert (operation, exception) in DECLARED
    assert call(aws, operation, **given(aws)) == exception
