"""
From botocore's exceptions to ours: the only reader of AWS's error codes and messages.

Each message that is matched below was seen on AWS; where it was seen stands beside it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from botocore import exceptions as boto
from botocore.exceptions import BotoCoreError, ClientError

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws import denials


@dataclass(frozen=True)
class Fault:
    """An answer of AWS that is an error: what was tried, by which operation and IAM action, and what AWS said."""

    attempt: str
    region: str
    code: str
    message: str
    operation: str = ""
    action: str = ""

    def says(self, *texts: str) -> bool:
        """Tell whether AWS's message holds one of the texts."""
        return any(text.lower() in self.message.lower() for text in texts)


@contextmanager
def translated(attempt: str, region: str) -> Iterator[None]:
    """Turn whatever botocore raises inside into one of our errors; ``attempt`` says what was tried, as a noun phrase."""
    try:
        yield
    except ClientError as error:
        told = error.response.get("Error", {})
        message = str(told.get("Message") or told.get("message") or "")
        code, action = str(told.get("Code", "")), str(told.get(denials.MEMBER, ""))
        raise _answered(Fault(attempt, region, code, message, error.operation_name, action)) from error
    except BotoCoreError as error:
        raise _unanswered(attempt, region, error) from error


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
    """Tell whether the caller's own session could not be had: a profile may name a role that botocore assumes for it."""
    return fault.operation.startswith("AssumeRole")


def _role(fault: Fault) -> errors.ExpressError:
    return errors.RoleNotAssumable(
        f"{fault.attempt} failed: ECS cannot use a role",
        why=fault.message,
        remedy="let the execution role trust ecs-tasks.amazonaws.com and the infrastructure role ecs.amazonaws.com",
    )


def _client(fault: Fault) -> errors.ExpressError:
    """Tell the three meanings of ClientException apart."""
    if fault.says(*NOT_VALIDATED, *NOT_ASSUMABLE):
        return _role(fault)
    if fault.says("not authorized", "access denied"):
        return _denied(fault)
    return _parameter(fault)


def _parameter(fault: Fault) -> errors.ExpressError:
    if fault.says("resource not found", "service not found"):  # terraform-provider-aws, express_gateway_service.go
        return _not_found(fault)
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
        f"{fault.attempt} was refused", why=fault.message or fault.code, remedy=_advice(fault)
    )


def _advice(fault: Fault) -> str:
    if fault.says("subnet", "vpc"):
        return 'set network_configuration={"subnets": [...]}: two zones or more, all public or all private, in one VPC'
    return "change the argument that AWS names"


def _not_found(fault: Fault) -> errors.ExpressError:
    return errors.ServiceNotFound(
        f"{fault.attempt} failed: there is no such service in {fault.region}",
        why=fault.message,
        remedy="run `pulumi up --refresh` to make it again",
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
    (frozenset({"InvalidParameter", "Validation", "ResourceInUse", "Conflict", "LimitExceeded"}), _parameter),
    (frozenset({"ResourceNotFound", "ServiceNotFound"}), _not_found),
    (frozenset({"ServiceNotActive"}), _not_active),
    (frozenset({"ClusterNotFound"}), _cluster),
    (frozenset({"PlatformUnknown", "PlatformTaskDefinitionIncompatibility"}), _platform),
    (frozenset({"UnsupportedFeature"}), _unsupported),
    (frozenset({"Throttling", "ThrottledException", "TooManyRequests", "RequestLimitExceeded", "Throttled", "SlowDown"}), _throttled),
    (frozenset({"Server", "OperationAborted", "InternalFailure", "InternalServerError", "ServiceUnavailable", "500", "502", "503", "504"}), _server),
    (
        frozenset({"ExpiredToken", "UnrecognizedClient", "InvalidClientTokenId", "SignatureDoesNotMatch", "InvalidSignature",
                   "IncompleteSignature", "MissingAuthenticationToken", "AuthFailure", "RequestExpired"}),
        _credentials,
    ),
)  # fmt: skip


def _unanswered(attempt: str, region: str, error: BotoCoreError) -> errors.ExpressError:
    """Sort what went wrong before AWS could answer."""
    for kinds, make in _BY_KIND:
        if isinstance(error, kinds):
            return make(attempt, region, " ".join(str(error).split()))
    return errors.UnknownFault(f"{attempt} failed", why=" ".join(str(error).split()), remedy="run `pulumi up` again")


def _no_credentials(attempt: str, _region: str, why: str) -> errors.ExpressError:
    return errors.NoCredentials(
        f"{attempt} needs AWS credentials",
        why=why,
        remedy="log in (`aws configure`, `aws sso login`), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
    )


def _expired(attempt: str, _region: str, why: str) -> errors.ExpressError:
    return errors.CredentialsRefused(
        f"{attempt} failed: the credentials cannot be used",
        why=why,
        remedy="log in again (`aws login` or `aws sso login`), then run the same command",
    )


def _no_region(attempt: str, region: str, why: str) -> errors.ExpressError:
    return errors.NoRegion(
        f"{attempt} needs a Region" if not region else f"{attempt} failed: the Region {region!r} is not usable",
        why=why,
        remedy="set the argument `region`, `pulumi config set aws:region eu-west-1`, or AWS_REGION",
    )


def _unreachable(attempt: str, region: str, why: str) -> errors.ExpressError:
    return errors.Unreachable(
        f"{attempt} failed: AWS{f' in {region}' if region else ''} cannot be reached",
        why=why,
        remedy="check the network, the name of the Region and AWS_ENDPOINT_URL, then run the same command again",
    )


_BY_KIND: tuple[tuple[tuple[type[BotoCoreError], ...], Callable[[str, str, str], errors.ExpressError]], ...] = (
    (
        (boto.NoCredentialsError, boto.PartialCredentialsError, boto.ProfileNotFound, boto.CredentialRetrievalError),
        _no_credentials,
    ),
    ((boto.TokenRetrievalError, boto.SSOError, boto.LoginError), _expired),
    ((boto.NoRegionError, boto.InvalidRegionError), _no_region),
    ((boto.HTTPClientError, boto.EndpointConnectionError, boto.ConnectionError), _unreachable),
)
