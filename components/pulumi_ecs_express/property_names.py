"""Arguments as resource properties: Python's names become AWS's, and nothing else changes."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pulumi

from pulumi_ecs_express.model.fields.property_paths import EACH, camel
from pulumi_ecs_express.model.fields.unknown import NONE

Shape = Mapping[str, Any]

SHAPE: Shape = {
    "primaryContainer": {"awsLogsConfiguration": {}, "repositoryCredentials": {}},
    "networkConfiguration": {},
    "scalingTarget": {},
}
"""The arguments that are objects with members of their own; every other map has the user's keys."""

DOMAIN_SHAPE: Shape = {"weightedRouting": {}}
"""The same of a custom domain."""

DEFINITION_SHAPE: Shape = {"containers": {EACH: {}}}
"""The same of a task definition: each container has members, under a name of the user's."""


SETTINGS_SHAPE: Shape = {
    "capacityProviderStrategy": {EACH: {}},
    "deploymentConfiguration": {
        "deploymentCircuitBreaker": {"thresholdConfiguration": {}},
        "alarms": {},
        "lifecycleHooks": {EACH: {"timeoutConfiguration": {}}},
        "linearConfiguration": {},
        "canaryConfiguration": {},
        "earlySuccessCriteria": {},
    },
    "deploymentController": {},
    "gatewayConnectors": {EACH: {"healthCheck": {"matcher": {}}, "filters": {}, "deregistrationDelay": {}}},
    "loadBalancers": {EACH: {"advancedConfiguration": {}}},
    "monitoring": {"metricConfigurations": {EACH: {}}},
    "networkConfiguration": {"awsvpcConfiguration": {}},
    "placementConstraints": {EACH: {}},
    "placementStrategy": {EACH: {}},
    "serviceConnectConfiguration": {
        "services": {
            EACH: {
                "clientAliases": {EACH: {"testTrafficRules": {"header": {"value": {}}}}},
                "timeout": {},
                "tls": {"issuerCertificateAuthority": {}},
            },
        },
        "logConfiguration": {"secretOptions": {EACH: {}}},
        "accessLogConfiguration": {},
        "containerConfigurations": {EACH: {}},
    },
    "serviceRegistries": {EACH: {}},
    "volumeConfigurations": {EACH: {"managedEBSVolume": {"tagSpecifications": {EACH: {}}}}},
    "vpcLatticeConfigurations": {EACH: {"advancedConfiguration": {}}},
}
"""The same of the settings of a service: also the entries of lists have members."""


def properties(arguments: Mapping[str, Any], shape: Shape = SHAPE) -> dict[str, Any]:
    """Rename arguments to resource properties, in place: no Output is combined with another, so each secret value stays its own."""
    if EACH in shape:
        return {key: NONE if value is None else _inside(value, shape[EACH]) for key, value in arguments.items()}
    renamed = {camel(key): value for key, value in arguments.items() if value is not None}
    return {key: _inside(value, shape[key]) if key in shape else _kept(value) for key, value in renamed.items()}


def _inside(value: Any, shape: Shape) -> Any:
    if isinstance(value, pulumi.Output):
        rename: Callable[[Any], Any] = lambda known: _inside(known, shape)  # noqa: E731 - apply wants a function of one value
        return value.apply(rename)
    if isinstance(value, list | tuple) and EACH in shape:
        return [NONE if member is None else _inside(member, shape[EACH]) for member in value]
    return properties(value, shape) if isinstance(value, Mapping) else _kept(value)


def _kept(value: Any) -> Any:
    """Keep each None in a map or a list from being dropped, so that the check of the resource names it."""
    if isinstance(value, pulumi.Output):
        return value.apply(_kept)
    if isinstance(value, Mapping):
        return {key: _member(member) for key, member in value.items()}
    return [_member(member) for member in value] if isinstance(value, list | tuple) else value


def _member(value: Any) -> Any:
    if isinstance(value, pulumi.Output):
        return value.apply(_member)
    return NONE if value is None else _kept(value)


_INDEX = re.compile(r"(.*?)((?:\[(?:\d+|\*)\])*)", re.DOTALL)
"""A step of a path, and the positions in lists behind it."""


def camel_path(path: str, names: Shape = SHAPE) -> str:
    """Write a path of ``ignore_changes`` in AWS's names, as far as the names are ours: map keys stay as they are."""
    shape: Shape | None = names
    written = list[str]()
    for depth, step in enumerate(path.split(".")):
        name, positions = _INDEX.fullmatch(step).groups()  # type: ignore[union-attr] # it matches everything
        each = shape is not None and EACH in shape
        if not each and (shape is not None or not depth) and name.replace("_", "").isalnum():
            name = camel(name)
        shape = None if shape is None else shape.get(EACH if each else name)
        for _ in range(positions.count("[")):
            shape = None if shape is None else shape.get(EACH)
        written.append(name + positions)
    return ".".join(written)
