"""AWS's errors as ours: one meaning for each answer, AWS's words kept, and a remedy to type."""

from __future__ import annotations

from typing import Any

import botocore.exceptions as boto
import pytest
from botocore.exceptions import BotoCoreError, ClientError

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.ecs.express_services import BotoExpressServices
from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.model.connection.connection import Connection

row = pytest.mark.row
ROLE = "arn:aws:iam::123456789012:role/web-infrastructure"
DENIED = (
    "User: arn:aws:iam::123456789012:user/me is not authorized to perform: ecs:CreateExpressGatewayService "
    "on resource: arn:aws:ecs:eu-west-1:123456789012:service/default/web because no identity-based policy allows it"
)


def translation(
    error: Exception, attempt: str = "creating service web", region: str = "eu-west-1"
) -> errors.ExpressError:
    """Give our error for one of botocore's."""
    with pytest.raises(errors.ExpressError) as ours, translated(attempt, region):
        raise error
    assert ours.value.__cause__ is error
    return ours.value


def answer(code: str, message: str) -> ClientError:
    """Make what botocore raises for an answer that is an error."""
    return ClientError({"Error": {"Code": code, "Message": message}}, "CreateExpressGatewayService")


MEANINGS: list[tuple[str, str, type[errors.ExpressError], Any]] = [
    ("AccessDeniedException", DENIED, errors.AccessDenied, row("S0-35")),
    ("AccessDeniedException", f"Cannot assume role {ROLE}", errors.RoleNotAssumable, row("S0-36")),
    ("AccessDeniedException", f"User: ecs.amazonaws.com is not authorized to perform: sts:AssumeRole on {ROLE}",
     errors.RoleNotAssumable, row("S0-36")),
    ("ClientException", "AWS was not able to validate the provided access credentials", errors.RoleNotAssumable,
     row("S0-36")),
    ("ClientException", "The security token included in the request is invalid", errors.RoleNotAssumable,
     row("S0-36")),
    ("ClientException", "Unable to assume the service linked role. Please verify that it exists.",
     errors.RoleNotAssumable, row("S0-36")),
    ("ClientException", f"{ROLE} is not authorized to perform: ec2:DescribeSubnets", errors.AccessDenied,
     row("S0-36")),
    ("ClientException", "Invalid identifier: Unexpected number of separators", errors.ParameterRefused, row("S0-36")),
    ("ClusterNotFoundException", "Cluster not found.", errors.ClusterNotFound, row("S0-37")),
    ("InvalidParameterException", "Subnets must be in at least two zones", errors.ParameterRefused, row("S0-38")),
    ("InvalidParameterException", "Resource not found", errors.ServiceNotFound, row("S0-38", "S0-41")),
    ("InvalidParameterException", "Unable to Start a service that is still Draining.", errors.ServiceDraining,
     row("S0-38", "S0-40")),
    ("InvalidParameterException", "Cannot call DescribeServiceRevisions for a service that is INACTIVE",
     errors.ServiceNotActive, row("S0-40")),
    ("InvalidParameterException", "Creation of service was not idempotent.", errors.ParameterRefused, row("S0-38")),
    ("InvalidParameterException", f"Unable to assume the service linked role for {ROLE}", errors.RoleNotAssumable,
     row("S0-36")),
    ("ServerException", "Internal failure", errors.ServerFault, row("S0-39")),
    ("500", "", errors.ServerFault, row("S0-39")),
    ("ServiceNotActiveException", "Cannot perform this operation on a service in INACTIVE status",
     errors.ServiceNotActive, row("S0-40")),
    ("ServiceNotActiveException", "Service is in DRAINING status", errors.ServiceNotActive, row("S0-40")),
    ("ServiceNotFoundException", "Service not found.", errors.ServiceNotFound, row("S0-41")),
    ("ResourceNotFoundException", "Resource not found", errors.ServiceNotFound, row("S0-41")),
    ("UnsupportedFeatureException", "Not supported", errors.UnsupportedInRegion, row("S0-42")),
    ("PlatformUnknownException", "Unknown platform", errors.PlatformRefused, row("S2-39")),
    ("PlatformTaskDefinitionIncompatibilityException", "Incompatible", errors.PlatformRefused, row("S2-39")),
    ("ClientException", "You have reached the limit on the number of tasks in the PROVISIONING state.", errors.TaskQuotaReached,
     row("S2-37")),
    ("InvalidParameterException",
     "Unable to update. Please verify that the ECS service role being passed has the proper permissions.",
     errors.RoleNotAssumable, row("S2-12")),
    ("NamespaceNotFoundException", "Namespace not found.", errors.NamespaceNotFound, row("S2-38")),
    ("LimitExceededException", "Too many tags", errors.ParameterRefused, ()),
    ("ClientException", "Too many concurrent attempts to create a new revision of the specified family.",
     errors.ConcurrentRequests, row("S0-43")),
    ("ThrottlingException", "Rate exceeded", errors.Throttled, row("S0-43")),
    ("RequestLimitExceeded", "Request limit exceeded.", errors.Throttled, row("S0-43")),
    ("ExpiredTokenException", "The security token included in the request is expired", errors.CredentialsRefused,
     row("S0-43")),
    ("UnrecognizedClientException", "The security token included in the request is invalid.",
     errors.CredentialsRefused, row("S0-43")),
    ("InvalidClientTokenId", "The security token included in the request is invalid", errors.CredentialsRefused,
     row("S0-43")),
    ("SignatureDoesNotMatch", "Signature mismatch", errors.CredentialsRefused, row("S0-43")),
    ("AnExceptionOfTomorrow", "Something new", errors.UnknownFault, ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "message", "kind"),
    [
        pytest.param(code, message, kind, id=f"{code}: {message[:30]}", marks=marks)
        for code, message, kind, marks in MEANINGS
    ],
)
def test_an_answer_means_one_error_of_ours_in_awss_words(
    code: str, message: str, kind: type[errors.ExpressError]
) -> None:
    """One code may mean several things, which only AWS's words tell apart; they stay verbatim."""
    error = translation(answer(code, message))

    assert type(error) is kind
    assert message in error.why
    assert error.what.startswith("creating service web")
    assert error.remedy


UNANSWERED: list[tuple[BotoCoreError, type[errors.ExpressError]]] = [
    (boto.NoCredentialsError(), errors.NoCredentials),
    (boto.PartialCredentialsError(provider="env", cred_var="AWS_SECRET_ACCESS_KEY"), errors.NoCredentials),
    (boto.ProfileNotFound(profile="dev"), errors.NoCredentials),
    (boto.CredentialRetrievalError(provider="sso", error_msg="no"), errors.NoCredentials),
    (boto.TokenRetrievalError(provider="sso", error_msg="Token has expired"), errors.CredentialsRefused),
    (boto.UnauthorizedSSOTokenError(), errors.CredentialsRefused),
    (boto.SSOTokenLoadError(error_msg="no token"), errors.CredentialsRefused),
    (boto.LoginRefreshRequired(), errors.CredentialsRefused),
    (boto.LoginTokenLoadError(error_msg="no token"), errors.CredentialsRefused),
    (boto.NoRegionError(), errors.NoRegion),
    (boto.InvalidRegionError(region_name="eu west"), errors.NoRegion),
    (boto.EndpointConnectionError(endpoint_url="https://ecs.mars-1.amazonaws.com/"), errors.Unreachable),
    (boto.ConnectTimeoutError(endpoint_url="https://ecs/"), errors.Unreachable),
    (boto.ReadTimeoutError(endpoint_url="https://ecs/"), errors.Unreachable),
    (boto.SSLError(endpoint_url="https://ecs/", error="certificate"), errors.Unreachable),
    (boto.ProxyConnectionError(proxy_url="http://proxy"), errors.Unreachable),
    (boto.ConnectionClosedError(endpoint_url="https://ecs/"), errors.Unreachable),
    (boto.ParamValidationError(report="Unknown parameter"), errors.UnknownFault),
]


@pytest.mark.row("S0-43")
@pytest.mark.parametrize(("error", "kind"), UNANSWERED, ids=[f"{type(error).__name__}" for error, _ in UNANSWERED])
def test_what_fails_before_aws_can_answer_is_one_clear_line(
    error: BotoCoreError, kind: type[errors.ExpressError]
) -> None:
    """Missing, invalid and expired credentials, no Region, no connection: each with what to type."""
    ours = translation(error)

    assert type(ours) is kind
    assert len(ours.render().splitlines()) == 3


@pytest.mark.row("S0-37")
def test_a_missing_cluster_is_told_with_region_and_both_ways_out() -> None:
    """Leave it out, or make it."""
    error = translation(
        answer("ClusterNotFoundException", "Cluster not found."), "creating service web in cluster apps"
    )

    assert "eu-west-1" in error.what
    assert "cluster apps" in error.what
    assert "leave `cluster` out" in error.remedy
    assert "aws.ecs.Cluster" in error.remedy


@pytest.mark.row("S0-42")
def test_an_unsupported_region_is_told_by_name() -> None:
    """No list of Regions is kept that could go stale."""
    assert "eu-west-1" in translation(answer("UnsupportedFeatureException", "no")).what


@pytest.mark.row("S0-38", "S0-11")
@pytest.mark.parametrize("message", ["No default VPC for this user", "At least two subnets are needed"])
@pytest.mark.peer("aws/integrations-on-dotnet-aspire-for-aws#200")
def test_a_refused_network_is_told_with_the_argument_to_set(message: str) -> None:
    """AWS's words name no argument of ours."""
    error = translation(answer("InvalidParameterException", message))

    assert 'network_configuration={"subnets": [...]}' in error.remedy


CONCERNED = [
    ("No Fargate configuration exists for given values.", "cpu and memory"),
    ("Container.image contains invalid characters.", "primary_container.image"),
    ("containerPort must be between 1 and 65535.", "primary_container.container_port"),
    ("Environment variable name cannot be null or blank.", "primary_container.environment"),
    ("Duplicate secret names found: A. Each secret name must be unique.", "primary_container.secrets"),
    ("Creation of service was not idempotent.", "service_name"),
    ("minTaskCount cannot be greater than maxTaskCount.", "scaling_target"),
    ("Unable to describe task definition.", "task_definition_arn"),
    ("The security group 'sg-1' does not exist", "network_configuration.security_groups"),
    ("The load balancer of this VPC is not enabled for the Availability Zones eu-west-1b.", "network_configuration"),
    ("Something that nobody has seen yet", "the argument that AWS names"),
]


@pytest.mark.row("S0-38")
@pytest.mark.parametrize(("message", "argument"), CONCERNED, ids=[argument for _, argument in CONCERNED])
def test_a_refused_parameter_is_told_with_the_argument_that_it_concerns(message: str, argument: str) -> None:
    """Beside AWS's own words, which name AWS's members or none."""
    error = translation(answer("InvalidParameterException", message))

    assert error.why == message
    assert argument in error.remedy


def test_what_is_no_error_of_botocore_passes() -> None:
    """A mistake in this package must not look like one of AWS's answers."""
    with pytest.raises(ZeroDivisionError), translated("reading", "eu-west-1"):
        raise ZeroDivisionError


@pytest.mark.row("S0-43")
def test_no_region_anywhere_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither argument, nor configuration, nor environment: before any call is made."""
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    from pulumi_ecs_express.aws.session import forget

    forget()
    with pytest.raises(errors.NoRegion):
        BotoExpressServices(Connection())


def test_aws_region_alone_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """boto3 reads only ``AWS_DEFAULT_REGION``; all other SDKs, and Pulumi, read ``AWS_REGION``."""
    from pulumi_ecs_express.aws.session import forget

    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    monkeypatch.setenv("AWS_REGION", "eu-north-1")
    forget()

    assert BotoExpressServices(Connection()).region == "eu-north-1"
    forget()


@pytest.mark.row("S0-43")
def test_an_endpoint_where_nobody_listens_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shown on a port of this machine: one line, and no traceback of urllib3's."""
    from pulumi_ecs_express.aws import session

    monkeypatch.setattr(session, "ATTEMPTS", 1)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    session.forget()
    with pytest.raises(errors.Unreachable) as error:
        BotoExpressServices(Connection("eu-west-1")).describe("arn:aws:ecs:eu-west-1:123456789012:service/default/web")
    session.forget()

    assert len(str(error.value).splitlines()) == 3
    assert "reading service web failed" in error.value.what
