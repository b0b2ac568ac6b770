"""What is wrong with sidecars, volumes and further fields of the primary container: row by row, and all at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.input_shapes import SHAPES, positions, put
from tests.planning.express_samples import AGENT, OUTPUT, ROUTER, problems
from tests.sampling import examples
from tests.service_samples import SECRET

from pulumi_ecs_express.model.fields.property_paths import dotted
from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.task_definition.form import Form
from pulumi_ecs_express.planning.task_definition.forms import judged

EFS: dict[str, Any] = {
    "name": "data",
    "efsVolumeConfiguration": {"fileSystemId": "fs-0abc1234", "transitEncryption": "ENABLED", "authorizationConfig": {"accessPointId": "fsap-1"}},
}  # fmt: skip


def sidecar(**members: Any) -> dict[str, Any]:
    """Declare one sidecar with these members."""
    return {"sidecars": [{**AGENT, **members}]}


def main(**members: Any) -> dict[str, Any]:
    """Declare further fields of the primary container."""
    return {"containerDefinition": members}


FINE: list[dict[str, Any]] = [
    {},
    sidecar(),
    {"sidecars": [ROUTER], "containerDefinition": OUTPUT},
    {"sidecars": [{**ROUTER, "firelensConfiguration": {"type": "fluentbit", "options": {
        "config-file-type": "file", "config-file-value": "/extra.conf"}}}]},
    {"sidecars": [{**ROUTER, "environment": [{"name": "aws_fluent_bit_init_s3_1", "value": "arn:aws:s3:::c/a.conf"}]}]},
    {"volumes": [EFS], **main(mountPoints=[{"sourceVolume": "data", "containerPath": "/data"}])},
    {"sidecars": [{**AGENT, "healthCheck": {"command": ["CMD", "x"]}}],
     **main(dependsOn=[{"containerName": "agent", "condition": "HEALTHY"}])},
    {"sidecars": [{**AGENT, "essential": False}], **main(dependsOn=[{"containerName": "agent", "condition": "SUCCESS"}])},
    {"sidecars": UNKNOWN, **main(dependsOn=[{"containerName": "agent", "condition": "START"}])},
    {"volumes": UNKNOWN, **main(mountPoints=[{"sourceVolume": "data", "containerPath": "/data"}])},
    {"sidecars": [{"name": "a", "image": "a:1"}], **main(memoryReservation=1024)},
    sidecar(linuxParameters={"capabilities": {"add": ["SYS_PTRACE"], "drop": ["ALL"]}}, privileged=False),
    sidecar(memoryReservation=2042, cpu=1024),
]  # fmt: skip


@pytest.mark.parametrize("properties", FINE)
def test_what_aws_takes_passes(properties: dict[str, Any]) -> None:
    """Also where a part of it is not known yet."""
    assert problems(**properties) == []


WRONG: list[tuple[dict[str, Any], str, str]] = [
    # The form.
    (sidecar(mount_points=[]), "sidecars[0].mount_points", "did you mean mountPoints?"),
    (sidecar(environment=[{"name": "A", "vlaue": "1"}]), "sidecars[0].environment[0].vlaue", "did you mean value?"),
    (sidecar(environment={"A": "1"}),
     "sidecars[0].environment", "must be a list of maps, as in AWS's API: [{'name': …, 'value': …}]"),
    (sidecar(environment=[{"name": "A", "value": 1}]),
     "sidecars[0].environment[0].value", "must be a string: put it in quotes"),
    (sidecar(memoryReservation="50"), "sidecars[0].memoryReservation", "must be a whole number, without quotes"),
    (sidecar(essential="no"), "sidecars[0].essential", "must be True or False"),
    (sidecar(command="a b"), "sidecars[0].command", "is a single string; write a list"),
    (sidecar(healthCheck=["CMD"]), "sidecars[0].healthCheck", "must be one map of its members"),
    (sidecar(dockerLabels=["a"]), "sidecars[0].dockerLabels", "must be a map, such as {'NAME': 'value'}"),
    (sidecar(healthCheck={"interval": 10}), "sidecars[0].healthCheck.command", "is missing, and AWS requires it"),
    (sidecar(secrets=[{"name": "A", "value_from": SECRET}]),
     "sidecars[0].secrets[0].value_from", "did you mean valueFrom?"),
    (main(dependsOn=[{"containerName": "Main", "condition": "STARTED"}]),
     "container_definition.dependsOn[0].condition", "'STARTED' is none of START, COMPLETE, SUCCESS, HEALTHY; did you mean"),
    (main(ulimits=[{"name": "nofile", "soft_limit": 1, "hardLimit": 2}]),
     "container_definition.ulimits[0].soft_limit", "did you mean softLimit?"),
    ({"volumes": [{"name": "a", "efs": {}}]},
     "volumes[0].efs", "is no field of a task definition that the installed boto3 knows"),
    # Names.
    ({"sidecars": [{"image": "a:1", "memory": 64}]},
     "sidecars[0].name", "is missing: a sidecar is added, or put in the place of another one,"),
    ({"sidecars": [{"name": "a", "memory": 64}]},
     "sidecars[0].image", "is missing: a sidecar is a whole container definition"),
    ({"sidecars": [AGENT, AGENT]}, "sidecars[0].name", "'agent' is the name of 2 sidecars"),
    (sidecar(name="Main"), "sidecars[0].name", "Main is the primary container: declare it in primary_container, and"),
    (sidecar(image="Agent:1"),
     "sidecars[0].image", "is no image reference: write registry/repository, and behind it :tag"),
    (main(dependsOn=[{"containerName": "agnet", "condition": "START"}]),
     "container_definition.dependsOn", "names the container 'agnet', which there would not be"),
    (sidecar(mountPoints=[{"sourceVolume": "data", "containerPath": "/d"}]),
     "sidecars[0].mountPoints", "names the volume 'data', which there would not be"),
    (sidecar(environment=[{"name": "A", "value": "1"}], secrets=[{"name": "A", "valueFrom": SECRET}]),
     "sidecars[0].environment", "'A' is a secret too (`secrets`): a name has one of the two kinds"),
    # Fields of the primary container.
    (main(image="a:1"), "container_definition.image", "write primary_container.image"),
    (main(portMappings=[]),
     "container_definition.portMappings", "write primary_container.container_port, one number"),
    (main(environment=[]), "container_definition.environment", "write primary_container.environment"),
    (main(name="web"), "container_definition.name", "AWS calls this container Main: leave it out"),
    (main(essential=False), "container_definition.essential", "Main always is: leave it out"),
    (main(logConfiguration={"options": {"awslogs-group": "/a"}}),
     'container_definition.logConfiguration.options["awslogs-group"]', "write primary_container.aws_logs_configuration"),
    (main(environmentFiles=[{"value": "arn:aws:s3:::c/a.txt", "type": "s3"}]),
     "container_definition.environmentFiles[0]", "'arn:aws:s3:::c/a.txt' does not end in .env, and AWS takes no other"),
    # Fargate.
    (sidecar(privileged=True), "sidecars[0].privileged", "Fargate does not take it: leave it out"),
    (main(links=["agent"]),
     "container_definition.links", "Fargate does not take it: containers of a task share one network and"),
    (main(linuxParameters={"maxSwap": 1}),
     "container_definition.linuxParameters.maxSwap", "Fargate does not take it: leave it out"),
    (main(linuxParameters={"capabilities": {"add": ["NET_ADMIN"]}}),
     "container_definition.linuxParameters.capabilities.add", "Fargate adds no NET_ADMIN, only SYS_PTRACE"),
    (sidecar(logConfiguration={"logDriver": "fluentd"}),
     "sidecars[0].logConfiguration.logDriver", "Fargate has no driver fluentd: write one of awslogs, awsfirelens,"),
    (sidecar(portMappings=[{"containerPort": 1, "hostPort": 2}]),
     "sidecars[0].portMappings[0].hostPort", "must be the containerPort, 1, on Fargate: leave it out"),
    (main(stopTimeout=121), "container_definition.stopTimeout", "121 is out of range: AWS takes 0 to 120 seconds"),
    (main(healthCheck={"command": ["CMD"], "interval": 1}),
     "container_definition.healthCheck.interval", "1 is out of range: AWS takes 5 to 300 seconds"),
    ({"volumes": [{"name": "a", "host": {"sourcePath": "/a"}}]},
     "volumes[0].host.sourcePath", "Fargate does not take it: there is no host: leave host out for a"),
    ({"volumes": [{"name": "a", "dockerVolumeConfiguration": {"driver": "x"}}]},
     "volumes[0].dockerVolumeConfiguration", "Fargate does not take it: write efsVolumeConfiguration, or only the"),
    ({"volumes": [{**EFS, "efsVolumeConfiguration": {**EFS["efsVolumeConfiguration"], "transitEncryption": "DISABLED"}}]},
     "volumes[0].efsVolumeConfiguration.transitEncryption", "must be 'ENABLED' with authorizationConfig"),
    ({"volumes": [{**EFS, "efsVolumeConfiguration": {**EFS["efsVolumeConfiguration"], "rootDirectory": "/x"}}]},
     "volumes[0].efsVolumeConfiguration.rootDirectory", "the access point decides it: leave it out"),
    # Waiting for others.
    ({**sidecar(), **main(dependsOn=[{"containerName": "agent", "condition": "SUCCESS"}])},
     "container_definition.dependsOn[0].condition", "SUCCESS waits for the end of a container, and agent is essential"),
    ({**sidecar(), **main(dependsOn=[{"containerName": "agent", "condition": "HEALTHY"}])},
     "container_definition.dependsOn[0].condition", "HEALTHY needs a healthCheck of agent"),
    (sidecar(dependsOn=[{"containerName": "Main", "condition": "COMPLETE"}]),
     "sidecars[0].dependsOn[0].condition", "COMPLETE waits for the end of a container, and Main is essential"),
    # Room.
    ({"sidecars": [{"name": "a", "image": "a:1"}]},
     "sidecars[0].memoryReservation", "is missing: Main reserves the memory that the sidecars leave, so say"),
    (sidecar(memoryReservation=2043),
     "sidecars", "they take 2043 MiB together (agent 2043), and the task has 2048 (the"),
    ({**sidecar(memoryReservation=600), "cpu": "256", "memory": "512"},
     "sidecars", "they take 600 MiB together (agent 600), and the task has 512, of"),
    (sidecar(cpu=2048), "sidecars", "they take 2048 CPU units together (agent 2048), and the task has 1024"),
    ({**sidecar(), **main(memoryReservation=2048)},
     "memory", "the containers reserve 2176 MiB together (Main 2048, agent 128), and"),
    ({"sidecars": [{**AGENT, "name": f"a{n}"} for n in range(10)]},
     "sidecars", "there would be 11, and a task definition has at most 10"),
    # FireLens.
    ({"sidecars": [ROUTER]},
     "container_definition.logConfiguration.options", "is missing, so the logs would go nowhere: name an output, such as"),
    ({"sidecars": [ROUTER, {**ROUTER, "name": "b"}], "containerDefinition": OUTPUT},
     "sidecars[1].firelensConfiguration", "sidecars[0] routes the logs already, and a task has one such container"),
    ({"sidecars": [{**ROUTER, "firelensConfiguration": {"type": "fluentbit", "options": {"config-file-type": "s3", "config-file-value": "x"}}}]},
     'sidecars[0].firelensConfiguration.options["config-file-type"]', "'s3' is not taken on Fargate: put the file into the image, and write"),
    (main(logConfiguration={"logDriver": "awsfirelens", "options": {"Name": "x"}}),
     "container_definition.logConfiguration.logDriver", "awsfirelens needs a sidecar with firelensConfiguration, such as"),
    (sidecar(logConfiguration={"logDriver": "awsfirelens"}),
     "sidecars[0].logConfiguration.logDriver", "awsfirelens needs a sidecar with firelensConfiguration, such as"),
]  # fmt: skip


@pytest.mark.row("S1-08", "S4-11")
@pytest.mark.parametrize(("properties", "path", "words"), WRONG, ids=[path for _, path, _ in WRONG])
def test_a_mistake_is_told_by_its_path_and_alone(properties: dict[str, Any], path: str, words: str) -> None:
    """With what to write instead, and without what only follows from it."""
    found = problems(**properties)

    assert [one for one in found if one.startswith(f"{path}: ") and words in one]
    assert {one.partition(": ")[0] for one in found} - {path} <= {"sidecars[1].name"}


@pytest.mark.row("S4-10")
def test_a_log_configuration_of_the_program_cannot_stand_beside_a_router() -> None:
    """Express Mode would put awslogs back; one that the component has made for log_retention_days may stay."""
    logs = {"awsLogsConfiguration": {"logGroup": "/web"}}
    routed: dict[str, Any] = {"sidecars": [ROUTER], "containerDefinition": OUTPUT}

    assert [one.partition(": ")[0] for one in problems(logs, **routed)] == ["primary_container.aws_logs_configuration"]
    assert problems(logs, own_log_group=True, **routed) == []
    awslogs = {"logConfiguration": {"logDriver": "awslogs"}}
    assert problems(logs, sidecars=[ROUTER], containerDefinition=awslogs) == []


def test_a_definition_that_is_too_large_is_told_with_its_size() -> None:
    """Without quoting what makes it so."""
    large = [{"name": "A", "value": "x" * 66_000}]

    (problem,) = problems(**sidecar(environment=large))

    assert re.match(r"sidecars: the task definition would take 66\d{3} bytes, and AWS takes at most 65536", problem)


def test_all_mistakes_come_at_once() -> None:
    """Of every argument, however many."""
    found = problems(
        sidecars=[{"name": "Main", "image": "A", "privileged": True}],
        volumes=[{"nmae": "x"}],
        containerDefinition={"image": "a", "stopTimeout": 500},
    )

    assert len(found) == 7


EVERYTHING: dict[str, Any] = {
    "sidecars": [
        {**ROUTER, "environment": [{"name": "A", "value": "s3cr3t"}], "logConfiguration": {"logDriver": "awslogs", "options": {"a": "b"}}},
        {**AGENT, "dependsOn": [{"containerName": "log_router", "condition": "START"}]},
    ],
    "volumes": [EFS],
    "containerDefinition": {**OUTPUT, "healthCheck": {"command": ["CMD"], "interval": 10}, "ulimits": [
        {"name": "nofile", "softLimit": 1, "hardLimit": 2}]},
}  # fmt: skip


@settings(max_examples=examples(150, 3_000), deadline=None)
@given(st.sampled_from(list(positions(EVERYTHING))), SHAPES)
def test_input_of_any_shape_is_judged_and_no_value_of_a_variable_is_quoted(
    steps: tuple[str | int, ...], value: Any
) -> None:
    """Wrong types at any depth are told, and stand in the way of nothing else."""
    for problem in problems(**put(EVERYTHING, steps, value)):
        assert "s3cr3t" not in problem


@given(st.sampled_from(list(positions(EVERYTHING))))
def test_what_is_not_known_passes_wherever_it_stands(steps: tuple[str | int, ...]) -> None:
    """It is judged once it is known."""
    assert problems(**put(EVERYTHING, steps, UNKNOWN)) == []


def test_a_form_puts_an_unknown_in_place_of_what_is_wrong() -> None:
    """So that the rest can be judged in the same go."""
    form = Form("structure", {"a": Form("integer"), "b": Form("list", entry=Form("string"))}, required=("a",))

    tree, texts = judged({"a": "1", "b": ["x", 2], "c": 3}, form, ("sidecars", 0))

    assert tree == {"a": UNKNOWN, "b": ["x", UNKNOWN]}
    assert [text.partition(": ")[0] for text in texts] == [
        dotted(("sidecars", 0, *s)) for s in (("a",), ("b", 1), ("c",))
    ]
