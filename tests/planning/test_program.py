"""Programs that are written for somebody: Python that says what it was made of, in the layout that formatters give."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_ecs_express.planning.program.program import Component, Program, Setting, main_file, project_file, variable
from pulumi_ecs_express.planning.program.python_source import Expression, call, literal

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_a_value_reads_back_as_itself(value: object) -> None:
    """Whatever a value holds, quotes and control characters too, Python reads the source as the same value."""
    assert ast.literal_eval(literal(value)) == value


def test_a_program_has_the_layout_that_ruff_gives(tmp_path: Path) -> None:
    """A formatter changes nothing, be lines short or long."""
    token = Setting("token", secret=True, means="the token of the API")
    environment = {"LOG": 'say "hello"', "TOKEN": token.expression, "LONG": "x" * 100}
    web = Component(
        "ExpressGatewayService", "web-1", {"primary_container": {"image": "app:1", "environment": environment}}
    )
    small = Component("ExpressGatewayService", "class", {"cpu": 512.0}, ("A comment " * 20,), {"protect": True})
    program = Program("One service.", (web, small), (token,), {"url": Expression("web_1.url")})
    path = tmp_path / "__main__.py"
    path.write_text(main_file(program))
    formatter = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", "120", "--diff", str(path)]
    checked = subprocess.run(formatter, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    ast.parse(path.read_text())


def test_a_setting_is_read_by_its_name() -> None:
    """What a program cannot hold, it asks the configuration for."""
    assert Setting("image", secret=False, means="").expression.code == 'config.require("image")'
    assert Setting("key", secret=True, means="").expression.code == 'config.require_secret("key")'


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("web", "web"),
        ("my-App", "my_app"),
        ("class", "class_"),
        ("config", "config_"),
        ("1st", "_1st"),
        ("ä", "service"),
    ],
)
def test_variables_are_names_of_python(name: str, made: str) -> None:
    """A component's name may hold what a variable's may not."""
    assert variable(name) == made


def test_a_project_file_names_the_project() -> None:
    """Characters that a project's name cannot have are left out, and a description is quoted."""
    assert project_file("web app/1", 'a "b": c') == ('name: web-app-1\nruntime: python\ndescription: "a \\"b\\": c"\n')


def test_a_call_without_arguments_is_short() -> None:
    """A call is written on one line where it fits."""
    assert call("f", ["a"], {"b": 1}) == 'f("a", b=1)'
