"""Trees as leaves and back, and paths as Pulumi writes them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_ecs_express.model.fields.property_paths import covered, dotted, flatten, nest, under, undotted
from pulumi_ecs_express.model.fields.unknown import UNKNOWN

SCALARS = st.text() | st.integers() | st.booleans() | st.just(UNKNOWN)
LISTS = st.lists(st.text(), min_size=1)
TREES = st.recursive(
    st.dictionaries(st.text(min_size=1), SCALARS | LISTS, min_size=1),
    lambda inner: st.dictionaries(st.text(min_size=1), inner | SCALARS, min_size=1),
)


@given(TREES)
def test_a_tree_comes_back_from_its_leaves(tree: dict[str, Any]) -> None:
    """Nothing is lost on the way, but for what says nothing."""
    assert nest(flatten(tree)) == tree


@pytest.mark.parametrize("nothing", [None, {}, [], {"a": None}, {"a": {"b": []}}], ids=str)
def test_what_says_nothing_leaves_no_leaf(nothing: Any) -> None:
    """An absent value, an empty object and an empty list are one."""
    assert flatten({"a": nothing}) == {}


@pytest.mark.parametrize("value", ["", 0, False], ids=repr)
def test_an_empty_string_zero_and_false_are_values(value: Any) -> None:
    """They were written, so they mean something."""
    assert flatten({"a": value}) == {("a",): value}


PATHS = [
    (("cpu",), "cpu"),
    (("primaryContainer", "environment", "PORT"), "primaryContainer.environment.PORT"),
    (("tags", "cost center"), 'tags["cost center"]'),
    (("tags", "a.b", "c"), 'tags["a.b"].c'),
    (("tags", 'say "hi"'), 'tags["say \\"hi\\""]'),
    (("tags", "back\\slash"), 'tags["back\\\\slash"]'),
    (("tags", ""), 'tags[""]'),
]


@pytest.mark.parametrize(("path", "written"), PATHS, ids=[written for _, written in PATHS])
def test_paths_are_written_as_pulumi_does(path: tuple[str, ...], written: str) -> None:
    """A step that is no plain name is quoted."""
    assert dotted(path) == written


def test_an_unknown_above_a_path_may_hold_it() -> None:
    """What is under an unknown object is not known to be absent."""
    property_values = flatten({"scalingTarget": UNKNOWN, "tags": {"a": "1"}})

    assert covered(("scalingTarget", "minTaskCount"), property_values)
    assert covered(("tags", "a"), property_values)
    assert not covered(("tags", "b"), property_values)
    assert not covered(("cpu",), property_values)


def test_leaves_under_a_prefix_are_those_at_it_and_below() -> None:
    """A name that begins alike is another one."""
    property_values = flatten({"tags": {"a": "1", "b": "2"}, "tagsOfOthers": {"a": "1"}})

    assert under(("tags",), property_values) == {("tags", "a"): "1", ("tags", "b"): "2"}


@given(st.lists(st.text() | st.integers(0, 99), min_size=1).map(tuple))
def test_a_written_path_is_taken_apart_to_what_it_was(path: tuple[str | int, ...]) -> None:
    """Whatever the keys are made of: quotes, brackets, dots, line ends."""
    assert undotted(dotted(path)) == path


@pytest.mark.parametrize("text", ["a..b", "a[", '["x', "[x]"])
def test_what_is_no_path_is_one_step(text: str) -> None:
    """Another provider may write anything."""
    assert undotted(text) == (text,)
