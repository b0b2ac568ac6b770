"""Files as they are read for a conversion: YAML 1.2 with lines, refused where it is none, and known by what it holds."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampling import examples

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.conversion.document import read
from pulumi_ecs_express.planning.conversion.origins import Origin, recognized


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("22:22", "22:22"), ("on", "on"), ("no", "no"), ("true", True), ("~", None), ("", None), ("1", 1), ("007", "007"),
        ("1.10", 1.1), ("2001-01-01", "2001-01-01"), ("'1'", "1"), ('"true"', "true"), ("0x10", "0x10"), ("-3", -3), ("=", "="),
    ],
)  # fmt: skip
def test_scalars_are_those_of_yaml_1_2(text: str, value: Any) -> None:
    """PyYAML's own rules are those of YAML 1.1, in which a port mapping is a number of base 60."""
    assert read(f"a: {text}\n", "f").tree == {"a": value}


def test_a_number_that_is_needed_as_text_is_the_text_that_was_written() -> None:
    """A version 1.10 is none of 1.1."""
    assert str(read("a: 1.10", "f").tree["a"]) == "1.10"


def test_values_have_their_lines_and_anchors_are_resolved() -> None:
    """Merge keys too; an own key wins over a merged one, and a key that stands twice is remembered."""
    document = read("x: &x\n  a: 1\n  b: 2\ny:\n  <<: *x\n  b: 3\nz: [1,\n  2]\nz: 4\n", "f")

    assert document.tree == {"x": {"a": 1, "b": 2}, "y": {"a": 1, "b": 3}, "z": 4}
    assert document.lines["y", "b"] == 6
    assert document.lines["z", 1] == 8
    assert document.repeated == [("z",)]


@pytest.mark.parametrize(
    ("text", "said"),
    [("a: [1", "line 1"), ("a: 1\n---\nb: 2\n", "another document"), ("a:\n\t- 1", "line 2"), ("a: *b", "line 1")],
)
def test_what_is_no_yaml_is_said_with_its_line(text: str, said: str) -> None:
    """And with the name of the file."""
    with pytest.raises(errors.SourceUnreadable, match=r"compose\.yaml is no YAML file") as caught:
        read(text, "compose.yaml")

    assert said in str(caught.value)


def test_aliases_that_multiply_are_refused() -> None:
    """A few lines can stand for more values than any memory has."""
    bomb = "a: &a [1,1,1,1,1,1,1,1,1]\n" + "".join(
        f"{name}: &{name} [*{last},*{last},*{last},*{last},*{last},*{last},*{last},*{last},*{last}]\n"
        for last, name in zip("abcdefg", "bcdefgh", strict=True)
    )
    with pytest.raises(errors.SourceUnreadable, match="values"):
        read(bomb, "f")
    with pytest.raises(errors.SourceUnreadable, match="levels"):
        read("a: &a [*a]", "f")


SCALARS = st.text("abc:# '\"\n-{}[]01.~", max_size=8) | st.integers() | st.booleans() | st.none()


@settings(max_examples=examples(20, 300))
@given(
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab :", max_size=3), inner, max_size=3),
    )
)
def test_what_a_yaml_writer_writes_is_read_as_it_was(value: Any) -> None:
    """Of every kind of value that these formats have."""
    assert read(yaml.safe_dump({"a": value}, allow_unicode=True), "f").tree == {"a": value}


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("services: {}", Origin.COMPOSE), ("type: Request-Driven Web Service", Origin.COPILOT),
        ("version: 1.0\nruntime: go1\nrun: {}", Origin.APP_RUNNER_FILE), ('{"Service": {}}', Origin.APP_RUNNER),
    ],
)  # fmt: skip
def test_a_format_is_known_by_what_the_file_holds(text: str, origin: Origin) -> None:
    """Not by its name."""
    assert recognized(read(text, "f").tree, "f") is origin


@pytest.mark.parametrize(
    ("text", "why", "remedy"),
    [
        ("", "empty", "apprunner.yaml"), ("[]", "no map", "Compose"), ("a: 1", "its keys are a", "--from"),
        ("type: Worker Service", "has no URL", "queue"), ("type: Backend Service", "has no URL", "private subnets"),
        ("type: Scheduled Job", "has no URL", "Schedule"), ("type: Static Site", "has no URL", "CloudFront"),
        ("containerDefinitions: []", "its keys", "TaskDefinitionRevision"),
    ],
)  # fmt: skip
def test_what_is_none_of_them_is_refused_with_what_to_do(text: str, why: str, remedy: str) -> None:
    """Copilot's other kinds by name."""
    with pytest.raises(errors.SourceNotRecognized) as caught:
        recognized(read(text, "f").tree, "f")

    assert why in caught.value.why
    assert remedy in caught.value.remedy
