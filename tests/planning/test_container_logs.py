"""Container logs: where they are, by a task definition or by the service's settings, and what may stand in them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.planning.evidence_samples import NOON, REVISION

from pulumi_ecs_express.model.rollout.evidence import LogStream
from pulumi_ecs_express.model.service.observed import Configuration
from pulumi_ecs_express.planning.rollout import container_logs

ID = "0123456789abcdef0123456789abcdef"


def defined(**options: str) -> dict[str, Any]:
    """Give a task definition whose primary container logs with these options."""
    return {
        "containerDefinitions": [{"name": "Main", "logConfiguration": {"logDriver": "awslogs", "options": options}}]
    }


STREAMS: list[tuple[str, dict[str, Any], LogStream | None]] = [
    ("group and prefix", defined(**{"awslogs-group": "/web", "awslogs-stream-prefix": "ecs"}),
     LogStream("eu-west-1", "/web", f"ecs/Main/{ID}", "Main")),
    ("another Region", defined(**{"awslogs-group": "/web", "awslogs-stream-prefix": "a/b", "awslogs-region": "us-east-1"}),
     LogStream("us-east-1", "/web", f"a/b/Main/{ID}", "Main")),
    ("no prefix, so that the stream has another name", defined(**{"awslogs-group": "/web"}), None),
    ("another driver", {"containerDefinitions": [{"name": "Main", "logConfiguration": {"logDriver": "awsfirelens"}}]}, None),
    ("no log configuration", {"containerDefinitions": [{"name": "Main"}]}, None),
    ("another container", {"containerDefinitions": [{"name": "otel"}]}, None),
    ("nothing", {}, None),
]  # fmt: skip


@pytest.mark.parametrize(("definition", "stream"), [row[1:] for row in STREAMS], ids=[row[0] for row in STREAMS])
def test_a_task_definition_tells_where_a_container_logs(definition: dict[str, Any], stream: LogStream | None) -> None:
    """Only what the awslogs driver writes can be read."""
    assert container_logs.stream_in_definition(definition, "Main", ID, "eu-west-1") == stream


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"primaryContainer": {"awsLogsConfiguration": {"logGroup": "/web", "logStreamPrefix": "a"}}}, f"a/Main/{ID}"),
        ({"primaryContainer": {"awsLogsConfiguration": {"logGroup": "/web"}}}, f"ecs/Main/{ID}"),
        ({"primaryContainer": {"image": "app:1"}}, None),
        ({}, None),
    ],
    ids=["group and prefix", "group", "neither", "no container"],
)
def test_the_services_settings_tell_it_where_a_task_definition_may_not_be_read(
    settings: dict[str, Any], name: str | None
) -> None:
    """Of the primary container."""
    stream = container_logs.stream_in_configuration(Configuration(REVISION, NOON, settings), ID, "eu-west-1")

    assert (stream.name if stream else None) == name


def test_the_variables_of_all_containers_are_masked() -> None:
    """A sidecar's may stand in the primary container's log as well."""
    definition = {
        "containerDefinitions": [
            {"name": "Main", "environment": [{"name": "A", "value": "1"}, {"name": "B"}]},
            {"name": "otel", "environment": [{"name": "C", "value": "3"}]},
            {"name": "bare"},
        ]
    }
    settings = {"primaryContainer": {"environment": {"D": "4"}}}

    assert list(container_logs.variables_in_definition(definition)) == [("A", "1"), ("B", ""), ("C", "3")]
    assert list(container_logs.variables_in_configuration(Configuration(REVISION, NOON, settings))) == [("D", "4")]
    assert not list(container_logs.variables_in_configuration(Configuration(REVISION, NOON, {})))
