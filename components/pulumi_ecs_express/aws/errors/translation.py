"""
From botocore's exceptions to ours: the only reader of AWS's error codes and messages.

Each message that is matched below was seen on AWS; where it was seen stands beside it.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.errors import denials
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


def _denied(fault: Fault) -> errors.ExpressError:
    if fault.says(*NOT_ASSUMABLE) and not _of_the_session(fault):
        return _role(fault)
    denial = denials.read(fault.message, fault.action)
    return errors.AccessDenied(
        f"{fault.attempt} was denied", why=fault.message or f"AWS does not allow {denial.action}", remedy=denial.remedy
    )


def _of_the_session(fault: Fault) -> bool:
    """Report whether the caller's own session could not be had: a profile may name a role that botocore assumes for it."""
    return fault.operation.startswith("AssumeRole")


def _role(fault: Fault) -> errors.ExpressError:
    if fault.says("service linked role", "service-linked role"):
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


def _client(fault: Fault) -> errors.ExpressError:
    """Tell the meanings of ClientException apart."""
    if fault.says("too many concurrent attempts"):
        return errors.ConcurrentRequests(
            f"{fault.attempt} was throttled", why=fault.message, remedy="run `pulumi up` again in a minute"
        )
    if fault.says(*NOT_VALIDATED, *NOT_ASSUMABLE):
        return _role(fault)
    if fault.says("not authorized", "access denied"):
        return _denied(fault)
    if fault.says("unable to describe task definition"):  # ecspresso, aws-actions/amazon-ecs-render-task-definition
        return _definition(fault)
    if fault.says("taskdefinition is inactive"):  # containers-roadmap #328
        return _inactive_definition(fault)
    return _parameter(fault)


def _parameter(fault: Fault) -> errors.ExpressError:
    if fault.says("resource not found", "service not found"):  # terraform-provider-aws, express_gateway_service.go
        return _not_found(fault)
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
    if fault.says(*NOT_ASSUMABLE):
        return _role(fault)
    if fault.says("that is inactive"):  # aws-cli, serviceviewcollector.py
        return _not_active(fault)
    return errors.ParameterRefused(
        f"{fault.attempt} was refused", why=fault.message or fault.code, remedy=advice(fault.message)
    )


OF_A_SERVICE = re.compile(r"ExpressGatewayService$|^(List|Describe)Service|^(Tag|Untag)Resource$")
"""Operations that are asked about a service alone: only there does "not found" mean that the service is gone."""


def _not_found(fault: Fault) -> errors.ExpressError:
    if not OF_A_SERVICE.search(fault.operation) and not fault.code.startswith("ServiceNotFound"):
        return _missing(fault)
    return errors.ServiceNotFound(
        f"{fault.attempt} failed: there is no such service in {fault.region}",
        why=fault.message,
        remedy="run `pulumi up --refresh` to make it again",
    )


def _missing(fault: Fault) -> errors.ExpressError:
    return errors.ParameterRefused(
        f"{fault.attempt} failed: there is no such thing in {fault.region}",
        why=fault.message or fault.code,
        remedy="look at its name or ARN, its Region and its account; make it first, or name one that is there",
    )


def _not_active(fault: Fault) -> errors.ExpressError:
    return errors.ServiceNotActive(
        f"{fault.attempt} failed: the service is being deleted or was",
        why=fault.message,
        remedy="run `pulumi up --refresh` to make it again",
    )


def _cluster(fault: Fault) -> errors.ExpressError:
    return errors.ClusterNotFound(
        f"{fault.attempt} failed: there is no such cluster in {fault.region}",
        why=fault.message,
        remedy="leave `cluster` out to use the default one, or make it with aws.ecs.Cluster and pass its ARN",
    )


def _definition(fault: Fault) -> errors.ExpressError:
    return errors.TaskDefinitionNotFound(
        f"{fault.attempt} failed: there is no such task definition in {fault.region}",
        why=fault.message,
        remedy="name a family, family:revision or ARN that `aws ecs list-task-definitions` shows in this Region and account",
    )


def _inactive_definition(fault: Fault) -> errors.ExpressError:
    return errors.TaskDefinitionInactive(
        f"{fault.attempt} was refused: the revision is deregistered",
        why=fault.message,
        remedy="name an ACTIVE revision, or register the same again: `aws ecs list-task-definitions` shows what is ACTIVE",
    )


def _platform(fault: Fault) -> errors.ExpressError:
    return errors.PlatformRefused(
        f"{fault.attempt} was refused", why=fault.message, remedy="change cpu_architecture, cpu or memory"
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
    (
        frozenset({"InvalidParameter", "Validation", "ValidationError", "InvalidParameterValue", "InvalidParameterCombination",
                   "MissingParameter", "Serialization", "ResourceInUse", "Conflict", "LimitExceeded", "InvalidArn", "InvalidInput",
                   "IncompatibleProtocols", "InvalidLoadBalancerAction", "OperationNotPermitted", "TargetGroupAssociationLimit",
                   "NamespaceNotFound", "TooManyActions", "TooManyRegistrationsForTargetId", "TooManyTargets",
                   "TooManyUniqueTargetGroupsPerLoadBalancer", "UnsupportedCertificate", "UnsupportedProtocol"}),
        _parameter,
    ),
    (frozenset({"ResourceNotFound", "ServiceNotFound"}), _not_found),
    (
        frozenset({"RepositoryNotFound", "ImageNotFound", "LoadBalancerNotFound", "NoSuchEntity",
                   "ListenerNotFound", "NoSuchHostedZone", "RuleNotFound", "TargetGroupNotFound"}),
        _missing,
    ),
    (frozenset({"TooManyCertificates"}), _certificates),
    (frozenset({"CertificateNotFound"}), _certificate),
    (frozenset({"ServiceNotActive"}), _not_active),
    (frozenset({"ClusterNotFound"}), _cluster),
    (frozenset({"PlatformUnknown", "PlatformTaskDefinitionIncompatibility"}), _platform),
    (frozenset({"UnsupportedFeature", "UnsupportedOperation", "UnknownOperation", "InvalidAction"}), _unsupported),
    (
        frozenset({"Throttling", "ThrottledException", "TooManyRequests", "RequestLimitExceeded", "Throttled", "RequestThrottled",
                   "SlowDown", "429"}),
        _throttled,
    ),
    (
        frozenset({"Server", "ServiceFailure", "OperationAborted", "InternalFailure", "InternalServerError", "InternalServer", "InternalError",
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
