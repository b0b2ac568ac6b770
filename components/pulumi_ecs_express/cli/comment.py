"""`ecs-express comment`: a Markdown file as a comment on a pull request; its URL on standard output, all else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pulumi_ecs_express.cli.failures import reported

if TYPE_CHECKING:
    from pulumi_ecs_express.github.publishing import Published
    from pulumi_ecs_express.github.pull_request_comments import PullRequestComments
    from pulumi_ecs_express.planning.pull_request.event import PullRequest

SUMMARY = "GITHUB_STEP_SUMMARY"

TOLD = {
    "post": "posted",
    "update": "updated",
    "keep": "the comment says so already",
    "nothing": "not posted: nothing changes, and no earlier comment says otherwise; --always posts all the same",
}


def comment(
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="Markdown, in UTF-8; - is standard input.", show_default=False)
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(
            help="Whose comment it is: the same key updates it. Default: the stacks of a report of `preview`."
        ),
    ] = None,
    pull_request: Annotated[
        int | None, typer.Option(min=1, metavar="NUMBER", help="Default: that of the event (GITHUB_EVENT_PATH).")
    ] = None,
    repository: Annotated[str | None, typer.Option(metavar="OWNER/NAME", help="Default: GITHUB_REPOSITORY.")] = None,
    summary: Annotated[
        bool, typer.Option("--summary", help=f"Also write it to the summary of the step ({SUMMARY}).")
    ] = False,
    always: Annotated[
        bool, typer.Option("--always", help="Also post a first comment for a preview in which nothing changes.")
    ] = False,
    outdated: Annotated[
        bool, typer.Option("--outdated", help="Post nothing; reduce the comments of the key to one line each.")
    ] = False,
    max_wait: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="How long to wait for GitHub's rate limits, in all.")
    ] = 300,
) -> None:
    """
    A Markdown file as a comment on a pull request: one comment for each key, updated in place.

    Earlier comments of the same key are reduced to one line. The token is GITHUB_TOKEN, which the step of a workflow
    must pass on; all else is where GitHub Actions puts it. In a pull request from a fork, whose token only reads, the
    text goes to the summary of the run. docs/pull-requests.md has a workflow.

    Exit codes: 21 the comment was not written, 2 the command line is wrong.

    ecs-express preview --stack prod --output preview.md; ecs-express comment preview.md
    """
    text = _read(file) if file else ""
    key = _key(key, text, file, outdated=outdated)
    if summary and not os.environ.get(SUMMARY):
        raise typer.BadParameter(f"{SUMMARY} is not set: it is in a workflow of GitHub Actions", param_hint="--summary")
    with reported("comment"):
        request = _request(os.environ, pull_request, repository)
        if outdated:
            _outdate(request, key, max_wait)
        else:
            _publish(request, key, text, always=always, summary=summary, max_wait=max_wait)


def _read(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise typer.BadParameter(f"{file} cannot be read: {error.strerror}", param_hint="FILE") from error
    except UnicodeDecodeError as error:
        raise typer.BadParameter(
            f"{file} is not UTF-8: {error.reason} at byte {error.start}", param_hint="FILE"
        ) from error
    if not text.strip():
        raise typer.BadParameter(f"{file} is empty: there is nothing to post", param_hint="FILE")
    return text


def _key(given: str | None, text: str, file: str | None, *, outdated: bool) -> str:
    """Find out whose comment it is."""
    from pulumi_ecs_express.planning.preview_marker import stacks_of

    if not file and not outdated:
        raise typer.BadParameter("name the Markdown file to post, or - for standard input", param_hint="FILE")
    key = " ".join((given or "").split()) or ", ".join(stacks_of(text))
    if not key.isprintable():
        raise typer.BadParameter(f"{key!r} holds characters that nobody can see: leave them out", param_hint="--key")
    if not key:
        raise typer.BadParameter(
            "say whose comment it is, as in --key shop/prod: the first line of FILE is not that of a report of "
            "`ecs-express preview`",
            param_hint="--key",
        )
    return key


def _request(environment: Mapping[str, str], number: int | None, repository: str | None) -> PullRequest:
    from pulumi_ecs_express.planning.pull_request.event import pull_request

    path = environment.get("GITHUB_EVENT_PATH")
    event = Path(path).read_text(encoding="utf-8", errors="replace") if path and Path(path).is_file() else None
    return pull_request(environment, event, number=number, repository=repository)


def _publish(request: PullRequest, key: str, text: str, *, always: bool, summary: bool, max_wait: float) -> None:
    """Post the text; where the token may only read, write it to the summary, if there is one."""
    from pulumi_ecs_express import errors
    from pulumi_ecs_express.github.publishing import publish
    from pulumi_ecs_express.planning.preview_marker import is_unchanged
    from pulumi_ecs_express.planning.pull_request.cutting import COMMENT_LIMIT, fitted
    from pulumi_ecs_express.planning.pull_request.event import origin

    path = os.environ.get(SUMMARY)
    in_summary = path if summary or len(text.encode()) > COMMENT_LIMIT else None
    where = _to_summary(in_summary, text) if in_summary else ""
    try:
        comments = _comments(request, max_wait)
        whole = fitted(text, where) + origin(request, os.environ)
        done = publish(comments, key, whole, quiet=is_unchanged(text) and not always)
    except errors.GitHubPermissionMissing:
        if not (request.reads_only and path):
            raise
        if not in_summary:
            _to_summary(path, text)
        _say(f"{request} {request.reads_only}, so its token may not comment; the text is in the summary of the run")
        return
    _tell(done)


def _outdate(request: PullRequest, key: str, max_wait: float) -> None:
    from pulumi_ecs_express import errors
    from pulumi_ecs_express.github.publishing import outdate

    try:
        done = outdate(_comments(request, max_wait), key)
    except errors.GitHubPermissionMissing:
        if not request.reads_only:
            raise
        _say(f"{request} {request.reads_only}, so its token may not change comments; nothing was changed")
        return
    _say(f"comments of {key} reduced to a line: {done.outdated}")


def _comments(request: PullRequest, max_wait: float) -> PullRequestComments:
    from pulumi_ecs_express.github.connection import HttpConnection
    from pulumi_ecs_express.github.patience import Patience, SystemClock
    from pulumi_ecs_express.github.pull_request_comments import PullRequestComments
    from pulumi_ecs_express.planning.pull_request.event import require_token

    connection = HttpConnection(request.api, require_token(request))
    return PullRequestComments(request, connection, Patience(SystemClock(), _say, max_wait))


def _to_summary(path: str, text: str) -> str:
    """Write the text to the summary of the step, and give the sentence that says where that is."""
    from pulumi_ecs_express.github.step_summary import append
    from pulumi_ecs_express.planning.pull_request.event import run_url

    append(Path(path), text)
    url = run_url(os.environ)
    return f"All of it is in the summary of [the run]({url})." if url else "All of it is in the summary of the run."


def _tell(done: Published) -> None:
    if done.url:
        print(done.url)
    lines = f"; earlier comments reduced to a line: {done.outdated}" if done.outdated else ""
    _say(f"{TOLD[done.step.value]}{lines}")


def _say(text: str) -> None:
    typer.echo(f"ecs-express comment: {text}", err=True)
