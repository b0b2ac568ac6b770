"""RegisterTaskDefinition: what AWS fills in, and that nothing of a definition is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.planning.task_definition_shapes import everything, request_shape
from tests.sandbox.local_aws import LocalAws, own_definition


def described(aws: LocalAws, name: str, **request: Any) -> Any:
    """Describe a task definition."""
    return aws.ecs.describe_task_definition(taskDefinition=name, **request)["taskDefinition"]


def lost(given: Any, found: Any, path: str = "") -> list[str]:
    """List what was given and is not there."""
    if isinstance(given, Mapping):
        return [lack for key, value in given.items() for lack in lost(value, found.get(key), f"{path}.{key}")]
    if isinstance(given, list):
        return [lack for one, other in zip(given, found or [], strict=True) for lack in lost(one, other, f"{path}[]")]
    return [] if given == found else [f"{path}: {given!r} became {found!r}"]


def test_every_member_survives(aws: LocalAws) -> None:
    """Of a definition that has all of them: what the API model knows is read back."""
    request = everything(request_shape())
    container = request["containerDefinitions"][0]
    container |= {"cpu": 1, "memory": 64, "memoryReservation": 32, "dependsOn": [], "essential": True}
    container["environmentFiles"] = [{"type": "s3", "value": "arn:aws:s3:::files/a.env"}]
    container["secrets"] = [{"name": "SECRET", "valueFrom": "key"}]
    container["mountPoints"][0]["sourceVolume"] = request["volumes"][0]["name"]
    container["logConfiguration"]["logDriver"] = "awsfirelens"
    container["healthCheck"] |= {"retries": 3}
    request |= {
        "requiresCompatibilities": ["EC2"], "networkMode": "awsvpc", "cpu": "256", "memory": "512",
        "ephemeralStorage": {"sizeInGiB": 30},
    }  # fmt: skip
    tags = request.pop("tags")
    for port in container["portMappings"]:
        port |= {"containerPort": 80, "hostPort": 80}

    registered = aws.ecs.register_task_definition(**request, tags=tags)
    answer = aws.ecs.describe_task_definition(taskDefinition=request["family"], include=["TAGS"])

    assert lost(request, registered["taskDefinition"]) == lost(request, answer["taskDefinition"]) == []
    assert registered["tags"] == answer["tags"] == tags
    assert "tags" not in aws.ecs.describe_task_definition(taskDefinition=request["family"])


def test_what_is_left_out_is_filled_in(aws: LocalAws) -> None:
    """As AWS does: a comparison must know it."""
    check = {"command": ["CMD", "true"]}
    container = {
        "name": "web", "image": "web:1", "portMappings": [{"containerPort": 80}], "healthCheck": check,
        "environment": [{"name": "A"}, {"name": "B", "value": ""}, {"name": "C", "value": "1"}],
    }  # fmt: skip
    volumes = [{"name": "files", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]
    sized = {"cpu": ".25 vCPU", "memory": "1GB"}
    name = own_definition(aws, containerDefinitions=[container], volumes=volumes, **sized)
    found = described(aws, name)

    assert found["containerDefinitions"] == [
        {
            "name": "web", "image": "web:1", "cpu": 0, "essential": True, "mountPoints": [], "volumesFrom": [],
            "systemControls": [], "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}],
            "healthCheck": {**check, "interval": 30, "timeout": 5, "retries": 3},
            "environment": [{"name": "B", "value": ""}, {"name": "C", "value": "1"}],
        }
    ]  # fmt: skip
    assert (found["cpu"], found["memory"], found["placementConstraints"]) == ("256", "1024", [])
    assert found["volumes"][0]["efsVolumeConfiguration"]["rootDirectory"] == "/"
    assert found["registeredAt"]
    assert found["registeredBy"] == "arn:aws:iam::123456789012:root"
    elsewhere = {"family": "ec2", "containerDefinitions": [{"name": "a", "image": "a:1", "memory": 64}]}
    registered = aws.ecs.register_task_definition(**elsewhere)["taskDefinition"]
    assert (registered["networkMode"], registered["compatibilities"]) == ("bridge", ["EC2"])


@pytest.mark.parametrize(("setting", "kept"), [("kept", [{"name": "B", "value": ""}]), ("dropped", [])])
def test_an_empty_variable_is_kept_or_dropped(aws: LocalAws, setting: str, kept: list[Any]) -> None:
    """Reported in two ways."""
    aws.settings(empty_variables=setting)
    container = {"name": "web", "image": "web:1", "environment": [{"name": "B", "value": ""}]}
    (found,) = described(aws, own_definition(aws, containerDefinitions=[container]))["containerDefinitions"]

    assert found["environment"] == kept


def test_a_deregistered_revision_can_be_read(aws: LocalAws) -> None:
    """With the time of its end."""
    name = own_definition(aws)
    gone = aws.ecs.deregister_task_definition(taskDefinition=name)["taskDefinition"]

    assert gone["status"] == described(aws, name)["status"] == "INACTIVE"
    assert gone["deregisteredAt"] == described(aws, name)["deregisteredAt"]
