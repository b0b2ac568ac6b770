"""
Taking the values of environment variables out of text that a container wrote.

Every value is masked, wherever it stands and in the forms in which programs write values. A value of one or two
characters, such as ``1`` or ``no``, is masked where it stands by itself and not inside of words and numbers, where it is
more likely a part of something else: masked there as well, no line could be read.

What is not known cannot be masked: values that AWS reads for the container (``secrets``, environment files), and a value
of which a program writes only a part.
"""

import base64
import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus, unquote, urlsplit

MASK = "***"

SHORTEST = 3
"""Characters from which on a value is masked wherever it stands."""

Variables = Iterable[tuple[str, str]]


def masked(text: str, variables: Variables) -> str:
    """Put `MASK` in place of every value; where values overlap, one takes the place of them all."""
    spans = sorted(span for _, value in variables for span in _places(text, value))
    parts, at = list[str](), 0
    for start, end in _joined(spans):
        parts += [text[at:start], MASK]
        at = end
    return "".join([*parts, text[at:]])


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap or touch."""
    joined = list[tuple[int, int]]()
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _places(text: str, value: str) -> Iterator[tuple[int, int]]:
    """Find a value in all its forms."""
    for form in {form for form in _forms(value) if form.strip()}:
        pattern = _anywhere(form) if len(form) >= SHORTEST else _by_itself(form)
        yield from (found.span(1) for found in re.finditer(pattern, text))


def _anywhere(form: str) -> str:
    """Look ahead only, so that occurrences which overlap are found as well."""
    return f"(?=({re.escape(form)}))"


def _by_itself(form: str) -> str:
    return rf"(?<!\w)({re.escape(form)})(?!\w)"


def _forms(value: str) -> Iterator[str]:
    """Return the forms in which programs write a value; a log holds a value of several lines line by line."""
    for plain in (value, value.strip(), *credentials(value)):
        yield from (plain, json.dumps(plain)[1:-1], json.dumps(plain, ensure_ascii=False)[1:-1], repr(plain)[1:-1])
        yield from (quote(plain, safe="", errors="replace"), quote(plain, errors="replace"))
        yield quote_plus(plain, errors="replace")
        yield base64.b64encode(plain.encode(errors="replace")).decode()
    lines = [line.strip() for line in value.splitlines()]
    if len(lines) > 1:
        yield from (line for line in lines if len(line) >= SHORTEST)


def credentials(value: str) -> Iterator[str]:
    """Take the password out of a URL, which a program may write without the rest."""
    try:
        password = urlsplit(value).password
    except ValueError:
        return
    if password:
        yield from (password, unquote(password))
