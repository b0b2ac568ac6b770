"""Services that are there already, classic or of Express Mode, by boto3's ``ecs`` client."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from pulumi_ecs_express.aws.ecs.any_services import BotoAnyServices
from pulumi_ecs_express.aws.ecs.deployments import made
from pulumi_ecs_express.aws.ecs.service_settings import on_fargate, settings_of, settings_of_revision
from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.fields.property_paths import snake
from pulumi_ecs_express.model.rollout.deployment import Tasks
from pulumi_ecs_express.model.service.observed import ServiceArn, cluster_name
from pulumi_ecs_express.model.service_settings.observed import ObservedSettings
from pulumi_ecs_express.model.service_update.observed import (
    EXPRESS,
    PRIMARY,
    Controller,
    ListedDeployment,
    ObservedEcsService,
)

Answer = Mapping[str, Any]

FORCE = "forceNewDeployment"
"""The member of UpdateService that goes along with others, and is no setting."""


class BotoEcsServices(BotoAnyServices):
    """Implements `pulumi_ecs_express.ports.EcsServices`."""

    def __init__(self, connection: Connection, batch_seconds: float = 0.0) -> None:
        super().__init__(connection, batch_seconds)
        self._once = client("ecs", connection, 1)

    def describe(self, cluster: str, service: str) -> ObservedEcsService | None:
        with self._reading(cluster, service):
            found = self._answer(cluster, service)
            return _service(found) if found else None

    def settings(self, cluster: str, service: str, *, of_revision: bool = False) -> ObservedSettings | None:
        with self._reading(cluster, service):
            found = self._answer(cluster, service)
            if found is None:
                return None
            observed = _service(found)
            shown = self._shown_by_revision(observed) if of_revision else {}
            return ObservedSettings(
                service=observed,
                values={**settings_of(found), **shown},
                fargate=on_fargate(found),
                daemon=found.get("schedulingStrategy") == "DAEMON",
                running=found.get("runningCount", 0),
            )

    def _reading(self, cluster: str, service: str) -> AbstractContextManager[None]:
        return translated(f"reading service {ServiceArn(service).name} in cluster {cluster_name(cluster)}", self.region)

    def _answer(self, cluster: str, service: str) -> Answer | None:
        answer = self._ecs.describe_services(cluster=cluster, services=[service], include=["TAGS"])
        return next(iter(answer["services"]), None)

    def _shown_by_revision(self, service: ObservedEcsService) -> dict[str, Any]:
        """Read what only the revision of the PRIMARY deployment shows."""
        if service.revision is None:
            return {}
        found = self._ecs.describe_service_revisions(serviceRevisionArns=[service.revision])["serviceRevisions"]
        return settings_of_revision(found[0]) if found else {}

    def update_settings(self, arn: str, request: Mapping[str, Any]) -> str | None:
        named = {"cluster": ServiceArn(arn).cluster, "service": arn}
        with translated(f"changing {_named(request)} of service {ServiceArn(arn).name}", self.region):
            primary = _service(self._once.update_service(**named, **request)["service"]).primary
        return ServiceArn(arn).revision(primary.id) if primary else None

    def update(self, arn: str, definition: str, *, force: bool) -> str | None:
        named = {"cluster": ServiceArn(arn).cluster, "service": arn}
        request = {**named, "taskDefinition": definition, **({FORCE: True} if force else {})}
        with translated(f"updating service {ServiceArn(arn).name}", self.region):
            primary = _service(self._once.update_service(**request)["service"]).primary
        return ServiceArn(arn).revision(primary.id) if primary else None

    def update_express(self, arn: str, definition: str) -> str | None:
        with translated(f"updating service {ServiceArn(arn).name}", self.region):
            request = {"serviceArn": arn, "taskDefinitionArn": definition}
            answer = self._once.update_express_gateway_service(**request)["service"]
            revision: str | None = answer.get("targetConfiguration", {}).get("serviceRevisionArn")
        return revision


def _named(request: Mapping[str, Any]) -> str:
    """Name what changes; of Service Connect also the namespace, which AWS's answer does not name."""
    namespace = (request.get("serviceConnectConfiguration") or {}).get("namespace")
    return ", ".join(
        [*map(snake, sorted(request.keys() - {FORCE} or request)), *([f"namespace {namespace}"] if namespace else [])]
    )


def _service(answer: Answer) -> ObservedEcsService:
    listed = sorted(answer.get("deployments", []), key=lambda one: (one["status"] == PRIMARY, made(one)), reverse=True)
    return ObservedEcsService(
        arn=answer["serviceArn"],
        status=answer["status"],
        express=answer.get("resourceManagementType") == EXPRESS,
        controller=Controller((answer.get("deploymentController") or {}).get("type", "ECS")),
        deployments=tuple(_listed(one) for one in listed),
        tags={tag["key"]: tag.get("value", "") for tag in answer.get("tags", [])},
        tasks=Tasks(answer.get("desiredCount", 0), answer.get("runningCount", 0), answer.get("pendingCount", 0)),
    )


def _listed(answer: Answer) -> ListedDeployment:
    return ListedDeployment(
        id=answer["id"],
        status=answer["status"],
        definition=answer.get("taskDefinition", ""),
        rollout_state=answer.get("rolloutState"),
    )
