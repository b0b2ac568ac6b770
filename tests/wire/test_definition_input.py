"""What is wrong with the arguments of a revision and of an update of a service: all of it, by the path that the program has."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.input_shapes import SHAPES, positions, put, received
from tests.sampling import examples

from pulumi_ecs_express import property_names
from pulumi_ecs_express.model.fields.arguments import Arguments
from pulumi_ecs_express.model.fields.property_paths import EACH, dotted, snake
from pulumi_ecs_express.model.service_update import spec as update
from pulumi_ecs_express.model.task_definition import spec as definition
from pulumi_ecs_express.providers import wire

REVISION = "arn:aws:ecs:eu-west-1:123456789012:task-definition/shop:7"
SERVICE = "arn:aws:ecs:eu-west-1:123456789012:service/default/shop"
SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-AbCdEf"
CONTAINER: dict[str, Any] = {
    "image": "shop:1",
    "environment": {"A": "1"},
    "environment_mode": "merge",
    "secrets": {"B": SECRET},
    "environment_files": ["arn:aws:s3:::shop/a.env"],
    "environment_files_mode": "append",
    "definition": {"healthCheck": {"command": ["CMD-SHELL", "true"]}},
}
OF_A_DEFINITION: dict[str, Any] = {
    "family": "shop",
    "template": "base",
    "service": SERVICE,
    "cluster": "default",
    "containers": {"app": CONTAINER},
    "sidecars": [{"name": "side", "image": "side:1"}],
    "remove_containers": ["old"],
    "task_role_arn": "arn:aws:iam::123456789012:role/task",
    "execution_role_arn": "arn:aws:iam::123456789012:role/execution",
    "network_mode": "awsvpc",
    "volumes": [{"name": "data"}],
    "placement_constraints": [{"type": "distinctInstance"}],
    "requires_compatibilities": ["FARGATE"],
    "cpu": 256,
    "memory": "512",
    "pid_mode": "task",
    "ipc_mode": "task",
    "proxy_configuration": {"containerName": "envoy"},
    "inference_accelerators": [{"deviceName": "a"}],
    "ephemeral_storage": {"sizeInGiB": 21},
    "runtime_platform": {"cpuArchitecture": "ARM64"},
    "enable_fault_injection": True,
    "trusted_execution_configuration": {"isolationMode": "SHARED"},
    "tags": {"team": "shop"},
    "keep_old_revisions": False,
    "region": "eu-west-1",
    "profile": "shop",
    "endpoints": {"ecs": "https://ecs.eu-west-1.api.aws"},
}
OF_AN_UPDATE: dict[str, Any] = {
    **OF_A_DEFINITION,
    "wait": "dont_wait",
    "timeout": "30m",
    "force_new_deployment": 7,
    "restore_on_destroy": True,
}
COMPONENTS: dict[str, tuple[Arguments[Any], dict[str, Any]]] = {
    "revision": (definition.ARGUMENTS, OF_A_DEFINITION),
    "update": (update.ARGUMENTS, OF_AN_UPDATE),
}


def problems(component: str, arguments: dict[str, Any]) -> list[str]:
    """List what is wrong with a program, as its preview does."""
    properties = property_names.properties(arguments, property_names.DEFINITION_SHAPE)
    return wire.checked(received(properties), COMPONENTS[component][0])[1]


def app(**changes: Any) -> dict[str, Any]:
    """Declare one container."""
    return {"family": "shop", "containers": {"app": changes}}


WRONG: list[tuple[str, dict[str, Any], list[str]]] = [
    ("revision", {}, ["family: is missing"]),
    ("revision", {"family": "my shop"}, ["family: 'my shop' is not the name of a family"]),
    ("revision", {"family": "shop", "template": "a b"}, ["template: 'a b' names no task definition"]),
    ("revision", {"family": "shop", "template": "service"}, ["service: is missing: template='service'"]),
    ("revision", {"family": "shop", "containers": [{"name": "app"}]}, ["containers: must be a map"]),
    ("revision", {"family": "shop", "containers": {"app": None}}, ["containers.app: is None: leave it out"]),
    ("revision", app(image=5), ["containers.app.image: is a number, and must be a string"]),
    ("revision", app(environment={"A": 1}), ["containers.app.environment.A: is a number; environment values are strings"]),
    ("revision", app(environment={"A": None}), ['containers.app.environment.A: is None: leave it out, or write ""']),
    ("revision", app(environment=[{"name": "A", "value": "1"}, {"name": "A", "value": "2"}]),
     ["containers.app.environment: entry [1] names 'A' again"]),
    ("revision", app(secrets={"A": ""}), ["containers.app.secrets.A: is neither an ARN nor the name of an SSM parameter"]),
    ("revision", app(environment_mode="overwrite"), ["containers.app.environment_mode: 'overwrite' is not one of 'merge', 'replace'"]),
    ("revision", app(environment_files="a.env"), ["containers.app.environment_files: is a single string: write a list"]),
    ("revision", app(definition=[]), ["containers.app.definition: must be a map with AWS's names"]),
    ("revision", app(health_check={}), ["containers.app.health_check: is no argument: write it into `definition`"]),
    ("revision", app(env={}), ["containers.app.env: is no argument; did you mean environment?"]),
    ("revision", {"family": "shop", "sidecars": {"name": "a"}}, ["sidecars: is one map: write a list of them"]),
    ("revision", {"family": "shop", "volumes": ["a"]}, ["volumes[0]: must be a map with AWS's names"]),
    ("revision", {"family": "shop", "remove_containers": "old"}, ["remove_containers: is a single string: write a list"]),
    ("revision", {"family": "shop", "enable_fault_injection": "yes"}, ["enable_fault_injection: must be True or False"]),
    ("revision", {"family": "shop", "tags": {"aws:a": "b"}}, ["tags[\"aws:a\"]: 'aws:a' begins with 'aws:'"]),
    ("revision", {"family": "shop", "container_definitions": []}, ["container_definitions: is no argument; did you mean containers"]),
    ("revision", {"family": "shop", "track_latest": True}, ["track_latest: is no argument; did you mean template"]),
    ("update", {"service": "shop"}, ["family: is missing"]),
    ("update", {"service": "shop", "family": "shop"}, ["containers: at least one container must be named"]),
    ("update", {"service": "shop", "family": "shop", "containers": {}}, ["containers: at least one container must be named"]),
    ("update", app(image="a:1"), ["service: is missing"]),
    ("update", {"service": "shop", "task_definition_arn": REVISION, **app(image="a:1")},
     ["family, containers: cannot stand beside task_definition_arn"]),
    ("update", {"service": "shop", "task_definition_arn": "shop:7"}, ["task_definition_arn: 'shop:7' is not the ARN of a revision"]),
    ("update", {"service": SERVICE, "cluster": "other", **app(image="a:1")}, ["cluster: is other, and the service is in default"]),
    ("update", {"service": SERVICE, "region": "eu-west-2", **app(image="a:1")}, ["service: is in eu-west-1, and region in eu-west-2"]),
    ("update", {"service": "shop", "wait": True, "timeout": 30, **app(image="a:1")},
     ["timeout: is a number, and a duration has units", "wait: is a boolean: write 'until_stable'"]),
    ("update", {"service": "shop", "desired_count": 2, **app(image="a:1")}, ["desired_count: is no argument: it belongs to who made the service"]),
    ("update", {"service": "shop", "wait_option": "x", **app(image="a:1")}, ["wait_option: is no argument; did you mean wait"]),
]  # fmt: skip


@pytest.mark.row("S3-06", "S3-11", "S3-17", "S3-18", "S3-23", "S3-25", "S3-30")
@pytest.mark.parametrize(
    ("component", "arguments", "reported"), WRONG, ids=[f"{row[0]}-{row[2][0][:40]}" for row in WRONG]
)
def test_a_mistake_is_told_with_its_place_and_what_to_write(
    component: str, arguments: dict[str, Any], reported: list[str]
) -> None:
    """And nothing else is said."""
    found = sorted(problems(component, arguments))

    assert [problem[: len(text)] for problem, text in zip(found, reported, strict=True)] == reported


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_argument_together_is_right(component: str) -> None:
    """A new argument joins by its value here; a revision that is there stands alone."""
    arguments, every = COMPONENTS[component]
    tried = {dotted(steps) for steps in positions(every)}
    known = {dotted(["app" if step == EACH else snake(step) for step in path]) for path in arguments.rules()}

    assert tried >= known - {"task_definition_arn"}
    assert problems(component, every) == []


@settings(max_examples=examples(200, 5_000), deadline=2000)
@given(st.data())
@pytest.mark.parametrize("component", COMPONENTS)
def test_wrong_input_of_any_shape_is_named_where_the_program_has_it(component: str, data: st.DataObject) -> None:
    """Each problem begins with a path that the program has, or that of a member which it lacks."""
    every = COMPONENTS[component][1]
    after = put(every, data.draw(st.sampled_from(list(positions(every)))), data.draw(SHAPES))

    known = {dotted(steps) for steps in positions(after)}
    for problem in problems(component, after):
        path = problem.partition(": ")[0]
        assert re.match(r"[a-z]", problem), problem
        assert path in known or "is missing" in problem or path == "containers", problem
