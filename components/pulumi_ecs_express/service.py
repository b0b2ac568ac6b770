"""The component: roles where none are given, the service, its ingress, and their outputs under one name."""

from collections.abc import Mapping
from typing import Any, overload

import pulumi
from typing_extensions import Unpack

from pulumi_ecs_express import options, property_names
from pulumi_ecs_express.arguments import ExpressGatewayServiceArgs
from pulumi_ecs_express.connection import AWS, reached
from pulumi_ecs_express.log_group import make_log_group
from pulumi_ecs_express.model.connection.connection import PROPERTIES
from pulumi_ecs_express.model.service.internal_inputs import MADE_ROLES, SECRET_ARGUMENTS
from pulumi_ecs_express.model.service.type_tokens import COMPONENT
from pulumi_ecs_express.providers.ingress import IngressResource
from pulumi_ecs_express.providers.service import ServiceResource
from pulumi_ecs_express.secret_arguments import secret_paths


class ExpressGatewayService(pulumi.ComponentResource):
    """
    A container behind an HTTPS URL: one Amazon ECS Express Mode service.

    ``pulumi up`` ends when the deployment of this very change has succeeded, and fails with AWS's reasons when AWS
    rolls it back; the service stays in state either way, and running again goes on from there. Updates are canary
    deployments: 5 percent of the traffic for three minutes, then all of it, then three minutes of bake.

    Of ``opts``, ``depends_on``, ``custom_timeouts``, ``delete_before_replace``, ``replace_with``, ``replacement_trigger``,
    and, in the arguments' own names, ``ignore_changes``, ``replace_on_changes`` and ``hide_diffs`` are passed on to it.
    """

    url: pulumi.Output[str]
    """``https://`` and the endpoint."""

    endpoint: pulumi.Output[str]
    """The host, without scheme."""

    access_type: pulumi.Output[str]
    """``PUBLIC`` or ``PRIVATE``; it follows from the subnets' routes."""

    service_arn: pulumi.Output[str]
    service_name: pulumi.Output[str]

    cluster: pulumi.Output[str]
    """The cluster as the program declares it, ``default`` where it does not."""

    service_revision_arn: pulumi.Output[str]
    """The revision that serves; where none does, or without `wait_for_rollout`, the newest."""

    deployment_arn: pulumi.Output[str | None]
    """The last deployment that this resource made or waited for; None where an update made none."""

    task_definition_arn: pulumi.Output[str | None]
    """The task definition in effect, also where AWS made it."""

    execution_role_arn: pulumi.Output[str | None]
    """The role that ECS uses for the tasks; None where a task definition of one's own holds it."""

    infrastructure_role_arn: pulumi.Output[str]

    task_role_arn: pulumi.Output[str | None]
    """The role of the program in the container, None where it has none."""

    status: pulumi.Output[str]
    """``ACTIVE``, which does not mean deployed, ``DRAINING`` or ``INACTIVE``."""

    status_reason: pulumi.Output[str | None]

    created_at: pulumi.Output[str]
    """RFC 3339, UTC; so is ``updated_at``."""

    updated_at: pulumi.Output[str]

    in_effect: pulumi.Output[dict[str, Any]]
    """The settings in effect, AWS's own choices included, in AWS's names; without environment, secrets and command."""

    managed_resources: dict[str, pulumi.Output[Any]]
    """ARNs of what AWS made for the service, by kind; those of the ingress stay known in the preview of an update."""

    connection: dict[str, Any]
    """Region, profile and endpoints, as far as the program says them: other components of the service reach AWS so too."""

    service_security_group_id: pulumi.Output[str]
    """ID of the security group that AWS made for the tasks, for rules of others; known in the preview of an update."""

    @overload
    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[ExpressGatewayServiceArgs]
    ) -> None: ...

    @overload
    def __init__(
        self, resource_name: str, args: ExpressGatewayServiceArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None: ...

    def __init__(self, resource_name: str, *given: Any, **keywords: Any) -> None:
        name = resource_name
        opts, args = options.arguments_and_options(given, keywords)
        options.refuse_useless(name, opts, options.SERVICE)
        super().__init__(COMPONENT, name, None, opts)
        declared = property_names.properties(args)
        declared[SECRET_ARGUMENTS] = secret_paths(declared)
        declared.update(reached(self.get_provider(AWS), declared))
        self.connection = {key: declared[key] for key in ("region", "profile", "endpoints") if key in declared}
        needed = self._make_roles(name, declared)
        needed += make_log_group(name, declared, pulumi.ResourceOptions(parent=self))
        self._service = ServiceResource(name, declared, options.of_service(self, opts, needed))
        subnets = _member(declared.get("networkConfiguration"), "subnets")
        keys: dict[str, Any] = {"serviceArn": self._service.id, "subnets": subnets}
        keys["targetGroups"] = _target_groups(self._service)
        keys.update({key: declared[key] for key in PROPERTIES if key in declared})
        self._ingress = IngressResource(name, keys, pulumi.ResourceOptions(parent=self))
        self._set_outputs(declared)

    def _make_roles(self, name: str, declared: dict[str, Any]) -> list[pulumi.Resource]:
        """Make the roles that the program does not name, and note which ones they are."""
        given = "executionRoleArn" in declared or "taskDefinitionArn" in declared
        if given and "infrastructureRoleArn" in declared:
            return []
        from pulumi_ecs_express.roles import MadeRole, execution_role, infrastructure_role

        opts, made = pulumi.ResourceOptions(parent=self), dict[str, MadeRole]()
        if not given:
            made["executionRoleArn"] = execution_role(name, _containers(declared), declared.get("region"), opts)
        if "infrastructureRoleArn" not in declared:
            made["infrastructureRoleArn"] = infrastructure_role(name, opts)
        declared.update({argument: role.arn for argument, role in made.items()})
        declared[MADE_ROLES] = sorted(made)
        return [resource for role in made.values() for resource in role.needed]

    def _set_outputs(self, declared: dict[str, Any]) -> None:
        service, ingress = self._service, self._ingress
        self.url, self.endpoint, self.access_type = ingress.url, ingress.endpoint, ingress.accessType
        self.service_arn, self.service_name = service.id, service.serviceName
        self.cluster = pulumi.Output.from_input(declared.get("cluster", "default"))
        self.service_revision_arn, self.deployment_arn = service.serviceRevisionArn, service.deploymentArn
        self.task_definition_arn = _in_effect_or_declared(service, declared, "taskDefinitionArn")
        self.execution_role_arn = pulumi.Output.from_input(declared.get("executionRoleArn"))
        self.infrastructure_role_arn = pulumi.Output.from_input(declared["infrastructureRoleArn"])
        self.task_role_arn = _in_effect_or_declared(service, declared, "taskRoleArn")
        self.status, self.status_reason = service.status, service.statusReason
        self.created_at, self.updated_at = service.createdAt, service.updatedAt
        self.in_effect = service.inEffect
        self.managed_resources = _managed_resources(service, ingress)
        self.service_security_group_id = ingress.serviceSecurityGroupId
        self.register_outputs({name: getattr(self, name) for name in REGISTERED})


OUTPUTS = (
    "url", "endpoint", "access_type", "service_arn", "service_name", "cluster", "service_revision_arn", "deployment_arn",
    "task_definition_arn", "execution_role_arn", "infrastructure_role_arn", "task_role_arn", "status", "status_reason",
    "created_at", "updated_at", "in_effect", "managed_resources", "service_security_group_id",
)  # fmt: skip


IN_CHILDREN = ("in_effect", "managed_resources")
"""Outputs that the service and the ingress have in the state already; a third copy would be half of the component's."""

REGISTERED = tuple(name for name in OUTPUTS if name not in IN_CHILDREN)


def resource_of(component: ExpressGatewayService) -> pulumi.Resource:
    """Give the resource of the service itself, with which what was set on it goes."""
    return component._service  # noqa: SLF001 - an attribute of this module's own class


def _member(value: Any, key: str) -> Any:
    """Pick a member of an object that may be an Output."""
    if isinstance(value, pulumi.Output):
        return value.apply(lambda known: _member(known, key))
    return value.get(key) if isinstance(value, Mapping) else None


def _containers(declared: Mapping[str, Any]) -> list[Any]:
    """List all that may name secrets: the primary container, further fields of it, and the sidecars."""
    sidecars = declared.get("sidecars")
    listed = sidecars if isinstance(sidecars, list) else [sidecars]
    return [declared.get("primaryContainer"), declared.get("containerDefinition"), *listed]


def _in_effect_or_declared(service: ServiceResource, declared: Mapping[str, Any], key: str) -> pulumi.Output[Any]:
    """Take what is in effect; a secret one is kept out of that, and is the declared one."""
    found = service.inEffect.apply(lambda known: _member(known, key))
    if not isinstance(declared.get(key), pulumi.Output):
        return found
    return pulumi.Output.all(found, declared[key]).apply(lambda both: both[0] or both[1])


def _target_groups(service: ServiceResource) -> pulumi.Output[Any]:
    return service.managedResources.apply(lambda found: _member(found, "targetGroups"))


def _managed_resources(service: ServiceResource, ingress: IngressResource) -> dict[str, pulumi.Output[Any]]:
    """Join what belongs to the ingress and what an update may change."""

    def of_service(name: str) -> pulumi.Output[Any]:
        return service.managedResources.apply(lambda found: _member(found, name))

    return {
        "load_balancer_arn": ingress.loadBalancerArn,
        "load_balancer_dns_name": ingress.loadBalancerDnsName,
        "load_balancer_zone_id": ingress.loadBalancerZoneId,
        "load_balancer_address_type": ingress.loadBalancerAddressType,
        "load_balancer_security_groups": ingress.loadBalancerSecurityGroups,
        "listener_arn": ingress.listenerArn,
        "listener_rule_arn": ingress.listenerRuleArn,
        "target_group_arns": ingress.targetGroupArns,
        "certificate_arn": ingress.certificateArn,
        "service_security_groups": of_service("serviceSecurityGroups"),
        "log_groups": of_service("logGroups"),
        "metric_alarms": of_service("metricAlarms"),
        "scalable_target": of_service("scalableTarget"),
        "scaling_policies": of_service("scalingPolicies"),
    }
