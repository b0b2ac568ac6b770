"""The order of the requests by which exactly one comment of a key says how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pulumi_ecs_express import errors
from pulumi_ecs_express.github.patience import OutcomeUnknown
from pulumi_ecs_express.github.pull_request_comments import PullRequestComments
from pulumi_ecs_express.planning.pull_request.answers import ATTEMPTS, backoff
from pulumi_ecs_express.planning.pull_request.comments import Comment, Step, labelled, marked, own, plan, reduced


@dataclass(frozen=True)
class Published:
    """
    What has happened.

    Attributes:
        step: What became of the current comment.
        url: Where it is; empty where there is none.
        outdated: Number of earlier comments that are a line now.
    """

    step: Step
    url: str
    outdated: int


def publish(comments: PullRequestComments, key: str, text: str, *, quiet: bool) -> Published:
    """
    Make the newest comment of a key hold the text, and reduce the others to a line.

    A post whose answer is lost is looked for before it is sent again. After a post the comments are read once more,
    since another run may have posted at the same moment: both then keep the newest.

    Args:
        comments: Those of the pull request.
        key: Whose comment it is.
        text: Markdown.
        quiet: Whether to post none where there is none yet.

    Raises:
        GitHubError: It failed.
    """
    body = labelled(key, text)
    for attempt in range(1, ATTEMPTS + 1):
        found = _own(comments, key)
        planned = plan(body, found, quiet=quiet)
        try:
            current = _done(comments, planned.step, planned.current, body)
        except OutcomeUnknown as unknown:
            if attempt == ATTEMPTS or not comments.patience.wait(backoff(attempt), "GitHub's answer is lost"):
                raise unknown.failure from unknown
            continue
        if current is None and planned.step is Step.UPDATE:
            continue
        outdated = list(planned.outdated)
        if planned.step is Step.POST and current is not None:
            *outdated, current = _with_others(comments, key, current)
        url = current.url if current else ""
        return Published(planned.step, url, _reduce(comments, key, outdated, url))
    raise errors.GitHubUnavailable(
        f"the comment {key} was not written",
        why="it was deleted again and again while it was edited",
        remedy="run the same command again",
    )


def outdate(comments: PullRequestComments, key: str) -> Published:
    """Reduce all comments of a key to a line."""
    return Published(Step.NOTHING, "", _reduce(comments, key, _own(comments, key), newer=""))


def _done(comments: PullRequestComments, step: Step, current: Comment | None, body: str) -> Comment | None:
    """Do the step, and give the comment that says how it stands; None where somebody has just deleted it."""
    if step is Step.POST:
        return comments.post(body)
    if step is Step.UPDATE and current is not None:
        try:
            return comments.edit(current, body)
        except errors.PullRequestNotFound:
            return None
    return current


def _own(comments: PullRequestComments, key: str) -> Sequence[Comment]:
    """Find the own comments of a key; whose they are is asked only where there are any."""
    found = marked(comments.all(), key)
    return own(found, comments.viewer()) if found else []


def _with_others(comments: PullRequestComments, key: str, posted: Comment) -> list[Comment]:
    """List the own comments after a post, the earliest first; the one posted may not be listed yet."""
    found = {one.number: one for one in own(marked(comments.all(), key), posted.author)} | {posted.number: posted}
    return [found[number] for number in sorted(found)]


def _reduce(comments: PullRequestComments, key: str, outdated: Iterable[Comment], newer: str) -> int:
    count = 0
    for one in outdated:
        try:
            comments.edit(one, reduced(key, newer))
        except errors.PullRequestNotFound:
            continue
        count += 1
    return count
