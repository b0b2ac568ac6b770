"""
Text from outside in GitHub's Markdown: it cannot break the page, decorate, notify anybody, or link.

What Markdown or HTML would read is written as a character reference, which is never structure (CommonMark 0.31, "Entity and
numeric character references"). What GitHub finds in the text of the finished page - mentions, issues, commits, addresses, emoji -
is broken by ``<wbr>``, which shows nothing: GitHub looks at the text between two tags.
Source: "Autolinked references and URLs" and "Basic writing and formatting syntax", GitHub Docs; the specification of GitHub
Flavored Markdown 0.29, read 2026-11-28.
"""

import re
import unicodedata

MARKUP = re.compile(r"[\\`*_{}\[\]<>()#+!|&~$^=\"']")
"""Characters that Markdown, HTML, tables or formulas are made of, wherever they stand."""

LEADING = re.compile(r"^(?:[-]|\d+[.)])")
"""What begins a list, at the beginning of a text alone."""

BREAK = "<wbr>"
BREAKS = (
    re.compile(r"@"),
    re.compile(r"#(?=\w)"),
    re.compile(r":(?=//|[a-z0-9_+-]+:)", re.IGNORECASE),
    re.compile(r"\b(?:mailto|xmpp):", re.IGNORECASE),
    re.compile(r"www(?=\.)", re.IGNORECASE),
    re.compile(r"\b[A-Za-z][A-Za-z0-9]*-(?=\d)"),
    re.compile(r"[0-9a-f]{6}(?=[0-9a-f])", re.IGNORECASE),
)
"""Behind each of these, a text is broken: mentions and addresses, issues, URLs and emoji, references by a prefix, commits."""

MARK = "\0"
SPACES = re.compile(r"^ | (?= )| $")
"""Spaces that HTML would not show: at both ends, and in a row."""

INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Categories of characters that show nothing, or turn the text around them: controls, formats, separators, unassigned ones."""

NAMES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u2800")
"""Letters and marks by category that show nothing."""


def visible(text: str, kept: str = "") -> str:
    """Write what cannot be seen as Python would, and spaces of another kind likewise; ``kept`` stays as it is."""
    return "".join(one if one in kept or _shows(one) else _written(one) for one in text)


def _shows(character: str) -> bool:
    category = unicodedata.category(character)
    variation = "VARIATION SELECTOR" in unicodedata.name(character, "")
    return category not in INVISIBLE and (category != "Zs" or character == " ") and character not in FILLERS and not variation


def _written(character: str) -> str:
    code = ord(character)
    if character in NAMES:
        return NAMES[character]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def prose(text: str) -> str:
    """Write text on one line."""
    marked = visible(text)
    for pattern in BREAKS:
        marked = pattern.sub(lambda found: f"{found[0]}{MARK}", marked)
    leading = LEADING.match(marked)
    start = f"{marked[: leading.end() - 1]}{_reference(marked[leading.end() - 1])}" if leading else ""
    rest = MARKUP.sub(lambda found: _reference(found[0]), marked[leading.end() if leading else 0 :])
    return SPACES.sub("&nbsp;", start + rest).replace(MARK, BREAK)


def _reference(character: str) -> str:
    return f"&#{ord(character)};"


def code(text: str) -> str:
    """Write a value on one line, as code; an empty one can be seen too."""
    return f"<code>{prose(text)}</code>" if text else "<code>&quot;&quot;</code>"


def block(text: str) -> str:
    """Write lines as they are: inside of ``<pre>`` nothing is Markdown, and GitHub looks for nothing."""
    lines = visible(text, "\n").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<pre>{lines}\n</pre>"
