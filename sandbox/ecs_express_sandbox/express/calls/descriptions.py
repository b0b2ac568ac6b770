"""Writes Express services as the API answers them. Pure: a record, an instant and the settings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from ecs_express_sandbox.express.records import Configuration, Revision, Service, serving
from ecs_express_sandbox.settings import Settings

Answer = dict[str, Any]


def describe_service(service: Service, now: datetime, settings: Settings, *, with_tags: bool) -> Answer:
    """Write the ``ECSExpressGatewayService`` structure."""
    answer: Answer = {
        "cluster": service.cluster_arn,
        "serviceName": service.name,
        "serviceArn": service.arn,
        "infrastructureRoleArn": service.infrastructure_role,
        "status": _status(service),
        "activeConfigurations": [
            configuration_answer(service, revision, now, settings) for revision in _visible(service, now, settings)
        ],
        "createdAt": service.created_at,
        "updatedAt": service.updated_at,
    }
    if current := _current_deployment(service, now, settings):
        answer["currentDeployment"] = current
    if with_tags:
        answer["tags"] = tag_list(service.tags)
    return answer


def target_answer(service: Service, revision: Revision, settings: Settings) -> Answer:
    """Write the ``UpdatedExpressGatewayService`` structure."""
    target = configuration_answer(service, revision, revision.created_at, settings)
    if settings.update_answer == "partial":
        target.pop("healthCheckPath")
    return {
        "serviceArn": service.arn,
        "cluster": service.cluster_arn,
        "serviceName": service.name,
        "status": _status(service),
        "targetConfiguration": target,
        "createdAt": service.created_at,
        "updatedAt": service.updated_at,
    }


def configuration_answer(service: Service, revision: Revision, now: datetime, settings: Settings) -> Answer:
    """Write the ``ExpressGatewayServiceConfiguration`` structure of a revision."""
    own = revision.configuration
    answer: Answer = {
        "serviceRevisionArn": revision.arn,
        "taskDefinitionArn": revision.task_definition,
        "networkConfiguration": _network(service, own, now, settings),
        "primaryContainer": _container(service, own, settings),
        "scalingTarget": dict(own["scalingTarget"]),
        "ingressPaths": [{"accessType": service.access_type, "endpoint": _endpoint(service, now, settings)}],
        "createdAt": revision.created_at,
    }
    for name in ("executionRoleArn", "taskRoleArn", "cpu", "memory", "cpuArchitecture", "healthCheckPath"):
        if name in own:
            answer[name] = own[name]
    return answer


def tag_list(tags: dict[str, str]) -> list[dict[str, str]]:
    """Write tags in ECS's form."""
    return [{"key": key, "value": value} for key, value in tags.items()]


def _status(service: Service) -> Answer:
    answer: Answer = {"statusCode": service.status}
    if service.deletion is not None and service.deletion.blocked:
        answer["statusReason"] = service.deletion.blocked
    return answer


def _visible(service: Service, now: datetime, settings: Settings) -> tuple[Revision, ...]:
    """List the active revisions; for a while after an update perhaps only the old one."""
    if service.status == "INACTIVE":
        return ()
    found = serving(service, now)
    stale = timedelta(seconds=settings.stale_describe_seconds)
    old = tuple(revision for revision in found if revision.created_at + stale <= now)
    return old or found if stale else found


def _current_deployment(service: Service, now: datetime, settings: Settings) -> str | None:
    """Name the deployment that runs; none while it is PENDING, and by default none at rest."""
    if service.deletion is not None:
        return None
    phase = service.newest.phase(now)
    if phase.status == "PENDING":
        return None
    if phase.is_terminal and settings.current_deployment_at_rest == "absent":
        return None
    return service.newest.arn


def _endpoint(service: Service, now: datetime, settings: Settings) -> str:
    with_scheme = settings.endpoint_scheme == "always" or (
        settings.endpoint_scheme == "later" and service.resources["rule"].is_active(now)
    )
    return f"https://{service.endpoint}" if with_scheme else service.endpoint


def _network(service: Service, own: Configuration, now: datetime, settings: Settings) -> Answer:
    """Write the network with the customer's security groups plus the managed one."""
    groups = list(own["networkConfiguration"].get("securityGroups") or [])
    managed = service.resources["service_group"]
    if (
        managed.identifier
        and managed.identifier not in groups
        and (settings.managed_security_group == "at_once" or managed.is_active(now))
    ):
        groups.append(managed.identifier)
    return {"securityGroups": groups, "subnets": list(own["networkConfiguration"]["subnets"])}


def _container(service: Service, own: Configuration, settings: Settings) -> Answer:
    container = {
        "environment": [],
        "secrets": [],
        "awsLogsConfiguration": {"logGroup": service.log_group, "logStreamPrefix": "ecs"},
        **own["primaryContainer"],
    }
    if not container.get("command"):
        container.pop("command", None)
        if settings.unset_command == "empty_list":
            container["command"] = []
    return container
