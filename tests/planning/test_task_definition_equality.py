"""Whether a task definition is registered already: what AWS fills in, other orders and other spellings are no difference."""

from __future__ import annotations

from typing import Any

import pytest
from tests.planning.task_definition_samples import APP, LOG, answer, as_answer, plain, request, secret, without
from tests.planning.task_definition_shapes import known_form

from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.planning.task_definition.equality import DEFAULTS, FARGATE_DEFAULTS, UNORDERED, is_registered

SENT: dict[str, Any] = {"name": "app", "image": "shop:1"}
EC2: dict[str, Any] = {"requiresCompatibilities": ["EC2"], "networkMode": "bridge"}
PORT = {"containerPort": 80}
EFS = {"fileSystemId": "fs-1"}


def with_task(**task: Any) -> dict[str, Any]:
    """Make a request with one container."""
    return request(SENT, **task)


def with_container(**members: Any) -> dict[str, Any]:
    """Make a request with members of its container."""
    return request({**SENT, **members})


SAME = [
    ("cpu and essential", with_container(), with_container(cpu=0, essential=True)),
    ("empty lists", with_container(), with_container(environment=[], mountPoints=[], volumesFrom=[], systemControls=[])),
    ("protocol and host port", with_container(portMappings=[PORT]),
     with_container(portMappings=[{**PORT, "hostPort": 80, "protocol": "tcp"}])),
    ("host port 0", with_container(portMappings=[PORT]), with_container(portMappings=[{**PORT, "hostPort": 0}])),
    ("health check", with_container(healthCheck={"command": ["CMD"]}),
     with_container(healthCheck={"command": ["CMD"], "interval": 30, "timeout": 5, "retries": 3})),
    ("restarts", with_container(restartPolicy={"enabled": True}),
     with_container(restartPolicy={"enabled": True, "restartAttemptPeriod": 300})),
    ("switches", with_container(mountPoints=[{"sourceVolume": "data"}]),
     with_container(mountPoints=[{"sourceVolume": "data", "readOnly": False}], privileged=False)),
    ("version consistency", with_container(), with_container(versionConsistency="enabled", stopTimeout=30)),
    ("vCPU and GB", with_task(cpu=".25 vCPU", memory="1GB"), with_task(cpu="256", memory="1024")),
    ("task lists", without(with_task(), "volumes", "placementConstraints"), with_task(volumes=[])),
    ("network mode", with_task(**without(EC2, "networkMode"), networkMode=None), with_task(**EC2)),
    ("platform", without(with_task(), "runtimePlatform"), with_task()),
    ("file system", with_task(volumes=[{"name": "d", "efsVolumeConfiguration": EFS}]),
     with_task(volumes=[{"name": "d", "host": {}, "efsVolumeConfiguration": {**EFS, "rootDirectory": "/",
                                                                             "transitEncryption": "DISABLED"}}])),
    ("order of containers", request(APP, LOG), request(LOG, APP)),
    ("order of variables", with_container(environment=plain(A="1", B="2"), secrets=secret(S="s", T="t")),
     with_container(environment=plain(B="2", A="1"), secrets=secret(T="t", S="s"))),
    ("order of compatibilities", with_task(requiresCompatibilities=["FARGATE", "EC2"]),
     with_task(requiresCompatibilities=["EC2", "FARGATE"])),
    ("tags", with_task(), with_task(tags=[{"key": "a", "value": "1"}])),
]  # fmt: skip

DIFFERENT = [
    ("image", with_container(), with_container(image="shop:2")),
    ("not essential", with_container(), with_container(essential=False)),
    ("host port in bridge mode", request({**SENT, "portMappings": [PORT]}, **EC2),
     request({**SENT, "portMappings": [{**PORT, "hostPort": 80}]}, **EC2)),
    ("udp", with_container(portMappings=[PORT]), with_container(portMappings=[{**PORT, "protocol": "udp"}])),
    ("retries", with_container(healthCheck={"command": ["CMD"]}),
     with_container(healthCheck={"command": ["CMD"], "retries": 4})),
    ("value", with_container(environment=plain(A="1")), with_container(environment=plain(A="2"))),
    ("kind", with_container(environment=plain(A="1")), with_container(secrets=secret(A="1"))),
    ("empty value of a variable that was there", with_container(environment=plain(A="")),
     with_container(environment=plain(A="1"))),
    ("empty value of a new variable", with_container(environment=plain(A="")), with_container()),
    ("order of a command", with_container(command=["a", "b"]), with_container(command=["b", "a"])),
    ("order of files", with_container(environmentFiles=[{"value": "a"}, {"value": "b"}]),
     with_container(environmentFiles=[{"value": "b"}, {"value": "a"}])),
    ("one container more", request(APP), request(APP, LOG)),
    ("memory", with_task(memory="1GB"), with_task(memory="2048")),
    ("stop timeout elsewhere", request(SENT, **EC2), request({**SENT, "stopTimeout": 30}, **EC2)),
    ("platform elsewhere", without(request(SENT, **EC2), "runtimePlatform"), request(SENT, **EC2)),
    ("a value that is not known", with_container(image=UNKNOWN), with_container()),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "answered"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_no_difference(sent: dict[str, Any], answered: dict[str, Any]) -> None:
    """In either direction: a template may hold what a program leaves out."""
    assert is_registered(sent, as_answer(answered))
    assert is_registered(answered, as_answer(sent))


@pytest.mark.parametrize(("sent", "answered"), [row[1:] for row in DIFFERENT], ids=[row[0] for row in DIFFERENT])
def test_a_difference(sent: dict[str, Any], answered: dict[str, Any]) -> None:
    """Whatever changes what runs."""
    assert not is_registered(sent, as_answer(answered))


def test_a_variable_with_an_empty_value_may_be_kept_by_aws_or_not() -> None:
    """Where it is known to have been sent, neither makes another revision; where something else changes, both do."""
    sent = with_container(environment=plain(A="", B="2"))
    kept, dropped = as_answer(sent), as_answer(with_container(environment=plain(B="2")))
    other = with_container(environment=plain(A="", B="3"))
    added = with_container(environment=plain(A="", B="2", C=""))

    assert is_registered(sent, kept)
    assert is_registered(sent, dropped, sent)
    assert not is_registered(sent, dropped)
    assert not is_registered(other, dropped, sent)
    assert not is_registered(other, kept, sent)
    assert not is_registered(added, dropped, sent)


def test_what_someone_else_registered_since_is_a_difference() -> None:
    """That it was sent once does not matter."""
    sent = with_container(environment=plain(A="1"))

    assert not is_registered(sent, answer({**SENT, "environment": plain(A="2")}), sent)


@pytest.mark.parametrize("path", [*DEFAULTS, *FARGATE_DEFAULTS, *UNORDERED], ids=".".join)
def test_paths_are_those_of_the_api(path: tuple[str, ...]) -> None:
    """A path with a spelling mistake would compare nothing."""
    known: Any = known_form()
    for step in path:
        known = known.entry or known
        assert step in known.members
        known = known.members[step]
