"""What conversions are made of: mistakes by place, variables, commands, sizes, and values of odd kinds."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import jmespath  # type: ignore[import-untyped] # it has no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planning.manifest_samples import samples
from tests.sampling import WHOLE, examples

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.fields.fargate_sizes import MEMORY_FOR_CPU, is_offered
from pulumi_ecs_express.planning.conversion import ports
from pulumi_ecs_express.planning.conversion.assembly import ZONE_OF
from pulumi_ecs_express.planning.conversion.document import Document, Path, read
from pulumi_ecs_express.planning.conversion.draft import Draft
from pulumi_ecs_express.planning.conversion.env_files import variables
from pulumi_ecs_express.planning.conversion.interpolation import COPILOT_VARIABLE, Interpolation
from pulumi_ecs_express.planning.conversion.origins import Origin, Wishes, converted
from pulumi_ecs_express.planning.conversion.readings import mebibytes, nearest_size, seconds, words
from pulumi_ecs_express.planning.conversion.secret_values import is_secret
from pulumi_ecs_express.planning.program.program import Setting
from pulumi_ecs_express.planning.program.python_source import Expression

ODD: tuple[Any, ...] = (None, "odd", 7, True, [], ["a"], {}, {"a": "b"}, [{"a": 1}], 1.5)


def _places(tree: Any, path: Path = ()) -> Iterator[Path]:
    members = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in members:
        yield (*path, key)
        yield from _places(value, (*path, key))


def test_no_value_of_any_kind_is_met_with_a_traceback() -> None:
    """Each value of each manifest, in turn with one of another kind: a program, or mistakes, by path."""
    cases = [(sample, path, odd) for sample in samples() for path in _places(sample.document().tree) for odd in ODD]
    for sample, path, odd in cases if WHOLE else cases[::97]:
        tree = copy.deepcopy(sample.document().tree)
        holder = tree
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = copy.deepcopy(odd)
        try:
            sample.convert(Document(tree))
        except errors.SourceInvalid:
            assert path == ("Service",)


MISTAKES = [
    (Origin.COMPOSE, "services: {web: {ports: ['80']}}", "services.web.image (line 1): is missing"),
    (Origin.COMPOSE, "services: {web: {image: a, ports: [x]}}", "services.web.ports[0] (line 1): 'x' is no port"),
    (Origin.COMPOSE, "services: {web: {image: a, ports: 80}}", "services.web.ports (line 1): is text or a number, and must be a list"),
    (Origin.COMPOSE, "services: {web: {image: a, ports: ['${P}']}}", "has to be known"),
    (Origin.COMPOSE, "services: {web: {extends: {service: b}, ports: ['80']}}", "docker compose config"),
    (Origin.COMPOSE, "include: [a.yaml]\nservices: {web: {image: a, ports: ['80']}}", "docker compose config"),
    (Origin.COMPOSE, "services: {db: {image: a}}", "none publishes a port"),
    (Origin.COMPOSE, "services: {}", "services (line 1): holds no services"),
    (Origin.COMPOSE, "services: {a: {image: a, ports: ['80'], depends_on: [b]}, b: {image: a, ports: ['80'], depends_on: [a]}}", "each other"),
    (Origin.COMPOSE, "services: {a-b: {image: a, ports: ['80']}, a_b: {image: a, ports: ['80']}}", "the same name in Python"),
    (Origin.COMPOSE, "services: {web: {image: a, ports: ['80'], platform: windows/amd64}}", "Linux"),
    (Origin.COMPOSE, "services: {web: {image: a, ports: ['80'], mem_limit: much}}", "is not a size such as 512m"),
    (Origin.COMPOSE, "services: {web: {image: a, ports: ['80'], command: \"a 'b\"}}", "taken apart"),
    (Origin.COMPOSE, "services: {web: {image: a, ports: ['80'], volumes: ['data:/d']}}", "not declared"),
    (Origin.COMPOSE, "services:\n  web: {image: a, ports: ['80']}\n  web: {image: b}\n", "services.web (line 3): stands twice"),
    (Origin.COMPOSE, "services: {web: {image: a, ports: ['80'], healthcheck: {test: [curl]}}}", "begins with CMD"),
    (Origin.COPILOT, "type: Load Balanced Web Service\nimage: {port: 80}", "image (line 2): has neither location nor build"),
    (Origin.COPILOT, "type: Load Balanced Web Service\nimage: {location: a}", "image.port (line 2): is missing"),
    (Origin.COPILOT, "type: Load Balanced Web Service\nimage: {location: a, port: 80}\nplatform: windows/x86_64", "Linux"),
    (Origin.COPILOT, "type: Load Balanced Web Service\nimage: {location: a, port: 80}\nhttp: {target_container: x}", "no sidecar 'x'"),
    (Origin.COPILOT, "type: Load Balanced Web Service\nimage: {location: a, port: 80}\ncount: {range: many}", "is no range"),
    (Origin.COPILOT, "type: Load Balanced Web Service\nimage: {location: a, port: 80}\ncpu: half", "is no whole number"),
    (Origin.COPILOT, "type: Load Balanced Web Service\nimage: {location: a, port: 80, depends_on: {b: ready}}", "is no condition"),
    (Origin.APP_RUNNER_FILE, "runtime: go1\nbuild: {}", "run: is missing"),
    (Origin.APP_RUNNER_FILE, "runtime: go1\nrun: {network: {port: http}}", "is no port"),
    (Origin.APP_RUNNER_FILE, "runtime: go1\nrun: {env: [{value: a}]}", "must be a list of maps"),
]  # fmt: skip


@pytest.mark.parametrize(("origin", "text", "said"), MISTAKES)
def test_a_mistake_is_named_with_its_place_and_what_to_do(origin: Origin, text: str, said: str) -> None:
    """By key and line."""
    mistakes = converted(read(text, "f"), origin, Wishes()).mistakes

    assert [mistake for mistake in mistakes if said in mistake], mistakes


def test_all_mistakes_are_told_at_once() -> None:
    """Of all services."""
    text = "services: {a: {ports: [x]}, b: {image: i, ports: ['80'], platform: plan9}}"
    mistakes = converted(read(text, "f"), Origin.COMPOSE, Wishes(services=("a", "b", "c"))).mistakes

    assert len(mistakes) == 4
    assert "--service takes one of a, b" in mistakes[0]


def test_an_environment_that_is_not_there_is_refused_with_those_that_are() -> None:
    """Of a manifest."""
    text = "type: Load Balanced Web Service\nimage: {location: a, port: 80}\nenvironments: {test: {}, prod: {}}"

    assert converted(read(text, "f"), Origin.COPILOT, Wishes(environment="stage")).mistakes == (
        "environments (line 3): has no 'stage': --environment takes one of those that it has: test, prod",
    )


# Variables.


def _interpolation(**known: str) -> Interpolation:
    return Interpolation(
        lambda name, secret: Setting(name, secret=secret, means="").expression, known, plain=frozenset({"P"})
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a", "a"), ("$$A", "$A"), ("${A}", "config.require_secret(\"A\")"), ("$A", "config.require_secret(\"A\")"),
        ("${K}", "known"), ("x${K}y", "xknowny"), ("${A:-b}", "b"), ("${A-}", ""), ("${A:-${K}}", "known"), ("${A:+b}", ""),
        ("${P}", "config.require(\"P\")"), ("a${P}b", "f\"a{config.require('P')}b\""), ("'${P}", "\"'\" + config.require(\"P\")"),
        ("a${A}", 'pulumi.Output.concat("a", config.require_secret("A"))'), ("${A:?no}", "config.require_secret(\"A\")"),
        ("{${P}}", '"{" + config.require("P") + "}"'), ("5$", "5$"), ("$1", "$1"),
    ],
)  # fmt: skip
def test_variables_are_put_in_as_compose_does(text: str, value: str) -> None:
    """A default counts, `$$` is a dollar sign, and what is not known is asked of the configuration."""
    found = _interpolation(K="known").value(text, secret=True)

    assert (found.code if isinstance(found, Expression) else found) == value


def test_copilot_knows_braces_alone() -> None:
    """Its manifests have commands with `$NAME` that a shell is to read."""
    interpolation = Interpolation(lambda name, _: Expression(name), {"A": "1"}, COPILOT_VARIABLE)

    assert interpolation.value("echo $A ${A}") == "echo $A 1"


def test_names_of_variables_are_read_from_a_file() -> None:
    """Comments are none, `export` is no part of a name, and a value in quotes may have several lines."""
    assert variables('# A=1\nexport B=2\n\nC=\'x\nD=3\n\'\nE = "a\\"b"\r\nF=\nnot a line\n') == ["B", "C", "E", "F"]


@pytest.mark.parametrize(
    ("name", "value", "secret"),
    [
        ("DB_PASSWORD", "x", True), ("token", "x", True), ("API_KEY", "x", True), ("AWS_SECRET_ACCESS_KEY", "x", True),
        ("DATABASE_URL", "postgres://u:p@h/d", True), ("DATABASE_URL", "postgres://h/d", False), ("PASSWORD", "", False),
        ("TOKEN_URL", "https://x", False), ("SECRET_NAME", "x", False), ("KEYBOARD", "x", False), ("PORT", "80", False),
        ("A", "http://[", False),
    ],
)  # fmt: skip
def test_values_that_look_like_secrets_are_told(name: str, value: str, *, secret: bool) -> None:
    """By name, and by a password in a URL."""
    assert is_secret(name, value) is secret


# What values mean.


@pytest.mark.parametrize(
    ("written", "number"),
    [("30s", 30), ("1m30s", 90), ("2h", 7200), ("500ms", 0.5), (15, 15), ("0s", 0), ("soon", None), (True, None)],
)
def test_durations(written: Any, number: float | None) -> None:
    """As Compose and Copilot write them."""
    assert seconds(written) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [("512m", 512), ("1gb", 1024), ("1.5g", 1536), ("1048576", 1), ("2048k", 2), ("1MiB", 1), ("x", None)],
)
def test_sizes_of_memory(written: Any, number: float | None) -> None:
    """As Compose writes them; a number is of bytes."""
    assert mebibytes(written) == number


@settings(max_examples=examples(30, 300))
@given(st.none() | st.floats(1, 20000), st.none() | st.floats(1, 130000))
def test_the_nearest_size_is_offered_and_enough_and_no_smaller_one_is(cpu: float | None, memory: float | None) -> None:
    """Unless there is none, which gives the largest."""
    units, mib = nearest_size(cpu, memory)

    assert is_offered(units, mib)
    enough = [(u, m) for u, ms in MEMORY_FOR_CPU.items() for m in ms if u >= (cpu or 0) and m >= (memory or 0)]
    if cpu is not None and memory is not None:
        assert (units, mib) == (enough[0] if enough else (16384, 122880))


@pytest.mark.parametrize(
    ("written", "port"),
    [
        ("80", "80"), (80, "80"), ("8080:80", "80"), ("127.0.0.1:8080:80/tcp", "80"), ("[::1]:1:2", "2"), ("3000-3005", "3000-3005"),
        ({"target": 80}, "80"), ({"published": 80}, None), (True, None), ("a/b/c", None), ("${P:-80}:${T:-8080}", "${T:-8080}"),
    ],
)  # fmt: skip
def test_ports(written: Any, port: str | None) -> None:
    """In every form that Compose has."""
    found = ports.read(written)

    assert (found.target if found else None) == port


@pytest.mark.parametrize(
    ("written", "found"), [("a 'b c' d", ["a", "b c", "d"]), (["a", 1, True], ["a", "1", "true"]), ([], [])]
)
def test_commands_are_taken_apart_into_words(written: Any, found: list[str]) -> None:
    """As a shell does."""
    assert words(written) == found


def test_the_command_that_finds_a_zone_takes_the_nearest_one() -> None:
    """By the query's own language, which the AWS CLI and botocore share."""
    query = ZONE_OF.format("shop.example.com").partition('--query "')[2].partition('" |')[0]
    zones = [
        {"Name": "example.com.", "Id": "/hostedzone/Z1"},
        {"Name": "shop.example.com.", "Id": "/hostedzone/Z2"},
        {"Name": "le.com.", "Id": "Z3"},
    ]

    assert jmespath.search(query, {"HostedZones": zones}) == "/hostedzone/Z2"
    assert jmespath.search(query, {"HostedZones": [zones[0], zones[2]]}) == "/hostedzone/Z1"


def test_a_setting_that_is_asked_for_twice_is_one() -> None:
    """With one command to set it."""
    draft = Draft(Document({}))
    draft.require("a", "x")
    draft.require("a", "y", secret=True)

    assert draft.commands == ["pulumi config set a …  # x"]
