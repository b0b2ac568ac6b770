"""Every code block of every page is run, parsed, or held against the commands that there are; none is of a kind unknown."""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from functools import cache
from inspect import cleandoc
from pathlib import Path
from textwrap import dedent

import boto3
import pytest
import typer
import yaml
from botocore import xform_name
from tools.documentation.commands import declared, subcommands

from ecs_express_sandbox.command.cli import app as sandbox
from pulumi_ecs_express.cli import app as package
from tests.docs.reading import ROOT, Page, pages

FENCED = re.compile(r"^( *)(`{3,})(\S*)[^\n]*\n(.*?)^\1\2$", flags=re.MULTILINE | re.DOTALL)

RUN_BY = {
    "README.md": "tests/engine/test_readme_programs.py",
    "docs/custom-domains.md": "tests/engine/test_domain_page.py",
    "docs/express-gateway-service.md": "tests/engine/test_page_programs.py",
    "docs/express-updates.md": "tests/engine/test_express_updates.py",
    "docs/getting-started.md": "tests/engine/test_page_programs.py",
    "docs/index.md": "tests/engine/test_page_programs.py",
    "docs/larger-programs.md": "tests/docs/test_larger_programs.py",
    "docs/migrating.md": "tests/engine/test_page_programs.py",
    "docs/octopus.md": "tests/engine/test_ecs_service_update.py",
    "docs/policies.md": "tests/engine/test_policy_pack.py",
    "docs/service-settings.md": "tests/engine/test_settings_page.py",
    "docs/sidecars.md": "tests/engine/test_sidecar_page.py",
    "docs/task-definitions.md": "tests/engine/test_page_programs.py",
    "docs/unit-tests.md": "tests/docs/test_options.py",
    "docs/why.md": "tests/engine/test_leaving.py",
    "sandbox/ecs_express_sandbox/README.md": "tests/sandbox/facts/test_readme.py",
}
"""The module that runs the Python programs of a page: a page with a program needs a line here, and a test there."""

OTHERS_COMMANDS = {"cat", "cd", "curl", "dig", "eval", "export", "find", "jq", "mkdir", "pytest", "terraform"}
"""Commands of others, whose options nobody looks up."""

CLI_ONLY = {("ecs", "wait"), ("logs", "tail")}
"""Commands of the AWS CLI behind which there is no operation of that name."""

CLI_OPTIONS = {"query", "output", "region", "profile", "interactive"}
"""Options of the AWS CLI itself."""


def blocks(language: str) -> list[tuple[Page, str]]:
    """List the blocks in a language, of all pages, without the indentation of a list."""
    return [
        (page, dedent(body)) for page in pages() for _, _, found, body in FENCED.findall(page.text) if found == language
    ]


def _texts(language: str) -> pytest.MarkDecorator:
    found = blocks(language)
    return pytest.mark.parametrize("text", [text for _, text in found], ids=[page.name for page, _ in found])


def test_every_block_is_of_a_kind_that_a_test_reads() -> None:
    """`text` is a drawing or what a program prints; directives are read by the build of the site."""
    kinds = {found for page in pages() for _, _, found, _ in FENCED.findall(page.text)}

    assert kinds <= {"python", "console", "bash", "sh", "yaml", "json", "text", "{toctree}"}


def test_every_program_is_run_by_a_test() -> None:
    """The module reads that very page, and not the sweep alone runs it."""
    assert {page.name for page, _ in blocks("python")} == RUN_BY.keys()
    for name, module in RUN_BY.items():
        text = (ROOT / module).read_text()
        assert Path(name).stem in text, module
        assert not re.search(r"^pytestmark = .*sweep_only", text, flags=re.MULTILINE), module


@_texts("python")
def test_a_program_is_python(text: str) -> None:
    """Of the oldest Python that the package runs on."""
    ast.parse(text, feature_version=(3, 10))


@pytest.mark.parametrize("text", [text for kind in ("bash", "sh") for _, text in blocks(kind)])
def test_a_script_is_bash(text: str) -> None:
    """As far as its grammar goes."""
    subprocess.run(["bash", "-n", "-c", text], check=True)


@_texts("yaml")
def test_a_yaml_block_can_be_read(text: str) -> None:
    """Parts of a file too."""
    assert yaml.safe_load(cleandoc(text))


@_texts("json")
def test_a_json_block_can_be_read(text: str) -> None:
    """As a whole."""
    assert json.loads(text)


def _typed(text: str) -> Iterator[list[str]]:
    """Give the words of each command that a recording types: of those in a substitution, before a pipe and after."""
    for line in re.findall(r"^\$ (.*)$", text, flags=re.MULTILINE):
        yield from _commands(line)


def _commands(line: str) -> Iterator[list[str]]:
    for inner in re.findall(r"\$\(([^()]*)\)", line):
        yield from _commands(inner)
    lexer = shlex.shlex(re.sub(r"\$\([^()]*\)", "SUBSTITUTED", line), posix=True, punctuation_chars="|&;<>")
    lexer.whitespace_split = True
    words = list[str]()
    for word in [*lexer, ";"]:
        if word in ("|", "&&", ";", ">"):
            if words and words[0] != "SUBSTITUTED":
                yield words
            words = []
            continue
        words += [] if not words and re.fullmatch(r"\w+=.*", word) else [word]


COMMANDS = sorted({tuple(words) for _, text in blocks("console") for words in _typed(text)})


def _program(words: tuple[str, ...]) -> str:
    return words[0].rpartition("/")[2]


def _of(program: str) -> list[tuple[str, ...]]:
    return [words for words in COMMANDS if _program(words) == program]


def _options(words: tuple[str, ...]) -> list[str]:
    """List the options of a command, up to where those of another one begin."""
    own = words[: words.index("--")] if "--" in words else words
    return [word.partition("=")[0] for word in own if re.fullmatch(r"-{1,2}[a-z][\w-]*(=.*)?", word)]


def test_commands_are_found() -> None:
    """In substitutions, behind variables, behind a pipe."""
    assert ("ecs-express", "sandbox", "env") in COMMANDS
    assert list(_commands("A=1 pulumi up && x | y > z")) == [["pulumi", "up"], ["x"], ["y"], ["z"]]


def test_every_command_is_one_that_a_test_knows() -> None:
    """Or one of others, such as `curl`; a file behind `>` counts as one."""
    known = {"pulumi", "ecs-express", "aws", "make", "pip", "python", "python3", *OTHERS_COMMANDS}

    assert {_program(words) for words in COMMANDS} - known == {"policy.json"}


def _declared(app: typer.Typer, word: str) -> set[str]:
    return set(re.findall(r"`(-[\w-]*)`", " ".join(one.names for one in declared(subcommands(app)[word]))))


@pytest.mark.parametrize("words", _of("ecs-express"), ids=" ".join)
def test_a_command_of_ours_has_its_options(words: tuple[str, ...]) -> None:
    """Of the package and of the sandbox."""
    app, word = (sandbox, words[2]) if words[1] == "sandbox" else (package, words[1])

    assert set(_options(words)) <= _declared(app, word)


@cache
def _help(*words: str) -> str:
    shown = {**os.environ, "PULUMI_DEBUG_COMMANDS": "true"}  # with the options for those who look closely
    command = ["pulumi", *words, "--help"]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=shown).stdout


GROUPS = ("config", "stack", "state")


def _names(text: str) -> set[str]:
    """Give the names of the command that a help text is about: that of its usage, and its aliases."""
    (usage,) = re.findall(r"^Usage:\n +pulumi ([\w -]+?)(?: \[| <|$)", text, flags=re.MULTILINE)
    aliases = re.findall(r"^Aliases:\n +(.*)$", text, flags=re.MULTILINE)
    return {usage.split()[-1], *(name for line in aliases for name in line.split(", "))}


@pytest.mark.parametrize("words", _of("pulumi"), ids=" ".join)
def test_a_command_of_pulumi_has_its_options(words: tuple[str, ...]) -> None:
    """As its own help says; one without options is only looked for."""
    path = words[1:3] if words[1] in GROUPS and len(words) > 2 and not words[2].startswith("-") else words[1:2]
    options = _options(words)
    if len(path) == 1 and not options:
        assert re.search(rf"^ +{path[0]}\b", _help(), flags=re.MULTILINE)
        return

    text = _help(*path)

    assert path[-1] in _names(text)
    assert not [option for option in options if not re.search(rf"(?<!\S){option}\b", text)]


@pytest.mark.parametrize("words", _of("aws"), ids=" ".join)
def test_a_command_of_the_aws_cli_is_an_operation_with_these_members(words: tuple[str, ...]) -> None:
    """By the API models that come with boto3."""
    _, service, operation, *_ = words
    if (service, operation) in CLI_ONLY:
        return
    model = boto3.client(service, region_name="us-east-1").meta.service_model
    found = {xform_name(name, "-"): name for name in model.operation_names}
    members = model.operation_model(found[operation]).input_shape.members
    given = {option.lstrip("-") for option in _options(words)}

    assert given <= {xform_name(name, "-") for name in members} | CLI_OPTIONS
