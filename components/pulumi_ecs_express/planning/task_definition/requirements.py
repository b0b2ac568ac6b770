"""
What Express Mode demands of a task definition of the user's own.

Source: ``taskDefinitionArn`` in UpdateExpressGatewayService, Amazon ECS API reference, read 2026-11-22.
"""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.service.container import MAIN


def definition_problems(definition: Mapping[str, Any]) -> list[str]:
    """List what keeps a task definition, as DescribeTaskDefinition answers it, from being used; all of it at once."""
    arn = definition.get("taskDefinitionArn", "")
    problems = []
    if definition.get("status") == "INACTIVE":
        problems.append(f"{arn} is INACTIVE: name an active revision")
    if "FARGATE" not in (definition.get("compatibilities") or definition.get("requiresCompatibilities") or []):
        problems.append('it is not compatible with Fargate: register it with requires_compatibilities=["FARGATE"]')
    containers = {container.get("name"): container for container in definition.get("containerDefinitions", [])}
    if MAIN not in containers:
        names = ", ".join(sorted(str(name) for name in containers)) or "none"
        problems.append(f"it has no container called {MAIN} (it has {names}): name the one that gets the traffic so")
        return problems
    return problems + _port_problems(containers[MAIN])


def _port_problems(container: Mapping[str, Any]) -> list[str]:
    mappings = [one for one in container.get("portMappings") or [] if one.get("protocol", "tcp") == "tcp"]
    if len(mappings) != 1:
        return [f"its container {MAIN} has {len(mappings)} TCP port mappings: Express Mode wants exactly one"]
    lacking = [member for member in ("containerPort", "name") if not mappings[0].get(member)]
    return (
        [f"the port mapping of its container {MAIN} has no {' and no '.join(lacking)}: give it one"] if lacking else []
    )
