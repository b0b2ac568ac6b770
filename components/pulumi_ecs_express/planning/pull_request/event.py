"""Which pull request a run is about: from GitHub's variables, its event, and what is said on the command line."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pulumi_ecs_express import errors

API = "https://api.github.com"
"""Where GitHub's REST API is, unless ``GITHUB_API_URL`` says otherwise."""

DEPENDABOT = "dependabot[bot]"

_URL = r"https?://([\w.-]+|\[[0-9a-fA-F:]+\])(:\d+)?(/[\w./-]*)?"
_REPOSITORY = r"[A-Za-z0-9][A-Za-z0-9-]*/(?!\.{1,2}$)[\w.-]+"


@dataclass(frozen=True)
class PullRequest:
    """
    A pull request, and how it is reached.

    Attributes:
        api: URL of the REST API, without a slash at its end.
        graphql: URL of the GraphQL API.
        repository: ``OWNER/NAME``.
        number: Its number.
        token: By which it is reached; empty where there is none.
        reads_only: Why its workflows get a token that only reads; empty where they do not.
        head: The commit of its branch that the event is about; empty where it is not known.
    """

    api: str
    graphql: str
    repository: str
    number: int
    token: str
    reads_only: str = ""
    head: str = ""

    def __repr__(self) -> str:
        """Leave the token out: whatever prints this must not print that."""
        return f"PullRequest({self.repository}#{self.number})"

    def __str__(self) -> str:
        return f"{self.repository}#{self.number}"


def pull_request(
    environment: Mapping[str, str], event: str | None, *, number: int | None, repository: str | None
) -> PullRequest:
    """
    Find the pull request.

    Args:
        environment: Variables, of which GitHub's are read.
        event: The event's payload as JSON; None where there is none.
        number: As given on the command line.
        repository: As given on the command line.

    Raises:
        GitHubSettingsMissing: Something is missing or wrong; all of it is named. A missing token is none of it where
            workflows get none that may comment.
    """
    payload = _payload(event)
    found = number or _number(payload)
    place = repository or environment.get("GITHUB_REPOSITORY", "")
    token = environment.get("GITHUB_TOKEN", "").strip()
    api = (environment.get("GITHUB_API_URL") or API).rstrip("/")
    of_event = payload if found == _number(payload) else {}
    reads_only = _reads_only(of_event)
    problems = [
        *_token_problems(token, reads_only),
        *_repository_problems(place),
        *([] if found else [_no_pull_request(environment, event)]),
        *([] if re.fullmatch(_URL, api) else [f"GITHUB_API_URL is no URL of an API: {api!r}"]),
    ]
    if problems:
        raise errors.GitHubSettingsMissing(
            "the pull request cannot be reached", why="\n  ".join(problems), remedy=_remedy()
        )
    graphql = environment.get("GITHUB_GRAPHQL_URL") or _graphql(api)
    return PullRequest(api, graphql, place, found, token, reads_only, _head(of_event))


def require_token(request: PullRequest) -> str:
    """
    Give the token of a pull request.

    Raises:
        GitHubPermissionMissing: Its workflows get none.
    """
    if not request.token:
        raise errors.GitHubPermissionMissing(
            f"commenting on {request} failed: there is no token",
            why=f"it {request.reads_only}, and its workflows get no secrets",
            remedy="read the text in the summary of the run (GITHUB_STEP_SUMMARY), or post it from a run that has a token",
        )
    return request.token


def origin(request: PullRequest, environment: Mapping[str, str]) -> str:
    """
    Write the last line of a comment, which says of which commit it is and which run made it; empty where that is unknown.

    A comment that stays the same after a push would not tell whether it is of that push.
    """
    if not request.head:
        return ""
    url = run_url(environment)
    run = f", by [run {environment['GITHUB_RUN_ID']}]({url})" if url else ""
    return f"\n\n<sub>Of commit {request.head}{run}.</sub>\n"


def run_url(environment: Mapping[str, str]) -> str:
    """Write where a person reads the run of a workflow; empty outside of one."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
    server, repository, run = (environment.get(name, "") for name in names)
    return f"{server}/{repository}/actions/runs/{run}" if server and repository and run else ""


def _remedy() -> str:
    return (
        "in a workflow on `pull_request`, set `env: GITHUB_TOKEN: ${{ github.token }}`; elsewhere set GITHUB_TOKEN, "
        "and give --repository OWNER/NAME and --pull-request NUMBER"
    )


def _payload(event: str | None) -> Mapping[str, object]:
    try:
        content = json.loads(event or "{}")
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _number(payload: Mapping[str, object]) -> int:
    """Read the number from the event of a pull request, a review of it, or a comment on it; 0 where it is another event."""
    request, issue = payload.get("pull_request"), payload.get("issue")
    if isinstance(request, dict):
        return _whole(request.get("number"))
    if isinstance(issue, dict) and issue.get("pull_request"):
        return _whole(issue.get("number"))
    return 0


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _reads_only(payload: Mapping[str, object]) -> str:
    request = payload.get("pull_request")
    if not isinstance(request, dict):
        return ""
    head, base = (_at(request, side, "repo", "full_name") for side in ("head", "base"))
    if head != base:
        return "is from a fork"
    return "is Dependabot's" if _at(request, "user", "login") == DEPENDABOT else ""


def _head(payload: Mapping[str, object]) -> str:
    """Read the commit, by which GitHub makes a link; anything else than a hash would be Markdown of somebody else's."""
    commit = _at(payload, "pull_request", "head", "sha")
    return commit if isinstance(commit, str) and re.fullmatch(r"[0-9a-f]{40,64}", commit) else ""


def _at(content: object, *names: str) -> object:
    for name in names:
        content = content.get(name) if isinstance(content, dict) else None
    return content


def _token_problems(token: str, reads_only: str) -> list[str]:
    """Refuse what no header can hold, without showing it."""
    if not token:
        return [] if reads_only else ["GITHUB_TOKEN is not set"]
    return [] if re.fullmatch(r"[\x21-\x7e]+", token) else ["GITHUB_TOKEN holds characters that no token has"]


def _repository_problems(repository: str) -> list[str]:
    if not repository:
        return ["neither --repository nor GITHUB_REPOSITORY says which repository"]
    return [] if re.fullmatch(_REPOSITORY, repository, flags=re.ASCII) else [f"{repository!r} is not OWNER/NAME"]


def _no_pull_request(environment: Mapping[str, str], event: str | None) -> str:
    if event is None:
        return "there is no event (GITHUB_EVENT_PATH), and --pull-request is not given"
    return f"the event {environment.get('GITHUB_EVENT_NAME') or 'of this run'!r} is about no pull request, and --pull-request is not given"


def _graphql(api: str) -> str:
    """Find the GraphQL API beside the REST API: GitHub Enterprise Server has them at ``/api/v3`` and ``/api/graphql``."""
    return f"{api.removesuffix('/v3')}/graphql"
