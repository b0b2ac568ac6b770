"""A comment on a pull request that cannot be written."""

from pulumi_ecs_express.errors.base import ExpressError


class GitHubError(ExpressError):
    """The comment is not on the pull request."""

    code = "github-error"


class GitHubSettingsMissing(GitHubError):
    """Token, repository or pull request are not set, or are set to what cannot be used."""

    code = "github-settings-missing"


class GitHubTokenRefused(GitHubError):
    """GitHub does not accept the token, or it has expired."""

    code = "github-token-refused"


class GitHubPermissionMissing(GitHubError):
    """The token is good, and may not comment."""

    code = "github-permission-missing"


class PullRequestNotFound(GitHubError):
    """There is no such pull request, or the token may not see it."""

    code = "pull-request-not-found"


class GitHubRateLimited(GitHubError):
    """Too many requests with this token, for longer than may be waited."""

    code = "github-rate-limited"


class GitHubUnavailable(GitHubError):
    """GitHub gave no usable answer, after all retries."""

    code = "github-unavailable"


class CommentRefused(GitHubError):
    """GitHub understood the request and rejected it."""

    code = "comment-refused"
