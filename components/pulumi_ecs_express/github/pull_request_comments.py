"""The comments of one pull request, as GitHub's REST API has them: read, posted, edited."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.github.connection import Connection
from pulumi_ecs_express.github.patience import Call, Patience, answered
from pulumi_ecs_express.planning.pull_request.answers import Answer, unusable
from pulumi_ecs_express.planning.pull_request.comments import Comment
from pulumi_ecs_express.planning.pull_request.event import PullRequest

PAGE_SIZE = 100
"""
Comments of one page, the most that GitHub gives.

Source: https://docs.github.com/en/rest/issues/comments, read 2026-11-28: a pull request is an issue, and these are the
comments of its conversation, not those on lines of code.
"""

_NEXT = re.compile(r'<([^>]*)>[^,]*;\s*rel="?next"?')


class PullRequestComments:
    """
    The comments of a pull request.

    Each method raises a ``GitHubError`` where it fails.
    """

    def __init__(self, request: PullRequest, connection: Connection, patience: Patience) -> None:
        self._request, self._connection, self._patience = request, connection, patience

    @property
    def patience(self) -> Patience:
        """How long may be waited."""
        return self._patience

    def all(self) -> list[Comment]:
        """Read all of them, page by page."""
        attempt = f"reading the comments of {self._request}"
        return [_comment(one, attempt) for page in self._pages(attempt) for one in page]

    def viewer(self) -> str:
        """
        Give the login of the token's account; empty where GitHub does not say.

        By GraphQL, since ``GET /user`` refuses the token of a workflow and of every other GitHub App.
        """
        query = {"query": "query { viewer { login } }"}
        try:
            answer = self._answered(Call("asking whose token it is", "POST", self._request.graphql, query))
            login = json.loads(answer.text)["data"]["viewer"]["login"]
        except (errors.GitHubError, ValueError, LookupError, TypeError):
            return ""
        return login if isinstance(login, str) else ""

    def post(self, body: str) -> Comment:
        """
        Post a comment.

        Raises:
            OutcomeUnknown: It may be there.
        """
        attempt = f"commenting on {self._request}"
        answer = self._answered(Call(attempt, "POST", self._comments, {"body": body}, once=True))
        return _comment(_content(answer, attempt), attempt)

    def edit(self, comment: Comment, body: str) -> Comment:
        """Replace the text of a comment."""
        attempt = f"editing the comment {comment.number} on {self._request}"
        url = f"{self._request.api}/repos/{self._request.repository}/issues/comments/{comment.number}"
        answer = self._answered(Call(attempt, "PATCH", url, {"body": body}))
        return _comment(_content(answer, attempt), attempt)

    @property
    def _comments(self) -> str:
        return f"{self._request.api}/repos/{self._request.repository}/issues/{self._request.number}/comments"

    def _pages(self, attempt: str) -> Iterator[list[object]]:
        url, seen = f"{self._comments}?per_page={PAGE_SIZE}", set[str]()
        while url and url not in seen:
            seen.add(url)
            answer = self._answered(Call(attempt, "GET", url))
            content = _content(answer, attempt)
            if not isinstance(content, list):
                raise unusable(attempt, "the answer is no list of comments")
            yield content
            found = _NEXT.search(answer.headers.get("link", ""))
            url = found[1] if found else ""

    def _answered(self, call: Call) -> Answer:
        return answered(self._connection, self._patience, call)


def _content(answer: Answer, attempt: str) -> Any:
    try:
        return json.loads(answer.text)
    except ValueError:
        raise unusable(attempt, "the answer is not GitHub's: it is no JSON, as a proxy's login page is none") from None


def _comment(content: Any, attempt: str) -> Comment:
    try:
        user = content["user"] or {}
        return Comment(
            number=int(content["id"]),
            author=str(user.get("login", "")),
            is_bot=user.get("type") == "Bot",
            association=str(content.get("author_association", "")),
            body=content["body"] or "",
            url=str(content["html_url"]),
        )
    except (LookupError, TypeError, AttributeError, ValueError):
        raise unusable(attempt, "the answer is not in the form of GitHub's comments") from None
