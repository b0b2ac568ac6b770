"""Services with sidecars, as checked inputs."""

from __future__ import annotations

from typing import Any

from tests.providers.resource_run import Properties, web

AGENT: dict[str, Any] = {"name": "agent", "image": "agent:1", "memoryReservation": 128}
ROUTER: dict[str, Any] = {
    "name": "log_router",
    "image": "fluent-bit:stable",
    "memoryReservation": 50,
    "firelensConfiguration": {"type": "fluentbit"},
}
ROUTED: dict[str, Any] = {
    "sidecars": [ROUTER],
    "containerDefinition": {"logConfiguration": {"options": {"Name": "cloudwatch_logs"}}},
}
OWN_GROUP = "/aws/ecs/default/web"
AWS_GROUP = "/aws/ecs/default/web-0001"


def with_agent(image: str = "app:1", **properties: Any) -> Properties:
    """Give the inputs of a service with one sidecar."""
    return web(image, **{"sidecars": [AGENT], **properties})
