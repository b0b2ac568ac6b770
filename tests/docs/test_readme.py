"""What the README says is so: its programs run, its tables are the model's, its recordings are what is printed."""

from __future__ import annotations

import ast
import itertools
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from textwrap import indent

import typer.main
from typer.testing import CliRunner

import pulumi_ecs_express as express
from ecs_express_sandbox.containers.image_behaviour import CARDS
from pulumi_ecs_express import service
from pulumi_ecs_express.cli import app as cli
from pulumi_ecs_express.errors import InvalidArgument
from pulumi_ecs_express.model.fields.effect import Effect, Keep, Refuse, ResetTo, Superseded
from pulumi_ecs_express.model.fields.property_paths import Path as FieldPath
from pulumi_ecs_express.model.fields.property_paths import snake
from pulumi_ecs_express.model.rollout.deployment import ROLLED_BACK, Deployment
from pulumi_ecs_express.model.rollout.evidence import Evidence, LogLine, LogStream, StoppedTask
from pulumi_ecs_express.model.service.spec import rules
from pulumi_ecs_express.planning.permissions.table import TABLE
from pulumi_ecs_express.planning.rollout.failures import rollout_error
from pulumi_ecs_express.planning.rollout.state import RolloutState, Verdict
from pulumi_ecs_express.planning.service.preview_notes import CANARY
from pulumi_ecs_express.providers import polling
from pulumi_ecs_express.providers.service import declaration, operations
from tests.docs.reading import README, ROOT

PROGRAMS = README.blocks("python")


# Programs.


def test_the_program_at_the_top_is_the_one_in_the_package() -> None:
    """An editor shows it as the package's own docstring."""
    assert indent(PROGRAMS[0], " " * 4) in (express.__doc__ or "")


# Tables.

EFFECTS = {Effect.NONE: "no call", Effect.TAGS: "tags only"}
"""The page's words for an effect; any other is called by its own name."""

MADE_WHERE_MISSING = {"execution_role_arn", "infrastructure_role_arn"}
"""Arguments whose place the component takes, so that their removal is never refused."""


def _argument(path: FieldPath) -> str:
    return ".".join(snake(step) for step in path)


def _leaves() -> list[FieldPath]:
    """List the fields that hold a value and not further fields."""
    return [path for path in rules() if not any(other[: len(path)] == path and other != path for other in rules())]


def _effect(path: FieldPath) -> str:
    effect, _ = rules()[path]
    return EFFECTS.get(effect, effect.name.lower())


def _removal(path: FieldPath) -> str:
    _, removal = rules()[path]
    if _argument(path) in MADE_WHERE_MISSING:
        return "made by the component"
    if isinstance(removal, ResetTo):
        return "cleared" if removal.default == () else f"back to `{removal.default}`"
    if isinstance(removal, Superseded):
        return f"`{removal.by}` takes its place"
    return {Refuse: "refused", Keep: "kept"}[type(removal)]


def test_the_table_of_arguments_is_that_of_the_model() -> None:
    """Every field, what a change of it means, and what its removal means."""
    reported = {name: row[1:] for name, row in README.table("argument", "is", "a change means", "removed").items()}

    assert reported == {_argument(path): [_effect(path), _removal(path)] for path in _leaves()}


def test_every_effect_in_the_table_is_explained() -> None:
    """Below it, in bold."""
    effects = {row[1] for row in README.table("argument", "is").values()}

    assert all(f"**{effect}**" in README.prose for effect in effects)


def test_the_table_of_outputs_is_that_of_the_component() -> None:
    """In the same order."""
    assert tuple(README.table("output", "is")) == service.OUTPUTS


def test_the_managed_resources_are_all_named() -> None:
    """By the keys of the output."""
    source = ast.parse(Path(service.__file__).read_text())
    (function,) = [node for node in ast.walk(source) if getattr(node, "name", "") == "_managed_resources"]
    (made,) = [node for node in ast.walk(function) if isinstance(node, ast.Dict) and node.keys]
    keys = [str(ast.literal_eval(key)) for key in made.keys if key is not None]

    (reported,) = re.findall(r"^`managed_resources` holds (.*?)\.$", README.prose, flags=re.MULTILINE | re.DOTALL)
    assert re.findall(r"`(\w+)`", reported) == keys


def test_every_statement_of_a_policy_is_explained() -> None:
    """By its `Sid`; none is explained that no policy has."""
    reported = {name for names in README.table("statements", "are for") for name in re.findall(r"\w+", names)}

    assert reported == {row.scope.name for row in TABLE}


def test_the_options_of_the_policy_are_those_of_the_command() -> None:
    """Every option that the page names beside it, those of Pulumi apart."""
    about = README.prose.partition("printed by `ecs-express policy`")[2].partition("## ")[0]
    command = typer.main.get_command(cli)
    assert hasattr(command, "commands")
    options = {option for found in command.commands["policy"].params for option in found.opts}

    assert set(re.findall(r"--[a-z][a-z-]+", about)) - {"--refresh"} <= options


# Numbers and names.


def test_the_versions_that_are_needed_are_those_that_are_asked_for() -> None:
    """Python by the project's metadata, Pulumi by the script that looks for one, Go by the pinned modules."""
    python = re.search(r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text())
    oldest = re.search(r"^OLDEST = \((\d+), (\d+)", (ROOT / "tools/pulumi/get.py").read_text(), flags=re.MULTILINE)
    go = re.search(r"^go (\d+\.\d+)", (ROOT / "tools/pulumi/cli/go.mod").read_text(), flags=re.MULTILINE)
    assert python
    assert oldest
    assert go

    assert f"Python {python[1]} or newer" in README.text
    assert f"Pulumi {oldest[1]}.{oldest[2]} or newer" in README.text
    assert f"Go {go[1]} or newer" in README.text


def test_the_time_limits_are_those_of_the_operations() -> None:
    """In minutes; and the seconds between two looks."""
    create, delete = operations.CREATE_SECONDS / 60, operations.DELETE_SECONDS / 60

    assert f"{create:g} minutes for create and update, {delete:g} for delete" in README.prose
    assert f"{polling.DEFAULT_POLL_SECONDS:g} when unset" in README.prose


def test_the_settings_that_are_named_are_read() -> None:
    """By the package or by the sandbox."""
    sources = "".join(
        path.read_text() for folder in ("components", "sandbox") for path in (ROOT / folder).rglob("*.py")
    )

    assert all(name in sources for name in set(re.findall(r"ECS_EXPRESS_[A-Z_]+", README.text)))


def test_the_images_that_behave_are_known_to_the_sandbox() -> None:
    """By their tags."""
    (reported,) = re.findall(r"told by its tag \((.*?);", README.prose)

    assert {tag.lstrip(":") for tag in re.findall(r"`(:\w+)`", reported)} <= CARDS.keys()


# Recordings.


def test_the_recorded_policy_is_what_is_printed_today() -> None:
    """Line by line, in the same order; `…` stands for the lines between."""
    (block,) = [block for block in README.blocks("console") if block.startswith("$ ecs-express policy")]
    command, *lines = block.splitlines()
    printed = iter(CliRunner().invoke(cli, command.split()[2:]).stdout.splitlines())

    for line in itertools.takewhile(lambda line: not line.startswith("$"), lines):
        assert line.strip() == "…" or line in printed, line


def test_the_recorded_preview_says_what_a_preview_says() -> None:
    """The line about the canary is the one that is printed today."""
    assert f"\n{CANARY}\n" in README.text


def _at(time: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-22T{time}+00:00")


def test_the_recorded_rollback_is_the_message_of_today() -> None:
    """Of the same service, image and reason of AWS."""
    reason = "Service deployment rolled back because the circuit breaker threshold was exceeded."
    rollout_state = RolloutState(Deployment("arn", ROLLED_BACK, None, None, reason=reason))
    image = "public.ecr.aws/nginx/nginx:unhealthy"
    (task,) = re.findall(r"the last of them (\w+), stopped", README.text)
    (why,) = re.findall(r"stopped \(ServiceSchedulerInitiated\): (.*)", README.text)
    lines = re.findall(r"(\d\d:\d\d:\d\d)Z log of Main: (.*)", README.text)
    ended = StoppedTask(
        f"arn/{task}", "ecs-svc/1", "d", stopped_at=_at(lines[0][0]), stop_code="ServiceSchedulerInitiated", reason=why
    )
    earlier = [replace(ended, arn=f"arn/{number}", stopped_at=_at("11:59:00")) for number in range(2)]
    log = tuple(LogLine(_at(at), text) for at, text in reversed(lines))
    evidence = Evidence((ended, *earlier), stream=LogStream("us-east-1", "group", "stream", "Main"), log=log)

    reported = str(rollout_error("web-066ffe0", Verdict.ROLLED_BACK, rollout_state, image, evidence))

    assert all(line.strip() in README.text for line in reported.splitlines()), reported


def test_the_recorded_mistakes_are_the_messages_of_today() -> None:
    """Of a service with exactly these mistakes, in the same order."""
    roles = {f"{name}RoleArn": f"arn:aws:iam::123456789012:role/{name}" for name in ("execution", "infrastructure")}
    container = {"image": "app:1", "containerPort": 70000, "environment": {"WORKERS": 4}}
    mistakes = {"primaryContainer": container, "cpu": 512, "memory": 8192, "helthCheckPath": "/ping"}

    _, problems = declaration.checked({**mistakes, **roles})

    reported = re.findall(r"has a problem: (.*)", README.text)
    assert reported == [f"{problem} [{InvalidArgument.code}]" for problem in problems]
