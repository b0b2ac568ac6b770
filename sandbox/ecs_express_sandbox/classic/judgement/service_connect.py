"""
Service Connect of a classic service: its namespace, its ports, and what the PRIMARY deployment shows of it.

Source: ServiceConnectConfiguration in the API model, botocore 1.44.5. Words are (ours). The services that ECS makes in
Cloud Map are only named, in ``serviceConnectResources``.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.containers.fates import containers_of
from ecs_express_sandbox.express.refusals import invalid, refusal

Members = Mapping[str, Any]

_ALIASES = 1
"""How many client aliases a service of a configuration may have."""


def judged(place: AccountRegion, cluster: Members, asked: Members) -> dict[str, Any] | None:
    """Judge a configuration, and fill in the cluster's namespace; ``None`` for one that is switched off."""
    if not asked["enabled"]:
        return None
    namespace = asked.get("namespace") or (cluster.get("serviceConnectDefaults") or {}).get("namespace")
    if not namespace:
        raise invalid("A namespace is required for Service Connect: the cluster has no default namespace.")
    if not _has_namespace(place, namespace):
        raise refusal("NamespaceNotFoundException", f"The specified namespace {namespace} was not found.")
    for service in asked.get("services") or []:
        if len(service.get("clientAliases") or []) > _ALIASES:
            raise invalid("Each Service Connect service can have one client alias.")
    return {**asked, "namespace": namespace}


def _has_namespace(place: AccountRegion, asked: str) -> bool:
    try:
        pages = place.client("servicediscovery").get_paginator("list_namespaces").paginate()
        return any(asked in (found["Name"], found["Arn"]) for page in pages for found in page["Namespaces"])
    except ClientError:
        return False


def check_ports(definition: Members, settings: Members) -> None:
    """Judge the names of ports: each is one of the task definition."""
    known = {
        mapping.get("name")
        for container in containers_of(definition)
        for mapping in container.get("portMappings") or []
    }
    for name in _named_ports(settings):
        if name not in known:
            raise invalid(f"The port name {name} is not the name of a port mapping in the task definition.")


def _named_ports(settings: Members) -> Iterator[str]:
    connect = settings.get("serviceConnectConfiguration") or {}
    listed = (
        connect.get("services") or [],
        settings.get("vpcLatticeConfigurations") or [],
        settings.get("gatewayConnectors") or [],
    )
    return (entry["portName"] for entries in listed for entry in entries)


def resources(settings: Members, partition: str, region: str, account: str) -> list[dict[str, str]]:
    """List what Cloud Map has of a revision."""
    connect = settings.get("serviceConnectConfiguration") or {}
    names = [entry.get("discoveryName") or entry["portName"] for entry in connect.get("services") or []]
    prefix = f"arn:{partition}:servicediscovery:{region}:{account}:service/srv-"
    return [{"discoveryName": name, "discoveryArn": prefix + _identifier(connect, name)} for name in names]


def _identifier(connect: Members, name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{connect['namespace']}/{name}").hex[:16]
