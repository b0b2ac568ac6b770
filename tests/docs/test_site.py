"""How pages become a site: links, inclusions, generated tables. `make docs` builds it, and checks its links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main
from tools.documentation import commands, contents, error_codes, generated, line_breaks, links
from tools.documentation.repository import MissingPart, Repository, section

import pulumi_ecs_express as express
from ecs_express_sandbox.command.cli import app as sandbox
from pulumi_ecs_express import arguments, definition_arguments, domain_arguments, errors, settings_arguments
from pulumi_ecs_express.cli import app as package
from pulumi_ecs_express.settings_structures import deployment, service_connect, tasks, traffic
from tests.docs.reading import ROOT

DOCS = ROOT / "docs"
REAL = Repository(ROOT, "https://example.com/repository")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One page with an inclusion, another one, and a file that no page shows."""
    files = {
        "docs/page.md": "# Page\n\nSee [other](other.md#two).\n\n## Arguments\n\n<!-- include -->\n[all](../README.md#all)\n",
        "docs/other.md": "# Other\n\n## Two\n\ntext\n",
        "docs/deep/below.md": "# Below\n\n[up](../page.md), [code](../../code.py), [folder](../../stack/)\n",
        "README.md": "# Read me\n\n## All\n\n[here](#all), [there](docs/other.md), [out](code.py#L3), [web](https://a.example)\n\n"
        "```python\n# [kept](docs/other.md)\n## not a heading\n```\n\n### Part\n\nmore\n\n## Next\n\nend\n",
        "code.py": "",
        "stack/__main__.py": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return Repository(tmp_path, "https://example.com/r")


def test_a_section_of_another_file_becomes_part_of_a_page(repository: Repository) -> None:
    """Up to the next heading of its level; its links lead from the page, and code stays as it is."""
    text = repository.page(repository.pages / "page.md")

    assert "[other](other.md#two)" in text
    assert (
        "[here](#all), [there](other.md), [out](https://example.com/r/blob/main/code.py#L3), [web](https://a.example)"
        in text
    )
    assert "# [kept](docs/other.md)\n## not a heading\n" in text
    assert text.endswith("### Part\n\nmore\n")
    assert "include" not in text


def test_links_to_what_the_site_does_not_have_lead_to_the_repository(repository: Repository) -> None:
    """Files and folders; and a page is a page from a folder too."""
    text = repository.page(repository.pages / "deep" / "below.md")

    assert "[up](../page.md)" in text
    assert "[code](https://example.com/r/blob/main/code.py), [folder](https://example.com/r/tree/main/stack)" in text


@pytest.mark.parametrize(
    "text",
    ["[gone](../nowhere.md)", "<!-- include -->\n[all](../README.md#nowhere)", "<!-- include -->\n[a](../no.md)"],
)
def test_what_is_missing_stops_the_build(repository: Repository, text: str) -> None:
    """With its name."""
    page = repository.pages / "page.md"
    page.write_text(text + "\n")

    with pytest.raises((MissingPart, FileNotFoundError), match=r"nowhere|no\.md"):
        repository.page(page)


def test_a_whole_file_is_included_without_its_title() -> None:
    """The page has its own."""
    assert section("# Title\n\nfirst\n\n## Second\n", None) == "first\n\n## Second\n"


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.name)
def test_every_page_can_be_written(page: Path) -> None:
    """All that it includes is there, and every comment for a generated part is known."""
    assert not re.search(r"^<!-- (include|generated)", generated.filled(REAL.page(page)), flags=re.MULTILINE)


def test_every_page_is_on_the_first_one() -> None:
    """With its title and what it is about."""
    listed = contents.listed((DOCS / "index.md").read_text(), DOCS)
    pages = {path.relative_to(DOCS).as_posix() for kind in ("md", "rst") for path in DOCS.rglob(f"*.{kind}")}

    assert set(re.findall(r"^\| \[.+\]\(([\w/.-]+)\) \| .{30,}\. \|$", listed, flags=re.MULTILINE)) == pages - {
        "index.md"
    }
    assert "*" not in "".join(contents.TOCTREE.findall(listed))


def test_a_page_that_comes_later_is_listed_by_its_pattern(tmp_path: Path) -> None:
    """And a pattern without a page is left out, since Sphinx would take it for a mistake."""
    (tmp_path / "later.md").write_text(
        "# Later\n\nA page that [somebody](x.md) writes tomorrow, whose first sentence is long enough to say it all. More.\n"
    )

    listed = contents.listed("```{toctree}\n:glob:\n\nlater*\nnever*\n```\n", tmp_path)

    assert (
        "| [Later](later.md) | A page that somebody writes tomorrow, whose first sentence is long enough to say it all. |"
        in listed
    )
    assert "never" not in listed


@pytest.mark.parametrize(("app", "name"), [(package, "ecs-express"), (sandbox, "ecs-express sandbox")])
def test_the_reference_has_every_command_with_every_option(app: typer.Typer, name: str) -> None:
    """As typer knows them, hidden ones apart."""
    text = commands.reference(app, name)
    found = typer.main.get_command(app)
    assert hasattr(found, "commands")

    shown = {word: command for word, command in found.commands.items() if not command.hidden}
    assert re.findall(rf"^## `{name} (.+)`$", text, flags=re.MULTILINE) == list(shown)
    for word, command in shown.items():
        part = text.partition(f"## `{name} {word}`\n")[2].partition("\n## ")[0]
        rows = re.findall(r"^\| (`-.*?) \|", part, flags=re.MULTILINE)
        there = {one for parameter in command.params for one in (*parameter.opts, *parameter.secondary_opts)}
        options = {one for one in there if one.startswith("-")} - {"--help"}
        assert set(re.findall(r"`(-[\w-]+)`", " ".join(rows))) == options, word


def test_the_reference_has_every_name_of_the_package() -> None:
    """And every object inside of arguments."""
    reference = "".join(path.read_text() for path in sorted((DOCS / "reference").glob("*.rst")))
    documented = set(
        re.findall(r"^\.\. auto(?:class|function|data):: (?:[\w.]+\.)?(\w+)", reference, flags=re.MULTILINE)
    )
    whole = set(re.findall(r"^\.\. automodule:: ([\w.]+)", reference, flags=re.MULTILINE))
    inside = (arguments, definition_arguments, domain_arguments, settings_arguments)

    assert set(express.__all__) <= documented
    assert {
        name for module in inside for name in vars(module) if name.endswith("Args") and _own(module, name)
    } <= documented
    assert {module.__name__ for module in (deployment, service_connect, tasks, traffic)} == whole


def _own(module: object, name: str) -> bool:
    return bool(getattr(module, name).__module__ == getattr(module, "__name__", ""))


def test_the_table_of_errors_has_every_error_that_can_be_raised() -> None:
    """With its section in troubleshooting."""
    rows = re.findall(
        r"^\| \[`([\w-]+)`\]\(\.\./troubleshooting\.md#\1\) \| `(\w+)` \| .+ \|$", error_codes.table(), re.MULTILINE
    )

    leaves = {kind for kind in errors.family()[1:] if not kind.__subclasses__()}
    assert {(kind.code, kind.__name__) for kind in leaves} == set(rows)


def test_a_broken_link_of_the_built_site_is_found(tmp_path: Path) -> None:
    """A file, an anchor, a picture; what leads elsewhere is not asked for."""
    (tmp_path / "a.html").write_text(
        '<p id="top"><a href="b.html#there">1</a><a href="b.html#no">2</a><a href="c.html">3</a>'
        '<a href="#top">4</a><a href="https://a.example/x">5</a><img src="no.svg">'
    )
    (tmp_path / "b.html").write_text('<h1 id="there">b</h1>')

    assert links.broken(tmp_path) == ["a.html: b.html#no", "a.html: c.html", "a.html: no.svg"]


def test_a_long_name_may_be_broken_between_its_parts() -> None:
    """Short ones and ordinary text stay as they are."""
    body = '<span class="pre">primary_container.environment</span> <span class="pre">web.url</span> primary_container.image'

    assert line_breaks.breakable(body) == body.replace(
        "primary_container.environment", "primary_<wbr/>container.<wbr/>environment"
    )
