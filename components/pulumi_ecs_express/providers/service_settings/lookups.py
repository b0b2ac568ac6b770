"""
What a check reads from AWS: the service with its settings, and what surrounds it.

Only what is new or changed is looked at, so that a run without change makes no call; what may not be read is a warning.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.model.service_settings.observed import OF_REVISION, ObservedSettings
from pulumi_ecs_express.planning.service_settings.problems import Surroundings
from pulumi_ecs_express.planning.service_settings.trees import Tree
from pulumi_ecs_express.planning.service_update.place import Place
from pulumi_ecs_express.planning.service_update.problems import going
from pulumi_ecs_express.ports import EcsServices
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_scalable_targets, connect_task_definitions
from pulumi_ecs_express.providers.engine import EngineCall
from pulumi_ecs_express.providers.service_update.lookups import at_place, look_for_check
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
    around = Surroundings()

    def look(services: EcsServices, place: Place) -> tuple[ObservedSettings | None, list[str]]:
        nonlocal around
        observed, problems = find(services, place, settings)
        if observed is not None:
            around = surroundings(call, properties, observed, settings)
        return observed, problems

    observed, problems = look_for_check(call, properties, look, "what its settings come to")
    return observed, around, problems


def find(services: EcsServices, place: Place, settings: Tree) -> tuple[ObservedSettings | None, list[str]]:
    """Read the service."""
    of_revision = asks_revision(settings)
    observed, problems = at_place(
        services, place, lambda: services.settings(place.cluster, place.service, of_revision=of_revision)
    )
    return (observed, problems) if observed is None or observed.alive else (None, [going(observed.service)])


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
