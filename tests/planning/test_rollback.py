"""Where a service goes back to, by which call, what changes by it, and what does not come back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning import status_samples as samples
from tests.planning.status_samples import deployment, revision, service

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.service.observed import ManagedResource, ObservedService, Revision, Status
from pulumi_ecs_express.planning.rollback.changes import Change, advice, changes
from pulumi_ecs_express.planning.rollback.limits import limits
from pulumi_ecs_express.planning.rollback.settings import settings_of
from pulumi_ecs_express.planning.rollback.way_back import WayBack, update_request, way_back
from pulumi_ecs_express.planning.rollout.revisions import chosen


def path(value: str) -> ManagedResource:
    """Give the target group of a revision with its health check path."""
    return ManagedResource("target group", "t", "ACTIVE", None, {"healthCheckPath": value})


KNOWN = [revision(3), revision(2), revision(1)]
DONE = deployment("SUCCESSFUL", 3, 2)

WAYS: dict[str, tuple[ObservedService, Deployment | None, list[Revision], str | None, int, bool]] = {
    "the one before": (service(3), DONE, KNOWN, None, 2, False),
    "by its number": (service(3), DONE, KNOWN, "7001", 1, False),
    "by its ARN": (service(3), DONE, KNOWN, samples.revision_arn(1), 1, False),
    "by its task definition": (service(3), DONE, KNOWN, "default-web-0a1b2c3:1", 1, False),
    "no deployment is remembered": (service(3), None, KNOWN, None, 2, False),
    "the last one was rolled back": (service(2), deployment("ROLLBACK_SUCCESSFUL", 3, 2), KNOWN[1:], None, 1, False),
    "the one that runs is rolled back": (service(3, 2), deployment("IN_PROGRESS", 3, 2), KNOWN, None, 2, True),
    "its source by name": (service(3, 2), deployment("PENDING", 3, 2), KNOWN, "7002", 2, True),
}
"""Service, newest deployment, known revisions, the word after --to; the revision to go to, and whether a deployment stops."""


@pytest.mark.parametrize("name", WAYS)
def test_the_way_back(name: str) -> None:
    """While a deployment runs ECS goes back by itself; at rest the earlier task definition is deployed."""
    observed, newest, known, word, expected, stops = WAYS[name]

    way = way_back(observed, newest, known, word)

    assert way.then.arn == samples.revision_arn(expected)
    assert (way.stops is not None) is stops
    if not stops:
        assert update_request(observed, way) == {
            "serviceArn": samples.ARN, "taskDefinitionArn": samples.definition_arn(expected),
        }  # fmt: skip


REFUSALS: dict[str, tuple[ObservedService, Deployment | None, list[Revision], str | None, str]] = {
    "nothing before": (service(3), DONE, KNOWN[:1], None, "none has ended well with anything else"),
    "the same settings before": (
        service(3), DONE, [KNOWN[0], Revision("r", samples.definition_arn(3), ())], None, "anything else",
    ),
    "the first deployment": (service(1), deployment("IN_PROGRESS", 1), [revision(1)], None, "nothing was before it"),
    "going back already": (service(3, 2), deployment("ROLLBACK_IN_PROGRESS", 3, 2), KNOWN, None, "rolled back already"),
    "another one while it runs": (service(3, 2), deployment("IN_PROGRESS", 3, 2), KNOWN, "7001", "goes back to 7002"),
    "revisions not shown yet": (service(2), deployment("PENDING", 3, 2), KNOWN[1:], None, "does not show its revisions yet"),
    "the one that serves": (service(3), DONE, KNOWN, "7003", "serves already"),
    "a service that goes": (service(3, status=Status.DRAINING), DONE, KNOWN, None, "DRAINING"),
    "no revision": (service(), None, [], None, "no revision of it serves"),
}  # fmt: skip
"""As above, and what the refusal says."""


@pytest.mark.parametrize("name", REFUSALS)
def test_a_way_that_does_not_exist_is_refused_with_its_reason(name: str) -> None:
    """Before anything is changed, and with what to do instead."""
    observed, newest, known, word, text = REFUSALS[name]

    with pytest.raises(errors.RollbackRefused) as refused:
        way_back(observed, newest, known, word)

    assert text in refused.value.why
    assert refused.value.remedy


def test_another_health_check_path_goes_along() -> None:
    """It is no part of the task definition, and a revision that differs in it alone is another one."""
    known = [revision(3, path("/ready")), Revision("r", samples.definition_arn(3), (path("/"),))]

    way = way_back(service(3, healthCheckPath="/ready"), DONE, known, None)

    assert way.then.arn == "r"
    assert update_request(service(3, healthCheckPath="/ready"), way)["healthCheckPath"] == "/"
    assert "healthCheckPath" not in update_request(service(3, healthCheckPath="/"), way)


@pytest.mark.parametrize("word", ["9", "web:9", "", "latest", "arn:aws:ecs:eu-west-1:1:service-revision/default/web/9"])
def test_a_revision_that_nobody_has_is_an_error_with_those_that_there_are(word: str) -> None:
    """By number, task definition and image."""
    with pytest.raises(errors.RevisionNotFound, match=r"7003 \(default-web-0a1b2c3:3, shop/web:3\)"):
        chosen(samples.ARN, word, KNOWN)


MAIN: dict[str, Any] = {
    "name": "Main", "image": "shop/web:2", "essential": True, "stopTimeout": 30, "cpu": 512, "memory": 1024,
    "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp", "name": "main-80-tcp"}],
    "environment": [{"name": "MODE", "value": "a"}], "secrets": [{"name": "DB", "valueFrom": "/db"}], "command": ["serve"],
    "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/g", "awslogs-stream-prefix": "ecs"}},
}  # fmt: skip
DEFINITION: dict[str, Any] = {
    "cpu": "512", "memory": "1024", "executionRoleArn": "e", "taskRoleArn": "t",
    "runtimePlatform": {"cpuArchitecture": "X86_64"}, "containerDefinitions": [MAIN],
}  # fmt: skip


def other(task: dict[str, Any] | None = None, **main: Any) -> dict[str, Any]:
    """Give the definition with other values; None takes a value away."""
    container = {key: value for key, value in {**MAIN, **main}.items() if value is not None}
    whole = {**DEFINITION, "containerDefinitions": [container], **(task or {})}
    return {key: value for key, value in whole.items() if value is not None}


AGENT = {"name": "agent", "image": "agent:1", "environment": [{"name": "KEY", "value": "hunter2"}]}

DIFFERENCES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing": (other(), []),
    "image": (other(image="shop/web:1"), ["primary_container.image: 'shop/web:2' → 'shop/web:1'"]),
    "a variable": (
        other(environment=[{"name": "MODE", "value": "b"}]),
        ["primary_container.environment.MODE: (not shown) → (not shown)"],
    ),
    "no variable": (other(environment=[]), ["primary_container.environment.MODE: (not shown) → not set: remove it"]),
    "a secret": (
        other(secrets=[{"name": "DB", "valueFrom": "/db2"}]), ["primary_container.secrets.DB: '/db' → '/db2'"],
    ),
    "the command": (other(command=None), ["primary_container.command: (not shown) → not set: remove it"]),
    "the port": (
        other(portMappings=[{"containerPort": 8080}]), ["primary_container.container_port: 80 → 8080"],
    ),
    "size": (other({"cpu": "256", "memory": "512"}, cpu=256), ["cpu: '512' → '256'", "memory: '1024' → '512'"]),
    "no task role": (other({"taskRoleArn": None}), ["task_role_arn: 't' → not set: run `pulumi refresh`, then remove it"]),
    "architecture": (
        other({"runtimePlatform": {"cpuArchitecture": "ARM64"}}), ["cpu_architecture: 'X86_64' → 'ARM64'"],
    ),
    "the log group": (
        other(logConfiguration={"logDriver": "awslogs", "options": {"awslogs-group": "/h", "awslogs-stream-prefix": "ecs"}}),
        ["primary_container.aws_logs_configuration.log_group: '/g' → '/h'"],
    ),
    "a sidecar": (
        {**DEFINITION, "containerDefinitions": [MAIN, AGENT]},
        ["sidecars: not set → [{'name': 'agent', 'image': 'agent:1', …}]"],
    ),
    "another field of the container": (
        other(healthCheck={"command": ["x"]}), ["container_definition.healthCheck.command: not set → (not shown)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DIFFERENCES)
def test_what_differs_is_told_by_argument(name: str) -> None:
    """In Python's names; values that may be secrets are not shown."""
    definition, expected = DIFFERENCES[name]

    found = changes(settings_of(DEFINITION), settings_of(definition))

    assert [change.line() for change in found] == expected
    assert "hunter2" not in str([change.line(shown=True) for change in found])


@given(st.sampled_from(sorted(DIFFERENCES)), st.sampled_from(sorted(DIFFERENCES)))
def test_the_way_there_and_the_way_back_are_each_others_reverse(one: str, two: str) -> None:
    """So that following the advice of a rollback leads to what runs."""
    there, back = (settings_of(DIFFERENCES[name][0]) for name in (one, two))
    reverse = {(change.path, change.new, change.old, change.hidden) for change in changes(back, there)}

    assert {(change.path, change.old, change.new, change.hidden) for change in changes(there, back)} == reverse
    assert changes(there, there) == []


def test_values_are_shown_on_demand() -> None:
    """A terminal of one's own is the place for it."""
    [change] = changes(settings_of(DEFINITION), settings_of(other(command=["serve", "--fast"])))

    assert change.line(shown=True) == "primary_container.command: ['serve'] → ['serve', '--fast']"


def test_a_program_with_a_task_definition_of_its_own_is_told_of_that_alone() -> None:
    """Its arguments hold nothing else of the task."""
    found = [Change("primary_container.image", "'b'", "'a'"), Change("health_check_path", "'/x'", "'/'")]

    assert advice(found, None, "d:2", "d:1") == found
    assert advice(found, {"primaryContainer": {}}, "d:2", "d:1") == found
    assert advice(found, {"taskDefinitionArn": "d:2"}, "d:2", "d:1") == [
        Change("task_definition_arn", "'d:2'", "'d:1'"), found[1],
    ]  # fmt: skip


def test_what_does_not_come_back_is_said() -> None:
    """A tag that may have moved, with what it was; other bounds of scaling."""
    target = ManagedResource("scalable target", None, "ACTIVE", None, {"minCapacity": 2, "maxCapacity": 10})
    now = service(3).newest
    moved = limits(WayBack(KNOWN[0], revision(1, target, image_digest="sha256:abc")), now)
    pinned = limits(WayBack(KNOWN[0], Revision("r", "d", (), "shop/web@sha256:abc")), now)

    assert "shop/web@sha256:abc names just that" in moved[0]
    assert moved[1] == "scaling stays at 1 to 20 tasks; it was 2 to 10"
    assert len(pinned) == 1
