"""Which revision a service runs, where that is the template."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.settings import CREDENTIALS
from pulumi_ecs_express.model.task_definition.spec import TaskDefinitionSpec
from pulumi_ecs_express.model.task_definition.types import OF_SERVICE
from pulumi_ecs_express.planning.service_update.place import place_of
from pulumi_ecs_express.planning.service_update.problems import missing, no_cluster
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_ecs_services


class NotRunning(Exception):
    """There is no such service, or it runs nothing yet; the text says which argument is wrong."""


def running_revision(spec: TaskDefinitionSpec, news: Mapping[str, Any]) -> str | None:
    """
    Read which revision the service runs; None where something else is the template, or where it is not known yet.

    Raises:
        NotRunning: There is no such service, or it runs nothing yet.
    """
    declared = spec.tree()
    place = place_of(declared)
    if spec.template != OF_SERVICE or place is None:
        return None
    connection = wire.connection({**declared, CREDENTIALS: news.get(CREDENTIALS)}, place.region)
    services = connect_ecs_services(connection)
    try:
        service = services.describe(place.cluster, place.service)
    except errors.ClusterNotFound:
        raise NotRunning(no_cluster(place.cluster, services.region)) from None
    except errors.AccessDenied as denied:
        raise NotRunning(f"service: {denied.what}, and it is the template: {denied.remedy}") from denied
    if service is None:
        raise NotRunning(missing(place.name, place.cluster, services.region))
    if service.running is None:
        raise NotRunning(f"service: {place.name} runs no task definition yet, so it cannot be the template")
    return service.running
