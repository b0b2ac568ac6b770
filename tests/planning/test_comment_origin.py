"""The last line of a comment: of which commit it is, and which run made it."""

from __future__ import annotations

import pytest
from tests.github.workflow_step import OWN
from tests.planning.test_pull_request import found

from pulumi_ecs_express.planning.pull_request.event import origin

COMMIT = "0123456789abcdef0123456789abcdef01234567"
RUN = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "acme/shop", "GITHUB_RUN_ID": "12"}


@pytest.mark.parametrize(
    ("head", "variables", "line"),
    [
        (COMMIT, {}, f"\n\n<sub>Of commit {COMMIT}.</sub>\n"),
        (
            COMMIT,
            RUN,
            f"\n\n<sub>Of commit {COMMIT}, by [run 12](https://github.com/acme/shop/actions/runs/12).</sub>\n",
        ),
        ("@everyone", RUN, ""),
        (None, RUN, ""),
    ],
)
def test_the_last_line_says_of_which_commit_a_comment_is(
    head: str | None, variables: dict[str, str], line: str
) -> None:
    """Where the event knows it, and is about this pull request."""
    event = {"pull_request": {"number": 7, **OWN, "head": {"sha": head, "repo": {"full_name": "acme/shop"}}}}

    assert origin(found(event), variables) == line
    assert origin(found(event, 8), variables) == ""
