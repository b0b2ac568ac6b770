"""There is no usable session with AWS."""

from pulumi_ecs_express.errors.base import ExpressError


class NoAccess(ExpressError):
    """There is no session with AWS to work with."""

    code = "no-access"


class NoCredentials(NoAccess):
    """No credentials were found."""

    code = "no-credentials"


class CredentialsRefused(NoAccess):
    """The credentials are invalid or have expired."""

    code = "credentials-refused"


class NoRegion(NoAccess):
    """No Region is set, or the one set does not exist or is not enabled in the account."""

    code = "no-region"


class OtherAccount(NoAccess):
    """The credentials belong to another account than the service, or to one that the aws provider does not allow."""

    code = "other-account"
