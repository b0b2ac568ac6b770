"""Which comments there are, and what must become of them so that exactly one says how it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from urllib.parse import quote

TRUSTED = ("OWNER", "MEMBER", "COLLABORATOR")
"""
Who may write to the repository, by GitHub's ``author_association``.

Source: "CommentAuthorAssociation", https://docs.github.com/en/graphql/reference/enums, read 2026-11-28.
"""

BOT = "[bot]"
"""The end of a GitHub App's login in the REST API, which GraphQL leaves out in some places."""

LONGEST_KEY = 1_000
"""Characters of a key in a hidden line; of a longer one, such as that of a hundred stacks, the end is a hash."""

_OUTDATED = "ecs-express comment, outdated"
_CURRENT = "ecs-express comment"


@dataclass(frozen=True)
class Comment:
    """
    A comment of a pull request, as GitHub has it.

    Attributes:
        number: Its id; a later comment has a higher one.
        author: Login of who wrote it; empty where the account is gone.
        is_bot: Whether a GitHub App wrote it.
        association: What its author is to the repository.
        body: Its Markdown.
        url: Where a person reads it.
    """

    number: int
    author: str
    is_bot: bool
    association: str
    body: str
    url: str


class Step(Enum):
    """What happens to the comment that is to say how it stands."""

    POST = "post"
    UPDATE = "update"
    KEEP = "keep"
    NOTHING = "nothing"


@dataclass(frozen=True)
class CommentPlan:
    """
    What must happen.

    Attributes:
        step: What happens to the current comment.
        current: The comment that is updated or kept; None where one is posted, or nothing is.
        outdated: Earlier comments, which are reduced to a line.
    """

    step: Step
    current: Comment | None
    outdated: tuple[Comment, ...]


def labelled(key: str, text: str) -> str:
    """Put the hidden line before a text by which its comment is found again."""
    return f"{_hidden(_CURRENT, key)}\n{text}"


def reduced(key: str, newer: str) -> str:
    """
    Write what is left of an outdated comment; it is not found again.

    Args:
        key: Whose comment it is.
        newer: URL of the comment that takes its place; empty where none does.
    """
    told = f"see [the newer comment]({newer})" if newer else "it was of an earlier state of this pull request"
    return f"{_hidden(_OUTDATED, key)}\n*Outdated: {told}.*"


def marked(comments: Iterable[Comment], key: str) -> list[Comment]:
    """List the comments that carry a key, the earliest first, whoever wrote them."""
    line = _hidden(_CURRENT, key)
    return sorted((one for one in comments if _first_line(one.body) == line), key=lambda one: one.number)


def own(comments: Iterable[Comment], viewer: str) -> list[Comment]:
    """
    List the comments of the token's own account.

    A hidden line can be copied by anybody; a comment of somebody else stays that person's to edit, so it must not
    show what this run says.

    Args:
        comments: Those that carry the key.
        viewer: Login of the token's account; empty where GitHub does not say, and then the comments of bots and of
            people who may write to the repository count.
    """
    if not viewer:
        return [one for one in comments if one.is_bot or one.association in TRUSTED]
    return [one for one in comments if _is(one, viewer)]


def plan(body: str, earlier: Sequence[Comment], *, quiet: bool) -> CommentPlan:
    """
    Decide what must happen so that the newest comment has this body and the others are outdated.

    Args:
        body: What the comment is to hold.
        earlier: Own comments of the same key, the earliest first.
        quiet: Whether no new comment is worth its notification.
    """
    if not earlier:
        return CommentPlan(Step.NOTHING if quiet else Step.POST, None, ())
    *outdated, current = earlier
    same = _normal(current.body) == _normal(body)
    return CommentPlan(Step.KEEP if same else Step.UPDATE, current, tuple(outdated))


def _is(comment: Comment, viewer: str) -> bool:
    if not comment.is_bot:
        return comment.author.lower() == viewer.lower()
    return comment.author.lower().removesuffix(BOT) == viewer.lower().removesuffix(BOT)


def _hidden(purpose: str, key: str) -> str:
    """Write a line that no key can end early."""
    written = quote(" ".join(key.split()), safe=" /,.:@+=")
    if len(written) > LONGEST_KEY:
        digest = sha256(written.encode()).hexdigest()
        written = written[: LONGEST_KEY - len(digest)] + digest
    return f"<!-- {purpose}: {written} -->"


def _first_line(body: str) -> str:
    return body.split("\n", 1)[0].rstrip()


def _normal(body: str) -> str:
    """Bring line ends to one form: GitHub keeps those that were sent, and a person's edit brings others."""
    return "\n".join(line.rstrip() for line in body.split("\n")).strip()
