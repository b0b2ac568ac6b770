"""
Judges what a client asks of Express Mode and merges it into a configuration. Pure: nothing is looked up or changed.

Order in a call: everything is judged first, so that a refused call leaves nothing behind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ecs_express_sandbox.aws.fargate_sizes import is_offered
from ecs_express_sandbox.express.records import Configuration
from ecs_express_sandbox.express.refusals import invalid
from ecs_express_sandbox.settings import Settings

Request = Mapping[str, Any]

SERVICE_NAME = re.compile(r"^[A-Za-z0-9_-]{1,255}$")
ROLE_ARN = re.compile(r"^arn:aws[a-zA-Z-]*:iam::\d{12}:role/[\w+=,.@/-]+$")
TAG_LIMIT = 50

MANAGED_MEMBERS = ("primaryContainer", "executionRoleArn", "taskRoleArn", "cpu", "memory", "cpuArchitecture")
"""What a task definition of the customer's own takes the place of."""

SETTINGS_MEMBERS = ("healthCheckPath", "networkConfiguration", "scalingTarget")
"""What an update applies without touching the task definition."""

DEFAULTS: Configuration = {
    "cpu": "1024",
    "memory": "2048",
    "healthCheckPath": "/",
    "networkConfiguration": {},
    "scalingTarget": {
        "minTaskCount": 1,
        "maxTaskCount": 20,
        "autoScalingMetric": "AVERAGE_CPU",
        "autoScalingTargetValue": 60,
    },
}
"""As observed in live services; the API model's text gives other values for cpu, memory and the path."""

CONTAINER_PORT = 80

LARGEST_DEFINITION = 64 * 1024
"""Bytes of a task definition. Source: "Amazon ECS service quotas", developer guide."""


def check_create(request: Request) -> None:
    """Judge a create call by itself."""
    _check_role(request, "infrastructureRoleArn")
    if "taskDefinitionArn" not in request:
        for needed in ("executionRoleArn", "primaryContainer"):
            if not request.get(needed):
                raise invalid(f"{needed} is required when taskDefinitionArn is not specified.")  # (ours)
    if "serviceName" in request and not SERVICE_NAME.match(request["serviceName"]):
        raise invalid(
            "Service name must be between 1 and 255 characters and contain only "
            "letters, numbers, hyphens, and underscores."
        )
    check_tags(request.get("tags") or [])
    _check_common(request)


def check_update(request: Request) -> None:
    """Judge an update call by itself."""
    _check_common(request)


def check_configuration(configuration: Configuration) -> None:
    """Judge what a create or an update would lead to."""
    if not is_offered(configuration.get("cpu", ""), configuration.get("memory", "")):
        raise invalid("No Fargate configuration exists for given values.")
    scaling = configuration["scalingTarget"]
    if scaling["minTaskCount"] > scaling["maxTaskCount"]:
        raise invalid("minTaskCount cannot be greater than maxTaskCount.")  # (ours)


def check_tags(tags: list[dict[str, str]]) -> None:
    """Judge tags by number and by AWS's reserved prefix."""
    if len(tags) > TAG_LIMIT:
        raise invalid(f"Number of tags must be less than or equal to {TAG_LIMIT}.")  # (ours)
    for tag in tags:
        if tag.get("key", "").lower().startswith("aws:"):
            raise invalid("Tag keys starting with 'aws:' are reserved for system use.")  # (ours)


def _check_common(request: Request) -> None:
    if "taskDefinitionArn" in request:
        for excluded in MANAGED_MEMBERS:
            if excluded in request:
                raise invalid(f"{excluded} cannot be specified together with taskDefinitionArn.")  # (ours)
    for role in ("executionRoleArn", "taskRoleArn"):
        _check_role(request, role)
    if "primaryContainer" in request:
        _check_container(request["primaryContainer"])
    _check_scaling(request.get("scalingTarget") or {})
    network = request.get("networkConfiguration") or {}
    if len(network.get("subnets") or []) > 16 or len(network.get("securityGroups") or []) > 5:
        raise invalid("networkConfiguration can have up to 16 subnets and 5 security groups.")  # (ours); limits: model
    if not request.get("healthCheckPath", "/"):
        raise invalid("healthCheckPath cannot be empty.")  # (ours)


def _check_role(request: Request, name: str) -> None:
    if request.get(name) and not ROLE_ARN.match(request[name]):
        raise invalid(f"{name} is not a valid IAM role ARN: {request[name]}")  # (ours)


def _check_container(container: Request) -> None:
    if not container.get("image"):
        raise invalid("Container.image should not be null or empty.")
    if re.search(r"\s", container["image"]):
        raise invalid("Container.image contains invalid characters.")
    if not 1 <= container.get("containerPort", CONTAINER_PORT) <= 65535:
        raise invalid("containerPort must be between 1 and 65535.")  # (ours)
    plain = [entry.get("name") for entry in container.get("environment") or []]
    if not all(plain):
        raise invalid("Environment variable name cannot be null or blank.")
    secret = [entry.get("name") for entry in container.get("secrets") or []]
    for name in secret:
        if secret.count(name) > 1:
            raise invalid(f"Duplicate secret names found: {name}. Each secret name must be unique.")
        if name in plain:
            raise invalid(
                "The secret name must be unique and not shared with any new or existing environment variables "
                f"set on the container, such as '{name}'."
            )
    if len(json.dumps(container, default=str).encode()) > LARGEST_DEFINITION:
        raise invalid("Actual length: the task definition is larger than the 64 KiB that are allowed.")  # (ours)


def _check_scaling(scaling: Request) -> None:
    for count in ("minTaskCount", "maxTaskCount"):
        if scaling.get(count, 0) < 0:
            raise invalid(f"{count} must not be negative.")  # (ours)
    if "autoScalingTargetValue" in scaling and not 1 <= scaling["autoScalingTargetValue"] <= 65536:
        raise invalid("autoScalingTargetValue must be between 1 and 65536.")  # (ours); limit: developer guide


def new_configuration(request: Request, derived: Configuration) -> Configuration:
    """Build the first configuration: what was asked, over what a given task definition says, over the defaults."""
    members = (*MANAGED_MEMBERS, *SETTINGS_MEMBERS, "taskDefinitionArn")
    asked = {name: request[name] for name in members if name in request}
    architecture = {} if "taskDefinitionArn" in request else {"cpuArchitecture": "X86_64"}
    return merged({**DEFAULTS, **architecture, "primaryContainer": {}}, asked, derived, Settings())


def merged(configuration: Configuration, request: Request, derived: Configuration, settings: Settings) -> Configuration:
    """
    Apply an update: a member left out stays, a list given replaces the whole list, an empty one clears it.

    Observed: an update with only image and environment keeps the container port; ecspresso sends ``[]`` to clear.
    A task definition of the customer's own takes the place of the managed members, so what is ``derived`` from it
    becomes the configuration that later updates build on.
    """
    result = with_derived(configuration, derived)
    for name in ("executionRoleArn", "taskRoleArn", "cpu", "memory", "cpuArchitecture", "healthCheckPath"):
        if request.get(name):
            result[name] = request[name]
    for name in ("scalingTarget", "networkConfiguration"):
        if name in request:
            kept = configuration[name] if settings.group_members == "merged" else DEFAULTS[name]
            result[name] = {**kept, **request[name]}
    if "primaryContainer" in request:
        kept = configuration["primaryContainer"] if settings.container_members == "merged" else {}
        result["primaryContainer"] = _container({**kept, **request["primaryContainer"]})
    return result


def with_derived(configuration: Configuration, derived: Configuration) -> Configuration:
    """Let a task definition take the place of all managed members, also of those that it does not have."""
    if not derived:
        return dict(configuration)
    return {**{name: value for name, value in configuration.items() if name not in MANAGED_MEMBERS}, **derived}


def _container(container: Configuration) -> Configuration:
    """Put a container into the form in which it reads back: port filled in, lists sorted by name."""
    result = {"containerPort": CONTAINER_PORT, **container}
    for name in ("environment", "secrets"):
        if name in result:
            result[name] = sorted(result[name], key=lambda entry: str(entry["name"]))
    return result


def is_settings_only(request: Request) -> bool:
    """Report whether an update touches only what lies outside the task definition."""
    asked = set(request) - {"serviceArn"}
    return bool(asked) and asked <= set(SETTINGS_MEMBERS)
