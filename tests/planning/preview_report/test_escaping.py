"""Any text in any place of a page is text: rendered, it makes no element, link, mention or row that the page does not have itself."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.sampling import examples

from pulumi_ecs_express.model.preview_report.report import PreviewReport, Result, Stack
from pulumi_ecs_express.planning.preview_marker import is_unchanged, stacks_of
from pulumi_ecs_express.planning.preview_report.rendering.escaping import block, code, prose, visible
from pulumi_ecs_express.planning.preview_report.rendering.markdown import markdown

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

BAD = (
    "@octocat", "octocat@example.com", "#1", "GH-1", "https://example.com/x", "www.example.com", "mailto:a@b.co", ":smile:",
    "<script>alert(1)</script>", "<!-- x", "-->", "&lt;", "**bold**", "__b__", "~~s~~", "`code`", "``", "[a](http://b)", "![i](j)",
    "# heading", "---", "===", "- item", "1. item", "> quote", "|", "\\|", "\\", "\n\n", "\r\n", "\t", "\x1b[31m", "\0", "\u202e",
    "\u200b", "\u2066", "\ufe0f", "</code>", "</details>", "</pre>", "$$x$$", "8f4b1c2d9e0a", "JIRA-12", "octo/repo#1", "\u2028",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(BAD), st.text(max_size=8)), max_size=6).map("".join)


class Seen(HTMLParser):
    """The elements of a page, and its texts, each with whether it is in ``pre``, in ``code``, or in neither."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: Counter[str] = Counter()
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements[tag] += 1
        if tag not in ("wbr", "br", "hr", "img"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.texts.append((data, next((one for one in ("pre", "code") if one in self._open), "")))

    def handle_comment(self, data: str) -> None:
        self.elements["comment"] += 1


FOUND_BY_GITHUB = (
    re.compile(r"(?<!\w)@[a-z0-9]", re.IGNORECASE),
    re.compile(r"#\d"),
    re.compile(r"\bgh-\d", re.IGNORECASE),
    re.compile(r":[a-z0-9_+-]+:"),
    re.compile(r"\b[0-9a-f]{7,40}\b"),
)
FOUND_BY_MARKDOWN = (
    re.compile(r"(https?|ftp)://", re.IGNORECASE),
    re.compile(r"www\.", re.IGNORECASE),
    re.compile(r"[\w.+-]@[\w-]+\.\w"),
)


def assert_inert(seen: Seen) -> None:
    """Hold that GitHub finds nothing: in ``pre``, it looks for nothing, in ``code`` Markdown alone does."""
    looked_for = {"pre": (), "code": FOUND_BY_MARKDOWN, "": (*FOUND_BY_MARKDOWN, *FOUND_BY_GITHUB)}
    for text, where in seen.texts:
        assert not [pattern.pattern for pattern in looked_for[where] if pattern.search(text)], text


def rendered(markdown_text: str) -> Seen:
    """Render as GitHub's Markdown does, as far as tables and HTML go."""
    return Seen(RENDERER.render(markdown_text))


@settings(max_examples=examples(60, 5000))
@given(texts, texts)
def test_any_text_in_a_table_stays_in_its_cell(value: str, other: str) -> None:
    """Two rows with two cells are two rows with two cells, and hold no element but those that break words."""
    page = f"| a | b |\n|---|---|\n| {code(value)} | {prose(other)} |\n| x | y |\n"

    seen = rendered(page)

    del seen.elements["wbr"]
    assert dict(seen.elements) == {"table": 1, "thead": 1, "tbody": 1, "tr": 3, "th": 2, "td": 4, "code": 1}
    assert_inert(seen)


@settings(max_examples=examples(60, 5000))
@given(texts)
def test_any_text_in_a_list_or_a_paragraph_is_one_line_of_text(value: str) -> None:
    """No heading, no list in the list, no quote."""
    seen = rendered(f"- {prose(value)}\n\n{prose(value)}x\n\n#### {code(value)}\n")

    del seen.elements["wbr"]
    assert dict(seen.elements) == {"ul": 1, "li": 1, "p": 1, "h4": 1, "code": 1}
    assert_inert(seen)


@settings(max_examples=examples(40, 5000))
@given(texts)
def test_lines_in_a_block_stay_as_they_are(value: str) -> None:
    """Between the tags is the text, as far as it can be seen."""
    seen = rendered(f"before\n\n{block(value)}\n\nafter\n")

    inside = "".join(text for text, where in seen.texts if where)
    assert inside.strip("\n") == visible(value, "\n").strip("\n")
    assert dict(seen.elements) == {"p": 2, "pre": 1}


@settings(max_examples=examples(40, 5000))
@given(texts)
def test_what_is_shown_is_what_the_text_was(value: str) -> None:
    """A reader sees the whole text: nothing is dropped, and what cannot be seen is written out."""
    shown = "".join(text for text, _ in rendered(f"x{prose(value)}x").texts).strip("\n")

    assert shown[1:-1].replace("\xa0", " ") == visible(value)


@pytest.mark.parametrize(
    "value",
    ["\u202e", "\u200b", "\x1b", "\x00", "\u2028", "\xa0", "\u3000", "\ufeff", "\ufe0f", "\u3164", "\U000e0041"],
)
def test_what_cannot_be_seen_is_written_out(value: str) -> None:
    """A name that looks like another one is told from it."""
    assert visible(f"a{value}b").startswith("a\\")
    assert visible(f"a{value}b").isascii()


def _poisoned(text: str) -> PreviewReport:
    """Put a text into every place of a report that text from outside can reach."""
    other = {"type": text or "t", "name": text, "operation": "delete"}
    component = {
        "type": "ExpressGatewayService", "name": text, "urn": text, "operation": "update", "notes": [text, f"{text}2"],
        "consequences": [{"kind": "deployment", "text": text}], "resources": [other],
        "changes": [
            {"argument": text, "operation": "update", "old": text, "new": f"{text}\n{text * 30}"},
            {"argument": f"{text}b", "operation": "add", "new": text, "inEffect": text},
        ],
        "monthlyCost": {"oldLeast": 1.0, "oldMost": 2.0, "newLeast": 1.0, "newMost": 3.0, "region": text},
    }  # fmt: skip
    stack = {
        "project": text, "stack": text, "result": "failed", "headline": text, "warnings": [text], "others": [other] * 20,
        "failures": [{"text": text, "resource": text}], "components": [component],
        "violations": [{"policy": text, "pack": text, "level": text, "text": text, "resource": text}],
    }  # fmt: skip
    return PreviewReport.model_validate(
        {"version": 1, "headline": text, "pricesRead": "2026-11-28", "stacks": [stack, stack]}
    )


HARMLESS = dict(rendered(markdown(_poisoned("harmless"))).elements)


@settings(max_examples=examples(15, 1500))
@given(texts.filter(lambda text: text.strip() != "" and len(text) < 40))
def test_a_page_has_the_same_elements_whatever_its_texts_are(text: str) -> None:
    """Everywhere at once: names, values, notes, messages, policies."""
    seen = rendered(markdown(_poisoned(text)))

    for elements in (found := dict(seen.elements), wanted := dict(HARMLESS)):
        for foldable in ("wbr", "details", "summary", "pre", "code"):  # a long value is folded, a short one is not
            elements.pop(foldable, None)
    assert found == wanted
    assert_inert(seen)


@settings(max_examples=examples(20, 500))
@given(texts, texts)
def test_the_hidden_line_is_found_whatever_the_names(project: str, stack: str) -> None:
    """Pulumi takes no such names, and a recording may hold any."""
    report = PreviewReport(
        headline="",
        stacks=(Stack(project=project, stack=stack, result=Result.SUCCEEDED, headline="", unchanged=1),),
        prices_read="",
    )

    assert len(stacks_of(markdown(report))) == 1
    assert is_unchanged(markdown(report))
