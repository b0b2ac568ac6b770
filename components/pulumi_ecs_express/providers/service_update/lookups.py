"""
What a check reads from AWS of the service: whether it is there, and whether it can be updated.

Only what is new or changed is looked at, so that a run without change makes no call; what may not be read is a warning.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import PROPERTIES
from pulumi_ecs_express.model.service_update.observed import ObservedEcsService
from pulumi_ecs_express.planning.service_update.place import ARGUMENTS, Place, place_of
from pulumi_ecs_express.planning.service_update.problems import missing, no_cluster, service_problems
from pulumi_ecs_express.ports import EcsServices
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_ecs_services
from pulumi_ecs_express.providers.engine import EngineCall

Properties = Mapping[str, Any]

Found = TypeVar("Found")


def read_service_for_check(call: EngineCall, properties: Properties, olds: Properties) -> list[str]:
    """
    List what keeps the service that ``cluster``, ``service`` and ``region`` name from being updated.

    For the check of every resource that is to change something for such a service, so that nothing is made for one that
    is not there. Nothing is read where none of the properties differs from ``olds``.
    """
    if all(olds.get(name) == value for name, value in properties.items() if value is not None):
        return []
    return find_for_check(call, properties)[1]


def find_for_check(call: EngineCall, properties: Properties) -> tuple[ObservedEcsService | None, list[str]]:
    """Read the service, as far as it is known which one it is, and list what keeps it from being updated."""
    return look_for_check(call, properties, find, "whether it can be updated")


def look_for_check(
    call: EngineCall,
    properties: Properties,
    find: Callable[[EcsServices, Place], tuple[Found | None, list[str]]],
    what: str,
) -> tuple[Found | None, list[str]]:
    """
    Look the service up as far as it is known which one it is.

    Args:
        call: The engine's call.
        properties: The resource's.
        find: Reads the service and judges it.
        what: What only the update shows where it may not be read.
    """
    named = {name: wire.incoming(properties.get(name)) for name in (*ARGUMENTS, *PROPERTIES)}
    place = place_of(named)
    if place is None or not wire.can_connect(properties, *ARGUMENTS):
        return None, []
    try:
        return find(connect_ecs_services(wire.connection(named, place.region)), place)
    except errors.AccessDenied as denied:
        call.warn(f"service: {denied.what}; {what} shows in the update; to see it before, {denied.remedy}")
    except errors.Refused as refusal:
        return None, [f"service: {refusal.why}"]
    return None, []


def find(services: EcsServices, place: Place) -> tuple[ObservedEcsService | None, list[str]]:
    """Read the service and judge it."""
    service, problems = at_place(services, place, lambda: services.describe(place.cluster, place.service))
    return service, problems or (service_problems(service) if service else [])


def at_place(services: EcsServices, place: Place, read: Callable[[], Found | None]) -> tuple[Found | None, list[str]]:
    """Read what is asked of the service, or say that there is none."""
    try:
        found = read()
    except errors.ClusterNotFound:
        return None, [no_cluster(place.cluster, services.region)]
    return (found, []) if found is not None else (None, [missing(place.name, place.cluster, services.region)])
