"""The project's pages name only what is there: files, headings, commands, modules."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest
import typer.main

from ecs_express_sandbox.command.cli import app
from pulumi_ecs_express import errors
from pulumi_ecs_express.providers import engine
from tests.docs.reading import ARCHITECTURE, ROOT, TROUBLESHOOTING, Page, pages

every_page = pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)

MODULES_ARE_IN = (ROOT, ROOT / "components" / "pulumi_ecs_express", ROOT / "sandbox" / "ecs_express_sandbox")
MADE_BY_RUNNING = (".venv", ".tools", ".sandbox")


def test_the_pages_are_found() -> None:
    """A page that is looked for elsewhere would be held to nothing."""
    assert {
        "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "docs/troubleshooting.md",
        "docs/custom-domains.md", "docs/options-and-providers.md", "docs/sidecars.md", "docs/unit-tests.md",
        "stacks/custom-domain/README.md", "stacks/sidecar/README.md",
        "stacks/quickstart/README.md",
    } <= {page.name for page in pages()}  # fmt: skip


@every_page
def test_links_lead_to_files_and_headings(page: Page) -> None:
    """Relative ones; what lies elsewhere is not asked for."""
    for link in page.links():
        file, _, anchor = link.partition("#")
        target = (page.path.parent / file).resolve() if file else page.path
        assert target.exists(), link
        assert not anchor or anchor in Page(target).anchors(), link


@every_page
def test_make_has_the_targets_that_a_page_names(page: Page) -> None:
    """In prose and in commands."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))

    assert set(re.findall(r"(?:`|\$ )make ([a-z-]+)", page.text)) <= targets


@every_page
def test_the_sandbox_has_the_commands_that_a_page_names(page: Page) -> None:
    """`ecs-express sandbox …`, one by one or as alternatives."""
    command = typer.main.get_command(app)
    assert hasattr(command, "commands")
    named = {
        word
        for words in re.findall(r"(?:`|\$ |bin/)ecs-express sandbox ([a-z|]+)", page.text)
        for word in words.split("|")
    }

    assert named <= command.commands.keys()


def _modules() -> set[str]:
    """Find what looks like a path of the project: with a slash or a file's ending, and without a placeholder."""
    names = {name for name in ARCHITECTURE.quoted() if re.fullmatch(r"[a-z][\w.-]*(/[\w.-]*)*", name)}
    return {name for name in names if "/" in name or name.endswith((".py", ".toml", ".md"))}


def test_modules_are_found_in_the_page() -> None:
    """Of both products, with and without their folder."""
    assert {"planning/service/requests.py", "classic/judgement/", "tests/engine", "providers/"} <= _modules()


@pytest.mark.parametrize("name", sorted(_modules()))
def test_a_module_that_the_architecture_names_exists(name: str) -> None:
    """Below the root or in one of the two products, at whichever depth."""
    bare = "/" not in name.rstrip("/")
    found = [place for place in MODULES_ARE_IN if (place / name).exists()]

    assert found or (bare and name.rstrip("/") in _names())


@cache
def _names() -> set[str]:
    """Name every file and folder of the project, but for what running makes."""
    walked = (parts for parts in os.walk(ROOT) if not {*MADE_BY_RUNNING} & {*Path(parts[0]).relative_to(ROOT).parts})
    return {name for _, folders, files in walked for name in (*folders, *files)}


def test_every_room_of_the_package_is_explained() -> None:
    """A folder that the page does not name is one that a newcomer cannot place."""
    package = ROOT / "components" / "pulumi_ecs_express"
    rooms = [path.name for path in package.iterdir() if path.is_dir() and (path / "__init__.py").exists()]

    assert not [room for room in rooms if f"{room}/" not in ARCHITECTURE.text]


def test_every_folder_of_tests_is_explained() -> None:
    """What it holds, and what it runs on."""
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and list(path.glob("test_*.py"))}

    assert not [folder for folder in folders if f"tests/{folder}`" not in ARCHITECTURE.text]


def test_every_error_stands_in_the_table_of_when_it_comes() -> None:
    """A family comes with its members, and is no error of its own."""
    table = TROUBLESHOOTING.table("when", "codes")
    listed = {code for (codes,) in table.values() for code in re.findall(r"`([a-z-]+)`", codes)}
    assert engine._Bug in errors.family(), "errors are looked for where they are defined"
    codes_of_errors = {kind.code for kind in errors.family()[1:] if not kind.__subclasses__()}

    assert listed == codes_of_errors
