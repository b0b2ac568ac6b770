"""`ecs-express comment`, as a step of a workflow types it: what is on the pull request, what is printed where, how it ends."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.github.api_server import LONGEST, NUMBER, REPOSITORY, GitHub, Reply
from tests.github.workflow_step import FORK, OWN, REPORT, Step

from pulumi_ecs_express.planning.preview_marker import UNCHANGED, marker
from pulumi_ecs_express.planning.pull_request.comments import labelled, reduced


@pytest.fixture
def step(github: GitHub, tmp_path: Path) -> Step:
    """A step on a pull request of the repository itself."""
    return Step(github, tmp_path)


@pytest.mark.parametrize("file", ["preview.md", "-"])
def test_a_report_is_posted_and_updated(step: Step, file: str) -> None:
    """By the stacks of its first line; the URL alone is on standard output."""
    done = step.typed(file)
    url = step.github.comments[0]["html_url"]
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"{url}\n", "ecs-express comment: posted\n")
    assert step.github.bodies() == [labelled("shop/prod", REPORT)]

    again = step.typed(file, text=REPORT.replace("new image", "replaced").replace("\n", "\r\n"))
    assert (again.stdout, again.stderr) == (f"{url}\n", "ecs-express comment: updated\n")
    assert step.github.bodies() == [labelled("shop/prod", REPORT.replace("new image", "replaced"))]
    assert step.typed(file, text="\ufeff" + REPORT.replace("new image", "replaced")).stderr.startswith(
        "ecs-express comment: the comment says so"
    )
    assert not step.summary.exists()


def test_a_report_that_stays_the_same_says_that_it_is_of_the_last_push(step: Step) -> None:
    """By the commit and the run behind it; reviewers would not know otherwise whether it was made again."""
    for commit in ("a" * 40, "b" * 40):
        step.event({"number": NUMBER, "head": {"sha": commit, **OWN["head"]}, "base": OWN["base"]})
        assert step.typed("-").exit_code == 0
        run = "[run 12](https://github.com/acme/shop/actions/runs/12)"
        assert step.github.bodies() == [
            labelled("shop/prod", f"{REPORT}\n\n<sub>Of commit {commit}, by {run}.</sub>\n")
        ]


def test_any_markdown_is_posted_under_a_key(step: Step) -> None:
    """Elsewhere than in a workflow, with what the command line says."""
    typed = ("-", "--key", "load test", "--repository", REPOSITORY, "--pull-request", str(NUMBER))
    done = step.typed(*typed, text="# 12 ms\n", GITHUB_EVENT_PATH="", GITHUB_REPOSITORY="")

    assert done.exit_code == 0, done.stderr
    assert step.github.bodies() == [labelled("load test", "# 12 ms\n")]


def test_a_preview_without_changes_makes_no_first_comment(step: Step) -> None:
    """It says why, and corrects a comment that there is; `--always` posts."""
    unchanged = f"{marker([('shop', 'prod')])}\n{UNCHANGED}\nno changes\n"
    done = step.typed("-", text=unchanged)
    assert (done.exit_code, done.stdout, step.github.comments) == (0, "", [])
    assert "nothing changes" in done.stderr

    step.typed("-")
    assert step.typed("-", text=unchanged).stderr == "ecs-express comment: updated\n"
    step.github.comments.clear()
    assert step.typed("-", "--always", text=unchanged).stderr == "ecs-express comment: posted\n"


def test_earlier_comments_are_reduced_and_counted(step: Step) -> None:
    """With the posting, or alone."""
    for text in ("first", "second"):
        step.github.add(labelled("shop/prod", text))
    assert "updated; earlier comments reduced to a line: 1" in step.typed("-").stderr

    done = step.typed("--outdated", "--key", "shop/prod")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "comments of shop/prod reduced to a line: 1" in done.stderr
    assert step.github.bodies()[1] == reduced("shop/prod", "")
    assert "reduced to a line: 0" in step.typed("preview.md", "--outdated").stderr


def test_the_longest_report_that_preview_writes_is_not_cut(step: Step) -> None:
    """60,000 bytes, and the hidden line beside them; GitHub takes it."""
    text = REPORT + "x" * (60_000 - len(REPORT.encode()))

    assert step.typed("-", text=text).exit_code == 0
    assert step.github.bodies() == [labelled("shop/prod", text)]


def test_a_longer_text_is_cut_and_all_of_it_is_in_the_summary(step: Step) -> None:
    """The note says where; characters of several bytes count by their bytes."""
    text = REPORT + "- ü: replaced\n" * 8_000
    assert step.typed("-", text=text).exit_code == 0

    (body,) = step.github.bodies()
    assert len(body) < LONGEST
    assert re.search(r"\*\*Cut after line 3,9\d\d of 8,005\*\*", body)
    assert body.endswith("All of it is in the summary of [the run](https://github.com/acme/shop/actions/runs/12).\n")
    assert step.summary.read_text() == text + "\n"

    assert step.typed("-", text=text, GITHUB_STEP_SUMMARY="").exit_code == 0
    assert step.github.bodies()[0].endswith("can hold no more.\n")


def test_the_summary_is_written_beside_the_comment(step: Step) -> None:
    """Behind what the step has written already, and cut where GitHub would not show it."""
    step.summary.write_text("# tests\n")
    assert step.typed("-", "--summary").exit_code == 0
    assert step.summary.read_text() == f"# tests\n{REPORT}\n"

    step.typed("-", "--summary", text=REPORT + f"{'line' * 50}\n" * 6_000)
    assert 1_000_000 < step.summary.stat().st_size <= 1024 * 1024
    assert step.typed("-", "--summary", GITHUB_STEP_SUMMARY="").exit_code == 2


@pytest.mark.parametrize("token", ["reading-token", ""])
def test_a_pull_request_from_a_fork_falls_back_to_the_summary(step: Step, token: str) -> None:
    """And says so; without a summary it is an error that says why."""
    step.event({"number": NUMBER, **FORK})

    done = step.typed("-", GITHUB_TOKEN=token)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "from a fork, so its token may not comment; the text is in the summary of the run" in done.stderr
    assert step.summary.read_text() == REPORT + "\n"
    assert step.github.comments == []

    assert step.typed("-", "--summary", GITHUB_TOKEN=token).exit_code == 0
    assert step.summary.read_text() == (REPORT + "\n") * 2
    failed = step.typed("-", GITHUB_TOKEN=token, GITHUB_STEP_SUMMARY="")
    assert failed.exit_code == 21
    assert "[github-permission-missing]" in failed.stderr
    assert "from a fork" in step.typed("--outdated", "--key", "k", GITHUB_TOKEN="").stderr


def test_a_fork_whose_token_may_write_gets_its_comment(step: Step) -> None:
    """Private repositories can allow that."""
    step.event({"number": NUMBER, **FORK})

    assert step.typed("-").exit_code == 0
    assert step.github.bodies() == [labelled("shop/prod", REPORT)]


@pytest.mark.parametrize(
    ("variables", "code", "words"),
    [
        ({"GITHUB_TOKEN": "reading-token"}, "github-permission-missing", "permissions: pull-requests: write"),
        ({"GITHUB_TOKEN": "expired"}, "github-token-refused", "Bad credentials"),
        ({"GITHUB_TOKEN": ""}, "github-settings-missing", "GITHUB_TOKEN is not set"),
        ({"GITHUB_REPOSITORY": "acme/none"}, "pull-request-not-found", "acme/none#7"),
        ({"GITHUB_EVENT_PATH": "none"}, "github-settings-missing", "--pull-request NUMBER"),
    ],
)
def test_a_failure_ends_with_a_code_of_ours(step: Step, variables: dict[str, str], code: str, words: str) -> None:
    """In one message on standard error, without the token, and with nothing in the summary but what was asked for."""
    done = step.typed("-", **variables)

    assert (done.exit_code, done.stdout) == (21, "")
    assert f"[{code}]" in done.stderr
    assert words in done.stderr
    assert not variables.get("GITHUB_TOKEN") or variables["GITHUB_TOKEN"] not in done.stderr
    assert not step.summary.exists()


def test_a_rate_limit_that_lasts_longer_than_allowed_is_not_waited_for(step: Step) -> None:
    """Of `--max-wait`."""
    step.github.replies["POST"] = [Reply(429, "", {"Retry-After": "100"})]
    done = step.typed("-", "--max-wait", "99")

    assert done.exit_code == 21
    assert "[github-rate-limited]" in done.stderr


def test_an_interruption_ends_with_the_code_of_its_signal(step: Step) -> None:
    """Without a traceback; what was sent by then stays."""
    step.github.before["POST"] = lambda: os.kill(os.getpid(), signal.SIGINT)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a worker of pytest-xdist ignores it
    try:
        done = step.typed("-")
    finally:
        signal.signal(signal.SIGINT, before)

    assert (done.exit_code, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ((), REPORT, "name the Markdown file"),
        (("none.md",), REPORT, "none.md cannot be read"),
        (("-",), " \n", "is empty"),
        (("-",), b"\xff\xfe", "is not UTF-8"),
        (("-",), "# title\n", "--key shop/prod"),
        (("--outdated",), REPORT, "--key"),
        (("-", "--key", " "), "# title\n", "--key"),
        (("-", "--key", "a\udcffb"), "# title\n", "nobody can see"),
        (("-", "--pull-request", "0"), REPORT, "--pull-request"),
    ],
)
def test_a_wrong_command_line_is_refused_before_anything_is_sent(
    step: Step, words: tuple[str, ...], text: str | bytes, expected: str
) -> None:
    """With what to type instead."""
    done = step.typed(*words, text=text)

    assert done.exit_code == 2
    assert expected in " ".join(done.stderr.replace("│", " ").split())
    assert step.github.asked == []


def test_it_starts_without_what_it_does_not_need(step: Step) -> None:
    """Neither Pulumi nor AWS's library: a step that comments is over in a moment."""
    program = (
        "import sys; from pulumi_ecs_express.cli import app\n"
        "try: app(['comment', '-'])\n"
        "except SystemExit as end: code = end.code\n"
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=REPORT, capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path), **step.variables},
    )  # fmt: skip

    assert step.github.bodies() == [labelled("shop/prod", REPORT)]
    assert not set(done.stderr.split()) & {"boto3", "botocore", "pulumi", "pulumi_aws", "pulumi_ecs_express.aws"}
