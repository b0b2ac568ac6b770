"""The page as a whole: the same text for the same preview, within its bytes, the worst first."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planning.preview_report.recordings import NAMES, text
from tests.sampling import examples

from pulumi_ecs_express.model.preview_report.consequence import SERIOUS
from pulumi_ecs_express.model.preview_report.report import PreviewReport
from pulumi_ecs_express.planning.preview_report.assembly import Preview, report
from pulumi_ecs_express.planning.preview_report.recording.event_log import Recording, read
from pulumi_ecs_express.planning.preview_report.rendering.markdown import markdown
from pulumi_ecs_express.planning.preview_report.rendering.size_limit import LIMIT, Piece, fitted

OF_SEVERAL = [
    name
    for name in NAMES
    if name in ("services-two", "domain-gap", "others-many", "settings-deploying", "refused-arguments")
]


def shuffled(recorded: str, seed: int) -> str:
    """Put the events into another order; those about one resource keep theirs, and so does the end."""
    events = [json.loads(line) for line in recorded.splitlines()]
    queues: dict[str, list[object]] = {}
    for event in events:
        body = event.get("resourcePreEvent", {}).get("metadata") or event.get("diagnosticEvent") or {}
        queues.setdefault(str(body.get("urn", "")), []).append(event)
    choose, found = random.Random(seed), []  # noqa: S311 - an order, no secret
    while queues:
        urn = choose.choice(sorted(queues))
        found.append(queues[urn].pop(0))
        if not queues[urn]:
            del queues[urn]
    return "\n".join(map(json.dumps, found))


@settings(max_examples=examples(6, 300))
@given(st.integers(0, 2**32))
def test_independent_events_in_another_order_give_the_same_page(seed: int) -> None:
    """Resources are registered at the same time, so their order is chance."""
    for name in OF_SEVERAL:
        assert markdown(report([Preview(read(shuffled(text(name), seed)))])) == markdown(
            report([Preview(read(text(name)))])
        )


def several(names: list[str]) -> PreviewReport:
    """Report recordings as those of stacks with other names."""
    texts = [text(name).replace("urn:pulumi:dev::", f"urn:pulumi:{index}-{name}::") for index, name in enumerate(names)]
    return report([Preview(read(one)) for one in texts])


def test_the_worst_stack_comes_first_in_whatever_order_they_are_given() -> None:
    """Failures, then what is lost, then deployments, then nothing."""
    names = [
        "service-unchanged",
        "service-tags",
        "service-deleted",
        "refused-arguments",
        "service-image",
        "services-two",
    ]

    found = several(names)

    order = [one.stack.partition("-")[2] for one in found.stacks]
    assert order == [
        "refused-arguments",
        "service-deleted",
        "services-two",
        "service-image",
        "service-tags",
        "service-unchanged",
    ]
    assert found.headline.startswith(
        "1 of 6 previews fail, 4 of 6 stacks change; shop/3-refused-arguments: the preview fails: 3 errors"
    )
    assert {one.kind for one in found.stacks[1].consequences} & set(SERIOUS)
    assert markdown(found).count("\n| <code>shop/") == 6


@pytest.mark.parametrize("limit", [60_000, 20_000, 5_000, 2_000])
def test_a_page_keeps_its_bytes_and_says_what_is_not_on_it(limit: int) -> None:
    """The headline stays; failures and what is lost go last."""
    found = several(NAMES * 3)

    page = markdown(found, limit)

    assert len(page.encode()) <= max(
        limit, 8_000
    )  # the hidden line of so many stacks is longer than the smallest limits
    assert page.startswith("<!-- ecs-express preview: ")
    assert "Left out, since a comment can hold no more: " in page


def test_what_matters_least_is_left_out_first() -> None:
    """Folded values before fields, fields before consequences."""
    whole = markdown(several(NAMES * 2), 10**9)
    size = len(whole.encode())
    cut = markdown(several(NAMES * 2), size * 3 // 4)

    assert "Left out" not in whole
    assert "long values" in cut
    assert "consequences" not in cut.rpartition("Left out")[2]


pieces = st.lists(
    st.builds(Piece, st.text(max_size=60), st.integers(1, 9), st.sampled_from(["rows", "notes", "words"])), max_size=30
)


@settings(max_examples=examples(100, 5000))
@given(pieces, st.integers(200, 1500))
def test_no_page_is_larger_than_its_limit(found: list[Piece], limit: int) -> None:
    """By bytes, not by characters; what stays keeps its order, and what goes matters no more than what stays."""
    page = fitted([Piece("head", 0), *found], limit)

    assert len(page.encode()) <= limit
    kept = [piece for piece in found if f"{piece.text}\n" in page]
    gone = [piece for piece in found if f"{piece.text}\n" not in page]
    assert not kept or not gone or max(one.rank for one in kept) <= max(one.rank for one in gone)
    assert page.startswith("head\n")
    assert ("Left out" in page) is (len(page.encode()) != sum(piece.size for piece in [Piece("head", 0), *found]))


def test_the_limit_is_what_a_comment_takes() -> None:
    """GitHub's limit is in characters; ours leaves room for what is posted with it."""
    assert LIMIT == 60_000


def test_a_preview_that_left_no_recording_is_a_failure_in_pulumis_words() -> None:
    """As where the stack does not exist."""
    found = report([Preview(Recording(finished=True), "prod", "shop", ("error: no stack named 'prod' found",))])

    assert found.headline == "the preview fails: 1 error"
    assert "no stack named" in markdown(found)
