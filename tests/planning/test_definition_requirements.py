"""What Express Mode demands of a task definition of the user's own, as rows of data."""

from __future__ import annotations

from typing import Any

import pytest

from pulumi_ecs_express.planning.task_definition.requirements import definition_problems

PORT = {"containerPort": 80, "protocol": "tcp", "name": "http"}
MAIN: dict[str, Any] = {"name": "Main", "image": "own:1", "portMappings": [PORT]}
GOOD: dict[str, Any] = {
    "taskDefinitionArn": "own:1",
    "status": "ACTIVE",
    "compatibilities": ["EC2", "FARGATE"],
    "containerDefinitions": [MAIN, {"name": "otel", "image": "otel:1"}],
}
FARGATE = 'it is not compatible with Fargate: register it with requires_compatibilities=["FARGATE"]'

ROWS: list[Any] = [
    pytest.param({}, [], id="as it should be"),
    pytest.param({"containerDefinitions": [{**MAIN, "name": "web"}]},
                 ["it has no container called Main (it has web): name the one that gets the traffic so"], id="no Main"),
    pytest.param({"containerDefinitions": [{**MAIN, "portMappings": []}]},
                 ["its container Main has 0 TCP port mappings: Express Mode wants exactly one"], id="no port"),
    pytest.param({"containerDefinitions": [{**MAIN, "portMappings": [PORT, {**PORT, "containerPort": 81}]}]},
                 ["its container Main has 2 TCP port mappings: Express Mode wants exactly one"], id="two ports"),
    pytest.param({"containerDefinitions": [{**MAIN, "portMappings": [PORT, {**PORT, "protocol": "udp"}]}]}, [],
                 id="a UDP port beside it"),
    pytest.param({"containerDefinitions": [{**MAIN, "portMappings": [{"containerPort": 80, "protocol": "tcp"}]}]},
                 ["the port mapping of its container Main has no name: give it one"], id="no port name"),
    pytest.param({"compatibilities": ["EC2"]}, [FARGATE], id="not for Fargate"),
    pytest.param({"compatibilities": None, "requiresCompatibilities": ["FARGATE"]}, [], id="only what was required"),
    pytest.param({"status": "INACTIVE", "compatibilities": ["EC2"]},
                 ["own:1 is INACTIVE: name an active revision", FARGATE], id="all at once"),
]  # fmt: skip


@pytest.mark.row("S0-26")
@pytest.mark.peer("aws/integrations-on-dotnet-aspire-for-aws#219")
@pytest.mark.parametrize(("members", "problems"), ROWS)
def test_what_keeps_a_definition_from_being_used_is_told_at_once(members: dict[str, Any], problems: list[str]) -> None:
    """Each with what to write instead."""
    assert definition_problems({**GOOD, **members}) == problems
