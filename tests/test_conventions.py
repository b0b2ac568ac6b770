"""The project's conventions, as far as a program can check them: the surface, the layers, names, sizes and prose."""

from __future__ import annotations

import ast
import base64
import pickletools
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pulumi.dynamic import ResourceProvider
from pulumi.dynamic.dynamic import serialize_provider

import pulumi_ecs_express as express
from pulumi_ecs_express.providers import custom_domain, task_definition
from pulumi_ecs_express.providers.express_updates import ExpressUpdatesProvider
from pulumi_ecs_express.providers.ingress import IngressProvider
from pulumi_ecs_express.providers.service import ExpressGatewayServiceProvider
from pulumi_ecs_express.providers.service_settings import RememberedSettingsProvider, ServiceSettingsProvider
from pulumi_ecs_express.providers.service_update import EcsServiceUpdateProvider

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "components" / "pulumi_ecs_express"
FOLDERS = ("components", "sandbox", "tools", "stacks", "benchmarks", "acceptance", "tests")

LONGEST = 300
LONGER = {
    "components/pulumi_ecs_express/providers/engine.py": "the bridge to the engine is one module, by decision",
    "tests/sandbox_command/test_aws_plugin_rules.py": "mostly rows of data",
}

BRIDGE = "engine.py"


def modules(*folders: str) -> Iterator[tuple[str, ast.Module, str]]:
    """Give the project's modules: path, tree and text."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield (str(path.relative_to(ROOT)), *_read(path))


@cache
def _read(path: Path) -> tuple[ast.Module, str]:
    text = path.read_text()
    return ast.parse(text), text


def imported(tree: ast.Module) -> set[str]:
    """List what a module imports from outside its own folder, at whichever depth."""
    found = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def run(*command: str | Path) -> str:
    """Run a command and give what it prints; it must succeed."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_all_names_what_is_public_and_is_sorted() -> None:
    """Nothing else is promised."""
    assert express.__all__ == sorted(express._HOMES, key=lambda name: (not name.isupper(), name))
    assert set(express.__all__) <= set(dir(express))
    with pytest.raises(AttributeError, match="no attribute 'Anything'"):
        express.Anything  # noqa: B018 - asked for on purpose


def test_every_name_of_the_surface_has_a_docstring() -> None:
    """An editor shows it."""
    assert all((getattr(express, name).__doc__ or "").strip() for name in express.__all__)


def test_the_import_contracts_hold() -> None:
    """The layers are those of ``[tool.importlinter]``."""
    run(Path(sys.executable).with_name("lint-imports"))


def test_importing_the_package_loads_nothing_heavy() -> None:
    """boto3, pydantic and pulumi_aws are loaded where they are used: a program that imports the package starts fast."""
    program = (
        "import pulumi_ecs_express as express, sys; [getattr(express, name) for name in express.__all__]; "
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    loaded = set(run(sys.executable, "-c", program).split())

    assert "pulumi" in loaded
    assert not loaded & {"boto3", "botocore", "pydantic", "pulumi_aws", "moto", "typer", "rich", "ecs_express_sandbox"}


def test_only_the_bridge_reaches_into_the_sdk() -> None:
    """Another SDK then means one module to look at."""
    for path, tree, _ in modules("components"):
        deep = {name for name in imported(tree) if re.match(r"grpc|google\.|pulumi\.runtime", name)}
        assert not deep or path.endswith(f"providers/{BRIDGE}"), f"{path} imports {', '.join(sorted(deep))}"


WITH_AN_EXTRA = ("policy_rules",)
"""Public modules that are imported by themselves, since they need an extra."""


def test_programs_use_the_surface_alone() -> None:
    """What a stack needs from underneath is missing from the surface."""
    for path, tree, _ in modules("stacks"):
        ours = {name for name in imported(tree) if name.startswith("pulumi_ecs_express.")}
        assert ours <= {f"pulumi_ecs_express.{name}" for name in (*express.__all__, *WITH_AN_EXTRA)}, path


PROVIDERS = (
    ExpressGatewayServiceProvider,
    IngressProvider,
    custom_domain.CustomDomainProvider,
    custom_domain.CertificateValidationProvider,
    custom_domain.CustomDomainAssociationProvider,
    task_definition.TaskDefinitionRevisionProvider,
    EcsServiceUpdateProvider,
    ExpressUpdatesProvider,
    ServiceSettingsProvider,
    RememberedSettingsProvider,
)
"""What state names."""


@pytest.mark.parametrize("provider", [kind() for kind in PROVIDERS], ids=lambda p: type(p).__name__)
def test_a_provider_is_stored_as_a_short_reference(provider: ResourceProvider) -> None:
    """Module path and class name, no code: state holds it for every resource, and other versions must read it."""
    stored = serialize_provider(provider)

    assert len(stored) < 200
    names = [value for opcode, value, _ in pickletools.genops(base64.b64decode(stored)) if isinstance(value, str)]
    assert names == [type(provider).__module__, type(provider).__name__]
    assert provider.serialize_as_secret_always is False
    assert vars(provider) == {}


def test_modules_are_short() -> None:
    """One screenful of names: what grows longer holds two things."""
    lengths = {path: text.count("\n") for path, _, text in modules(*FOLDERS)}

    assert {path for path, lines in lengths.items() if lines >= LONGEST} <= LONGER.keys()


def test_no_module_is_a_drawer() -> None:
    """A function without a home has a noun missing from the model."""
    drawers = {"utils", "util", "helpers", "helper", "managers", "manager", "common", "misc", "tools"}

    assert not [path for path, _, _ in modules(*FOLDERS) if Path(path).stem in drawers]


def test_every_module_says_what_belongs_there() -> None:
    """In its first line; an empty marker of a package has none."""
    assert not [path for path, tree, text in modules(*FOLDERS) if text.strip() and not ast.get_docstring(tree)]


def test_every_test_states_its_claim() -> None:
    """In one docstring that ends as a sentence does."""
    for path, tree, _ in modules("tests"):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                claim = (ast.get_docstring(node) or "").strip()
                assert claim.endswith((".", "?", ")", "`")), f"{path}::{node.name}"


def test_what_only_the_sweep_runs_is_held_by_other_tests_too() -> None:
    """A test that `make test` leaves out names the file whose tests hold the claim there."""
    for path, tree, _ in modules("tests"):
        for node in ast.walk(tree):
            named = [*getattr(node, "decorator_list", ()), *([node.value] if isinstance(node, ast.Assign) else ())]
            assert "pytest.mark.sweep_only" not in map(ast.unparse, named), f"{path}: held_by is missing"
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.sweep_only" and not node.args:
                (held,) = [ast.literal_eval(word.value) for word in node.keywords if word.arg == "held_by"]
                assert (ROOT / held).is_file(), f"{path}: {held}"
                assert "def test_" in (ROOT / held).read_text(), f"{path}: {held}"


def test_every_exemption_has_its_reason() -> None:
    """A ``noqa`` or ``type: ignore`` says why in the same line."""
    exemption = re.compile(r"#\s*(?:noqa(?::\s*[A-Z0-9, ]+)?|type:\s*ignore(?:\[[\w, -]+\])?)(?P<reason>.*)$")
    for path, _, text in modules(*FOLDERS):
        for number, line in enumerate(text.splitlines(), 1):
            found = exemption.search(line)
            assert not found or len(found["reason"].strip(" -#")) >= 8, f"{path}:{number}"


ELSEWHERE = [
    "../" + "shared",
    "/" + "work/",
    "py" + "pi.org",
    "python" + "hosted.org",
    "proxy.golang" + ".org",
    "npm" + "js.org",
]


def test_no_file_names_a_place_outside_the_project() -> None:
    """Neither folders of one machine nor the hosts of package registries: both differ where it runs."""
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    for name in listed:
        path = ROOT / name
        if path.is_file():
            text = path.read_text(errors="replace")
            assert not [place for place in ELSEWHERE if place in text], name
