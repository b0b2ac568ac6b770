"""What an answer of GitHub's REST API means: whether to wait and ask again, and which error it is."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from pulumi_ecs_express import errors

ATTEMPTS = 5
"""How often one request is sent at most."""

SECONDARY_LIMIT_SECONDS = 60.0
"""
The first wait where a rate limit names no time; each further one is twice as long.

Source: "at least one minute", https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api,
read 2026-11-28; the order of the headers in ``pause`` is that page's too.
"""

SHOWN = 300
"""Characters of an answer that are shown."""

PERMISSION = "give the job `permissions: pull-requests: write`, or the token the permission of that name"


@dataclass(frozen=True)
class Answer:
    """
    What came back.

    Attributes:
        status: HTTP status code.
        headers: By name in small letters.
        text: The body.
    """

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def failed(self) -> bool:
        """Whether it is not what was asked for."""
        return not 200 <= self.status < 300


def is_rate_limit(answer: Answer) -> bool:
    """Tell a rate limit, primary or secondary, from a missing permission: both are a 403."""
    if answer.status == 429:
        return True
    told = answer.text.lower()
    spent = answer.headers.get("x-ratelimit-remaining") == "0" and "not accessible" not in told
    return answer.status == 403 and (
        "retry-after" in answer.headers or "rate limit" in told or "abuse detection" in told or spent
    )


def pause(answer: Answer, now: float, attempt: int) -> float | None:
    """
    Say how many seconds to wait before the same request is sent again; None where that would not help.

    Args:
        answer: What came back.
        now: Seconds since the epoch.
        attempt: How often the request has been sent, from 1.
    """
    if attempt >= ATTEMPTS:
        return None
    if is_rate_limit(answer):
        told = _retry_after(answer, now)
        if told is None and answer.headers.get("x-ratelimit-remaining") == "0":
            told = _seconds(answer.headers.get("x-ratelimit-reset", ""), since=now)
        return SECONDARY_LIMIT_SECONDS * 2.0 ** (attempt - 1) if told is None else max(1.0, told)
    if answer.status >= 500:
        return max(backoff(attempt), _retry_after(answer, now) or 0.0)
    return None


def backoff(attempt: int) -> float:
    """Say how many seconds to wait after a fault, by how often the request has been sent."""
    return 2.0 ** (attempt - 1)


def error(answer: Answer, attempt: str) -> errors.GitHubError:
    """
    Make an error of an answer that is not what was asked for.

    Args:
        answer: What came back.
        attempt: What was tried, as a clause that "failed" can follow.
    """
    why = said(answer)
    if answer.status == 401:
        return errors.GitHubTokenRefused(
            f"{attempt} failed: GitHub does not accept the token",
            why=why,
            remedy="set GITHUB_TOKEN to a token that is valid, in a workflow to ${{ github.token }}",
        )
    if answer.status in (404, 410):
        return errors.PullRequestNotFound(
            f"{attempt} failed: there is no such pull request, or the token may not see it",
            why=why,
            remedy=f"check --repository, --pull-request and GITHUB_API_URL; in a private repository, {PERMISSION}",
        )
    if answer.status >= 500 or not _is_githubs(answer):
        return unusable(attempt, why)
    if answer.status == 403 and not re.search(r"\blocked\b", why, flags=re.IGNORECASE):
        return _denied(answer, attempt, why)
    return errors.CommentRefused(
        f"{attempt} failed: GitHub refuses it",
        why=why,
        remedy="change what GitHub names, then run the same command again",
    )


def rate_limited(answer: Answer, attempt: str, until: float) -> errors.GitHubError:
    """Report a rate limit that lasts longer than may be waited; ``until`` is in seconds since the epoch."""
    return errors.GitHubRateLimited(
        f"{attempt} failed: too many requests with this token",
        why=said(answer),
        remedy=f"run it again after {clock_time(until)}, or allow a longer wait with --max-wait",
    )


def unusable(attempt: str, why: str) -> errors.GitHubError:
    """Report that nothing usable came back."""
    return errors.GitHubUnavailable(
        f"{attempt} failed: GitHub gave no usable answer",
        why=why,
        remedy="check GITHUB_API_URL, proxies and https://www.githubstatus.com, then run the same command again",
    )


def said(answer: Answer) -> str:
    """Give GitHub's own message in one line; of a page for browsers, the words."""
    try:
        content = json.loads(answer.text)
    except ValueError:
        content = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", answer.text, flags=re.DOTALL | re.IGNORECASE)
    if isinstance(content, dict):
        problems = [_problem(one) for one in content.get("errors") or [] if one]
        content = "; ".join([str(content.get("message") or ""), *problems])
    words = "".join(letter if letter.isprintable() else " " for letter in str(content)).split()
    text = " ".join(words).strip("; ")
    return (
        f"HTTP {answer.status}: {text[:SHOWN]}{'…' if len(text) > SHOWN else ''}" if text else f"HTTP {answer.status}"
    )


def clock_time(moment: float) -> str:
    """Write a moment, in seconds since the epoch, as a time of day."""
    return datetime.fromtimestamp(moment, tz=timezone.utc).strftime("%H:%M:%S UTC")


def _is_githubs(answer: Answer) -> bool:
    """Tell GitHub's refusals from those of a proxy, which are pages."""
    try:
        return isinstance(json.loads(answer.text), dict)
    except ValueError:
        return False


def _denied(answer: Answer, attempt: str, why: str) -> errors.GitHubError:
    accepted = answer.headers.get("x-accepted-github-permissions", "")
    return errors.GitHubPermissionMissing(
        f"{attempt} failed: the token may not do that",
        why=f"{why} (GitHub accepts: {accepted})" if accepted else why,
        remedy=f"{PERMISSION}; in pull requests from forks it only reads whatever the workflow says, so that strangers cannot write",
    )


def _problem(one: object) -> str:
    if not isinstance(one, dict):
        return str(one)
    return str(one.get("message") or " ".join(str(one[name]) for name in ("field", "code") if name in one))


def _retry_after(answer: Answer, now: float) -> float | None:
    """Read the header, which holds seconds, or a date where a proxy has written it."""
    value = answer.headers.get("retry-after", "")
    told = _seconds(value)
    if told is None and value:
        try:
            return parsedate_to_datetime(value).timestamp() - now
        except ValueError:
            return None
    return told


def _seconds(value: str, since: float = 0.0) -> float | None:
    return float(value) - since if re.fullmatch(r"\d{1,12}", value) else None
