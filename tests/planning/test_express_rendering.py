"""The task definition that is rendered for a service with sidecars: what Express Mode renders, and what is beside it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.express_samples import (
    AGENT,
    AWSLOGS,
    MAIN,
    OUTPUT,
    PLACE,
    ROUTER,
    TASK,
    TASK_ROLE,
    render,
    service,
)
from tests.planning.task_definition_samples import as_answer
from tests.service_samples import SECRET

from pulumi_ecs_express.model.fields.fargate_sizes import MEMORY_FOR_CPU
from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.planning.task_definition.express import Logs, main_logs
from pulumi_ecs_express.planning.task_definition.express_equality import differences, parts_of, same_part
from pulumi_ecs_express.planning.task_definition.requirements import definition_problems
from pulumi_ecs_express.planning.task_definition.result import reserved_cpu, reserved_memory

SIDECARS: dict[str, Any] = {"sidecars": [AGENT]}
FIRELENS: dict[str, Any] = {"sidecars": [ROUTER], "containerDefinition": OUTPUT}

ON_MAIN: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ("nothing declared beside the image", {}, {}, {}),
    (
        "port",
        {"containerPort": 8080},
        {},
        {"portMappings": [{"containerPort": 8080, "hostPort": 8080, "protocol": "tcp", "name": "main-8080-tcp"}]},
    ),
    ("command", {"command": ["a", "b"]}, {}, {"command": ["a", "b"]}),
    ("variables by name", {"environment": {"B": "2", "A": ""}}, {},
     {"environment": [{"name": "A", "value": ""}, {"name": "B", "value": "2"}]}),
    ("secrets", {"secrets": {"A": SECRET}}, {}, {"secrets": [{"name": "A", "valueFrom": SECRET}]}),
    ("registry", {"repositoryCredentials": {"credentialsParameter": SECRET}}, {},
     {"repositoryCredentials": {"credentialsParameter": SECRET}}),
    ("size", {}, {"cpu": "512", "memory": "4096"}, {"cpu": 512, "memory": 4096, "memoryReservation": 4096}),
    ("a sidecar's memory", {}, SIDECARS, {"memoryReservation": 2048 - 128}),
    ("Fluent Bit of AWS's page", {}, FIRELENS,
     {"memoryReservation": 1998, "logConfiguration": {"logDriver": "awsfirelens", **OUTPUT["logConfiguration"]}}),
    ("a sidecar's limit counts where it reserves nothing", {},
     {"sidecars": [{"name": "a", "image": "a:1", "memory": 300}]}, {"memoryReservation": 1748}),
    ("a sidecar's CPU", {}, {"sidecars": [{**AGENT, "cpu": 256}]}, {"cpu": 768, "memoryReservation": 1920}),
    ("further fields", {}, {"containerDefinition": {"healthCheck": {"command": ["CMD", "x"]}, "stopTimeout": 90}},
     {"healthCheck": {"command": ["CMD", "x"]}, "stopTimeout": 90}),
    ("further fields are merged", {}, {"containerDefinition": {"linuxParameters": {"capabilities": {"drop": ["ALL"]}}}},
     {"linuxParameters": {"initProcessEnabled": True, "capabilities": {"drop": ["ALL"]}}}),
    ("Main's own share", {}, {**SIDECARS, "containerDefinition": {"memoryReservation": 1000}}, {"memoryReservation": 1000}),
    ("more options of awslogs", {}, {"containerDefinition": {"logConfiguration": {"options": {"mode": "blocking"}}}},
     {"logConfiguration": {**AWSLOGS, "options": {**AWSLOGS["options"], "mode": "blocking"}}}),
    ("awslogs of its own beside a router", {},
     {"sidecars": [ROUTER], "containerDefinition": {"logConfiguration": {"logDriver": "awslogs"}}}, {"memoryReservation": 1998}),
    ("environment files", {}, {"containerDefinition": {"environmentFiles": [{"value": "arn:aws:s3:::c/a.env", "type": "s3"}]}},
     {"environmentFiles": [{"value": "arn:aws:s3:::c/a.env", "type": "s3"}]}),
]  # fmt: skip


@pytest.mark.row("S4-10", "S4-11")
@pytest.mark.parametrize(
    ("container", "properties", "changes"), [row[1:] for row in ON_MAIN], ids=[r[0] for r in ON_MAIN]
)
def test_main_is_what_express_mode_renders_with_what_is_declared_beside_it(
    container: dict[str, Any], properties: dict[str, Any], changes: dict[str, Any]
) -> None:
    """Members that are not declared have Express Mode's own values."""
    main = render(container, **properties)["containerDefinitions"][0]

    assert main == {**MAIN, **changes}


ON_TASK: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({"cpu": "256", "memory": "512", "cpuArchitecture": "ARM64"},
     {"cpu": "256", "memory": "512", "runtimePlatform": {"operatingSystemFamily": "LINUX", "cpuArchitecture": "ARM64"}}),
    ({"taskRoleArn": TASK_ROLE}, {"taskRoleArn": TASK_ROLE}),
    ({"volumes": [{"name": "data"}]}, {"volumes": [{"name": "data"}]}),
]  # fmt: skip


@pytest.mark.parametrize(("properties", "changes"), ON_TASK)
def test_the_task_is_what_express_mode_renders(properties: dict[str, Any], changes: dict[str, Any]) -> None:
    """In Express Mode's own family, and good for Express Mode."""
    request = render(**properties)

    assert {name: value for name, value in request.items() if name != "containerDefinitions"} == {**TASK, **changes}
    assert definition_problems(request) == []


def _driver(container: dict[str, Any]) -> Any:
    return container["logConfiguration"]


OWN_GROUP = {"logDriver": "awslogs", "options": {"awslogs-group": "/own"}}


@pytest.mark.parametrize(
    ("given_", "sent"),
    [
        (None, AWSLOGS),
        (OWN_GROUP, {"logDriver": "awslogs", "options": {
            "awslogs-group": "/own", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "ecs"}}),
        ({"logDriver": "awsfirelens"}, {"logDriver": "awsfirelens"}),
    ],
    ids=["none", "a group alone", "another driver"],
)  # fmt: skip
def test_a_sidecar_logs_to_the_services_group_as_far_as_it_does_not_say_otherwise(given_: Any, sent: Any) -> None:
    """Region and prefix are needed on Fargate; how lines are buffered is the sidecar's own."""
    sidecar = AGENT if given_ is None else {**AGENT, "logConfiguration": given_}

    assert render(sidecars=[sidecar])["containerDefinitions"][1] == {**AGENT, "logConfiguration": sent}


@given(
    st.sampled_from([(cpu, memory) for cpu, memories in MEMORY_FOR_CPU.items() for memory in memories]),
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 25)), max_size=8),
)
def test_reservations_add_up_to_the_task(size: tuple[int, int], shares: list[tuple[int, int]]) -> None:
    """Main takes what the sidecars leave, of memory and of CPU."""
    sidecars = [
        {"name": f"s{index}", "image": "s:1", "memoryReservation": memory, "cpu": cpu}
        for index, (memory, cpu) in enumerate(shares)
    ]
    containers = render(cpu=str(size[0]), memory=str(size[1]), sidecars=sidecars)["containerDefinitions"]

    assert sum(map(reserved_memory, containers)) == size[1]
    assert sum(map(reserved_cpu, containers)) == size[0]


@pytest.mark.parametrize(
    "properties",
    [{"sidecars": UNKNOWN}, {"sidecars": [UNKNOWN]}, {"sidecars": [{**AGENT, "memoryReservation": UNKNOWN}]}],
)
def test_what_is_not_known_leaves_the_rest_open(properties: dict[str, Any]) -> None:
    """How much Main gets shows once all sidecars are known."""
    assert render(**properties)["containerDefinitions"][0]["memoryReservation"] is UNKNOWN


def test_where_main_logs_is_read_off_a_task_definition() -> None:
    """So that the first sidecar does not move the logs."""
    assert main_logs(as_answer(render())) == PLACE.logs
    assert main_logs(as_answer(render(**FIRELENS))) is None
    assert main_logs({"taskDefinition": {}}) is None
    assert Logs("/a").prefix == "ecs"


# What AWS has of the three arguments.

FILLED_IN = {"cpu": 0, "essential": True, "portMappings": [], "environment": [], "mountPoints": [], "volumesFrom": []}
DECLARED: dict[str, Any] = {
    "sidecars": [{**AGENT, "environment": [{"name": "B", "value": "2"}, {"name": "A", "value": ""}]}, {**ROUTER}],
    "volumes": [{"name": "data"}],
    "containerDefinition": {**OUTPUT, "healthCheck": {"command": ["CMD", "x"], "interval": 30}},
}


def _change(request: dict[str, Any], change: str) -> None:
    main, agent, router = request["containerDefinitions"]
    steps: dict[str, Any] = {
        "nothing": lambda: None,
        "a sidecar's image": lambda: agent.update(image="agent:2"),
        "a sidecar's variable": lambda: agent.update(
            environment=[{"name": "B", "value": "3"}, {"name": "C", "value": "1"}]
        ),
        "a sidecar's logs": lambda: agent["logConfiguration"]["options"].update({"awslogs-group": "/other"}),
        "a container more": lambda: request["containerDefinitions"].append({"name": "xray", "image": "xray:1"}),
        "a container less": lambda: request["containerDefinitions"].remove(router),
        "a field of Main": lambda: main.update(ulimits=[{"name": "nofile", "softLimit": 1, "hardLimit": 2}]),
        "a declared field of Main": lambda: main["healthCheck"].update(interval=60),
        "a declared field of Main gone": lambda: main.pop("healthCheck"),
        "a volume": lambda: request.update(volumes=[{"name": "data"}, {"name": "more"}]),
        "order": request["containerDefinitions"].reverse,
    }
    steps[change]()


SEEN: list[tuple[str, dict[str, str]]] = [
    ("nothing", {}),
    ("order", {}),
    ("a sidecar's image", {"sidecars[0].image": "update"}),
    ("a sidecar's variable", {"sidecars[0].environment[0].value": "update", "sidecars[0].environment[2]": "add"}),
    ("a sidecar's logs", {"sidecars[0].logConfiguration": "add"}),
    ("a container more", {"sidecars[2]": "add"}),
    ("a container less", {"sidecars[1]": "delete"}),
    ("a field of Main", {"containerDefinition.ulimits": "add"}),
    ("a declared field of Main", {"containerDefinition.healthCheck.interval": "update"}),
    ("a declared field of Main gone", {"containerDefinition.healthCheck": "delete"}),
    ("a volume", {"volumes[1]": "add"}),
]


@pytest.mark.row("S4-09", "S4-14")
@pytest.mark.parametrize(("change", "paths"), SEEN, ids=[row[0] for row in SEEN])
def test_what_others_have_changed_shows_by_exact_path(change: str, paths: dict[str, str]) -> None:
    """And what AWS fills in does not, nor its order, nor what the other arguments stand for."""
    request = render({"environment": {"A": "1"}}, **DECLARED)
    _change(request, change)
    request["containerDefinitions"] = [{**FILLED_IN, **one} for one in request["containerDefinitions"]]
    answered = as_answer({**request, "placementConstraints": []})

    found = parts_of(service(**DECLARED), PLACE, answered)

    assert {_dotted(path): kind for path, kind in differences(DECLARED, found)} == paths


def _dotted(path: tuple[str | int, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


@pytest.mark.parametrize(
    ("part", "one", "other", "same"),
    [
        ("sidecars", [AGENT], [{**AGENT, "essential": True, "cpu": 0}], True),
        ("sidecars", [AGENT, ROUTER], [ROUTER, AGENT], True),
        ("sidecars", [AGENT], [{**AGENT, "essential": False}], False),
        ("sidecars", [AGENT], None, False),
        ("sidecars", [{**AGENT, "image": UNKNOWN}], [{**AGENT, "image": UNKNOWN}], False),
        ("containerDefinition", {"stopTimeout": 30}, {}, True),
        ("containerDefinition", {"stopTimeout": 60}, {}, False),
        ("volumes", [{"name": "a"}, {"name": "b"}], [{"name": "b"}, {"name": "a"}], True),
        ("volumes", [{"name": "a"}], [{"name": "b"}], False),
    ],
)
def test_declarations_are_compared_by_what_they_mean(part: str, one: Any, other: Any, same: bool) -> None:
    """Defaults written out are no change; what is not known yet always may be one."""
    assert same_part(part, one, other) is same
