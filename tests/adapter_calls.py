"""What the adapters to AWS call, found in their source: a new call is among it without anybody having to list it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import botocore.session
from botocore import xform_name

from pulumi_ecs_express import aws
from pulumi_ecs_express.model.connection.connection import NAMES

TEXTS = [path.read_text() for path in sorted(Path(aws.__path__[0]).rglob("*.py"))]


@cache
def service_model(service_name: str) -> Any:
    """Read botocore's model of a service."""
    return botocore.session.get_session().get_service_model(service_name)


@cache
def operations(service_name: str) -> dict[str, str]:
    """Give the operations of an AWS service: boto3's method, and the name in the API and in policies."""
    return {xform_name(name): name for name in service_model(service_name).operation_names}


@cache
def called_methods() -> list[tuple[str, str]]:
    """List what the adapters call, by boto3's names of the AWS service and of the method."""
    return sorted({call for text in TEXTS for call in calls_in(text)})


@cache
def called_operations() -> list[tuple[str, str]]:
    """List what the adapters call: AWS service, and the operation in AWS's spelling."""
    return sorted({(service, operations(service)[method]) for service, method in called_methods()})


def clients() -> set[str]:
    """List the AWS services of which the adapters make a client."""
    calls = (node for text in TEXTS for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    return {
        ast.literal_eval(call.args[0])
        for call in calls
        if ast.unparse(call.func) == "client" and isinstance(call.args[0], ast.Constant)
    }


def caught_exceptions() -> set[tuple[str, str]]:
    """List the exceptions that an adapter handles by itself: AWS service and name."""
    found = set[tuple[str, str]]()
    for text in (ast.unparse(ast.parse(text)) for text in TEXTS):
        made = dict(re.findall(r"self\._(\w+) = client\('([\w-]+)'", text))
        handled = re.findall(r"self\._(\w+)\.exceptions\.(\w+)", text)
        found |= {(made.get(name, name), kind) for name, kind in handled}
    return found


def declared_exceptions(service_name: str, operation: str) -> dict[str, str]:
    """List the exceptions that AWS's model declares for an operation: name to code."""
    shapes = service_model(service_name).operation_model(operation).error_shapes
    return {shape.name: shape.metadata.get("error", {}).get("code", shape.name) for shape in shapes}


def calls_in(text: str) -> Iterator[tuple[str, str]]:
    """Find in a module's source what is called on clients that it makes or inherits, by method or by a paginator's name."""
    tree = ast.parse(text)
    kept = set(re.findall(r"\bself\._(\w+)\.", text)) & NAMES.keys()
    services = kept | set(re.findall(r"\bclient\(\s*[\"']([\w-]+)[\"']", text))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if name == "get_paginator" and isinstance(call.args[0], ast.Constant):
            name = str(call.args[0].value)
        yield from ((service, name) for service in services if name in operations(service))


def action(service_name: str, method: str) -> str:
    """Name the IAM action of a call: services sign their requests with the prefix that policies have, but for CloudWatch."""
    prefix = {"monitoring": "cloudwatch"}
    signed = service_model(service_name).signing_name
    return f"{prefix.get(signed, signed)}:{operations(service_name)[method]}"
