"""
What a check reads from AWS: the service with its settings, and what surrounds it.

Only what is new or changed is looked at, so that a run without change makes no call; what may not be read is a warning.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import PROPERTIES
from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.model.service_settings.observed import OF_REVISION, ObservedSettings
from pulumi_ecs_express.planning.service_settings.problems import Surroundings
from pulumi_ecs_express.planning.service_settings.trees import Tree
from pulumi_ecs_express.planning.service_update.place import ARGUMENTS, Place, place_of
from pulumi_ecs_express.planning.service_update.problems import missing, no_cluster
from pulumi_ecs_express.ports import EcsServices
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import (
    connect_ecs_services,
    connect_scalable_targets,
    connect_task_definitions,
)
from pulumi_ecs_express.providers.engine import EngineCall
from pulumi_ecs_express.providers.service_update.presence import if_there

Properties = Mapping[str, Any]

OF_DEFINITION = frozenset({
    "enableExecuteCommand", "healthCheckGracePeriodSeconds", "loadBalancers", "placementConstraints", "serviceRegistries",
    "volumeConfigurations",
})  # fmt: skip
"""Settings that are judged by the task definition that the service runs."""


def find_for_check(
    call: EngineCall, properties: Properties, settings: Tree
) -> tuple[ObservedSettings | None, Surroundings, list[str]]:
    """Read the service and what is needed around it, as far as it is known which one it is."""
    named = {name: wire.incoming(properties.get(name)) for name in (*ARGUMENTS, *PROPERTIES)}
    place, nothing = place_of(named), Surroundings()
    if place is None or not wire.can_connect(properties, *ARGUMENTS):
        return None, nothing, []
    connection = wire.connection(properties, place.region)
    try:
        observed, problems = find(connect_ecs_services(connection), place, settings)
        return observed, surroundings(call, properties, observed, settings) if observed else nothing, problems
    except errors.AccessDenied as denied:
        call.warn(
            f"service: {denied.what}; what its settings come to shows in the update; to see it before, {denied.remedy}"
        )
    except errors.Refused as refusal:
        return None, nothing, [f"service: {refusal.why}"]
    return None, nothing, []


def find(services: EcsServices, place: Place, settings: Tree) -> tuple[ObservedSettings | None, list[str]]:
    """Read the service."""
    try:
        observed = services.settings(place.cluster, place.service, of_revision=asks_revision(settings))
    except errors.ClusterNotFound:
        return None, [no_cluster(place.cluster, services.region)]
    if observed is None:
        return None, [missing(place.name, place.cluster, services.region)]
    if not observed.alive:
        status = observed.service.status
        return None, [f"service: {place.name} is {status}, it is being deleted or was: name an ACTIVE one"]
    return observed, []


def asks_revision(names: Iterable[str]) -> bool:
    """Report whether only the service revision shows one of the settings."""
    return any(name in OF_REVISION for name in names)


def settings_if_there(services: EcsServices, arn: str, names: Iterable[str]) -> ObservedSettings | None:
    """Read the settings of a living service; None where it is gone or going."""
    of_revision, cluster = asks_revision(names), ServiceArn(arn).cluster
    return if_there(services, arn, lambda: services.settings(cluster, arn, of_revision=of_revision))


def surroundings(call: EngineCall, properties: Properties, observed: ObservedSettings, settings: Tree) -> Surroundings:
    """Read the task definition and the auto scaling, where a setting is judged by them; what may not be read is a warning."""
    connection = wire.connection(properties, ServiceArn(observed.arn).region)
    definition = scaled = None
    try:
        if OF_DEFINITION & settings.keys() and observed.service.definition:
            definition = connect_task_definitions(connection).describe(observed.service.definition)
        if "desiredCount" in settings and not observed.service.express:
            scaled = connect_scalable_targets(connection).scales(observed.service.cluster, observed.service.name)
    except errors.AccessDenied as denied:
        call.warn(
            f"{denied.what}; whether AWS takes the settings shows in the update; to see it before, {denied.remedy}"
        )
    return Surroundings(definition, scaled)
