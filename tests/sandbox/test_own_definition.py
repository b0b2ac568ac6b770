"""Task definitions of the customer's own, and what of one Express Mode demands."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.local_aws import LocalAws, own_definition, refused


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"requiresCompatibilities": ["EC2"], "networkMode": "bridge"}, "InvalidParameterException", "FARGATE"),
        (
            {"runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE", "cpuArchitecture": "X86_64"}},
            "PlatformTaskDefinitionIncompatibilityException",
            "WINDOWS_SERVER_2022_CORE",
        ),
    ],
)
def test_a_task_definition_for_elsewhere_is_refused(
    aws: LocalAws, changes: dict[str, Any], code: str, words: str
) -> None:
    """On create and update: Express Mode runs Linux on Fargate."""
    roles = aws.roles()
    own = own_definition(aws, **changes)
    request = {"taskDefinitionArn": own, "infrastructureRoleArn": roles["infrastructureRoleArn"]}
    found = refused(aws.ecs.create_express_gateway_service, **request)
    assert (found[0], words in found[1]) == (code, True)


PORT = {"containerPort": 80, "name": "http"}


@pytest.mark.parametrize(
    "ports",
    [
        [],
        [{"containerPort": 80}],
        [PORT, {"containerPort": 81, "name": "more"}],
        [{**PORT, "protocol": "udp"}],
    ],
    ids=["none", "unnamed", "two", "udp"],
)
def test_main_needs_one_named_tcp_port(aws: LocalAws, ports: list[dict[str, Any]]) -> None:
    """Documented; the words are ours."""
    roles = aws.roles()
    own = own_definition(aws, containerDefinitions=[{"name": "Main", "image": "a:1", "portMappings": ports}])
    request = {"taskDefinitionArn": own, "infrastructureRoleArn": roles["infrastructureRoleArn"]}
    found = refused(aws.ecs.create_express_gateway_service, **request)
    assert found[0] == "InvalidParameterException"
    assert "one TCP port mapping with containerPort and name" in found[1]


def test_an_inactive_task_definition_is_refused(aws: LocalAws) -> None:
    """In ECS's words."""
    roles = aws.roles()
    own = own_definition(aws)
    aws.ecs.deregister_task_definition(taskDefinition=own)
    request = {"taskDefinitionArn": own, "infrastructureRoleArn": roles["infrastructureRoleArn"]}
    assert refused(aws.ecs.create_express_gateway_service, **request) == (
        "ClientException",
        "TaskDefinition is inactive",
    )


@pytest.mark.parametrize("asked", [None, "ARM64"])
def test_the_architecture_is_read_back(aws: LocalAws, asked: str | None) -> None:
    """X86_64 unless asked otherwise; an update that leaves it out keeps it."""
    arn = aws.settled(**({"cpuArchitecture": asked} if asked else {}))
    expected = asked or "X86_64"
    assert aws.describe(arn)["activeConfigurations"][0]["cpuArchitecture"] == expected
    own = aws.update(arn, "shop/web:2")["targetConfiguration"]["taskDefinitionArn"]
    definition = aws.ecs.describe_task_definition(taskDefinition=own)["taskDefinition"]
    assert definition["runtimePlatform"] == {"operatingSystemFamily": "LINUX", "cpuArchitecture": expected}
