"""
Create, describe, update and delete Express services: the calls themselves.

Each judges everything before it changes anything. What happens afterwards, over time, is the world's.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError
from moto.utilities.utils import get_partition

from ecs_express_sandbox.aws.iam import service_linked_roles
from ecs_express_sandbox.aws.iam.roles import is_assumable
from ecs_express_sandbox.express import refusals, task_definition
from ecs_express_sandbox.express.calls import requests
from ecs_express_sandbox.express.calls.descriptions import describe_service, target_answer
from ecs_express_sandbox.express.calls.new_revision import definition_of, deploy
from ecs_express_sandbox.express.clusters import DEFAULT_CLUSTER, has_cluster
from ecs_express_sandbox.express.ingress.network import Placement, check_security_groups, check_zones, place
from ecs_express_sandbox.express.lifecycle import rescale
from ecs_express_sandbox.express.managed_resources.context import MARK
from ecs_express_sandbox.express.managed_resources.provisioning import OWN, new_resources
from ecs_express_sandbox.express.managed_resources.service_resources import new_log_group_name
from ecs_express_sandbox.express.records import Configuration, Deletion, Revision, Service, serving
from ecs_express_sandbox.express.rollouts.rollout import Cause, Ending
from ecs_express_sandbox.express.world import World

Answer = dict[str, Any]

EXECUTION_SERVICE = "ecs-tasks.amazonaws.com"
INFRASTRUCTURE_SERVICE = "ecs.amazonaws.com"


@dataclass(frozen=True)
class ExpressOperations:
    """The four Express calls, for one account and Region."""

    world: World
    account: str
    region: str

    def create(self, request: Mapping[str, Any]) -> Answer:
        """CreateExpressGatewayService."""
        now = self.world.clock.now()
        requests.check_create(request)
        cluster = self._cluster(request.get("cluster"))
        derived = self._derived(request)
        configuration = requests.new_configuration(request, derived)
        requests.check_configuration(configuration)
        name = request.get("serviceName") or _generated_name(configuration)
        self._check_name(cluster or DEFAULT_CLUSTER, name)
        self._check_roles(configuration, request["infrastructureRoleArn"], now)
        placement = self._place(configuration)
        check_zones(placement, self.world.known_gateway(self.account, self.region, placement))
        cluster = cluster or self._make_default_cluster()
        service_linked_roles.ensure(self.account, get_partition(self.region), service_linked_roles.ECS, now)
        service = self._new_service(request, cluster, name, placement)
        network = {**configuration["networkConfiguration"], "subnets": list(placement.subnets)}
        deploy(self.world, service, {**configuration, "networkConfiguration": network}, request, current=None)
        self.world.services[service.arn] = service
        service.gateway.members[service.arn] = service
        self.world.touch(service, service.created_at)
        return {"service": self._created_answer(service)}

    def describe(self, request: Mapping[str, Any]) -> Answer:
        """DescribeExpressGatewayService."""
        service = self.find(request["serviceArn"], "ResourceNotFoundException")
        if service.unmarked and self.world.settings.describe_without_managed_tag == "refused":
            raise refusals.not_managed(service.arn)
        with_tags = "TAGS" in (request.get("include") or [])
        return {"service": describe_service(service, self.world.clock.now(), self.world.settings, with_tags=with_tags)}

    def update(self, request: Mapping[str, Any]) -> Answer:
        """UpdateExpressGatewayService."""
        now, settings = self.world.clock.now(), self.world.settings
        service = self._operated(request["serviceArn"])
        requests.check_update(request)
        if settings.update_during_deployment == "refused" and not service.newest.phase(now).is_terminal:
            raise refusals.invalid(refusals.DEPLOYMENT_IN_PROGRESS)
        base = service.newest.target if not service.newest.phase(now).is_terminal else serving(service, now)[0]
        configuration = requests.merged(base.configuration, request, self._derived(request), settings)
        requests.check_configuration(configuration)
        self._check_roles(configuration, service.infrastructure_role, now)
        placement = self._place(configuration)
        if (placement.vpc, placement.access_type) != (service.vpc, service.access_type):
            raise refusals.invalid("The subnets must be of the same VPC and type as the service's.")  # (ours)
        check_zones(placement, service.gateway)
        if requests.is_settings_only(request) and settings.settings_only_update == "in_place":
            return {"service": self._change_in_place(service, base, configuration)}
        deploy(self.world, service, configuration, request, current=base)
        self.world.touch(service, service.newest.created_at)
        return {"service": target_answer(service, service.newest.target, settings)}

    def delete(self, request: Mapping[str, Any]) -> Answer:
        """DeleteExpressGatewayService."""
        now = self.world.clock.stamp()
        service = self._operated(request["serviceArn"])
        ended = service.newest.phase(now)
        if not ended.is_terminal:
            service.newest.end(Ending(Cause.SUPERSEDE, now))
        service.deletion = Deletion(now, now)
        service.updated_at = now
        for resource in service.resources.values():
            resource.leaving = True
        self.world.touch(service, now)
        return {"service": describe_service(service, now, self.world.settings, with_tags=False)}

    def _operated(self, arn: str) -> Service:
        """Find a service that Express Mode can operate."""
        service = self.find(arn, "ServiceNotFoundException")
        if service.status != "ACTIVE":
            raise refusals.not_active(service.status)
        if service.unmarked:
            raise refusals.not_managed(arn)
        return service

    def find(self, arn: str, modelled: str) -> Service:
        """Find a service of this account and Region by its ARN."""
        service = self.world.services.get(arn)
        if service is None or (service.account, service.region) != (self.account, self.region):
            raise refusals.not_found(self.world.settings.not_found, modelled)
        return service

    def _client(self, name: str) -> Any:
        return self.world.moto.client(name, self.account, self.region)

    def _cluster(self, asked: str | None) -> str | None:
        """Return the name of an existing cluster; ``None`` where the default one has yet to be made."""
        name = (asked or DEFAULT_CLUSTER).rsplit("/", 1)[-1]
        if has_cluster(self.world.moto, self.account, self.region, name):
            return name
        if name == DEFAULT_CLUSTER:
            return None
        raise refusals.refusal(*refusals.CLUSTER_NOT_FOUND)

    def _make_default_cluster(self) -> str:
        self._client("ecs").create_cluster(clusterName=DEFAULT_CLUSTER, capacityProviders=["FARGATE"])
        return DEFAULT_CLUSTER

    def _check_name(self, cluster: str, name: str) -> None:
        for service in self.world.in_region(self.account, self.region):
            if (service.cluster, service.name) != (cluster, name):
                continue
            if service.status == "DRAINING":
                raise refusals.invalid(refusals.STILL_DRAINING)
            if service.status == "ACTIVE":
                raise refusals.invalid(refusals.NAME_TAKEN)
        if self._is_classic(cluster, name):
            raise refusals.invalid(refusals.NAME_TAKEN)

    def _is_classic(self, cluster: str, name: str) -> bool:
        try:
            found = self._client("ecs").describe_services(cluster=cluster, services=[name])["services"]
        except ClientError:
            return False
        return any(s["status"] == "ACTIVE" and s.get("resourceManagementType") != "ECS" for s in found)

    def _check_roles(self, configuration: Configuration, infrastructure: str, now: datetime) -> None:
        settings = self.world.settings
        propagation = timedelta(seconds=settings.role_propagation_seconds)
        trusted = [(infrastructure, INFRASTRUCTURE_SERVICE)]
        names = ("executionRoleArn", "taskRoleArn")
        trusted += [(configuration[name], EXECUTION_SERVICE) for name in names if name in configuration]
        for role, principal in trusted:
            if not is_assumable(role, principal, now, propagation):
                raise refusals.role_refusal(settings.role_refusal, role, principal)

    def _place(self, configuration: Configuration) -> Placement:
        network, ec2 = configuration["networkConfiguration"], self._client("ec2")
        placement = place(ec2, network.get("subnets"))
        check_security_groups(ec2, network.get("securityGroups") or [], placement.vpc)
        return placement

    def _derived(self, request: Mapping[str, Any]) -> Configuration:
        if "taskDefinitionArn" not in request:
            return {}
        return task_definition.derived(definition_of(self._client("ecs"), request["taskDefinitionArn"]))

    def _new_service(self, request: Mapping[str, Any], cluster: str, name: str, placement: Placement) -> Service:
        partition, now = get_partition(self.region), self.world.clock.stamp()
        mark = MARK if self.world.settings.managed_tag_on_service == "shown" else {}
        return Service(
            account=self.account,
            region=self.region,
            partition=partition,
            cluster=cluster,
            name=name,
            arn=f"arn:{partition}:ecs:{self.region}:{self.account}:service/{cluster}/{name}",
            infrastructure_role=request["infrastructureRoleArn"],
            created_at=now,
            updated_at=now,
            endpoint=f"{name[:2].lower()}-{uuid.uuid4().hex}.ecs.{self.region}.on.aws",
            access_type=placement.access_type,
            vpc=placement.vpc,
            tags={tag["key"]: tag.get("value", "") for tag in request.get("tags") or []} | mark,
            gateway=self.world.gateway_for(self.account, self.region, placement, now),
            log_group=new_log_group_name(cluster, name),
            resources=new_resources(OWN, now),
        )

    def _change_in_place(self, service: Service, base: Revision, configuration: Configuration) -> Answer:
        """Apply settings to the revision in service without a deployment."""
        base.configuration.update(configuration)
        rescale(self.world.service_context(service))
        service.updated_at = self.world.clock.stamp()
        return target_answer(service, base, self.world.settings)

    def _created_answer(self, service: Service) -> Answer:
        now, settings = service.created_at, self.world.settings
        complete = describe_service(service, now, settings, with_tags=True)
        if settings.create_answer == "complete":
            return complete
        brief = ("cluster", "serviceName", "serviceArn", "infrastructureRoleArn", "status", "createdAt")
        return {key: value for key, value in complete.items() if key in brief}


def _generated_name(configuration: Configuration) -> str:
    """Name a service after its image, as AWS does: ``core-f746`` for ``nova/core:1``."""
    image = configuration["primaryContainer"]["image"].split("@", 1)[0]
    last = image.rsplit("/", 1)[-1].split(":", 1)[0]
    readable = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in last)
    return f"{readable[:250]}-{secrets.token_hex(2)}"
