"""
From botocore's exceptions to ours: the only reader of AWS's error codes and messages.

Each message that is matched below was seen on AWS; where it was seen stands beside it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.errors import denials, not_found
from pulumi_ecs_express.aws.errors.advice import advice
from pulumi_ecs_express.aws.errors.fault import Fault
from pulumi_ecs_express.aws.errors.no_response import UNREADABLE, no_response_error, one_line, unreadable


@contextmanager
def translated(attempt: str, region: str) -> Iterator[None]:
    """Turn whatever botocore raises inside into one of our errors; ``attempt`` says what was tried, as a noun phrase."""
    try:
        yield
    except ClientError as error:
        reported = error.response.get("Error", {})
        message = str(reported.get("Message") or reported.get("message") or "")
        page = message.lstrip().startswith("<")
        code, action = str(reported.get("Code", "")), str(reported.get(denials.MEMBER, ""))
        fault = Fault(attempt, region, code, one_line(message) if page else message, error.operation_name, action)
        raise _answered(fault) from error
    except BotoCoreError as error:
        raise no_response_error(attempt, region, error) from error
    except UNREADABLE as error:
        raise unreadable(attempt, region, error) from error


def _answered(fault: Fault) -> errors.ExpressError:
    code = fault.code.removesuffix("Exception")
    for codes, make in _BY_CODE:
        if code in codes:
            return make(fault)
    return errors.UnknownFault(
        f"{fault.attempt} failed",
        why=f"AWS answered {fault.code or 'without a code'}: {fault.message or 'and gave no reason'}",
        remedy="run `pulumi up` again; if it stays, look the code up in the AWS documentation",
    )


NOT_ASSUMABLE = (
    "cannot assume role",
    "is not authorized to perform: sts:assumerole",
    "unable to assume the service linked role",
)
"""Said of roles made moments ago (terraform-provider-aws, express_gateway_service.go; #47568)."""

NOT_VALIDATED = (
    "aws was not able to validate the provided access credentials",
    "the security token included in the request is invalid",
)
"""Said by ECS of a new role's credentials, under ClientException (terraform-provider-aws #47568)."""


OF_THE_SERVICE_LINKED_ROLE = "the ecs service role being passed has the proper permissions"
"""Said where load balancers or registries are set without it (terraform-provider-aws, service.go)."""


def _denied(fault: Fault) -> errors.ExpressError:
    if fault.says(*NOT_ASSUMABLE) and not _of_the_session(fault):
        return _role(fault)
    denial = denials.read(fault.message, fault.action)
    return errors.AccessDenied(
        f"{fault.attempt} was denied",
        why=fault.message or f"AWS does not allow {denial.action}",
        remedy=denial.remedy,
        action=denial.action,
    )


def _of_the_session(fault: Fault) -> bool:
    """Report whether the caller's own session could not be had: a profile may name a role that botocore assumes for it."""
    return fault.operation.startswith("AssumeRole")


def _role(fault: Fault) -> errors.ExpressError:
    if fault.says("service linked role", "service-linked role", OF_THE_SERVICE_LINKED_ROLE):
        return errors.RoleNotAssumable(
            f"{fault.attempt} failed: ECS cannot use its service-linked role",
            why=fault.message,
            remedy="make it, if it is missing: aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com",
        )
    return errors.RoleNotAssumable(
        f"{fault.attempt} failed: ECS cannot use a role",
        why=fault.message,
        remedy="let the execution role trust ecs-tasks.amazonaws.com and the infrastructure role ecs.amazonaws.com",
    )


def _concurrent(fault: Fault) -> errors.ExpressError:
    return errors.ConcurrentRequests(
        f"{fault.attempt} was throttled", why=fault.message, remedy="run `pulumi up` again in a minute"
    )


def _client(fault: Fault) -> errors.ExpressError:
    """Tell the meanings of ClientException apart."""
    if fault.says("too many concurrent attempts"):
        return _concurrent(fault)
    if fault.says(*NOT_VALIDATED, *NOT_ASSUMABLE):
        return _role(fault)
    if fault.says("not authorized", "access denied"):
        return _denied(fault)
    if fault.says("provisioning"):  # ClientException of UpdateService, Amazon ECS API reference
        return _provisioning(fault)
    if fault.says("unable to describe task definition"):  # ecspresso, aws-actions/amazon-ecs-render-task-definition
        return not_found.definition(fault)
    if fault.says("taskdefinition is inactive"):  # containers-roadmap #328
        return not_found.inactive_definition(fault)
    return _parameter(fault)


def _parameter(fault: Fault) -> errors.ExpressError:
    if fault.says("resource not found", "service not found"):  # terraform-provider-aws, express_gateway_service.go
        return not_found.service_or_other(fault)
    if fault.says("condition values"):  # aws-cdk #10065
        return errors.DomainQuotaReached(
            f"{fault.attempt} was refused: the rule is full",
            why=fault.message,
            remedy="a rule holds the service's endpoint and four hosts, and AWS does not raise that: use a wildcard, or another service",
        )
    if fault.says("still draining"):  # repost.aws, on CreateService over a draining name
        return errors.ServiceDraining(
            f"{fault.attempt} failed",
            why=fault.message,
            remedy="wait until the old service of that name is INACTIVE, then run `pulumi up` again",
        )
    if fault.says("deployment") and fault.says(
        "in progress"
    ):  # whether AWS says so is not known; ECS at large does not
        return errors.DeploymentUnderWay(
            f"{fault.attempt} was refused",
            why=fault.message,
            remedy="run `pulumi up` again when the deployment has ended",
        )
    if fault.says(*NOT_ASSUMABLE, OF_THE_SERVICE_LINKED_ROLE):
        return _role(fault)
    if fault.says("that is inactive"):  # aws-cli, serviceviewcollector.py
        return not_found.not_active(fault)
    return errors.ParameterRefused(
        f"{fault.attempt} was refused", why=fault.message or fault.code, remedy=advice(fault.message)
    )


def _provisioning(fault: Fault) -> errors.ExpressError:
    return errors.TaskQuotaReached(
        f"{fault.attempt} was refused: too many tasks of the cluster wait for capacity",
        why=fault.message,
        remedy="wait until some of them run, or add capacity to the cluster's capacity provider; the quota is \"Tasks in "
        'PROVISIONING state per cluster" of Amazon ECS',
    )


def _platform(fault: Fault) -> errors.ExpressError:
    of_any_service = fault.operation == "UpdateService"
    return errors.PlatformRefused(
        f"{fault.attempt} was refused",
        why=fault.message,
        remedy="change platform_version: LATEST fits most"
        if of_any_service
        else "change cpu_architecture, cpu or memory",
    )


def _unsupported(fault: Fault) -> errors.ExpressError:
    return errors.UnsupportedInRegion(
        f"{fault.attempt} failed: {fault.region} does not offer this",
        why=fault.message,
        remedy="choose another Region, by the argument `region` or `pulumi config set aws:region`",
    )


def _not_enabled(fault: Fault) -> errors.ExpressError:
    return errors.NoRegion(
        f"{fault.attempt} failed: this account has not enabled {fault.region}",
        why=fault.message or fault.code,
        remedy=f"`aws account enable-region --region-name {fault.region}`, or choose another one by `region` or aws:region",
    )


def _certificates(fault: Fault) -> errors.ExpressError:
    return errors.DomainQuotaReached(
        f"{fault.attempt} was refused: the load balancer has no place for another certificate",
        why=fault.message or fault.code,
        remedy='raise the quota "Certificates per Application Load Balancer" in Service Quotas, or use one certificate with a '
        "wildcard for several domains, by certificate_arn",
    )


def _certificate(fault: Fault) -> errors.ExpressError:
    return errors.CertificateNotFound(
        f"{fault.attempt} failed: the load balancer finds no such certificate in {fault.region}",
        why=fault.message or fault.code,
        remedy="name an issued certificate of the service's Region and account in certificate_arn",
    )


def _throttled(fault: Fault) -> errors.ExpressError:
    return errors.Throttled(
        f"{fault.attempt} was throttled, after all retries",
        why=fault.message or fault.code,
        remedy="run `pulumi up` again in a minute",
    )


def _server(fault: Fault) -> errors.ExpressError:
    return errors.ServerFault(
        f"{fault.attempt} failed at AWS, after all retries",
        why=fault.message or fault.code,
        remedy="run `pulumi up` again: it goes on from what was reached",
    )


def _credentials(fault: Fault) -> errors.ExpressError:
    return errors.CredentialsRefused(
        f"{fault.attempt} failed: AWS does not accept the credentials",
        why=fault.message or fault.code,
        remedy="log in again (`aws sso login`, or new keys), then run the same command",
    )


_BY_CODE: tuple[tuple[frozenset[str], Callable[[Fault], errors.ExpressError]], ...] = (
    (frozenset({"AccessDenied", "UnauthorizedOperation", "NotAuthorized", "403"}), _denied),
    (frozenset({"Client"}), _client),
    (frozenset({"ConcurrentModification", "ConcurrentUpdate"}), _concurrent),
    (
        frozenset({"InvalidParameter", "Validation", "ValidationError", "InvalidParameterValue", "InvalidParameterCombination",
                   "MissingParameter", "Serialization", "ResourceInUse", "Conflict", "LimitExceeded", "InvalidArn", "InvalidInput",
                   "InvalidRequest", "InvalidState",
                   "InvalidNextToken",
                   "DuplicateTagKeys", "InvalidTag", "TagPolicy", "TooManyTags",
                   "IncompatibleProtocols", "InvalidLoadBalancerAction", "OperationNotPermitted", "TargetGroupAssociationLimit",
                   "TooManyActions", "TooManyRegistrationsForTargetId", "TooManyTargets",
                   "TooManyUniqueTargetGroupsPerLoadBalancer", "UnsupportedCertificate", "UnsupportedProtocol"}),
        _parameter,
    ),
    (frozenset({"ResourceNotFound", "ServiceNotFound"}), not_found.service_or_other),
    (frozenset({"ServiceDeploymentNotFound"}), not_found.missing),
    (
        frozenset({"RepositoryNotFound", "ImageNotFound", "LoadBalancerNotFound", "NoSuchEntity",
                   "ListenerNotFound", "NoSuchHostedZone", "RuleNotFound", "TargetGroupNotFound",
                   "TrustStoreNotFound"}),
        not_found.missing,
    ),
    (frozenset({"TooManyCertificates"}), _certificates),
    (frozenset({"CertificateNotFound"}), _certificate),
    (frozenset({"ServiceNotActive"}), not_found.not_active),
    (frozenset({"ClusterNotFound"}), not_found.cluster),
    (frozenset({"NamespaceNotFound"}), not_found.namespace),
    (frozenset({"PlatformUnknown", "PlatformTaskDefinitionIncompatibility"}), _platform),
    (frozenset({"UnsupportedFeature", "UnsupportedOperation", "UnknownOperation", "InvalidAction"}), _unsupported),
    (
        frozenset({"Throttling", "ThrottledException", "TooManyRequests", "RequestLimitExceeded", "Throttled", "RequestThrottled",
                   "SlowDown", "429"}),
        _throttled,
    ),
    (
        frozenset({"Server", "ServiceFailure", "OperationAborted", "InternalFailure", "InternalServerError", "InternalServer",
                   "InternalError", "InternalService", "InternalServiceError",
                   "ServiceUnavailable", "RequestTimeout", "RequestAborted", "500", "502", "503", "504"}),
        _server,
    ),
    (frozenset({"OptInRequired", "RegionDisabled", "SubscriptionRequired"}), _not_enabled),
    (
        frozenset({"ExpiredToken", "UnrecognizedClient", "InvalidClientTokenId", "SignatureDoesNotMatch", "InvalidSignature",
                   "IncompleteSignature", "MissingAuthenticationToken", "AuthFailure", "RequestExpired", "InvalidAccessKeyId",
                   "InvalidToken"}),
        _credentials,
    ),
)  # fmt: skip
