"""What the ready rules of policy packs say: properties in, the arguments that break the rule out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.service.type_tokens import SERVICE
from pulumi_ecs_express.planning.image import Reference, taken_apart
from pulumi_ecs_express.planning.policy_rules import access, images, logs, tasks, variables

DIGEST = "sha256:" + "0" * 64


def paths(messages: Any) -> list[str]:
    """Give the arguments that messages are about."""
    return [message.partition(": ")[0] for message in messages]


def container(**members: Any) -> dict[str, Any]:
    """Write the properties of a service with this container."""
    return {"primaryContainer": members}


REFERENCES = {
    "nginx": Reference("docker.io/library/nginx", None, None),
    "nginx:1.28": Reference("docker.io/library/nginx", "1.28", None),
    "shop/web": Reference("docker.io/shop/web", None, None),
    "localhost/web:1": Reference("localhost/web", "1", None),
    "registry:5000/web": Reference("registry:5000/web", None, None),
    f"ghcr.io/shop/web:1@{DIGEST}": Reference("ghcr.io/shop/web", "1", DIGEST),
    f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/web@{DIGEST}": Reference(
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web", None, DIGEST
    ),
}


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_reference_is_taken_apart_as_a_runtime_does(reference: str) -> None:
    """A port is no tag, and what looks like no host is a folder of Docker Hub."""
    assert taken_apart(reference) == REFERENCES[reference]


IMAGES = {
    "app:1": (False, False),
    "app": (True, True),
    "app:latest": (True, True),
    "registry:5000/app": (True, True),
    f"app:latest@{DIGEST}": (False, False),
    f"app@{DIGEST}": (False, False),
    "registry:5000/app:1.2": (False, True),
}
"""Whether the rule is broken, without and with `digest`."""


@pytest.mark.parametrize("image", IMAGES)
def test_images_that_can_move_are_named(image: str) -> None:
    """Where a digest is required, a tag is not enough."""
    without, demanded = IMAGES[image]
    assert paths(images.moving_images(container(image=image), digest=False)) == ["primary_container.image"] * without
    asked = images.moving_images(container(image=image), digest=True)
    assert paths(asked) == ["primary_container.image"] * (demanded or image == "app:1")


def test_every_container_of_every_component_is_judged() -> None:
    """Sidecars by their position, containers of a task definition by their name; what is not known yet says nothing."""
    properties = {
        "primaryContainer": {"image": UNKNOWN},
        "sidecars": [{"name": "log", "image": "fluent-bit:latest"}, UNKNOWN],
        "containers": {"app": {"image": "app"}, "later": UNKNOWN},
    }
    assert paths(images.moving_images(properties, digest=False)) == ["containers.app.image", "sidecars[0].image"]


def test_a_pinned_tag_counts_as_a_digest_for_the_primary_container_alone() -> None:
    """`pin_image_digest` resolves that image and no other."""
    properties = {**container(image="app:latest"), "pinImageDigest": True, "sidecars": [{"image": "log:1"}]}
    assert paths(images.moving_images(properties, digest=True)) == ["sidecars[0].image"]


@pytest.mark.parametrize(
    ("image", "allowed"),
    [("ghcr.io/shop/web:1", True), ("ghcr.io/shopping/web:1", False), ("nginx:1", False), ("1.dkr.ecr.eu.amazonaws.com/a/b:1", True)],
)  # fmt: skip
def test_images_come_from_the_allowed_registries(image: str, allowed: bool) -> None:
    """A part of a registry ends at a slash; a pattern may stand for a Region."""
    found = list(
        images.images_from_elsewhere(container(image=image), registries=["ghcr.io/shop", "1.dkr.ecr.*.amazonaws.com"])
    )
    assert (not found) is allowed


TASKS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["scaling_target.min_task_count"]),
    ({"scalingTarget": {"minTaskCount": 1}}, ["scaling_target.min_task_count"]),
    ({"scalingTarget": {"maxTaskCount": 9}}, ["scaling_target.min_task_count"]),
    ({"scalingTarget": {"minTaskCount": 2}}, []),
    ({"scalingTarget": {"minTaskCount": 3}, "paused": True}, ["paused"]),
    ({"scalingTarget": {"minTaskCount": UNKNOWN}}, []),
    ({"scalingTarget": UNKNOWN}, []),
    ({"scalingTarget": {"minTaskCount": 2}, "paused": UNKNOWN}, []),
]


@pytest.mark.parametrize(("properties", "expected"), TASKS)
def test_too_few_tasks(properties: dict[str, Any], expected: list[str]) -> None:
    """Express Mode's default counts where nothing is declared."""
    assert paths(tasks.too_few_tasks(properties, tasks=2)) == expected


@given(st.integers(0, 50), st.integers(0, 50))
def test_the_number_of_tasks_is_a_lower_bound(declared: int, required: int) -> None:
    """Broken exactly where fewer may run."""
    found = list(tasks.too_few_tasks({"scalingTarget": {"minTaskCount": declared}}, tasks=required))
    assert bool(found) is (declared < required)


LOGS: list[tuple[str, dict[str, Any], int, list[str]]] = [
    (SERVICE, container(image="a:1"), 0, ["log_retention_days"]),
    (SERVICE, {**container(image="a:1"), "logRetentionDays": 30}, 0, []),
    (SERVICE, {**container(image="a:1"), "logRetentionDays": 400}, 365, ["log_retention_days"]),
    (SERVICE, {**container(image="a:1"), "logRetentionDays": UNKNOWN}, 365, []),
    (SERVICE, container(image="a:1", awsLogsConfiguration={"logGroup": "mine"}), 0, []),
    (SERVICE, {"taskDefinitionArn": "arn"}, 0, []),
    (SERVICE, {"primaryContainer": UNKNOWN}, 0, []),
    (logs.LOG_GROUP, {}, 0, ["retention_in_days"]),
    (logs.LOG_GROUP, {"retentionInDays": 0}, 0, ["retention_in_days"]),
    (logs.LOG_GROUP, {"retentionInDays": 14}, 30, []),
]


@pytest.mark.parametrize(("type_", "properties", "most", "expected"), LOGS)
def test_log_retention(type_: str, properties: dict[str, Any], most: int, expected: list[str]) -> None:
    """Of the service, or of the log group to which it writes; the remedy keeps the bound."""
    found = list(logs.retention_missing(type_, properties, most_days=most))
    assert paths(found) == expected


ACCESS: list[tuple[dict[str, Any], list[str], bool]] = [
    ({}, [], True),
    ({"networkConfiguration": {"securityGroups": ["sg-1"]}}, [], True),
    ({"networkConfiguration": {"subnets": ["subnet-1", "subnet-2"]}}, [], False),
    ({"networkConfiguration": {"subnets": ["subnet-1", "subnet-2"]}}, ["subnet-1"], True),
    ({"networkConfiguration": {"subnets": ["subnet-1", UNKNOWN]}}, ["subnet-1"], False),
    ({"networkConfiguration": {"subnets": UNKNOWN}}, ["subnet-1"], False),
    ({"networkConfiguration": UNKNOWN}, [], False),
]


@pytest.mark.parametrize(("properties", "allowed", "broken"), ACCESS)
def test_services_that_are_public_by_declaration(properties: dict[str, Any], allowed: list[str], broken: bool) -> None:
    """Without subnets always; with others than those allowed, where any are listed."""
    assert bool(list(access.public_by_declaration(properties, private_subnets=allowed))) is broken


@pytest.mark.parametrize(
    ("reported", "broken"), [("PUBLIC", True), ("PRIVATE", False), (UNKNOWN, False), (None, False)]
)
def test_endpoints_that_are_public_as_aws_reports(reported: Any, broken: bool) -> None:
    """The endpoint is named where it is known."""
    found = list(access.public_endpoint({"accessType": reported, "endpoint": "we-1.example"}))
    assert bool(found) is broken
    assert all("at we-1.example:" in message for message in found)


@pytest.mark.parametrize(("waits", "broken"), [(False, True), (True, False), (None, False), (UNKNOWN, False)])
def test_rollouts_that_nobody_waits_for(waits: Any, broken: bool) -> None:
    """Only the plain False."""
    assert bool(list(tasks.rollout_not_awaited({"waitForRollout": waits}))) is broken


def test_switches_that_keep_a_failed_deployment() -> None:
    """Circuit breaker and alarms, switched off or without rollback; what is not declared stays as it is."""
    configuration = {"deploymentCircuitBreaker": {"enable": True, "rollback": False}, "alarms": {"enable": False}}
    assert paths(tasks.rollback_switched_off({"deploymentConfiguration": configuration})) == [
        "deployment_configuration.deployment_circuit_breaker.rollback", "deployment_configuration.alarms.enable",
    ]  # fmt: skip
    for harmless in ({}, UNKNOWN, {"alarms": UNKNOWN}, {"bakeTimeInMinutes": 0}):
        assert not list(tasks.rollback_switched_off({"deploymentConfiguration": harmless}))


VARIABLES: list[tuple[Any, list[str]]] = [
    ({"DB_PASSWORD": "x", "MODE": "y"}, ["primary_container.environment.DB_PASSWORD"]),
    ([{"name": "API_TOKEN", "value": "x"}], ["primary_container.environment.API_TOKEN"]),
    ({"DATABASE_URL": "postgres://shop:hunter2@db/shop"}, ["primary_container.environment.DATABASE_URL"]),
    ({"DB_PASSWORD": UNKNOWN}, ["primary_container.environment.DB_PASSWORD"]),
    ({"DB_PASSWORD": ""}, []),
    ({"PUBLIC_KEY": "x"}, []),
    ({"DB_SECRET_ARN": "arn:x", "TOKEN_ALLOWED": "x"}, []),
    (UNKNOWN, []),
]


@pytest.mark.parametrize(("environment", "expected"), VARIABLES)
def test_variables_that_may_hold_secrets(environment: Any, expected: list[str]) -> None:
    """By the name, or by a password in a URL; no message holds the value."""
    found = list(variables.secrets_in_clear(container(environment=environment), allowed=["TOKEN_ALLOWED"]))
    assert paths(found) == expected
    assert "hunter2" not in "".join(found)
