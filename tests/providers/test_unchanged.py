"""The short way for runs without change: it says nothing that the long way would not say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from hypothesis import given
from tests.planning.drawn_services import trees
from tests.providers.fake_call import FakeCall, FakeClock
from tests.service_samples import declared

from pulumi_ecs_express.providers.service import operations
from pulumi_ecs_express.providers.unchanged import DECLARED, checked_before, made_before, marked_anew, same_inputs


def checked(olds: dict[str, Any], news: dict[str, Any]) -> dict[str, Any] | None:
    """Check the long way; None where something is wrong."""
    result = operations.check(FakeCall(FakeClock()), olds, news)
    return None if result.failures else dict(result.inputs)


@given(trees(), trees())
def test_what_counts_as_checked_is_what_a_check_gives(before: dict[str, Any], after: dict[str, Any]) -> None:
    """For any two programs, one after the other."""
    olds = checked({}, before)
    assert olds is not None

    if checked_before(olds, after):
        assert checked(olds, after) == olds
    assert not checked_before({}, after)


@given(trees())
def test_inputs_that_were_checked_count_as_checked_in_the_next_run(tree: dict[str, Any]) -> None:
    """The form that a check gives is taken as it is; a generated name is no difference."""
    olds = checked({}, tree)
    assert olds is not None
    news = {key: value for key, value in olds.items() if key in tree}

    assert checked_before(olds, news)
    assert checked(olds, news) == olds


SLOW: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "a changed value": lambda news: {**news, "cpu": "512"},
    "a removed value": lambda news: {key: value for key, value in news.items() if key != "healthCheckPath"},
    "an added value": lambda news: {**news, "tags": {"a": "1"}},
    "an unknown value": lambda news: {**news, "cpu": pulumi.output.Unknown()},  # type: ignore[no-untyped-call]  # not typed by Pulumi
    "an unknown argument": lambda news: {**news, "colour": "red"},
}


@pytest.mark.parametrize("change", SLOW)
def test_anything_new_is_checked_in_full(change: str) -> None:
    """Also what would be a mistake, or is not known yet."""
    news = declared(cpu="1024", healthCheckPath="/up")
    olds = checked({}, news)
    assert olds is not None

    assert checked_before(olds, news)
    assert not checked_before(olds, SLOW[change](news))


def test_how_a_provider_is_stored_is_no_difference() -> None:
    """Another version of the package stores it otherwise."""
    assert same_inputs(declared(__provider="a"), declared(__provider="b"))
    assert not same_inputs(declared(cpu="512"), declared())
    assert not same_inputs(None, declared())


def test_what_a_transform_adds_is_another_declaration() -> None:
    """The component's own mark is made before transforms run; how the provider is stored does not matter."""
    by_component = {"family": "job", DECLARED: "mark", "__provider": "one"}
    kept = {**marked_anew(by_component), "containers": {"app": "as rendered"}}

    assert made_before(kept, marked_anew({**by_component, "__provider": "another"}))
    assert not made_before(kept, marked_anew({**by_component, "cpu": "256"}))
    assert not made_before(kept, marked_anew({**by_component, DECLARED: "another mark"}))
    assert marked_anew({"family": "job"}) == {"family": "job"}, "what has no mark gets none"
