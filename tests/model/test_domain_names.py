"""Domain names: which are accepted, what is said of the others, and what matches what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_ecs_express.model.custom_domain.domain_names import (
    base_name,
    covers,
    domain_problem,
    looks_like_apex,
    matches,
    overlap,
)

GOOD = ["example.com", "app.example.com", "*.example.com", "a-b.c1.example.co.uk", "xn--bcher-kva.example.com",
        "shop.xn--p1ai", f"{'a' * 63}.example.com"]  # fmt: skip

BAD = [
    ("https://app.example.com", "write the name alone"),
    ("app.example.com/", "write the name alone"),
    ("app.example.com:443", "write the name alone"),
    (" app.example.com", "write the name alone"),
    ("bücher.example.com", "'xn--bcher-kva.example.com'"),
    ("App.Example.com", "write 'app.example.com'"),
    ("app.example.com.", "write 'app.example.com'"),
    ("app", "is not a domain name"),
    ("", "is not a domain name"),
    ("app..example.com", "is not a domain name"),
    ("-app.example.com", "is not a domain name"),
    ("my_app.example.com", "is not a domain name"),
    ("a*.example.com", "is not a domain name"),
    ("app.*.example.com", "is not a domain name"),
    ("*.*.example.com", "is not a domain name"),
    ("*.com.", "write '*.com'"),
    (f"{'a' * 64}.example.com", "is not a domain name"),
    ("192.0.2.1", "letters alone"),
    (f"{'a.' * 60}example.com", "at most 128"),
]


@pytest.mark.parametrize("name", GOOD)
def test_a_name_that_certificate_and_rule_both_take_passes(name: str) -> None:
    """Also punycode and one wildcard."""
    assert domain_problem(name) is None


@pytest.mark.parametrize(("name", "remedy"), BAD)
def test_any_other_is_told_with_what_to_write(name: str, remedy: str) -> None:
    """The name as it is written, and the right form of it where there is one."""
    problem = domain_problem(name)

    assert problem is not None
    assert remedy in problem
    assert repr(name) in problem


@pytest.mark.parametrize(
    ("name", "host", "expected"),
    [
        ("example.com", "example.com", True),
        ("*.example.com", "app.example.com", True),
        ("*.example.com", "example.com", False),
        ("*.example.com", "a.b.example.com", False),
        ("*.example.com", "*.example.com", True),
        ("example.com", "app.example.com", False),
    ],
)
def test_a_certificates_wildcard_stands_for_one_label(name: str, host: str, expected: bool) -> None:
    """Never for the domain itself, and never for two labels."""
    assert covers(name, host) is expected


def test_a_rules_wildcard_stands_for_any_characters() -> None:
    """Dots too, whichever of two rules has it."""
    assert matches("*.example.com", "a.b.example.com")
    assert overlap("app.example.com", "*.example.com")
    assert overlap("*.example.com", "app.example.com")
    assert overlap("APP.example.com", "app.example.com")
    assert not overlap("app.example.com", "www.example.com")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("example.com", True), ("example.co.uk", True), ("app.example.com", False), ("shop.example.co.uk", False),
     ("*.example.com", False), ("app.example.uk", False)],
)  # fmt: skip
def test_the_top_of_a_domain_is_guessed_by_its_labels(name: str, expected: bool) -> None:
    """Where no hosted zone says it: the record there can be no CNAME."""
    assert looks_like_apex(name) is expected


@given(st.text(alphabet="aB9-.*_ü :/", max_size=12))
def test_whatever_is_written_is_judged(text: str) -> None:
    """A name that passes has the same base as its wildcard."""
    if domain_problem(text) is None:
        assert base_name(f"*.{base_name(text)}") == base_name(text)
