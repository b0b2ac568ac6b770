"""What a program declares of a revision of a task definition."""

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from pulumi_ecs_express.model.connection.types import EndpointUrl, Profile
from pulumi_ecs_express.model.fields.arguments import Arguments
from pulumi_ecs_express.model.fields.base import Model, UnknownPasses, mistake
from pulumi_ecs_express.model.fields.effect import Effect, Keep, Refuse, ResetTo
from pulumi_ecs_express.model.fields.name_value_lists import by_name
from pulumi_ecs_express.model.fields.rules import Rules, collect_rules
from pulumi_ecs_express.model.fields.tags import TagKey, TagValue
from pulumi_ecs_express.model.fields.types import Cluster, Region, SecretSource, Variable, VariableName
from pulumi_ecs_express.model.task_definition import other_tools
from pulumi_ecs_express.model.task_definition.members import TASK_FIELDS
from pulumi_ecs_express.model.task_definition.overlay import ContainerOverlay, Overlay
from pulumi_ecs_express.model.task_definition.types import (
    OF_SERVICE,
    FamilyName,
    ListOfMaps,
    ListOfTexts,
    Size,
    Structure,
    TemplateReference,
    Text,
    one_of,
)

OF_TEMPLATE = ResetTo(())
"""Without most fields, the template's value counts again."""


class ContainerDeclaration(Model):
    """What a program declares of one container; a field left out is the template's."""

    image: Annotated[Text | None, Effect.REVISION, OF_TEMPLATE] = None
    """Image reference."""

    environment: Annotated[
        dict[VariableName, Variable] | None, by_name("name", "value"), Effect.REVISION, OF_TEMPLATE
    ] = None
    """Plain variables: name to value."""

    environment_mode: Annotated[
        Literal["merge", "replace"] | None, one_of("merge", "replace"), Effect.REVISION, OF_TEMPLATE
    ] = None
    """Whether variables and secrets are added to the template's, or take their place."""

    secrets: Annotated[
        dict[VariableName, SecretSource] | None, by_name("name", "valueFrom"), Effect.REVISION, OF_TEMPLATE
    ] = None
    """Secret variables: name to where the value is kept."""

    environment_files: Annotated[tuple[Text, ...] | None, ListOfTexts, Effect.REVISION, OF_TEMPLATE] = None
    """ARNs of files in S3 that hold variables."""

    environment_files_mode: Annotated[
        Literal["append", "replace"] | None, one_of("append", "replace"), Effect.REVISION, OF_TEMPLATE
    ] = None
    """Whether files are added behind the template's, or take their place."""

    definition: Annotated[Structure | None, Effect.REVISION, OF_TEMPLATE] = None
    """Any other field of the container, in AWS's names."""

    def overlay(self) -> ContainerOverlay:
        """Give the same free of pydantic, with the defaults of the modes."""
        return ContainerOverlay(
            image=self.image,
            environment=self.environment,
            environment_mode=self.environment_mode or "merge",
            secrets=self.secrets,
            environment_files=self.environment_files,
            environment_files_mode=self.environment_files_mode or "append",
            definition={} if self.definition is None else self.definition,
        )


class TaskDefinitionSpec(Model):
    """The declared settings of one revision; what is left out is the template's."""

    family: Annotated[FamilyName, Effect.REPLACEMENT, Refuse("a revision belongs to a family")]
    """The family that gets the revision."""

    template: Annotated[TemplateReference | None, Effect.REVISION, OF_TEMPLATE] = None
    """The task definition to begin from."""

    service: Annotated[Text | None, Effect.REVISION, OF_TEMPLATE] = None
    """Name or ARN of the service whose running revision is the template."""

    cluster: Annotated[Cluster | None, Effect.REVISION, OF_TEMPLATE] = None
    """Cluster of that service."""

    containers: Annotated[
        dict[str, Annotated[ContainerDeclaration, UnknownPasses]] | None, Effect.REVISION, OF_TEMPLATE
    ] = None
    """What changes in the template's containers, by their names."""

    sidecars: Annotated[tuple[Structure, ...] | None, ListOfMaps, Effect.REVISION, OF_TEMPLATE] = None
    """Whole container definitions, added or put in the place of the one of their name."""

    remove_containers: Annotated[tuple[Text, ...] | None, ListOfTexts, Effect.REVISION, OF_TEMPLATE] = None
    """Names of containers of the template that are left out."""

    task_role_arn: Annotated[Text | None, Effect.REVISION, OF_TEMPLATE] = None
    """Role of the programs in the containers."""

    execution_role_arn: Annotated[Text | None, Effect.REVISION, OF_TEMPLATE] = None
    """Role that ECS uses to pull images, to write logs and to read secrets."""

    network_mode: Annotated[Text | None, Effect.REVISION, OF_TEMPLATE] = None
    """Docker's network mode of the containers."""

    volumes: Annotated[tuple[Structure, ...] | None, ListOfMaps, Effect.REVISION, OF_TEMPLATE] = None
    """Volumes that containers can mount, put in the places of those of their names."""

    placement_constraints: Annotated[tuple[Structure, ...] | None, ListOfMaps, Effect.REVISION, OF_TEMPLATE] = None
    """Rules for the choice of container instances."""

    requires_compatibilities: Annotated[tuple[Text, ...] | None, ListOfTexts, Effect.REVISION, OF_TEMPLATE] = None
    """Launch types that AWS checks the task definition for."""

    cpu: Annotated[Size | None, Effect.REVISION, OF_TEMPLATE] = None
    """CPU units of a task."""

    memory: Annotated[Size | None, Effect.REVISION, OF_TEMPLATE] = None
    """MiB of a task."""

    pid_mode: Annotated[Text | None, Effect.REVISION, OF_TEMPLATE] = None
    """Process namespace of the containers."""

    ipc_mode: Annotated[Text | None, Effect.REVISION, OF_TEMPLATE] = None
    """IPC namespace of the containers."""

    proxy_configuration: Annotated[Structure | None, Effect.REVISION, OF_TEMPLATE] = None
    """App Mesh proxy."""

    inference_accelerators: Annotated[tuple[Structure, ...] | None, ListOfMaps, Effect.REVISION, OF_TEMPLATE] = None
    """Elastic Inference accelerators."""

    ephemeral_storage: Annotated[Structure | None, Effect.REVISION, OF_TEMPLATE] = None
    """Storage of a task on Fargate."""

    runtime_platform: Annotated[Structure | None, Effect.REVISION, OF_TEMPLATE] = None
    """Operating system and instruction set."""

    enable_fault_injection: Annotated[bool | None, Field(strict=True), Effect.REVISION, OF_TEMPLATE] = None
    """Whether tasks take fault injection requests from their own containers."""

    trusted_execution_configuration: Annotated[Structure | None, Effect.REVISION, OF_TEMPLATE] = None
    """How tasks are isolated from others on their instance."""

    tags: Annotated[dict[TagKey, TagValue] | None, by_name("key", "value"), Effect.TAGS, ResetTo(())] = None
    """Tags of the revision, added to those of the template."""

    keep_old_revisions: Annotated[bool | None, Field(strict=True), Effect.NONE, ResetTo(True)] = None
    """Whether a revision stays ACTIVE once there is a newer one."""

    region: Annotated[Region | None, Effect.REPLACEMENT, Keep("without the argument the session's Region counts")] = (
        None
    )
    """Region of the task definition."""

    profile: Annotated[Profile | None, Effect.CONNECTION, ResetTo(())] = None
    """Profile of the shared AWS configuration, by whose credentials the package's own calls are made."""

    endpoints: Annotated[dict[str, EndpointUrl] | None, Effect.CONNECTION, ResetTo(())] = None
    """URLs in place of AWS's own, by the service's name."""

    @model_validator(mode="after")
    def _service_goes_with_its_template(self) -> "TaskDefinitionSpec":
        """Hold that a service is named where its revision is the template, and only there."""
        if self.template == OF_SERVICE and self.service is None:
            raise mistake(f"service: is missing: template='{OF_SERVICE}' is the revision that it runs")
        return self

    def overlay(self) -> Overlay:
        """Give what is laid over the template, free of pydantic."""
        declared = self.tree()
        containers: Any = self.containers
        if isinstance(containers, dict):
            containers = {
                name: one.overlay() if isinstance(one, ContainerDeclaration) else one
                for name, one in containers.items()
            }
        return Overlay(
            family=self.family,
            containers={} if containers is None else containers,
            sidecars=() if self.sidecars is None else self.sidecars,
            remove_containers=() if self.remove_containers is None else self.remove_containers,
            fields={name: declared[name] for name in TASK_FIELDS if name in declared},
            tags={} if self.tags is None else self.tags,
        )


@cache
def rules() -> Rules:
    """List for every field, by its path, what a change does and what a removal means."""
    return collect_rules(TaskDefinitionSpec)


ARGUMENTS = Arguments(TaskDefinitionSpec, rules, other_tools.right_name, ("environment", "tags"))
"""The arguments of a revision, for all that is told of them to its users."""
