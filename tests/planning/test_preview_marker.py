"""The hidden first line of a report: what is written is read back, and nothing else is taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampling import examples

from pulumi_ecs_express.planning.preview_marker import UNCHANGED, is_unchanged, marker, stacks_of

NAMES = st.text(st.sampled_from("abcXYZ019._-"), min_size=1, max_size=12)


def test_the_line_is_the_agreed_one() -> None:
    """Word by word, since both commands rely on it; the stacks are sorted."""
    assert marker([("shop", "prod")]) == "<!-- ecs-express preview: shop/prod -->"
    assert (
        marker([("shop", "prod"), ("api", "dev"), ("shop", "prod")])
        == "<!-- ecs-express preview: api/dev, shop/prod -->"
    )


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=4), st.text(max_size=30))
@settings(max_examples=examples(30, 500))
def test_what_is_written_is_read_back(stacks: list[tuple[str, str]], rest: str) -> None:
    """Whatever follows, in whichever order the stacks come."""
    assert stacks_of(f"{marker(stacks)}\n{rest}") == tuple(sorted({f"{project}/{stack}" for project, stack in stacks}))
    assert marker(stacks[::-1]) == marker(stacks)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "### preview of shop/prod",
        "\n<!-- ecs-express preview: shop/prod -->",
        "<!-- ecs-express preview: shop -->",
        "<!-- ecs-express preview:  -->",
        "<!-- ecs-express preview: a/b --> <script> -->",
        "<!-- ecs-express preview: a/b,c/d -->",
        "<!-- ecs-express comment: a/b -->",
        UNCHANGED,
    ],
)
def test_another_first_line_names_no_stacks(text: str) -> None:
    """So that a comment is never taken for another one's."""
    assert stacks_of(text) == ()


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), min_size=1, max_size=3))
@settings(max_examples=examples(30, 500))
def test_no_name_ends_the_line(stacks: list[tuple[str, str]]) -> None:
    """Not even one that Pulumi does not allow: the line is one that is read back, and a report is always made."""
    line = marker(stacks)

    assert line.isascii()
    assert line.isprintable()
    assert 1 <= len(stacks_of(line)) <= len(stacks)


def test_a_report_without_changes_says_so_in_its_second_line() -> None:
    """Behind its stacks, and nowhere else."""
    first = marker([("shop", "prod")])

    assert is_unchanged(f"{first}\n{UNCHANGED}\n### no changes")
    assert is_unchanged(f"{first}\r\n{UNCHANGED}\r\n")
    assert not is_unchanged(f"{first}\n### changes\n{UNCHANGED}")
    assert not is_unchanged(f"{UNCHANGED}\n{UNCHANGED}")
    assert not is_unchanged(first)
