"""RegisterTaskDefinition: what Fargate and ECS refuse."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.local_aws import LocalAws
from tests.sandbox.refusals.account import Account, Row

ROLE = "arn:aws:iam::123456789012:role/execution"
LOGS = {"logDriver": "awslogs", "options": {"awslogs-group": "g", "awslogs-region": "eu-west-1"}}


def container(name: str = "app", **members: Any) -> dict[str, Any]:
    """Write a container."""
    return {"name": name, "image": "app:1", **members}


def fargate(*containers: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Write a request for a task of Fargate; ``None`` takes a member away."""
    request = {
        "family": "shop",
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": list(containers) or [container()],
        **changes,
    }
    return {name: value for name, value in request.items() if value is not None}


def size(cpu: str, memory: str) -> str:
    """Give the words on a size that does not exist."""
    return (
        f"No Fargate configuration exists for given values: {cpu} CPU, {memory} memory. "
        "See the Amazon ECS documentation for the valid values."
    )


NEEDS_ROLE = "Fargate requires task definition to have execution role ARN to support log driver awslogs."
NEEDS_ROLE_FOR_SECRETS = (
    "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
)
SAME_PORTS = "When networkMode=awsvpc, the host ports and container ports in port mappings must match."
TOO_MUCH = "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'."
ENDS = "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container"
STORAGE = "The ephemeral storage must be between 21 and 200 GiB."
A = {"name": "A", "value": "1"}
SECRET = {"name": "A", "valueFrom": "key"}

ROWS: list[tuple[str, dict[str, Any], str]] = [
    ("a size that does not exist", fargate(cpu="256", memory="4096"), size("256", "4096")),
    ("a size in words that does not exist", fargate(cpu="1 vCPU", memory="1 GB"), size("1 vCPU", "1 GB")),
    ("no cpu", fargate(cpu=None), "Fargate requires that 'cpu' be defined at the task level."),
    ("no memory", fargate(memory=None), "Fargate requires that 'memory' be defined at the task level."),
    ("another network", fargate(networkMode="bridge"), "Fargate only supports network mode ‘awsvpc’."),  # noqa: RUF001 - AWS's own quotation marks
    ("no network mode", fargate(networkMode=None), "Fargate only supports network mode ‘awsvpc’."),  # noqa: RUF001 - as above
    ("logs without a role", fargate(container(logConfiguration=LOGS)), NEEDS_ROLE),
    ("secrets without a role", fargate(container(secrets=[{"name": "A", "valueFrom": "b"}])), NEEDS_ROLE_FOR_SECRETS),
    (
        "logs without options",
        fargate(container(logConfiguration={"logDriver": "awslogs"}), executionRoleArn=ROLE),
        "Log driver awslogs requires options: awslogs-region, awslogs-group",
    ),
    (
        "two containers of one name",
        fargate(container(), container()),
        "Container names must be unique within a Task Definition.",
    ),
    ("a name with a space", fargate(container("my app")), "Container.name contains invalid characters."),
    (
        "depending on nobody",
        fargate(container(dependsOn=[{"containerName": "db", "condition": "START"}])),
        "Cannot depend on container + 'db' because it does not exist",
    ),
    (
        "waiting for the end of an essential one",
        fargate(container(dependsOn=[{"containerName": "db", "condition": "SUCCESS"}]), container("db")),
        ENDS,
    ),
    (
        "nothing essential",
        fargate(container(essential=False)),
        "At least one container of a task definition must be essential.",
    ),
    ("a family with a dot", fargate(family="shop.web"), "Family contains invalid characters."),
    ("a family too long", fargate(family="a" * 256), "Family contains invalid characters."),
    ("two ports", fargate(container(portMappings=[{"containerPort": 80, "hostPort": 8080}])), SAME_PORTS),
    ("no tags", fargate(tags=[]), "Tags can not be empty."),
    (
        "a reserved tag",
        fargate(tags=[{"key": "aws:x", "value": "1"}]),
        "Tag keys starting with 'aws:' are reserved for system use.",
    ),
    (
        "a variable without a name",
        fargate(container(environment=[{"value": "1"}])),
        "Environment variable name cannot be null or blank.",
    ),
    (
        "a secret of a variable's name",
        fargate(container(environment=[A], secrets=[SECRET]), executionRoleArn=ROLE),
        (
            "The secret name must be unique and not shared with any new or existing environment variables set on the "
            "container, such as 'A'."
        ),
    ),
    (
        "a secret twice",
        fargate(container(secrets=[SECRET, SECRET]), executionRoleArn=ROLE),
        "Duplicate secret names found: A. Each secret name must be unique.",
    ),
    (
        "eleven containers",
        fargate(*(container(f"c{number}") for number in range(11))),
        "A task definition can have at most 10 containers.",
    ),
    (
        "a definition that is too large",
        fargate(container(command=["x" * 65536]), tags=None),
        "Actual length: '65712'. Max allowed length is '65536' bytes.",
    ),
    (
        "an environment file that is none",
        fargate(container(environmentFiles=[{"type": "s3", "value": "arn:aws:s3:::files/a.txt"}])),
        "The environment file 'arn:aws:s3:::files/a.txt' must be the ARN of an S3 object that ends in .env.",
    ),
    (
        "eleven environment files",
        fargate(container(environmentFiles=[{"type": "s3", "value": "arn:aws:s3:::files/a.env"}] * 11)),
        "A container can have at most 10 environment files.",
    ),
    (
        "a reservation above the limit",
        fargate(container(memory=128, memoryReservation=256)),
        "The value of 'memoryReservation' must not be greater than the value of 'memory'.",
    ),
    (
        "reservations above the task",
        fargate(container(memoryReservation=500), container("b", memory=50)),
        "The sum of all container memory reservations cannot be greater than the value of the task 'memory'.",
    ),
    ("a volume that is not there", fargate(container(mountPoints=[{"sourceVolume": "v"}])), "Unknown volume 'v'."),
    (
        "a health check that never comes",
        fargate(container(healthCheck={"command": ["CMD", "true"], "interval": 301})),
        "The health check's interval must be between 5 and 300.",
    ),
    (
        "waiting for the health of one without a check",
        fargate(container(dependsOn=[{"containerName": "db", "condition": "HEALTHY"}]), container("db")),
        "The container 'db' must have a health check, since another depends on it to be HEALTHY.",
    ),
    (
        "a log router without a sender",
        fargate(container(firelensConfiguration={"type": "fluentbit"})),
        (
            "When a firelensConfiguration object is specified, at least one container has to be configured with the "
            "awsfirelens log driver."
        ),
    ),
    (
        "a sender without a log router",
        fargate(container(logConfiguration={"logDriver": "awsfirelens"})),
        "The log driver awsfirelens needs exactly one container with a firelensConfiguration.",
    ),
    (
        "a log router's configuration in S3",
        fargate(
            container(logConfiguration={"logDriver": "awsfirelens"}),
            container("router", firelensConfiguration={"type": "fluentbit", "options": {"config-file-type": "s3"}}),
        ),
        "Fargate only supports the FireLens option config-file-type 'file'.",
    ),
    (
        "another log driver",
        fargate(container(logConfiguration={"logDriver": "json-file"})),
        "Fargate only supports the log drivers awslogs, splunk, awsfirelens, not json-file.",
    ),
    ("too little storage", fargate(ephemeralStorage={"sizeInGiB": 20}), STORAGE),
    ("too much storage", fargate(ephemeralStorage={"sizeInGiB": 201}), STORAGE),
    ("a privileged container", fargate(container(privileged=True)), "Fargate does not support privileged."),
    (
        "a directory of the host",
        fargate(volumes=[{"name": "v", "host": {"sourcePath": "/x"}}]),
        "Fargate does not support the volume 'v'.",
    ),
    (
        "a capability too many",
        fargate(container(linuxParameters={"capabilities": {"add": ["NET_ADMIN"]}})),
        "Fargate only supports adding the capability SYS_PTRACE.",
    ),
    ("containers larger than the task", fargate(container(cpu=200), container("b", cpu=200)), TOO_MUCH),
]


@pytest.mark.parametrize(("claim", "request_", "message"), ROWS, ids=[row[0] for row in ROWS])
def test_a_wrong_task_definition_is_refused(
    account: Account, claim: str, request_: dict[str, Any], message: str
) -> None:
    """With ClientException, in AWS's words."""
    row = Row(claim, "ecs", "register_task_definition", request_, "ClientException", message)

    assert account.refused(row) == (row.code, row.message)


ACCEPTED = {
    "a plain one": fargate(),
    "sizes in words": fargate(cpu="1 vCPU", memory="2 GB"),
    "half a vCPU": fargate(cpu=".5 vCPU", memory="1GB"),
    "a second container that may end": fargate(
        container(dependsOn=[{"containerName": "init", "condition": "SUCCESS"}]), container("init", essential=False)
    ),
    "logs with a role": fargate(container(logConfiguration=LOGS, secrets=[]), executionRoleArn=ROLE),
    "equal ports": fargate(container(portMappings=[{"containerPort": 80, "hostPort": 80}])),
    "not for Fargate": fargate(
        container(memory=128), requiresCompatibilities=["EC2"], networkMode="bridge", cpu=None, memory=None
    ),
}


@pytest.mark.parametrize("request_", ACCEPTED.values(), ids=list(ACCEPTED))
def test_a_right_task_definition_is_registered(aws: LocalAws, request_: dict[str, Any]) -> None:
    """What AWS takes is taken."""
    made = aws.ecs.register_task_definition(**request_)["taskDefinition"]

    assert made["family"] == "shop"
