"""Comments on a pull request: which pull request, which comment, what it holds, and what answers mean."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.github.workflow_step import FORK, OWN
from tests.sampling import examples

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.pull_request.answers import Answer, error, is_rate_limit, pause, said
from pulumi_ecs_express.planning.pull_request.comments import Comment, labelled, marked, reduced
from pulumi_ecs_express.planning.pull_request.cutting import COMMENT_LIMIT, fitted
from pulumi_ecs_express.planning.pull_request.event import PullRequest, pull_request, require_token, run_url

NOW = 1_000_000.0


# The hidden line.


def _comment(body: str, number: int = 1) -> Comment:
    return Comment(number, "ann", is_bot=False, association="NONE", body=body, url="https://github.com/c")


@example("a --> <b>\n", "a", "")
@example("shop/prod", "shop/prod -->", "")
@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60), st.text(max_size=30))
@settings(max_examples=examples(60, 2000))
def test_a_comment_is_found_by_its_key_and_no_other(key: str, other: str, text: str) -> None:
    """Whatever key and text hold: the hidden line is one line of a comment that the key cannot end."""
    one = _comment(labelled(key, text))

    assert marked([one], key) == [one]
    assert (marked([one], other) == [one]) == (key.split() == other.split())
    assert marked([_comment(reduced(key, "u"))], key) == []
    line = one.body.split("\n")[0]
    assert re.fullmatch(r"<!-- [^<>]* -->", line)
    assert line.isprintable()


def test_a_key_of_very_many_stacks_is_still_one_of_its_own() -> None:
    """A comment that GitHub would find too long is none."""
    keys = [", ".join(f"project-{at}/production" for at in range(100)) + end for end in ("", "2")]

    assert len(labelled(keys[0], "")) < 1_100
    assert marked([_comment(labelled(keys[0], "x"))], keys[0])
    assert not marked([_comment(labelled(keys[0], "x"))], keys[1])


# Cutting.


def test_a_text_within_the_limit_stays_as_it_is() -> None:
    """To the byte."""
    text = "ü" * (COMMENT_LIMIT // 2)

    assert fitted(text, "") == text
    assert fitted(text + "x", "") != text + "x"


CUT = [
    ("a\nb\n" + "c" * 300, "a\nb\n"),
    ("```diff\n+ a\n" + "c" * 300, "```diff\n+ a\n```\n"),
    ("~~~~\n```\n" + "c" * 300, "~~~~\n```\n~~~~\n"),
    ("```\na\n```\nb\n" + "c" * 300, "```\na\n```\nb\n"),
    ("<details><summary>s</summary>\n\na\n" + "c" * 300, "<details><summary>s</summary>\n\na\n</details>\n"),
    ("<details>\n\n```\n</details>\n" + "c" * 300, "<details>\n\n```\n</details>\n```\n</details>\n"),
    ("<details>\n<table>\n</table>\n" + "c" * 300, "<details>\n<table>\n</table>\n</details>\n"),
    ("a <!-- b\n<details>\n" + "c" * 300, "a <!-- b\n<details>\n-->\n"),
    ("a <!-- b\n--> <pre>\n" + "c" * 300, "a <!-- b\n--> <pre>\n</pre>\n"),
]


@pytest.mark.parametrize(("text", "beginning"), CUT)
def test_a_text_is_cut_at_a_line_and_what_is_open_is_closed(text: str, beginning: str) -> None:
    """Else the note would stand in a block of code, or in a fold that nobody opens."""
    lines = text.count("\n")

    assert fitted(text, "The rest is there.", 200) == (
        f"{beginning}\n**Cut after line {lines} of {lines + 1}**: a comment on GitHub can hold no more. The rest is there.\n"
    )


LINES = st.lists(
    st.one_of(
        st.sampled_from(["```", "```py", "~~~", "<details>", "</details>", "<pre>", "<!--", "-->", "", "| a | b |"]),
        st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=60),
    ),
    max_size=60,
)


@given(LINES, st.integers(300, 1500))
@settings(max_examples=examples(60, 3000))
def test_a_cut_text_fits_and_says_how_much_of_it_is_there(lines: list[str], limit: int) -> None:
    """It begins as the whole does, and ends with the note."""
    text = "\n".join(lines)
    cut = fitted(text, "", limit)

    assert len(cut.encode()) <= limit
    if cut == text:
        return
    assert len(text.encode()) > limit
    note = re.search(r"\n\*\*Cut after line ([\d,]+) of ([\d,]+)\*\*: .*\n\Z", cut)
    assert note
    shown = int(note[1])
    assert int(note[2]) == len(lines)
    assert cut.startswith("\n".join(lines[:shown]) + "\n") or shown == 1


def test_a_first_line_that_is_too_long_is_cut_within() -> None:
    """Between characters."""
    cut = fitted("ü" * 500, "", 301)

    assert cut.startswith("ü" * 100)
    assert len(cut.encode()) <= 301
    assert "Cut after line 1 of 1" in cut


# The pull request.

VARIABLES = {"GITHUB_TOKEN": "t0ken", "GITHUB_REPOSITORY": "acme/shop"}


def found(event: object, given_number: int | None = None, **variables: str) -> PullRequest:
    """Find the pull request of an event."""
    text = None if event is None else json.dumps(event)
    return pull_request({**VARIABLES, **variables}, text, number=given_number, repository=None)


EVENTS: list[tuple[Any, int | None, int, str]] = [
    ({"pull_request": {"number": 7, **OWN}}, None, 7, ""),
    ({"pull_request": {"number": 7, **FORK}}, None, 7, "is from a fork"),
    ({"pull_request": {"number": 7, **FORK, "head": {"repo": None}}}, None, 7, "is from a fork"),
    ({"pull_request": {"number": 7, **OWN, "user": {"login": "dependabot[bot]"}}}, None, 7, "is Dependabot's"),
    ({"pull_request": {"number": 7, **FORK}}, 8, 8, ""),
    ({"issue": {"number": 9, "pull_request": {"url": "u"}}}, None, 9, ""),
    ({"ref": "refs/heads/main"}, 3, 3, ""),
    (None, 3, 3, ""),
]


@pytest.mark.parametrize(("event", "given_number", "number", "reads_only"), EVENTS)
def test_the_pull_request_is_that_of_the_event_or_the_one_given(
    event: object, given_number: int | None, number: int, reads_only: str
) -> None:
    """With why its token only reads, where GitHub gives it such a one."""
    request = found(event, given_number)

    assert (request.number, request.reads_only, request.repository) == (number, reads_only, "acme/shop")


@pytest.mark.parametrize(
    ("api", "graphql"),
    [
        ("", "https://api.github.com/graphql"),
        ("https://ghe.example.com/api/v3/", "https://ghe.example.com/api/graphql"),
        ("https://api.acme.ghe.com", "https://api.acme.ghe.com/graphql"),
    ],
)
def test_graphql_is_beside_the_rest_api(api: str, graphql: str) -> None:
    """As on GitHub, on its Enterprise Server and with data residence; the runner's own variable comes first."""
    assert found(None, 1, GITHUB_API_URL=api).graphql == graphql
    assert found(None, 1, GITHUB_API_URL=api, GITHUB_GRAPHQL_URL="https://x/g").graphql == "https://x/g"


@pytest.mark.parametrize(
    ("variables", "event", "problems"),
    [
        (
            {"GITHUB_TOKEN": "", "GITHUB_REPOSITORY": ""},
            None,
            ["GITHUB_TOKEN is not set", "--repository", "--pull-request"],
        ),
        ({"GITHUB_TOKEN": "t0k\nen"}, {"pull_request": {"number": 1}}, ["GITHUB_TOKEN holds characters"]),
        (
            {"GITHUB_REPOSITORY": "acme/shop/../x"},
            {"pull_request": {"number": 1}},
            ["'acme/shop/../x' is not OWNER/NAME"],
        ),
        ({"GITHUB_REPOSITORY": "acme/.."}, {"pull_request": {"number": 1}}, ["'acme/..' is not OWNER/NAME"]),
        ({"GITHUB_API_URL": "http://[x"}, {"pull_request": {"number": 1}}, ["GITHUB_API_URL is no URL"]),
        ({"GITHUB_API_URL": "https://me:pw@host"}, {"pull_request": {"number": 1}}, ["GITHUB_API_URL is no URL"]),
        ({"GITHUB_API_URL": "file:///etc/passwd"}, {"pull_request": {"number": 1}}, ["GITHUB_API_URL is no URL"]),
        ({"GITHUB_EVENT_NAME": "push"}, {"ref": "main"}, ["event 'push' is about no pull request"]),
        ({}, {"issue": {"number": 9}}, ["about no pull request"]),
        ({}, {"pull_request": {"number": True}}, ["about no pull request"]),
        ({}, [], ["about no pull request"]),
    ],
)
def test_all_that_is_missing_is_said_at_once(variables: dict[str, str], event: object, problems: list[str]) -> None:
    """With what to set; a token is never part of it."""
    with pytest.raises(errors.GitHubSettingsMissing) as raised:
        found(event, None, **variables)

    assert all(problem in str(raised.value) for problem in problems)
    assert raised.value.why.count("\n") == len(problems) - 1
    assert "t0k" not in str(raised.value)


def test_a_fork_without_a_token_is_no_mistake() -> None:
    """Its workflows get no secrets: that is for whoever falls back to say."""
    request = found({"pull_request": {"number": 7, **FORK}}, GITHUB_TOKEN="")

    with pytest.raises(errors.GitHubPermissionMissing, match="from a fork"):
        require_token(request)
    assert require_token(found(None, 1)) == "t0ken"


def test_the_token_is_not_shown_with_the_pull_request() -> None:
    """Neither in a message nor in a traceback."""
    assert (str(found(None, 1)), repr(found(None, 1))) == ("acme/shop#1", "PullRequest(acme/shop#1)")


def test_the_run_has_a_url_in_a_workflow_alone() -> None:
    """By GitHub's variables."""
    variables = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "acme/shop", "GITHUB_RUN_ID": "12"}

    assert run_url(variables) == "https://github.com/acme/shop/actions/runs/12"
    assert run_url({**variables, "GITHUB_RUN_ID": ""}) == ""


# Answers.

LIMIT = '{"message": "You have exceeded a secondary rate limit"}'
SPENT = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(NOW) + 90)}
PAUSES: list[tuple[Answer, int, float | None]] = [
    (Answer(429, {"retry-after": "30"}, ""), 1, 30),
    (Answer(403, {"retry-after": "30", **SPENT}, LIMIT), 1, 30),
    (Answer(403, {"retry-after": "0"}, LIMIT), 1, 1),
    (Answer(429, {"retry-after": "Mon, 12 Jan 1970 13:47:40 GMT"}, ""), 1, 60),
    (Answer(429, {"retry-after": "soon"}, ""), 1, 60),
    (Answer(403, SPENT, ""), 1, 90),
    (Answer(403, {**SPENT, "x-ratelimit-reset": "5"}, ""), 1, 1),
    (Answer(403, {"x-ratelimit-remaining": "0"}, ""), 2, 120),
    (Answer(403, {}, LIMIT), 3, 240),
    (Answer(403, {}, LIMIT), 5, None),
    (Answer(403, {"x-ratelimit-remaining": "4999"}, '{"message": "Resource not accessible by integration"}'), 1, None),
    (Answer(403, SPENT, '{"message": "Resource not accessible by integration"}'), 1, None),
    (Answer(500, {}, ""), 1, 1),
    (Answer(503, {"retry-after": "20"}, ""), 1, 20),
    (Answer(502, {}, ""), 3, 4),
    (Answer(502, {}, ""), 5, None),
    (Answer(401, {}, ""), 1, None),
    (Answer(404, {"retry-after": "1"}, ""), 1, None),
    (Answer(422, {}, ""), 1, None),
]


@pytest.mark.parametrize(("answer", "attempt", "seconds"), PAUSES)
def test_what_is_waited_for_and_how_long(answer: Answer, attempt: int, seconds: float | None) -> None:
    """Rate limits in the order of headers that GitHub documents, faults a little longer each time, and nothing else."""
    assert pause(answer, NOW, attempt) == seconds


HEADERS = st.dictionaries(
    st.sampled_from(["retry-after", "x-ratelimit-remaining", "x-ratelimit-reset"]), st.text(max_size=12)
)


@given(st.integers(300, 599), HEADERS, st.text(max_size=50), st.integers(1, 6))
@settings(max_examples=examples(60, 2000))
def test_any_answer_is_understood(status: int, headers: dict[str, str], text: str, attempt: int) -> None:
    """A wait is never shorter than a second; an error is one of ours, and its line is one line."""
    answer = Answer(status, headers, text)
    seconds = pause(answer, NOW, attempt)

    assert seconds is None or seconds >= 1
    assert isinstance(error(answer, "commenting"), errors.GitHubError)
    assert said(answer).isprintable()
    assert is_rate_limit(answer) <= (status in (403, 429))
