"""What goes wrong before AWS can answer, and answers that cannot be read: botocore's other exceptions as errors of ours."""

from collections.abc import Callable

from botocore import exceptions as boto
from botocore.exceptions import BotoCoreError
from botocore.parsers import ResponseParserError

from pulumi_ecs_express import errors

UNREADABLE = (LookupError, TypeError, AttributeError, ValueError, ResponseParserError)
"""What botocore's parsers and ours raise over an answer that is none of AWS's."""

SHOWN = 300
"""Characters of a text that is not meant for people to read."""


def one_line(text: str) -> str:
    """Bring a text that may be a page of some proxy's to one line of bearable length; AWS's own words stay as they are."""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def unreadable(attempt: str, region: str, error: Exception) -> errors.ExpressError:
    """Report an answer in another form than AWS's, or an endpoint that is no URL."""
    if str(error).startswith("Invalid endpoint"):
        return _unreachable(attempt, region, one_line(str(error)))
    lacking = f"it lacks {error}" if isinstance(error, KeyError) else one_line(str(error))
    return errors.UnknownFault(
        f"{attempt} failed: the answer is not in AWS's form",
        why=lacking or type(error).__name__,
        remedy="see that AWS_ENDPOINT_URL and proxies lead to AWS, then run `pulumi up` again: it goes on from what was reached",
    )


def no_response_error(attempt: str, region: str, error: BotoCoreError) -> errors.ExpressError:
    """Sort what went wrong before AWS could answer."""
    for kinds, make in _BY_KIND:
        if isinstance(error, kinds):
            return make(attempt, region, one_line(str(error)))
    return errors.UnknownFault(f"{attempt} failed", why=one_line(str(error)), remedy="run `pulumi up` again")


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
        (
            boto.NoCredentialsError,
            boto.PartialCredentialsError,
            boto.ProfileNotFound,
            boto.CredentialRetrievalError,
            boto.NoAuthTokenError,
            boto.MetadataRetrievalError,
            boto.RefreshWithMFAUnsupportedError,
            boto.ConfigParseError,
            boto.ConfigNotFound,
            boto.InvalidConfigError,
            boto.InfiniteLoopConfigError,
            boto.UnknownCredentialError,
        ),
        _no_credentials,
    ),
    ((boto.TokenRetrievalError, boto.SSOError, boto.LoginError), _expired),
    ((boto.NoRegionError, boto.InvalidRegionError, boto.UnknownEndpointError), _no_region),
    (
        (boto.HTTPClientError, boto.EndpointConnectionError, boto.ConnectionError, boto.IncompleteReadError),
        _unreachable,
    ),
)
