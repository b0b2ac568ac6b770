"""All that AWS says of a service that is to be described."""

from collections.abc import Iterator
from contextlib import contextmanager

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.service.observed import ObservedService
from pulumi_ecs_express.model.service_settings.observed import ObservedSettings
from pulumi_ecs_express.planning.adoption import obstacles
from pulumi_ecs_express.planning.adoption.subject import Subject
from pulumi_ecs_express.planning.managed_tag import marked
from pulumi_ecs_express.ports import ExpressServices
from pulumi_ecs_express.providers import express_blocking
from pulumi_ecs_express.providers.adapters import connect, connect_ecs_services, connect_revisions, connect_subnets
from pulumi_ecs_express.providers.own_account import require_own_account


def read(connection: Connection, cluster: str, name: str, arn: str | None = None) -> Subject:
    """
    Read a service; raise what is in the way of describing it.

    Args:
        connection: How AWS is reached.
        cluster: Name or ARN.
        name: Name of the service.
        arn: Its ARN, where that is how it was named: then it may belong to another account.
    """
    services = connect(connection)
    settings = _settings(services, connection, cluster, name, arn)
    if marked(settings.service.tags):
        raise express_blocking.blocked(settings.arn, "described")
    if obstacle := obstacles.of_another_kind(settings):
        raise obstacle
    service = services.describe(settings.arn)
    if obstacle := obstacles.without_configuration(service):
        raise obstacle
    return _subject(services, connection, service, settings)


def _settings(
    services: ExpressServices, connection: Connection, cluster: str, name: str, arn: str | None
) -> ObservedSettings:
    with _there(cluster, services.region):
        found = connect_ecs_services(connection).settings(cluster, name)
    if found is not None and found.service.status != "INACTIVE":
        return found
    if arn is not None:
        require_own_account(services, arn)
    raise obstacles.unknown_name(name, cluster, services.region, _others(services, cluster))


def _others(services: ExpressServices, cluster: str) -> list[str] | None:
    """List the names of the services that there are; None where that may not be asked."""
    try:
        return services.names(cluster)
    except errors.AccessDenied:
        return None


def _subject(
    services: ExpressServices, connection: Connection, service: ObservedService, settings: ObservedSettings
) -> Subject:
    newest = service.configurations[0]
    groups = [
        resource.arn
        for revision in services.describe_revisions([newest.revision_arn])
        for resource in revision.of_kind("service security group")
    ]
    latest = next(iter(services.describe_deployments(services.deployments(service.arn)[:1])), None)
    definition = newest.task_definition_arn
    return Subject(
        service,
        settings,
        connect_revisions(connection).find(definition) if definition else None,
        frozenset(arn.rpartition("/")[2] for arn in groups if arn),
        _default_subnets(services.connection),
        deploying=latest is not None and not latest.ended,
    )


def _default_subnets(connection: Connection) -> frozenset[str]:
    """List the subnets that AWS takes where none are named; where that may not be asked, all are written into the program."""
    try:
        return connect_subnets(connection).defaults()
    except errors.Refused:
        return frozenset()


@contextmanager
def _there(cluster: str, region: str) -> Iterator[None]:
    """Say where else to look for a cluster that is not there; the adapter's words are for a program that names one."""
    try:
        yield
    except errors.ClusterNotFound as missing:
        raise obstacles.no_cluster(cluster, region) from missing


def names(connection: Connection, cluster: str) -> list[str]:
    """List the names of the Express services of a cluster; raise where there are none."""
    services = connect(connection)
    with _there(cluster, services.region):
        found = sorted(services.names(cluster))
    if not found:
        raise obstacles.no_services(cluster, services.region)
    return found
