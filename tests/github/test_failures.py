"""What the API refuses, delays or loses: what is waited for, what is sent again, and what the user is told."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.github.api_server import LONGEST, GitHub, Reply, serving
from tests.github.conftest import Client, client

from ecs_express_sandbox.load_balancer.authority import Authority
from pulumi_ecs_express import errors
from pulumi_ecs_express.github.publishing import publish
from pulumi_ecs_express.planning.pull_request.answers import ATTEMPTS
from pulumi_ecs_express.planning.pull_request.comments import labelled

KEY = "shop/prod"
PRIMARY = {"message": "API rate limit exceeded for installation ID 1."}
SECONDARY = {"message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}
UNICORN = (
    "<!DOCTYPE html><html><head><style>p { color: red }</style><title>Unicorn!</title></head><p>No server</p></html>"
)


def primary(seconds: int) -> Reply:
    """The hourly limit of a token, which ends at a moment."""
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(1_000_000 + seconds)}
    return Reply(403, PRIMARY, headers)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("replies", "waits"),
    [
        ([primary(40)], [40]),
        ([Reply(429, PRIMARY, {"Retry-After": "25"})], [25]),
        ([Reply(403, SECONDARY, {"Retry-After": "7"})], [7]),
        ([Reply(403, SECONDARY)] * 2, [60, 120]),
        ([Reply(429, "")], [60]),
    ],
    ids=["primary", "retry-after", "secondary", "secondary-untimed", "without-words"],
)
def test_a_rate_limit_is_waited_for(
    github: GitHub, method: str, replies: list[Reply | None], waits: list[float]
) -> None:
    """As long as GitHub says, with a line that says so; also before a post, which was refused unread."""
    github.replies[method] = list(replies)
    run = client(github)

    publish(run.comments, KEY, "text", quiet=False)
    assert github.bodies() == [labelled(KEY, "text")]
    assert run.clock.waits == waits
    assert len(run.said) == len(waits)
    assert all("rate limit" in line and "waiting" in line and "UTC" in line for line in run.said)


@pytest.mark.parametrize(
    "replies", [[primary(3000)], [Reply(403, SECONDARY)] * 9, [Reply(429, "", {"Retry-After": "99999"})]]
)
def test_a_rate_limit_is_waited_for_within_bounds(github: GitHub, replies: list[Reply | None]) -> None:
    """Of all waits together; the error says when to come back."""
    github.replies["GET"] = replies
    run = client(github)

    with pytest.raises(errors.GitHubRateLimited, match=r"run it again after .*UTC"):
        publish(run.comments, KEY, "text", quiet=False)
    assert sum(run.clock.waits) <= 300
    assert github.comments == []


@pytest.mark.parametrize("method", ["GET", "PATCH"])
@pytest.mark.parametrize("reply", [Reply(500, {"message": "Server Error"}), Reply(502, UNICORN), Reply(None)])
def test_what_may_be_sent_twice_is_sent_again(github: GitHub, method: str, reply: Reply) -> None:
    """After faults of the server and of the network, a little later each time."""
    github.add(labelled(KEY, "old"))
    github.replies[method] = [reply, reply]
    run = client(github)

    publish(run.comments, KEY, "new", quiet=False)
    assert github.bodies() == [labelled(KEY, "new")]
    assert run.clock.waits == [1, 2]


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
@pytest.mark.parametrize(("reply", "why"), [(Reply(502, UNICORN), "HTTP 502: Unicorn! No server"), (Reply(None), "")])
def test_faults_that_stay_are_an_error(github: GitHub, method: str, reply: Reply, why: str) -> None:
    """After a bounded number of attempts, with the words of the page and without its tags."""
    if method == "PATCH":
        github.add(labelled(KEY, "old"))
    github.replies[method] = [reply] * (ATTEMPTS + 1)
    run = client(github)

    with pytest.raises(errors.GitHubUnavailable) as raised:
        publish(run.comments, KEY, "new", quiet=False)
    assert why in raised.value.why
    assert "<" not in raised.value.why
    assert github.count(f"{method} /repos") == ATTEMPTS
    assert sum(run.clock.waits) <= 60


def _reader(github: GitHub) -> Client:
    return client(github, token="reading-token")


def _stranger(github: GitHub) -> Client:
    return client(github, token="no-such-token")


def _elsewhere(github: GitHub) -> Client:
    return client(github, repository="acme/nothing")


REFUSALS: list[tuple[Callable[[GitHub], Client], Reply | None, type[errors.GitHubError], str]] = [
    (_reader, None, errors.GitHubPermissionMissing, "pull-requests: write"),
    (_reader, None, errors.GitHubPermissionMissing, "forks"),
    (_reader, None, errors.GitHubPermissionMissing, "issues=write; pull_requests=write"),
    (_stranger, None, errors.GitHubTokenRefused, "Bad credentials"),
    (_elsewhere, None, errors.PullRequestNotFound, "--pull-request"),
    (client, Reply(410, {"message": "Issues are disabled for this repo"}), errors.PullRequestNotFound, "disabled"),
    (client, Reply(403, {"message": "Unable to create comment because issue is locked."}), errors.CommentRefused, "locked"),
    (client, Reply(403, {"message": "Blocked by a policy"}), errors.GitHubPermissionMissing, "Blocked by a policy"),
    (client, Reply(403, "<html>Blocked by your proxy"), errors.GitHubUnavailable, "Blocked by your proxy"),
    (client, Reply(422, {"message": "Validation Failed", "errors": [{"field": "body", "code": "custom"}]}),
     errors.CommentRefused, "body custom"),
    (client, Reply(422, {"message": "Validation Failed", "errors": ["spam"]}), errors.CommentRefused, "spam"),
    (client, Reply(200, "<html>Please log in</html>"), errors.GitHubUnavailable, "no JSON"),
    (client, Reply(200, {"id": 1}), errors.GitHubUnavailable, "form"),
    (client, Reply(307, "", {"Location": "http://[x"}), errors.GitHubUnavailable, "another host"),
    (client, Reply(307, "", {"Location": "https://example.org/steal"}), errors.GitHubUnavailable, "example.org"),
]  # fmt: skip


@pytest.mark.parametrize(("made", "reply", "kind", "words"), REFUSALS)
def test_a_refusal_says_what_to_do(
    github: GitHub, made: Callable[[GitHub], Client], reply: Reply | None, kind: type[errors.GitHubError], words: str
) -> None:
    """In one message, at once: none of these gets better by waiting."""
    github.replies["POST"] = [reply] if reply else []
    run = made(github)

    with pytest.raises(kind) as raised:
        publish(run.comments, KEY, "text", quiet=False)
    assert type(raised.value) is kind
    assert words in str(raised.value)
    assert run.clock.waits == []


def test_a_text_that_github_finds_too_long_is_refused_in_its_words(github: GitHub) -> None:
    """The command cuts before it comes to that."""
    with pytest.raises(errors.CommentRefused, match="body is too long"):
        publish(client(github).comments, KEY, "x" * LONGEST, quiet=False)


def test_a_list_in_another_form_is_no_empty_list(github: GitHub) -> None:
    """Else a proxy's page would make us post again and again."""
    github.replies["GET"] = [Reply(200, {"message": "hello"})]

    with pytest.raises(errors.GitHubUnavailable):
        publish(client(github).comments, KEY, "text", quiet=False)
    assert github.comments == []


def test_pages_that_lead_in_a_circle_end(github: GitHub) -> None:
    """A broken proxy's, not GitHub's."""
    here = f"{github.url}/repos/acme/shop/issues/7/comments?per_page=100"
    github.replies["GET"] = [Reply(200, [], {"Link": f'<{here}>; rel="next"'})] * 9

    publish(client(github).comments, KEY, "text", quiet=False)
    assert github.bodies() == [labelled(KEY, "text")]
    assert github.count("GET") == 2


def test_the_next_page_is_not_fetched_from_another_host(github: GitHub) -> None:
    """The token would go with it."""
    github.replies["GET"] = [Reply(200, [], {"Link": '<http://127.0.0.1:1/x>; rel="next"'})]
    run = client(github)

    with pytest.raises(errors.GitHubUnavailable, match="another host"):
        publish(run.comments, KEY, "text", quiet=False)
    assert run.clock.waits == []


def test_a_redirect_does_not_take_the_token_to_another_host(github: GitHub) -> None:
    """Neither of a request that reads, which the standard library would follow."""
    with serving() as other:
        github.replies["GET"] = [Reply(302, "", {"Location": f"{other.url}/repos/acme/shop/issues/7/comments"})]
        with pytest.raises(errors.GitHubUnavailable, match="another host"):
            publish(client(github).comments, KEY, "text", quiet=False)
        assert other.tokens == []


def test_a_certificate_that_nobody_vouches_for_is_not_tried_again(tmp_path: Path) -> None:
    """The token is not sent; waiting would not help."""
    with serving(Authority(tmp_path).context("arn", ("127.0.0.1",))) as github:
        run = client(github)
        with pytest.raises(errors.GitHubUnavailable, match=r"127\.0\.0\.1:\d+: .*certificate verify failed"):
            publish(run.comments, KEY, "text", quiet=False)
    assert (github.tokens, run.clock.waits) == ([], [])


def test_nobody_listening_is_an_error_with_the_address_to_check(github: GitHub) -> None:
    """After the retries."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        run = client(github, url=f"http://127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(errors.GitHubUnavailable, match=r"127\.0\.0\.1:\d+: Connection refused\n.*GITHUB_API_URL"):
            publish(run.comments, KEY, "text", quiet=False)
    assert run.clock.waits == [1, 2, 4, 8]


def test_the_token_is_in_no_message(github: GitHub) -> None:
    """Not even where a proxy repeats the request."""
    github.replies["POST"] = [Reply(422, {"message": "you sent Bearer good-token"})]

    with pytest.raises(errors.CommentRefused) as raised:
        publish(client(github).comments, KEY, "text", quiet=False)
    assert "you sent Bearer ***" in str(raised.value)
    assert "good-token" not in repr(raised.value)
    assert set(github.tokens) == {"good-token"}
