"""Makes a service revision with its task definition, and starts the deployment of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.containers.fates import task_behaviour
from ecs_express_sandbox.containers.image_digests import resolved
from ecs_express_sandbox.containers.task import Owner
from ecs_express_sandbox.express import refusals, task_definition
from ecs_express_sandbox.express.calls.requests import is_settings_only
from ecs_express_sandbox.express.deployments.alarms import ringing
from ecs_express_sandbox.express.deployments.configuration import shift_of
from ecs_express_sandbox.express.deployments.starting_point import Predecessor, predecessor
from ecs_express_sandbox.express.records import Configuration, Deployment, Revision, Service
from ecs_express_sandbox.express.rollouts.rollout import Cause, Ending, Rollout
from ecs_express_sandbox.express.world import World

_ID_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-"
_ID_LENGTH = 21
"""Seen in ARNs of service deployments: ``pAqFD3ipH3ItQ5wt3lJOy``."""


def deploy(
    world: World,
    service: Service,
    configuration: Configuration,
    request: Mapping[str, Any],
    *,
    current: Revision | None,
    definition: Mapping[str, Any] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> None:
    """
    Make a revision of a configuration and start its deployment; one that still runs is overtaken.

    Args:
        world: where the service lives.
        service: the service; a new one has no deployment yet.
        configuration: the settings of the revision.
        request: what the client asked; it decides about the task definition.
        current: the revision that the configuration was built on.
        definition: the task definition, where it is known already.
        settings: what UpdateService gives the revision; without it, that of ``current`` stays.
    """
    definition = definition or _task_definition(world, service, configuration, request, current)
    now = world.clock.stamp()
    arn = str(definition["taskDefinitionArn"])
    place = AccountRegion(world.moto, service.account, service.region)
    own = arn_of(place, service, "service-revision", revision_number())
    kept = current.settings if current else {}
    revision = Revision(
        own, now, configuration, arn, definition, kept if settings is None else settings, resolved(place, definition)
    )
    before = predecessor(service, now) if service.deployments else Predecessor(None, None, None, None, 0)
    if service.deployments and not service.newest.phase(now).is_terminal:
        service.newest.end(Ending(Cause.SUPERSEDE, now))
    rollout = Rollout(
        created_at=now,
        behaviour=task_behaviour(definition, (task_definition.MAIN,)),
        target_tasks=revision.tasks_wanted,
        source_tasks=before.source_tasks,
        leftover_tasks=before.leftover_tasks,
        bakes=before.source is not None or world.settings.first_deployment_bakes,
        shift=shift_of(service),
        superseded_status=world.settings.superseded_deployment,
    )
    arn = arn_of(place, service, "service-deployment", deployment_identifier())
    service.revisions.append(revision)
    deployment = Deployment(arn, revision, before.source, before.leftover, before.target_group, rollout)
    deployment.watched = not ringing(service)
    service.deployments.append(deployment)
    service.last_phase = None
    service.updated_at = now


def definition_of(ecs: Any, arn: str) -> Mapping[str, Any]:
    """Find a task definition; the refusal is in AWS's words."""
    try:
        definition: Mapping[str, Any] = ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"]
    except ClientError as error:
        raise refusals.refusal("ClientException", "Unable to describe task definition.") from error
    if definition.get("status") != "ACTIVE":
        raise refusals.refusal("ClientException", "TaskDefinition is inactive")
    return definition


def revision_number() -> str:
    """Choose the number of a revision: 19 digits."""
    return str(secrets.randbelow(9 * 10**18) + 10**18)


def deployment_identifier() -> str:
    """Choose the last part of the ARN of a service deployment."""
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(_ID_LENGTH))


def arn_of(place: AccountRegion, service: Owner, kind: str, identifier: str) -> str:
    """Write the ARN of a revision or a deployment of a service."""
    return place.arn("ecs", f"{kind}/{service.cluster}/{service.name}/{identifier}")


def _task_definition(
    world: World,
    service: Service,
    configuration: Configuration,
    request: Mapping[str, Any],
    current: Revision | None,
) -> Mapping[str, Any]:
    """Return the task definition of a revision: the customer's own, the one in use, or a new one built on it."""
    ecs = world.moto.client("ecs", service.account, service.region)
    if "taskDefinitionArn" in request:
        return definition_of(ecs, request["taskDefinitionArn"])
    if current and is_settings_only(request):
        return current.definition
    base = definition_of(ecs, current.task_definition) if current else None
    family = f"{service.cluster}-{service.name}"
    wanted = task_definition.rendered(configuration, family, service.region, service.log_group, base)
    try:
        answer: Mapping[str, Any] = ecs.register_task_definition(**wanted)["taskDefinition"]
    except ClientError as error:
        raise refusals.refusal("ClientException", error.response["Error"]["Message"]) from error
    return answer
