"""Manifests of other tools as programs: word by word, valid, and with nothing dropped silently."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import Any

import pytest
from tests.planning.manifest_samples import Sample, samples, shown

from pulumi_ecs_express.cli.conversion.judgement import problems
from pulumi_ecs_express.planning.conversion.decisions import Argument, NoCounterpart, found
from pulumi_ecs_express.planning.conversion.document import Document, Path
from pulumi_ecs_express.planning.conversion.draft import Kind
from pulumi_ecs_express.planning.conversion.origins import Origin
from pulumi_ecs_express.planning.conversion.tables import app_runner, compose, copilot
from pulumi_ecs_express.planning.program.program import main_file

every_sample = pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.id)


def test_there_are_twenty_manifests() -> None:
    """Of each format, the smallest and one with much in it."""
    assert len({sample.path for sample in samples()}) >= 20
    assert {sample.origin for sample in samples()} == set(Origin)


@every_sample
def test_a_manifest_becomes_the_program_and_the_list_that_are_expected(sample: Sample) -> None:
    """Word by word; `python -m tests.planning.manifest_samples` writes them anew."""
    assert shown(sample.convert()) == sample.expected.read_text()


@every_sample
def test_a_program_is_python_that_a_preview_takes(sample: Sample) -> None:
    """No mistake in the file, and none that the models of the components find."""
    conversion = sample.convert()

    assert conversion.mistakes == ()
    assert problems(conversion.program) == []
    ast.parse(main_file(conversion.program))


def leaves(tree: Any, path: Path = ()) -> Iterator[Path]:
    """List where values stand."""
    members = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    inside = [leaf for key, value in members for leaf in leaves(value, (*path, key))]
    yield from inside or [path]


def changes(tree: Any, path: Path) -> Iterator[Any]:
    """Write another value in place of one, and leave it out: one of the two may be what is so without it."""
    for other in (True, False):
        changed = copy.deepcopy(tree)
        holder = changed
        for step in path[:-1]:
            holder = holder[step]
        if other:
            holder[path[-1]] = another(holder[path[-1]])
        else:
            del holder[path[-1]]
        yield changed


def another(value: Any) -> Any:
    """Make another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return str(int(value) + 1) if str(value).isdecimal() else f"{value}x"


def says_nothing(sample: Sample, tree: Any, path: Path) -> bool:
    """Report whether the table says that a key becomes nothing, or whether what it says is off."""
    if sample.origin is Origin.COMPOSE:
        return compose_says_nothing(tree, path)
    tables = {
        Origin.COPILOT: copilot.MANIFEST,
        Origin.APP_RUNNER: app_runner.SERVICE,
        Origin.APP_RUNNER_FILE: app_runner.FILE,
    }
    return any(one.path == path[: len(one.path)] and of_nothing(one) for one in found(tree, tables[sample.origin]))


def of_nothing(one: Any) -> bool:
    """Report whether a key becomes nothing by decision, or is in the list as a whole."""
    return one.is_off or isinstance(one.decision, NoCounterpart) or getattr(one.decision, "names", "") == "nothing"


def is_overridden(sample: Sample, tree: Any, path: Path) -> bool:
    """Report whether an environment says something else in place of a value, or another environment is meant."""
    if sample.environment is None:
        return path[0] == "environments"
    override = tree["environments"][sample.environment]
    return path[0] in override or (path[0] == "environments" and path[1] != sample.environment)


def compose_says_nothing(tree: Any, path: Path) -> bool:
    """Look in the table of a service, or in that of the file."""
    if path[0] != "services" or str(path[0]).startswith("x-"):
        around = {key: value for key, value in tree.items() if key != "services"}
        return str(path[0]).startswith("x-") or any(
            of_nothing(one) for one in found(around, compose.FILE) if one.path[0] == path[0]
        )
    service = tree["services"][path[1]]
    rest = path[2:]
    return str(rest[0]).startswith("x-") or any(
        one.path == rest[: len(one.path)] and of_nothing(one) for one in found(service, compose.SERVICE)
    )


@every_sample
def test_no_value_of_a_manifest_is_dropped_silently(sample: Sample) -> None:
    """Whatever is taken out changes the program, or what is said of it, or is a key that the table says becomes nothing."""
    tree, before = sample.document().tree, shown(sample.convert(Document(sample.document().tree)))
    silent = []
    for path in leaves(tree):
        if sample.origin is Origin.COMPOSE and path[0] == "services" and path[1] in LEFT_OUT.get(sample.id, ()):
            continue
        if says_nothing(sample, tree, path) or is_overridden(sample, tree, path) or path in BESIDE_ANOTHER:
            continue
        after = [sample.convert(Document(changed)) for changed in changes(tree, path)]
        if all(shown(one) == before and not one.mistakes for one in after):
            silent.append(path)

    assert silent == []


BESIDE_ANOTHER: set[Path] = {
    ("Service", "Status"),
    ("Service", "HealthCheckConfiguration", "Path"),
    ("Service", "NetworkConfiguration", "EgressConfiguration", "EgressType"),
    ("services", "web", "expose", 0),
    ("volumes", "db_data"),
    ("count", "requests", "value"),
    ("storage", "volumes", "point", "efs", "auth", "iam"),
}
"""
Values that count with another value alone: a status other than PAUSED, the path of a check by TCP, a connector or its ARN, an
exposed port beside a published one, the volume of a service that is left out, the value of a second metric, IAM beside an access
point.
"""

LEFT_OUT = {
    "compose-shop": ("db",), "compose-variables": ("worker", "admin"), "compose-wordpress": ("db",),
}  # fmt: skip
"""Services that the list names as a whole."""


def test_what_is_off_is_not_said_to_be_lost() -> None:
    """A key with false, null or nothing in it asks for nothing."""
    sample = next(sample for sample in samples() if sample.id == "copilot-basic")
    tree = {**sample.document().tree, "exec": False, "http": {"path": "/", "stickiness": False, "additional_rules": []}}

    said = sample.convert(Document(tree)).remarks

    assert not [remark for remark in said if remark.kind is Kind.NO_COUNTERPART]


@pytest.mark.parametrize(
    "table", [app_runner.SERVICE, app_runner.FILE, copilot.MANIFEST, compose.SERVICE, compose.FILE],
    ids=["app-runner", "apprunner.yaml", "copilot", "compose", "compose-file"],
)  # fmt: skip
def test_whatever_has_no_counterpart_comes_with_advice(table: dict[str, Argument | NoCounterpart]) -> None:
    """A sentence, and no more than fits on a few lines."""
    for key, decision in table.items():
        text = decision.advice if isinstance(decision, NoCounterpart) else decision.names
        assert 3 <= len(text) <= 320, key
