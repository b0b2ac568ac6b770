"""Random sequences of calls and clock steps: what must hold whatever clients do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import sampling
from tests.sandbox.local_aws import INFRASTRUCTURE_POLICY, LocalAws

ARN = "arn:aws:ecs:eu-west-1:123456789012:service/default/"
NAMES = st.sampled_from(["web", "api"])
IMAGES = st.sampled_from(["a:1", "a:2", "a:unhealthy", "a:crash", "a:slow"])
STEPS = st.one_of(
    st.tuples(st.just("create"), NAMES, IMAGES),
    st.tuples(st.just("update"), NAMES, IMAGES),
    st.tuples(st.just("delete"), NAMES, st.none()),
    st.tuples(st.just("stop"), NAMES, st.none()),
    st.tuples(st.just("path"), NAMES, st.sampled_from(["/", "/up", "HTTP:80/up"])),
    st.tuples(st.just("scale"), NAMES, st.integers(1, 4)),
    st.tuples(st.just("permit"), st.none(), st.booleans()),
    st.tuples(st.just("advance"), st.none(), st.sampled_from([1, 30, 200, 600])),
)
REFUSALS = {
    None,
    "InvalidParameterException",
    "ServiceNotActiveException",
    "ServiceNotFoundException",
    "ConflictException",
    "NoSuchEntity",
}


def refused(call: Callable[[], None]) -> str | None:
    """Give the code of a refusal, if there is one."""
    try:
        call()
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return None


def take(aws: LocalAws, roles: dict[str, str], kind: str, name: str, value: Any) -> None:
    """Take one step."""
    arn = ARN + (name or "")
    if kind == "create":
        aws.create(value, roles=roles, serviceName=name)
    elif kind == "update":
        aws.update(arn, value)
    elif kind == "delete":
        aws.ecs.delete_express_gateway_service(serviceArn=arn)
    elif kind == "stop":
        aws.ecs.stop_service_deployment(serviceDeploymentArn=aws.deployment(arn)["serviceDeploymentArn"])
    elif kind == "path":
        aws.update(arn, healthCheckPath=value)
    elif kind == "scale":
        aws.update(arn, scalingTarget={"minTaskCount": value})
    elif kind == "permit":
        iam = aws.client("iam")
        change = iam.attach_role_policy if value else iam.detach_role_policy
        change(RoleName="infrastructure", PolicyArn=INFRASTRUCTURE_POLICY)
    else:
        aws.advance(value)


def check(aws: LocalAws, name: str) -> None:
    """After its first success a service's weights always point at healthy targets, and add up."""
    arn = ARN + name
    try:
        if aws.describe(arn)["status"]["statusCode"] != "ACTIVE":
            return
    except ClientError:
        return
    deployments = aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]
    if any(deployment["status"] == "SUCCESSFUL" for deployment in deployments):
        weights = aws.weights(arn)
        assert sum(weights) == 100
        for weight, states in zip(weights, aws.health(arn), strict=True):
            assert weight == 0 or "healthy" in states


@settings(
    max_examples=sampling.examples(2, 8),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEPS, min_size=12, max_size=25))
def test_whatever_clients_do_nothing_breaks_and_nothing_is_left(aws: LocalAws, steps: list[tuple[Any, ...]]) -> None:
    """Only declared refusals; traffic only to the healthy; after deleting everything, nothing remains."""
    aws.reset()
    roles = aws.roles()
    for kind, name, value in steps:
        assert refused(partial(take, aws, roles, kind, name, value)) in REFUSALS
        for service in ("web", "api"):
            check(aws, service)
    take(aws, roles, "permit", "", True)
    for service in ("web", "api"):
        assert refused(partial(take, aws, roles, "delete", service, None)) in REFUSALS
    aws.run_out()
    assert aws.elbv2.describe_load_balancers()["LoadBalancers"] == []
    assert aws.elbv2.describe_target_groups()["TargetGroups"] == []
    assert aws.client("acm").list_certificates()["CertificateSummaryList"] == []
    assert len(aws.client("ec2").describe_security_groups()["SecurityGroups"]) == 1
    assert aws.client("cloudwatch").describe_alarms()["MetricAlarms"] == []
