"""One comment for each key: posted, found over all pages, updated in place, whoever else writes at the same time."""

from __future__ import annotations

import pytest
from tests.github.api_server import NUMBER, OLD_NAME, PERSON, GitHub, Reply
from tests.github.conftest import client

from pulumi_ecs_express.github.publishing import outdate, publish
from pulumi_ecs_express.planning.pull_request.comments import Step, labelled, reduced

KEY = "shop/prod"


def test_the_first_comment_is_posted_and_later_ones_change_it(github: GitHub) -> None:
    """Word by word as given, since it is data; the same text again sends nothing."""
    run = client(github)
    text = 'it\'s `$(id)` "100 %" \\ ü 🎉\n'

    first = publish(run.comments, KEY, text, quiet=False)
    assert first.step is Step.POST
    assert github.bodies() == [labelled(KEY, text)]
    assert publish(run.comments, KEY, text, quiet=False).step is Step.KEEP
    assert (github.count("POST /repos"), github.count("PATCH")) == (1, 0)

    second = publish(run.comments, KEY, "other", quiet=False)
    assert (second.step, second.url) == (Step.UPDATE, first.url)
    assert github.bodies() == [labelled(KEY, "other")]


@pytest.mark.parametrize("number", [1, 100, 101, 230])
def test_the_comment_is_found_on_whichever_page_it_is(github: GitHub, number: int) -> None:
    """Between hundreds of others, by the Link headers."""
    for at in range(1, 251):
        github.add(labelled(KEY, "old") if at == number else f"talk {at}")

    assert publish(client(github).comments, KEY, "new", quiet=False).step is Step.UPDATE
    assert github.bodies()[number - 1] == labelled(KEY, "new")
    assert len(github.comments) == 250
    assert sum(f"/issues/{NUMBER}/comments" in line for line in github.asked) == 3


def test_keys_do_not_touch_each_other(github: GitHub) -> None:
    """Neither one that begins with the other, nor comments that only mention it."""
    run = client(github)
    for key in ("shop/prod", "shop/prod2", "shop"):
        publish(run.comments, key, f"text of {key}", quiet=False)
    github.add(f"quoted:\n{labelled('shop', 'x')}")

    publish(run.comments, "shop", "new", quiet=False)
    assert len(github.comments) == 4
    assert [body for body in github.bodies() if body.endswith("new")] == [labelled("shop", "new")]


def test_earlier_comments_of_the_key_become_a_line_that_leads_to_the_newest(github: GitHub) -> None:
    """Once: afterwards they are not found any more."""
    for text in ("first", "second", "third"):
        newest = github.add(labelled(KEY, text))

    done = publish(client(github).comments, KEY, "fourth", quiet=False)
    assert (done.step, done.outdated, done.url) == (Step.UPDATE, 2, newest["html_url"])
    assert github.bodies() == [reduced(KEY, newest["html_url"])] * 2 + [labelled(KEY, "fourth")]
    assert publish(client(github).comments, KEY, "fifth", quiet=False).outdated == 0


def test_comments_of_others_are_left_alone(github: GitHub) -> None:
    """A copied hidden line does not make a comment ours: its author could change what it says afterwards."""
    github.add(labelled(KEY, "forged"), PERSON, "COLLABORATOR")
    github.add(labelled(KEY, "of another app"), {"login": "other[bot]", "type": "Bot"})
    github.add(labelled(KEY, "of an account that is gone"), None)

    assert publish(client(github).comments, KEY, "true", quiet=False).step is Step.POST
    assert [body.split("\n")[1] for body in github.bodies()][:3] == [
        "forged",
        "of another app",
        "of an account that is gone",
    ]


def test_a_persons_token_finds_that_persons_comment(github: GitHub) -> None:
    """As from a laptop."""
    github.add(labelled(KEY, "old"), {"login": "Ann", "type": "User"})

    assert publish(client(github, token="person-token").comments, KEY, "new", quiet=False).step is Step.UPDATE


def test_an_app_is_known_by_its_login_with_or_without_its_suffix(github: GitHub) -> None:
    """GraphQL leaves it out in places; a person of that name is somebody else."""
    github.add(labelled(KEY, "of the app"))
    github.add(labelled(KEY, "of a person"), {"login": "github-actions", "type": "User"})
    github.viewer = Reply(200, {"data": {"viewer": {"login": "github-actions[bot]"}}})
    publish(client(github).comments, KEY, "new", quiet=False)
    assert github.bodies() == [labelled(KEY, "new"), labelled(KEY, "of a person")]

    github.viewer = Reply(200, {"data": {"viewer": {"login": "github-actions"}}})
    github.comments.pop()
    publish(client(github).comments, KEY, "newer", quiet=False)
    assert github.bodies() == [labelled(KEY, "newer")]


@pytest.mark.parametrize("answer", [Reply(404), Reply(200, "<html>"), Reply(200, {"errors": [{"message": "no"}]})])
def test_without_a_known_account_those_count_who_may_write(github: GitHub, answer: Reply) -> None:
    """Where GraphQL is not to be had: bots, and people of the repository; strangers never."""
    github.add(labelled(KEY, "old"))
    github.add(labelled(KEY, "forged"), PERSON, "CONTRIBUTOR")
    github.viewer = answer

    assert publish(client(github).comments, KEY, "new", quiet=False).step is Step.UPDATE
    assert github.bodies() == [labelled(KEY, "new"), labelled(KEY, "forged")]


def test_two_runs_at_the_same_moment_leave_one_comment(github: GitHub) -> None:
    """Both see none and post: whoever looks last keeps the newest, the other one leads to it."""
    github.before["POST"] = lambda: assert_posted(github)

    done = publish(client(github).comments, KEY, "of the first run", quiet=False)
    second, first = github.comments
    assert done.url == first["html_url"]
    assert second["body"] == reduced(KEY, first["html_url"])
    assert first["body"] == labelled(KEY, "of the first run")


def assert_posted(github: GitHub) -> None:
    """Let another run post."""
    assert publish(client(github).comments, KEY, "of the second run", quiet=False).step is Step.POST


def test_a_run_that_was_overtaken_reduces_its_own_comment(github: GitHub) -> None:
    """And names the newer one."""
    run = client(github)
    post = run.comments.post

    def post_and_be_overtaken(body: str) -> object:
        made = post(body)
        github.add(labelled(KEY, "newer"))
        return made

    run.comments.post = post_and_be_overtaken  # type: ignore[assignment, method-assign]  # the moment between two requests
    done = publish(run.comments, KEY, "older", quiet=False)
    assert github.bodies() == [reduced(KEY, github.comments[1]["html_url"]), labelled(KEY, "newer")]
    assert done.url == github.comments[1]["html_url"]


def test_a_comment_that_is_not_listed_yet_is_the_newest_all_the_same(github: GitHub) -> None:
    """Its post was answered; the list may be older."""
    other = {**github.add(labelled(KEY, "of another run"))}
    github.replies["GET"] = [Reply(200, []), Reply(200, [other])]

    done = publish(client(github).comments, KEY, "text", quiet=False)
    assert github.bodies() == [reduced(KEY, done.url), labelled(KEY, "text")]
    assert done.url == github.comments[1]["html_url"]


def test_a_comment_that_is_deleted_meanwhile_is_posted_again(github: GitHub) -> None:
    """Between reading and editing."""
    github.add(labelled(KEY, "old"))
    github.before["PATCH"] = github.comments.clear

    assert publish(client(github).comments, KEY, "new", quiet=False).step is Step.POST
    assert github.bodies() == [labelled(KEY, "new")]


@pytest.mark.parametrize("reply", [Reply(None, done=True), Reply(502, "<html>Unicorn!</html>", done=True)])
def test_a_post_whose_answer_is_lost_is_not_made_twice(github: GitHub, reply: Reply) -> None:
    """It is looked for first."""
    github.replies["POST"] = [reply]

    assert publish(client(github).comments, KEY, "text", quiet=False).step is Step.KEEP
    assert github.bodies() == [labelled(KEY, "text")]


@pytest.mark.parametrize("reply", [Reply(None), Reply(503)])
def test_a_post_that_was_not_carried_out_is_made(github: GitHub, reply: Reply) -> None:
    """After looking."""
    github.replies["POST"] = [reply, reply]
    run = client(github)

    assert publish(run.comments, KEY, "text", quiet=False).step is Step.POST
    assert github.bodies() == [labelled(KEY, "text")]
    assert run.clock.waits == [1, 2]


def test_nothing_is_posted_first_where_nothing_changes(github: GitHub) -> None:
    """But a comment that says otherwise is corrected."""
    run = client(github)
    assert publish(run.comments, KEY, "no changes", quiet=True).step is Step.NOTHING
    assert github.comments == []

    github.add(labelled(KEY, "a replacement"))
    assert publish(run.comments, KEY, "no changes", quiet=True).step is Step.UPDATE
    assert github.bodies() == [labelled(KEY, "no changes")]


def test_outdated_comments_are_reduced_without_posting(github: GitHub) -> None:
    """All of the key, and no other; one that is deleted meanwhile is no failure."""
    for key in (KEY, "other", KEY, KEY):
        github.add(labelled(key, "text"))
    github.before["PATCH"] = lambda: github.comments.__delitem__(0)

    assert outdate(client(github).comments, KEY).outdated == 2
    assert github.bodies() == [labelled("other", "text"), reduced(KEY, ""), reduced(KEY, "")]


def test_an_outdated_comment_stays_true_after_the_next_one(github: GitHub) -> None:
    """It is never touched again, so it says nothing of what comes after it."""
    github.add(labelled(KEY, "old"))
    outdate(client(github).comments, KEY)
    publish(client(github).comments, KEY, "new", quiet=False)

    assert github.bodies()[1:] == [labelled(KEY, "new")]
    assert github.bodies()[0].endswith("*Outdated: it was of an earlier state of this pull request.*")


def test_a_repository_that_was_renamed_is_followed(github: GitHub) -> None:
    """A post stays a post, with its text."""
    run = client(github, repository=OLD_NAME)

    assert publish(run.comments, KEY, "text", quiet=False).step is Step.POST
    assert github.bodies() == [labelled(KEY, "text")]
