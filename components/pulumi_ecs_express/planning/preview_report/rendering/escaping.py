"""
Text from outside in GitHub's Markdown: it cannot break the page, decorate, notify anybody, or link.

What Markdown or HTML would read is written as a character reference, which is never structure (CommonMark 0.31, "Entity and
numeric character references"). What GitHub finds in the text of the finished page - mentions, issues, commits, addresses, emoji -
is broken by ``<wbr>``, which shows nothing: GitHub looks at the text between two tags.
Source: "Autolinked references and URLs" and "Basic writing and formatting syntax", GitHub Docs; the specification of GitHub
Flavored Markdown 0.29, read 2026-11-28.
"""

import re

MARKUP = re.compile(r"[\\`*_{}\[\]<>()#+!|&~$^=\"']")
"""Characters that Markdown, HTML, tables or formulas are made of, wherever they stand."""

LEADING = re.compile(r"^(?:[-]|\d+[.)])")
"""What begins a list, at the beginning of a text alone."""

BREAK = "<wbr>"
IN_MARKDOWN = (
    re.compile(r"@"),
    re.compile(r":(?=//)"),
    re.compile(r"\b(?:mailto|xmpp):", re.IGNORECASE),
    re.compile(r"www(?=\.)", re.IGNORECASE),
)
"""Behind each of these, any text is broken, since Markdown itself looks there: addresses and URLs."""

IN_TEXT = (
    re.compile(r"#(?=\w)"),
    re.compile(r":(?=[a-z0-9_+-]+:)", re.IGNORECASE),
    re.compile(r"\b[A-Za-z][A-Za-z0-9]*-(?=\d)"),
    re.compile(r"[0-9a-f]{6}(?=[0-9a-f])", re.IGNORECASE),
)
"""Likewise where a text is no code, in which GitHub looks for nothing: issues, emoji, references by a prefix, commits."""

MARK = "\0"
SPACES = re.compile(r"^ | (?= )| $")
"""Spaces that HTML would not show: at both ends, and in a row."""

NAMES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
FILLERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks by category that show nothing, variation selectors among them."""


def visible(text: str, kept: str = "") -> str:
    """Write what cannot be seen as Python would, and spaces of another kind likewise; ``kept`` stays as it is."""
    if text.isprintable() and not FILLERS.search(text):
        return text
    return "".join(
        one if one in kept or (one.isprintable() and not FILLERS.match(one)) else _written(one) for one in text
    )


def _written(character: str) -> str:
    code = ord(character)
    if character in NAMES:
        return NAMES[character]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def prose(text: str) -> str:
    """Write text on one line."""
    return _escaped(text, (*IN_MARKDOWN, *IN_TEXT))


def _escaped(text: str, breaks: tuple[re.Pattern[str], ...]) -> str:
    marked = visible(text)
    for pattern in breaks:
        marked = pattern.sub(lambda found: f"{found[0]}{MARK}", marked)
    leading = LEADING.match(marked)
    start = f"{marked[: leading.end() - 1]}{_reference(marked[leading.end() - 1])}" if leading else ""
    rest = MARKUP.sub(lambda found: _reference(found[0]), marked[leading.end() if leading else 0 :])
    return SPACES.sub("&nbsp;", start + rest).replace(MARK, BREAK)


def _reference(character: str) -> str:
    return f"&#{ord(character)};"


def code(text: str) -> str:
    """Write a value on one line, as code; an empty one can be seen too."""
    return f"<code>{_escaped(text, IN_MARKDOWN)}</code>" if text else "<code>&quot;&quot;</code>"


def block(text: str) -> str:
    """Write lines as they are: inside of ``<pre>`` nothing is Markdown, and GitHub looks for nothing."""
    lines = visible(text, "\n").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<pre>{lines}\n</pre>"
