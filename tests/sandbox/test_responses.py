"""The check of answers and requests against botocore's shapes."""

from __future__ import annotations

from typing import Any

import botocore.session
import pytest
from botocore.exceptions import ClientError

from ecs_express_sandbox.ecs_calls.answers import MalformedAnswerError, check_shape
from tests.sandbox.local_aws import LocalAws

ARN = "arn:aws:ecs:eu-west-1:123456789012:service/default/web"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"service": {"serviceArn": 7}}, "Invalid type for parameter service.serviceArn"),
        ({"service": {"colour": "red"}}, 'Unknown parameter in service: "colour"'),
        ({"service": {"status": {"statusCode": "CREATING"}}}, "service.status.statusCode is 'CREATING', not one of"),
        ({"service": {"activeConfigurations": [{"primaryContainer": {}}]}}, "Missing required parameter"),
    ],
)
def test_an_answer_that_the_model_does_not_allow_is_a_bug(answer: dict[str, Any], words: str) -> None:
    """Types, members, enumerations and required members are looked at, at any depth."""
    model = botocore.session.get_session().get_service_model("ecs")
    shape = model.operation_model("DescribeExpressGatewayService").output_shape
    check_shape({"service": {"serviceArn": ARN}}, shape)
    with pytest.raises(MalformedAnswerError, match=words.replace('"', ".")):
        check_shape(answer, shape)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"primaryContainer": {"image": "a:1"}}, "infrastructureRoleArn"),
        ({"infrastructureRoleArn": "x", "primaryContainer": {"containerPort": 1}}, "image"),
        ({"infrastructureRoleArn": "x", "cpuArchitecture": "MIPS"}, "cpuArchitecture is 'MIPS'"),
    ],
)
def test_a_request_that_the_model_does_not_allow_is_refused(
    aws: LocalAws, request_: dict[str, Any], words: str
) -> None:
    """Also when the client did not look: InvalidParameterException names the member."""
    raw = aws.unchecked("ecs")
    with pytest.raises(ClientError, match=words) as refused:
        raw.create_express_gateway_service(**request_)
    assert refused.value.response["Error"]["Code"] == "InvalidParameterException"


def test_a_cluster_with_services_cannot_be_deleted(aws: LocalAws) -> None:
    """Until the last of them is INACTIVE."""
    arn = aws.settled()
    with pytest.raises(aws.ecs.exceptions.ClusterContainsServicesException):
        aws.ecs.delete_cluster(cluster="default")
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    aws.run_out()
    aws.ecs.delete_cluster(cluster="default")
