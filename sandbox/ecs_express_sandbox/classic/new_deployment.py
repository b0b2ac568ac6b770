"""Makes a revision of a classic service, and starts the deployment of it; one that still runs is overtaken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ecs_express_sandbox.classic.deployment_configuration import threshold
from ecs_express_sandbox.classic.records import Deployment, Revision, Row, Service, Settings
from ecs_express_sandbox.classic.world import ClassicWorld
from ecs_express_sandbox.containers.image_digests import resolved
from ecs_express_sandbox.express.calls.new_revision import arn_of, deployment_identifier, revision_number
from ecs_express_sandbox.express.rollouts.rollout import SUPERSEDED


def deploy(world: ClassicWorld, service: Service, settings: Settings, definition: Mapping[str, Any]) -> None:
    """
    Start a deployment; with CODE_DEPLOY, the tasks of the first one are started without a service deployment.

    Args:
        world: where the service lives.
        service: the service.
        settings: the members that belong to the revision.
        definition: the task definition.
    """
    now = world.shared.clock.stamp()
    place = world.context(service).place
    revision = Revision(
        arn_of(place, service, "service-revision", revision_number()),
        now,
        settings,
        definition,
        resolved(place, definition),
    )
    service.revisions.append(revision)
    in_progress = f"ECS deployment {revision.deployment_id} in progress."
    sources = tuple(row.revision for row in service.rows)
    service.rows.insert(0, Row(revision, now, now, reason=in_progress))
    service.is_steady = False
    if service.controller != "ECS":
        return
    if service.newest is not None and not service.newest.is_terminal:
        service.newest.become(world.shared.settings.superseded_deployment, now, SUPERSEDED)
    configuration = service.settings["deploymentConfiguration"]
    service.deployments.append(
        Deployment(
            arn_of(place, service, "service-deployment", deployment_identifier()),
            revision,
            service.completed,
            sources,
            now,
            now,
            threshold(configuration, service.desired),
            configuration,
        )
    )
