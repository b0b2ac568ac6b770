"""The AWS operations that the package calls, found in the source of its adapters, so that a new one is among them."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

import botocore.session
from tests import adapter_calls
from tests.adapter_calls import operations

from pulumi_ecs_express import aws

SOURCES = [ast.parse(path.read_text()) for path in sorted(Path(aws.__path__[0]).rglob("*.py"))]


@cache
def service_model(service_name: str) -> Any:
    """Read botocore's model of a service."""
    return botocore.session.get_session().get_service_model(service_name)


def called() -> list[tuple[str, str]]:
    """List the operations: AWS service, and the operation in AWS's spelling."""
    return sorted({(service, operations(service)[method]) for service, method in adapter_calls.called()})


def clients() -> set[str]:
    """List the AWS services of which the adapters make a client."""
    calls = (node for tree in SOURCES for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        ast.literal_eval(call.args[0])
        for call in calls
        if ast.unparse(call.func) == "client" and isinstance(call.args[0], ast.Constant)
    }


def caught() -> set[tuple[str, str]]:
    """List the exceptions that an adapter handles by itself: AWS service and name."""
    texts = (ast.unparse(tree) for tree in SOURCES)
    return {(name, kind) for text in texts for name, kind in re.findall(r"self\._(\w+)\.exceptions\.(\w+)", text)}


def declared(service_name: str, operation: str) -> dict[str, str]:
    """List the exceptions that AWS's model declares for an operation: name to code."""
    shapes = service_model(service_name).operation_model(operation).error_shapes
    return {shape.name: shape.metadata.get("error", {}).get("code", shape.name) for shape in shapes}
