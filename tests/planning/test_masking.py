"""Masking: no value of the environment is left in what a container wrote, and the rest stays readable."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pulumi_ecs_express.planning.rollout.container_logs import quotable
from pulumi_ecs_express.planning.rollout.masking import MASK, SHORTEST, masked

KEY = "-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END KEY-----\n"

LINES = [
    ("login with hunter2 failed", {"PASSWORD": "hunter2"}, "login with *** failed"),
    ("hunter2hunter2", {"PASSWORD": "hunter2"}, "***"),
    ("xhunter2y", {"PASSWORD": "hunter2"}, "x***y"),
    ("abc123xyz", {"A": "abc123", "B": "123xyz"}, "***"),
    ("hunter2-horse and hunter2", {"A": "hunter2", "B": "hunter2-horse"}, "*** and ***"),
    ("aXaXa", {"A": "aXa"}, "***"),
    ("nothing of it", {"PASSWORD": "hunter2", "EMPTY": "", "BLANK": "   "}, "nothing of it"),
    ("Hunter2", {"PASSWORD": "hunter2"}, "Hunter2"),
    ('{"password": "a\\"b\\\\c"}', {"PASSWORD": 'a"b\\c'}, '{"password": "***"}'),
    ("GET /?token=a%2Fb%20c HTTP/1.1", {"TOKEN": "a/b c"}, "GET /?token=*** HTTP/1.1"),
    ("Authorization: Basic aHVudGVyMg==", {"PASSWORD": "hunter2"}, "Authorization: Basic ***"),
    ("password hunter2 refused", {"URL": "postgres://web:hunter2@db/web"}, "password *** refused"),
    ("password a/b refused", {"URL": "postgres://web:a%2Fb@db/web"}, "password *** refused"),
    ("read MIIEvQIBADANBg of the key", {"KEY": KEY}, "read *** of the key"),
    ("value 'hunter2 ' has a blank", {"PASSWORD": "hunter2\n"}, "value '*** ' has a blank"),
    ("DEBUG=1, worker 1 of 10, v1", {"DEBUG": "1"}, "DEBUG=***, worker *** of 10, v1"),
    ('{"DEBUG": "1", "PIN": 42}', {"DEBUG": "1", "PIN": "42"}, '{"DEBUG": "***", "PIN": ***}'),
    ("login with x7 refused", {"PASSWORD": "x7"}, "login with *** refused"),
    ("no: nothing is known", {"DEBUG": "no"}, "***: nothing is known"),
    ("DEBUG=10 NODEBUG=1", {"DEBUG": "1"}, "DEBUG=10 NODEBUG=***"),
    ("listening on 8080", {"PORT": "8080"}, "listening on ***"),
]


@pytest.mark.parametrize(("text", "environment", "shown"), LINES, ids=[text for text, _, _ in LINES])
def test_values_are_masked_and_the_rest_is_not(text: str, environment: dict[str, str], shown: str) -> None:
    """Wherever they stand, in the forms in which programs write them; one or two characters not inside of words."""
    assert masked(text, environment.items()) == shown


VALUES = st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=5)


@given(VALUES, st.lists(st.text(max_size=5), max_size=6), st.randoms(use_true_random=False))
def test_no_value_is_left_whatever_stands_around_it(values: list[str], around: list[str], chance: object) -> None:
    """Values of three characters and more, in any mixture with other text."""
    assume(all("*" not in value for value in values))
    parts = [*values, *around]
    chance.shuffle(parts)  # type: ignore[attr-defined]  # hypothesis types it as an object
    shown = masked("".join(parts), [(f"V{number}", value) for number, value in enumerate(values)])

    assert not [value for value in values if len(value) >= SHORTEST and value.strip() and value in shown]


@given(st.text(min_size=SHORTEST).filter(str.strip))
def test_no_value_is_left_in_the_forms_in_which_programs_write_it(value: str) -> None:
    """As JSON, as a part of a URL, as Python shows it."""
    assume("*" not in value)
    for form in (json.dumps({"v": value}), f"?v={quote(value, safe='')}&", repr([value])):
        shown = masked(form, [("V", value)])
        assert MASK in shown
        assert value not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mhun\x1b[0mter2\x1b[0m failed", "*** failed"),
        ("\x1b]0;title\x07ready\x00", "ready"),
        ("a\tb", "a\tb"),
    ],
    ids=["colours inside a value", "a title", "a tab"],
)
def test_what_would_steer_a_terminal_is_taken_out(text: str, shown: str) -> None:
    """Colours and titles; a value that they tear apart is masked all the same."""
    assert quotable(text, [("PASSWORD", "hunter2")]) == shown


def test_half_a_character_is_no_reason_to_fail() -> None:
    """Text is taken as it comes: an explanation must not fail on what a container wrote."""
    assert masked("\ud800xy", [("A", "\ud800xy")]) == MASK
