"""The component that deploys a release to a service which is managed elsewhere."""

from collections.abc import Mapping
from typing import Any, overload

import pulumi
from typing_extensions import Unpack

from pulumi_ecs_express import options, property_names
from pulumi_ecs_express.connection import AWS, reached
from pulumi_ecs_express.declared_mark import marked
from pulumi_ecs_express.definition_arguments import EcsServiceUpdateArgs
from pulumi_ecs_express.providers.service_update import EcsServiceUpdateResource

TYPE = "ecsexpress:index:EcsServiceUpdate"


class EcsServiceUpdate(pulumi.ComponentResource):
    """
    A release of an ECS service that somebody else manages, classic or of Express Mode.

    It renders and registers a revision of a task definition, or takes one that is there, moves the service to it, and waits
    for the deployment of this very change; a rollback is a failure, with AWS's reasons. What is registered is not registered
    again, and what runs is not deployed again. ``pulumi destroy`` leaves the service running. It is the counterpart of
    Octopus Deploy's step "Update Amazon ECS Service". Source: UpdateService, Amazon ECS API reference, read 2026-11-28.

    Of ``opts``, ``depends_on``, ``custom_timeouts``, and, in the arguments' own names, ``ignore_changes``,
    ``replace_on_changes`` and ``hide_diffs`` are passed on.
    """

    task_definition_arn: pulumi.Output[str]
    """The revision that the service was moved to."""

    task_definition_revision: pulumi.Output[int]
    """Its number; where nothing was registered, that of the revision which the service runs."""

    task_definition_family: pulumi.Output[str]
    """Its family; known in previews."""

    cluster_name: pulumi.Output[str]
    """Name of the cluster, also where an ARN is declared; known in previews."""

    service_name: pulumi.Output[str]
    """Name of the service; known in previews."""

    region: pulumi.Output[str]
    """Region of the service; known in previews where program or configuration say it."""

    service_arn: pulumi.Output[str]

    deployment_arn: pulumi.Output[str | None]
    """The last service deployment that this resource made or waited for; None where it made none."""

    registered: pulumi.Output[bool | None]
    """Whether the last change registered a revision; None where the program names one."""

    template_arn: pulumi.Output[str | None]
    """The revision that it was rendered upon; None where it begins from nothing, or where the program names a revision."""

    @overload
    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[EcsServiceUpdateArgs]
    ) -> None: ...

    @overload
    def __init__(
        self, resource_name: str, args: EcsServiceUpdateArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None: ...

    def __init__(self, resource_name: str, *given: Any, **keywords: Any) -> None:
        opts, args = options.arguments_and_options(given, keywords)
        options.refuse_useless(resource_name, opts, options.UPDATE)
        super().__init__(TYPE, resource_name, None, opts)
        declared = property_names.properties(args, property_names.DEFINITION_SHAPE)
        declared.update(reached(self.get_provider(AWS), declared))
        own = options.of_update(self, opts)
        self._set_outputs(declared, EcsServiceUpdateResource(resource_name, marked(declared), own))

    def _set_outputs(self, declared: Mapping[str, Any], made: EcsServiceUpdateResource) -> None:
        self.task_definition_arn, self.task_definition_revision = made.taskDefinitionArn, made.revision
        self.service_arn, self.deployment_arn = made.serviceArn, made.deploymentArn
        self.registered, self.template_arn = made.registered, made.templateArn
        revision = declared.get("taskDefinitionArn")
        named: pulumi.Output[Any] = pulumi.Output.from_input(declared.get("family") if revision is None else revision)
        self.task_definition_family = named.apply(_family)
        service = pulumi.Output.from_input(declared.get("service"))
        self.service_name = service.apply(_last)
        self.cluster_name = pulumi.Output.all(service, declared.get("cluster")).apply(lambda known: _cluster(*known))
        region = declared.get("region")
        self.region = made.region if region is None else pulumi.Output.from_input(region)
        self.register_outputs({name: getattr(self, name) for name in OUTPUTS})


OUTPUTS = (
    "task_definition_arn", "task_definition_revision", "task_definition_family", "cluster_name", "service_name", "region",
    "service_arn", "deployment_arn", "registered", "template_arn",
)  # fmt: skip


def _family(known: Any) -> str:
    """Take the family out of a revision's ARN; a family stays as it is."""
    return _last(known).partition(":")[0]


def _last(name: Any) -> str:
    """Take the name out of an ARN; a name stays as it is, and what is neither the check names."""
    return str(name).rpartition("/")[2]


def _cluster(service: Any, cluster: Any) -> str:
    """Say in which cluster a service is: as its ARN says, else as declared, else in the default one."""
    parts = str(service).split("/")
    return parts[-2] if len(parts) > 2 else _last(cluster or "default")
