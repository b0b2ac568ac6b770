"""Every exception that AWS's models declare for the operations we call means one error of ours, and the right one."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.model import ServiceModel
from tests import adapter_calls as adapters

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.errors.translation import translated

row = pytest.mark.row

MEANING: dict[tuple[str, str], type[errors.ExpressError]] = {
    ("ecs", "AccessDeniedException"): errors.AccessDenied,
    ("ecs", "ClientException"): errors.ParameterRefused,
    ("ecs", "ClusterNotFoundException"): errors.ClusterNotFound,
    ("ecs", "ConflictException"): errors.ParameterRefused,
    ("ecs", "InvalidParameterException"): errors.ParameterRefused,
    ("ecs", "LimitExceededException"): errors.ParameterRefused,
    ("ecs", "NamespaceNotFoundException"): errors.NamespaceNotFound,
    ("ecs", "PlatformTaskDefinitionIncompatibilityException"): errors.PlatformRefused,
    ("ecs", "PlatformUnknownException"): errors.PlatformRefused,
    ("ecs", "ResourceNotFoundException"): errors.ServiceNotFound,
    ("ecs", "ServerException"): errors.ServerFault,
    ("ecs", "ServiceNotActiveException"): errors.ServiceNotActive,
    ("ecs", "ServiceDeploymentNotFoundException"): errors.ParameterRefused,
    ("ecs", "ServiceNotFoundException"): errors.ServiceNotFound,
    ("ecs", "UnsupportedFeatureException"): errors.UnsupportedInRegion,
    ("ecr", "InvalidParameterException"): errors.ParameterRefused,
    ("ecr", "ServerException"): errors.ServerFault,
    ("apprunner", "InternalServiceErrorException"): errors.ServerFault,
    ("apprunner", "InvalidRequestException"): errors.ParameterRefused,
    ("apprunner", "InvalidStateException"): errors.ParameterRefused,
    ("application-autoscaling", "ConcurrentUpdateException"): errors.ConcurrentRequests,
    ("application-autoscaling", "InternalServiceException"): errors.ServerFault,
    ("application-autoscaling", "InvalidNextTokenException"): errors.ParameterRefused,
    ("application-autoscaling", "TooManyTagsException"): errors.ParameterRefused,
    ("application-autoscaling", "ValidationException"): errors.ParameterRefused,
    ("acm", "InvalidArnException"): errors.ParameterRefused,
    ("acm", "InvalidParameterException"): errors.ParameterRefused,
    ("acm", "InvalidTagException"): errors.ParameterRefused,
    ("acm", "TagPolicyException"): errors.ParameterRefused,
    ("acm", "ThrottlingException"): errors.Throttled,
    ("acm", "TooManyTagsException"): errors.ParameterRefused,
    ("acm", "ValidationException"): errors.ParameterRefused,
    ("cloudwatch", "ConcurrentModificationException"): errors.ConcurrentRequests,
    ("cloudwatch", "ConflictException"): errors.ParameterRefused,
    ("cloudwatch", "InternalServiceFault"): errors.ServerFault,
    ("cloudwatch", "InvalidParameterValueException"): errors.ParameterRefused,
    ("elbv2", "CertificateNotFoundException"): errors.CertificateNotFound,
    ("elbv2", "DuplicateTagKeysException"): errors.ParameterRefused,
    ("elbv2", "IncompatibleProtocolsException"): errors.ParameterRefused,
    ("elbv2", "InvalidLoadBalancerActionException"): errors.ParameterRefused,
    ("elbv2", "TargetGroupAssociationLimitException"): errors.ParameterRefused,
    ("elbv2", "TooManyActionsException"): errors.ParameterRefused,
    ("elbv2", "TooManyCertificatesException"): errors.DomainQuotaReached,
    ("elbv2", "TooManyRegistrationsForTargetIdException"): errors.ParameterRefused,
    ("elbv2", "TooManyTagsException"): errors.ParameterRefused,
    ("elbv2", "TooManyTargetsException"): errors.ParameterRefused,
    ("elbv2", "TooManyUniqueTargetGroupsPerLoadBalancerException"): errors.ParameterRefused,
    ("elbv2", "TrustStoreNotFoundException"): errors.ParameterRefused,
    ("elbv2", "UnsupportedProtocolException"): errors.ParameterRefused,
    ("iam", "ServiceFailureException"): errors.ServerFault,
    ("logs", "InvalidParameterException"): errors.ParameterRefused,
    ("logs", "LimitExceededException"): errors.ParameterRefused,
    ("logs", "OperationAbortedException"): errors.ServerFault,
    ("logs", "ServiceUnavailableException"): errors.ServerFault,
    ("logs", "TooManyTagsException"): errors.ParameterRefused,
    ("logs", "ValidationException"): errors.ParameterRefused,
    ("route53", "InvalidInput"): errors.ParameterRefused,
}
"""What an exception means where its message is none that `test_faults` knows more of."""

HANDLED = {
    ("ecr", "ImageNotFoundException"): "there is no digest: the preview names tag, repository and Region",
    ("ecr", "RepositoryNotFoundException"): "as above",
    ("elbv2", "LoadBalancerNotFoundException"): "the ingress stays incomplete, and the next run completes it",
    ("apprunner", "ResourceNotFoundException"): "there is no such service, which the command says",
    ("acm", "ResourceNotFoundException"): "the certificate is gone, which reads as such",
    (
        "elbv2",
        "ListenerNotFoundException",
    ): "the service is gone with its listener, or there is nothing to remove from it",
    ("elbv2", "OperationNotPermittedException"): "the default certificate stays on its listener",
    ("elbv2", "TargetGroupNotFoundException"): "what is gone has no tags",
    ("application-autoscaling", "ResourceNotFoundException"): "as above",
    ("cloudwatch", "ResourceNotFoundException"): "as above",
    ("elbv2", "RuleNotFoundException"): "the rule is looked for by the service's endpoint",
    ("route53", "NoSuchHostedZone"): "the preview says that there is no such zone",
    ("iam", "NoSuchEntityException"): "there is no such role: the error of the create names it",
    ("logs", "ResourceAlreadyExistsException"): "the log group is there already",
    ("logs", "ResourceNotFoundException"): "the container has written no log; what is gone has no tags",
}
"""What an adapter gives an answer for instead of an error."""

COMMON: dict[str, type[errors.ExpressError]] = {
    "AccessDeniedException": errors.AccessDenied,
    "ExpiredTokenException": errors.CredentialsRefused,
    "IncompleteSignature": errors.CredentialsRefused,
    "InternalFailure": errors.ServerFault,
    "NotAuthorized": errors.AccessDenied,
    "OptInRequired": errors.NoRegion,
    "RequestAbortedException": errors.ServerFault,
    "RequestEntityTooLargeException": errors.UnknownFault,
    "RequestExpired": errors.CredentialsRefused,
    "RequestTimeoutException": errors.ServerFault,
    "ServiceUnavailable": errors.ServerFault,
    "ThrottlingException": errors.Throttled,
    "UnrecognizedClientException": errors.CredentialsRefused,
    "UnknownOperationException": errors.UnsupportedInRegion,
    "ValidationError": errors.ParameterRefused,
    "MalformedHttpRequestException": errors.UnknownFault,
}
"""Source: "Common Errors", Amazon ECS API reference, read 2026-11-26; no model declares them."""

OF_SESSIONS: dict[str, type[errors.ExpressError]] = {
    "ExpiredToken": errors.CredentialsRefused,
    "InvalidClientTokenId": errors.CredentialsRefused,
    "SignatureDoesNotMatch": errors.CredentialsRefused,
    "AccessDenied": errors.AccessDenied,
    "RegionDisabledException": errors.NoRegion,
    "Throttling": errors.Throttled,
}
"""What STS and the other services of the query protocol answer. Source: AWS STS API reference, read 2026-11-26."""

EVERYWHERE = [(service_name, operation) for service_name, operation in adapters.called_operations()]


def _error(operation: str, code: str, message: str = "AWS's own words") -> errors.ExpressError:
    with pytest.raises(errors.ExpressError) as ours, translated("reading it", "eu-west-1"):
        raise ClientError({"Error": {"Code": code, "Message": message}}, operation)
    return ours.value


def _complete(error: errors.ExpressError) -> bool:
    """Tell whether an error says what, why and what to do."""
    return error.what.startswith("reading it") and "AWS's own words" in error.why and bool(error.remedy)


def unmapped(service_name: str, operation: str) -> list[str]:
    """Name the declared exceptions of which nothing is written above."""
    known = {name for of, name in (*MEANING, *HANDLED) if of == service_name}
    return [name for name in adapters.declared_exceptions(service_name, operation) if name not in known]


def test_the_calls_of_the_adapters_are_found() -> None:
    """In their source, whichever AWS service they are made to."""
    assert {
        ("ecs", "CreateExpressGatewayService"),
        ("ecs", "DescribeServices"),
        ("ecs", "TagResource"),
        ("ecs", "ListTasks"),
        ("logs", "GetLogEvents"),
        ("ecr", "DescribeImages"),
        ("elbv2", "DescribeLoadBalancers"),
        ("sts", "GetCallerIdentity"),
    } <= set(adapters.called_operations())
    assert {service_name for service_name, _ in adapters.called_operations()} == adapters.clients()


@pytest.mark.row("S2-36", "S1-17")
@pytest.mark.parametrize(("service_name", "operation"), EVERYWHERE, ids=[operation for _, operation in EVERYWHERE])
def test_every_exception_that_aws_declares_means_the_right_error(service_name: str, operation: str) -> None:
    """Walked through the installed model: a new exception fails this test by name."""
    assert unmapped(service_name, operation) == []
    for name, code in adapters.declared_exceptions(service_name, operation).items():
        if (service_name, name) in HANDLED:
            assert (service_name, name) in adapters.caught_exceptions()
            continue
        error = _error(operation, code)
        assert type(error) is MEANING[service_name, name], name
        assert _complete(error)


def test_every_exception_written_here_is_one_that_aws_declares() -> None:
    """None is left of an operation that is no longer called."""
    declared = {(of, name) for of, operation in EVERYWHERE for name in adapters.declared_exceptions(of, operation)}

    assert {*MEANING, *HANDLED} == declared
    assert adapters.caught_exceptions() == set(HANDLED)


@pytest.mark.row("S1-17")
def test_a_new_exception_of_awss_model_is_told_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shown on a copy of the model with one exception more."""
    model = adapters.service_model("ecs")
    described: dict[str, Any] = copy.deepcopy(model._service_description)
    described["shapes"]["TomorrowException"] = {"type": "structure", "members": {}, "exception": True}
    described["operations"]["UpdateExpressGatewayService"]["errors"].append({"shape": "TomorrowException"})
    monkeypatch.setattr(adapters, "service_model", lambda _name: ServiceModel(described, "ecs"))

    assert unmapped("ecs", "UpdateExpressGatewayService") == ["TomorrowException"]
    assert unmapped("ecs", "DeleteExpressGatewayService") == []


@pytest.mark.row("S0-43")
@pytest.mark.parametrize(("code", "kind"), [*COMMON.items(), *OF_SESSIONS.items()])
def test_an_error_common_to_all_actions_means_the_right_one_of_ours(code: str, kind: type[errors.ExpressError]) -> None:
    """Each tells what to do, in three lines."""
    error = _error("GetCallerIdentity" if code in OF_SESSIONS else "UpdateExpressGatewayService", code)

    assert type(error) is kind
    assert _complete(error)
    assert len(error.render().splitlines()) == 3


@pytest.mark.row("S0-41")
@pytest.mark.parametrize(
    "operation", ["GetLogEvents", "DescribeTaskDefinition", "DescribeImages", "GetRole", "DescribeTargetHealth"]
)
@pytest.mark.parametrize("code", ["ResourceNotFoundException", "RepositoryNotFoundException", "NoSuchEntity"])
def test_what_is_missing_beside_the_service_never_reads_as_the_service_gone(operation: str, code: str) -> None:
    """Only an operation that is asked about a service can say that there is none."""
    error = _error(operation, code)

    assert type(error) is errors.ParameterRefused
    assert "no such thing in eu-west-1" in error.what


@pytest.mark.parametrize("code", ["OptInRequired", "RegionDisabledException"])
def test_a_region_that_the_account_has_not_enabled_is_told_with_the_command(code: str) -> None:
    """An opt-in Region refuses everybody until somebody enables it."""
    assert "aws account enable-region --region-name eu-west-1" in _error("GetCallerIdentity", code).remedy
