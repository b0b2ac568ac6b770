"""
What a load balancer answers by itself: redirects and fixed responses.

Source: "Rule actions", Application Load Balancers user guide, read 2026-11-28.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ecs_express_sandbox.load_balancer.routing import Listener, Request
from ecs_express_sandbox.protocol.error_responses import WireAnswer

_KEPT = {"Protocol": "#{protocol}", "Host": "#{host}", "Port": "#{port}", "Path": "/#{path}", "Query": "#{query}"}
"""Parts that a redirect leaves as they are."""


def answered(action: Mapping[str, Any], request: Request, listener: Listener) -> WireAnswer:
    """Carry out an action that needs no target."""
    if action["Type"] == "redirect":
        return _redirected(action["RedirectConfig"], request, listener)
    config = action.get("FixedResponseConfig") or {}
    content_type = config.get("ContentType") or "text/plain"
    body = str(config.get("MessageBody") or "").encode()
    return WireAnswer(int(config["StatusCode"]), (("Content-Type", content_type),), body)


def _redirected(config: Mapping[str, Any], request: Request, listener: Listener) -> WireAnswer:
    """Name the new address, always with its port."""
    known = {
        "protocol": listener.protocol,
        "host": request.host,
        "port": str(listener.port),
        "path": request.path.removeprefix("/"),
        "query": request.query,
    }

    def part(name: str) -> str:
        wanted = str(config.get(name) or _KEPT[name])
        return re.sub(r"#\{(\w+)\}", lambda found: known.get(found[1], found[0]), wanted)

    query = f"?{part('Query')}" if part("Query") else ""
    location = f"{part('Protocol').lower()}://{part('Host')}:{part('Port')}{part('Path')}{query}"
    status = int(str(config["StatusCode"]).removeprefix("HTTP_"))
    return WireAnswer(status, (("Content-Type", "text/html"), ("Location", location)), b"")
