"""What the adapters to AWS call, found in their source: a new call is among it without anybody having to list it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import botocore.session
from botocore import xform_name

from pulumi_ecs_express import aws


@cache
def operations(service_name: str) -> dict[str, str]:
    """Give the operations of an AWS service: boto3's method, and the name in the API and in policies."""
    model = botocore.session.get_session().get_service_model(service_name)
    return {xform_name(name): name for name in model.operation_names}


def called() -> list[tuple[str, str]]:
    """List the operations that the adapters call: each with boto3's name of its AWS service."""
    return sorted({call for path in Path(aws.__path__[0]).rglob("*.py") for call in calls_in(path.read_text())})


def calls_in(text: str) -> Iterator[tuple[str, str]]:
    """Find in a module's source what is called on the clients that it makes, by method or by a paginator's name."""
    tree = ast.parse(text)
    services = set(re.findall(r"\bclient\(\s*[\"'](\w+)[\"']", text))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if name == "get_paginator" and isinstance(call.args[0], ast.Constant):
            name = str(call.args[0].value)
        yield from ((service, name) for service in services if name in operations(service))


def action(service_name: str, method: str) -> str:
    """Name the IAM action of a call: services sign their requests with the prefix that policies have."""
    model = botocore.session.get_session().get_service_model(service_name)
    return f"{model.signing_name}:{operations(service_name)[method]}"
