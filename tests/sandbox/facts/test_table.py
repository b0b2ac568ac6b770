"""The table of facts: each is held by a test that is there, each setting is the answer to a question."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ecs_express_sandbox.command.cli import app
from ecs_express_sandbox.facts.fact import Fact
from ecs_express_sandbox.facts.open_questions import CHOICES
from ecs_express_sandbox.facts.table import FACTS, as_json, held, left_out, rows
from ecs_express_sandbox.settings import Settings

ROOT = Path(__file__).parents[3]
INSIDES = re.compile(r"^from ecs_express_sandbox\.(?!settings|addresses)", re.MULTILINE)


@cache
def names_in(path: str) -> set[str]:
    """List the tests of a module."""
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_every_fact_is_held_by_a_test(fact: Fact) -> None:
    """The test exists under the name that the table gives."""
    path, _, name = fact.held_by.partition("::")

    assert name in names_in(path)


def test_what_is_documented_or_seen_is_held_from_outside() -> None:
    """By tests that read the world through clients, and never through the sandbox's insides."""
    modules = {fact.held_by.partition("::")[0] for fact in FACTS if fact.grade != "?"}

    assert not [module for module in sorted(modules) if INSIDES.search((ROOT / module).read_text())]


def test_every_setting_answers_an_open_question() -> None:
    """A setting is a question about Express Mode, or a choice of whoever starts the sandbox."""
    named = [fact.setting for fact in FACTS if fact.setting]

    assert sorted([*named, *CHOICES]) == sorted(field.name for field in fields(Settings))
    assert all(bool(fact.setting) == (fact.grade == "?") for fact in FACTS)


LISTED: dict[str, tuple[str, ...]] = {
    "cluster": ("default-cluster-is-made", "cluster-on-fargate", "delete-keeps-definitions-and-logs"),
    "task definition": ("task-definition-family", "task-definition-settings", "delete-keeps-definitions-and-logs"),
    "log group": ("log-group-name", "log-settings", "delete-keeps-definitions-and-logs"),
    "service": (
        "generated-name",
        "service-settings",
        "canary-settings",
        "circuit-breaker",
        "inactive-shows-for-a-while",
    ),
    "rollback alarm": ("rollback-alarm", "alarm-is-rewritten", "delete-removes-its-own"),
    "load balancer": ("load-balancer-name", "load-balancer-settings", "what-is-shared", "delete-keeps-the-shared"),
    "listener": ("https-only", "unknown-host-gets-404", "what-is-shared", "delete-keeps-the-shared"),
    "listener rule": ("one-rule-for-each-service", "rule-forwards-to-both-groups", "delete-removes-its-own"),
    "target groups": ("two-target-groups", "health-check-settings", "target-group-port", "delete-removes-its-own"),
    "certificate": ("certificate-of-its-own", "delete-removes-its-own"),
    "endpoint": ("endpoint-form", "endpoint-changes-with-the-life"),
    "security groups": ("load-balancer-group", "service-group", "delete-removes-its-own", "delete-keeps-the-shared"),
    "auto scaling": ("scaling-policy", "scaling-default", "delete-removes-its-own"),
    "service-linked roles": ("service-linked-roles",),
    "tags of all": ("managed-mark", "tags-are-handed-on", "tags-by-their-own-services", "mark-on-the-service"),
    "defaults": (
        "size-default",
        "port-default",
        "health-check-path-default",
        "network-default",
        "architecture-default",
    ),
}
"""
What Express Mode makes or sets -> the facts about its name, settings and lifetime.

Source: AWS developer guide, "Resources created by Amazon ECS Express Mode services".
"""


@pytest.mark.row("S4-06")
def test_all_that_express_mode_makes_is_in_the_table() -> None:
    """With its name, settings and lifetime; the command prints the test that holds each."""
    answer = CliRunner().invoke(app, ["facts", "--json"])
    printed = {fact["name"]: fact for fact in json.loads(answer.output)}

    for resource, names in LISTED.items():
        for name in names:
            assert printed[name]["held_by"].startswith("tests/sandbox/"), (resource, name)


def test_names_are_given_once() -> None:
    """A fact is found by its name, in kebab case."""
    names = [*(fact.name for fact in held()), *(missing.name for missing in left_out())]

    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)


@pytest.mark.parametrize("grade", ["D", "O", "?"])
def test_the_table_can_be_read_by_grade(grade: str) -> None:
    """As rows and as JSON, the same facts in the same order."""
    assert {row[0] for row in rows(grade)} == {grade}
    assert [fact["name"] for fact in as_json(grade)] == [row[1] for row in rows(grade)]
