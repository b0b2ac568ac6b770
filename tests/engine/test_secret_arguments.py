"""Arguments that are secret: shown nowhere, and in clear nowhere in the state; except what is part of an ARN."""

from __future__ import annotations

import json
from typing import Any

import pulumi
import pytest

import pulumi_ecs_express as express
from pulumi_ecs_express.model.fields.property_paths import dotted, flatten
from pulumi_ecs_express.model.service.definition_parts import PARTS
from pulumi_ecs_express.model.service.spec import rules
from tests.engine.harness import SERVICE, LocalAws, Outcome, Program, Project
from tests.service_samples import as_arguments

pytestmark = pytest.mark.engine

SECRETS: dict[str, Any] = {
    "primaryContainer": {
        "image": "secretimage:1",
        "command": ["secret-word"],
        "environment": {"A": "secret-variable", "B-2": "secret-other"},
        "secrets": {"C": "secret-parameter"},
        "awsLogsConfiguration": {"logGroup": "/web", "logStreamPrefix": "secret-prefix"},
    },
    "healthCheckPath": "/secret-path",
    "scalingTarget": {"autoScalingMetric": "AVERAGE_MEMORY"},
    "tags": {"team": "secret-tag"},
    "redeployTriggers": {"build": "secret-trigger"},
    "sidecars": [
        {
            "name": "agent",
            "image": "secretagent:1",
            "memoryReservation": 64,
            "environment": [{"name": "D", "value": "secret-in-a-sidecar"}],
        }
    ],
    "volumes": [{"name": "secret-volume"}],
    "containerDefinition": {"dockerLabels": {"E": "secret-label"}},
}
"""A value of its own for each argument that may hold a text of the program's own."""

NO_TEXT_OF_ITS_OWN = {
    "an ARN, or a part of one": {
        "serviceName", "cluster", "region", "executionRoleArn", "infrastructureRoleArn", "taskRoleArn", "taskDefinitionArn",
        "primaryContainer.awsLogsConfiguration.logGroup", "primaryContainer.repositoryCredentials.credentialsParameter",
        "networkConfiguration.subnets", "networkConfiguration.securityGroups",
    },
    "a number, a switch or a word of a list": {
        "primaryContainer.containerPort", "cpu", "memory", "cpuArchitecture", "scalingTarget.minTaskCount",
        "scalingTarget.maxTaskCount", "scalingTarget.autoScalingMetric", "scalingTarget.autoScalingTargetValue", "paused",
        "logRetentionDays", "cleanUp", "adoptExisting", "pinImageDigest", "waitForRollout",
    },
    "how AWS is reached, which is on this machine": {"profile", "endpoints"},
}  # fmt: skip


def test_every_argument_is_decided() -> None:
    """A new argument is tried, or has its reason."""
    tried = {dotted(path) for path in flatten(SECRETS, PARTS)}
    objects = {dotted(path[:-1]) for path in rules()}
    known = {dotted(path) for path in rules()} - objects
    reasons = set().union(*NO_TEXT_OF_ITS_OWN.values())

    assert {path for path in known if path not in reasons and not any(one.startswith(path) for one in tried)} == set()


def as_secrets(value: Any) -> Any:
    """Make each text a secret of its own."""
    if isinstance(value, dict):
        return {key: as_secrets(member) for key, member in value.items()}
    if isinstance(value, list):
        return [as_secrets(member) for member in value]
    return pulumi.Output.secret(value) if "secret" in str(value) else value


def shown(outcome: Outcome) -> str:
    """Join all that a command shows and sends to whoever listens."""
    return "\n".join([outcome.text, *map(repr, map(vars, outcome.events))])


def test_a_secret_argument_is_repeated_nowhere(project: Project, aws: LocalAws) -> None:
    """Through a preview, an update, a failed rollout, a refusal and a refresh."""
    aws.keep_secret("secret-parameter")
    aws.client("logs").create_log_group(logGroupName="/web")
    roles: Any = aws.make_roles("-given")
    texts = [text for text in json.dumps(SECRETS).split('"') if "secret" in text and text != "secrets"]
    assert len(texts) == 13

    def program(**changes: Any) -> Program:
        def declare() -> None:
            arguments = as_secrets({**as_arguments(SECRETS), **changes})
            web = express.ExpressGatewayService("web", **roles, **arguments)
            pulumi.export("url", web.url)

        return declare

    container = as_arguments(SECRETS)["primary_container"]
    bad = program(primary_container={**container, "image": "secretimage:unhealthy"})
    refused = program(health_check_path="no-secret-path", tags={"aws:secret-key": "secret-tag"})
    commands = [
        project.preview(program(), diff=True),
        project.up(program(), diff=True),
        project.up(program()),
        project.refresh(diff=True),
        project.preview(refused, diff=True),
        project.up(bad, diff=True),
        project.refresh(diff=True),
    ]

    assert [command.ok for command in commands[:4]] == [True, True, True, True], commands[1].text
    assert not commands[4].ok
    assert not commands[5].ok
    everything = [*map(shown, commands), project.text_of_state()]
    found = {text for text in [*texts, "secretimage", "no-secret-path"] for one in everything if text in one}
    assert found == set()
    assert "ciphertext" in project.state(SERVICE)["outputs"]["primaryContainer"]["environment"]["A"]
