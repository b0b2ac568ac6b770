"""What a program declares of an Express Mode service."""

from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from pulumi_ecs_express.model.connection.types import EndpointUrl, Profile
from pulumi_ecs_express.model.fields.arguments import Arguments
from pulumi_ecs_express.model.fields.base import Model, mistakes
from pulumi_ecs_express.model.fields.effect import Effect, Keep, Refuse, Removal, ResetTo, Superseded
from pulumi_ecs_express.model.fields.fargate_sizes import DEFAULT_CPU, DEFAULT_MEMORY, cpus_of, is_offered, memories_of
from pulumi_ecs_express.model.fields.health_check_path import HealthCheckPath
from pulumi_ecs_express.model.fields.name_value_lists import by_name
from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue, flatten, snake
from pulumi_ecs_express.model.fields.rules import Rules, collect_rules, rule_for
from pulumi_ecs_express.model.fields.tags import TagKey, TagValue
from pulumi_ecs_express.model.fields.types import (
    Cluster,
    Cpu,
    CpuArchitecture,
    Memory,
    Region,
    RoleArn,
    ServiceName,
    TaskDefinitionArn,
    Trigger,
)
from pulumi_ecs_express.model.log_group.types import LogRetentionDays
from pulumi_ecs_express.model.service.clean_up import CleanUpTarget, ListOfTargets
from pulumi_ecs_express.model.service.container import PrimaryContainer
from pulumi_ecs_express.model.service.definition_parts import PARTS, Definition, Definitions
from pulumi_ecs_express.model.service.network import NetworkConfiguration
from pulumi_ecs_express.model.service.other_tools import right_name
from pulumi_ecs_express.model.service.own_url import ENVIRONMENT, mentions
from pulumi_ecs_express.model.service.scaling import ScalingTarget

MOST_TAGS = 48
"""
AWS takes 50 (Tag, Amazon ECS API reference, read 2026-11-22). One is this package's own, and Express Mode copies all of
them to what it makes, where its own mark is one more.
"""

DEFAULT_CLUSTER = "default"

DEFAULT_ARCHITECTURE = "X86_64"
"""Source: CreateExpressGatewayService in botocore's ECS model 1.44.5."""

TASK_DEFINITION: Path = ("taskDefinitionArn",)

OF_THE_TASK_DEFINITION = (
    "primaryContainer", "executionRoleArn", "taskRoleArn", "cpu", "memory", "cpuArchitecture", *PARTS,
)  # fmt: skip
"""What a task definition of one's own holds, so that it cannot be given beside it. Source as above."""

RETENTION_BESIDE_DEFINITION = (
    "log_retention_days: cannot stand beside task_definition_arn: the task definition says where its containers log, so leave "
    "it out and set retention_in_days on that log group"
)


class ServiceSpec(Model):
    """The declared settings of one service; a field left out is AWS's to choose."""

    primary_container: Annotated[
        PrimaryContainer | None, Effect.DEPLOYMENT, Refuse("a service needs a container, or a task definition")
    ] = None
    """The container that receives the traffic."""

    task_definition_arn: Annotated[TaskDefinitionArn | None, Effect.DEPLOYMENT, Superseded("primary_container")] = None
    """A task definition of one's own, in place of container, execution role, task role, cpu, memory and architecture."""

    sidecars: Annotated[Definitions | None, Effect.DEPLOYMENT, ResetTo(())] = None
    """Further containers of the task: whole container definitions, in AWS's names."""

    volumes: Annotated[Definitions | None, Effect.DEPLOYMENT, ResetTo(())] = None
    """Volumes of the task, in AWS's names."""

    container_definition: Annotated[Definition | None, Effect.DEPLOYMENT, ResetTo(())] = None
    """Further fields of the primary container's definition, in AWS's names."""

    execution_role_arn: Annotated[
        RoleArn | None, Effect.DEPLOYMENT, Refuse("name a role, or leave the argument to the component")
    ] = None
    """Role that ECS uses to pull the image, to write logs and to read secrets."""

    infrastructure_role_arn: Annotated[
        RoleArn, Effect.REPLACEMENT, Refuse("name a role, or leave the argument to the component")
    ]
    """Role that ECS uses to make and change load balancer, certificate, security groups and scaling."""

    task_role_arn: Annotated[
        RoleArn | None,
        Effect.DEPLOYMENT,
        Refuse("AWS has no way to clear a task role: declare a role without policies"),
    ] = None
    """Role of the program in the container."""

    cpu: Annotated[Cpu | None, Effect.DEPLOYMENT, ResetTo(DEFAULT_CPU)] = None
    """CPU units of a task."""

    memory: Annotated[Memory | None, Effect.DEPLOYMENT, ResetTo(DEFAULT_MEMORY)] = None
    """MiB of a task."""

    cpu_architecture: Annotated[CpuArchitecture | None, Effect.DEPLOYMENT, ResetTo(DEFAULT_ARCHITECTURE)] = None
    """Instruction set of the tasks."""

    health_check_path: Annotated[HealthCheckPath | None, Effect.UPDATE, ResetTo("/")] = None
    """Path that must answer 200 before a task gets traffic."""

    network_configuration: Annotated[NetworkConfiguration | None, Effect.UPDATE, ResetTo(())] = None
    """Where tasks and load balancer live."""

    scaling_target: Annotated[ScalingTarget | None, Effect.UPDATE, ResetTo(())] = None
    """How many tasks run."""

    paused: Annotated[bool | None, Field(strict=True), Effect.UPDATE, ResetTo(False)] = None
    """Whether no task runs; how many may run otherwise is kept."""

    service_name: Annotated[
        ServiceName | None,
        Effect.REPLACEMENT,
        Keep("a service cannot be renamed, and any name will do once none is asked for"),
    ] = None
    """Name of the service, unique in its cluster."""

    cluster: Annotated[Cluster | None, Effect.REPLACEMENT, ResetTo(DEFAULT_CLUSTER)] = None
    """Name or ARN of the cluster."""

    region: Annotated[
        Region | None,
        Effect.REPLACEMENT,
        Keep("without the argument the session's Region counts, and a living service stays where it is"),
    ] = None
    """Region of the service."""

    profile: Annotated[Profile | None, Effect.CONNECTION, ResetTo(())] = None
    """Profile of the shared AWS configuration, by whose credentials the service's own calls are made."""

    endpoints: Annotated[dict[str, EndpointUrl] | None, Effect.CONNECTION, ResetTo(())] = None
    """URLs in place of AWS's own, by the service's name."""

    tags: Annotated[
        Annotated[dict[TagKey, TagValue], Field(max_length=MOST_TAGS)] | None,
        by_name("key", "value"),
        Effect.TAGS,
        ResetTo(()),
    ] = None
    """Tags of the service, which AWS copies to what it makes for it."""

    log_retention_days: Annotated[
        LogRetentionDays | None,
        Effect.NONE,
        Refuse(
            "AWS has no way back to a log group of its own: keep it, or name a log group of yours in aws_logs_configuration; "
            "the one that was made goes with this argument"
        ),
    ] = None
    """Days that the component's own log group, in place of AWS's, keeps lines."""

    clean_up: Annotated[tuple[CleanUpTarget, ...] | None, ListOfTargets, Effect.NONE, ResetTo(())] = None
    """What AWS would leave behind that goes with the service."""

    redeploy_triggers: Annotated[
        dict[str, Trigger] | None, Effect.REDEPLOYMENT, Keep("there is nothing to deploy for it")
    ] = None
    """Values that, when they change, deploy the same settings again."""

    adopt_existing: Annotated[bool | None, Field(strict=True), Effect.NONE, ResetTo(False)] = None
    """Whether a create that finds its name taken takes that service over."""

    pin_image_digest: Annotated[bool | None, Field(strict=True), Effect.NONE, ResetTo(False)] = None
    """Whether the image's tag is resolved to its digest, in each preview and deployment."""

    wait_for_rollout: Annotated[bool | None, Field(strict=True), Effect.NONE, ResetTo(True)] = None
    """Whether `pulumi up` waits until the deployment has ended."""

    @model_validator(mode="after")
    def _fields_agree(self) -> "ServiceSpec":
        """Judge what only several fields together can get wrong; all of it at once."""
        if problems := [problem for problem in (*self._workload(), self._size(), *self._own_url()) if problem]:
            raise mistakes(problems)
        return self

    def _own_url(self) -> list[str]:
        """Hold that the service's own URL stands only where it can be written in later."""
        elsewhere = [
            path
            for path, property_value in self.by_path().items()
            if mentions(property_value) and path[:2] != ENVIRONMENT
        ]
        return [
            f"{ARGUMENTS.path(path)}: OWN_URL can stand in values of primary_container.environment alone"
            for path in elsewhere
        ]

    def _workload(self) -> list[str]:
        """Hold that there is either a container or a task definition, and what goes with which."""
        if self.task_definition_arn is None:
            lacking = ["primary_container"] if self.primary_container is None else []
            lacking += ["execution_role_arn"] if self.execution_role_arn is None else []
            return [
                f"{name}: is missing, and AWS requires it where there is no task_definition_arn" for name in lacking
            ]
        beside = [name for name in map(snake, OF_THE_TASK_DEFINITION) if getattr(self, name) is not None]
        problems = [] if self.log_retention_days is None else [RETENTION_BESIDE_DEFINITION]
        if beside:
            problems.append(
                f"{', '.join(beside)}: cannot stand beside task_definition_arn: the task definition holds them, so leave them out"
            )
        return problems

    def _size(self) -> str | None:
        """Judge what is declared by AWS's own choice for what is not."""
        cpu = DEFAULT_CPU if self.cpu is None else self.cpu
        memory = DEFAULT_MEMORY if self.memory is None else self.memory
        if isinstance(cpu, str) and isinstance(memory, str) and not is_offered(int(cpu), int(memory)):
            origin = " (the default)" if self.memory is None else ""
            return (
                f"cpu {cpu}{' (the default)' if self.cpu is None else ''} and memory {memory}{origin} do not go together: "
                f"Fargate gives cpu {cpu} memory {memories_of(int(cpu))}, and memory {memory} goes with cpu {cpus_of(int(memory))}"
            )
        return None

    def by_path(self) -> dict[Path, PropertyValue]:
        """Take the declared settings apart, for comparing."""
        return flatten(self.tree(), PARTS)

    def waits(self) -> bool:
        """Report whether the operation ends with the deployment or before it."""
        return self.wait_for_rollout is not False


@cache
def rules() -> Rules:
    """List for every field, by its path, what a change does and what a removal means."""
    return collect_rules(ServiceSpec)


def rule(path: Path) -> tuple[Effect, Removal]:
    """Find the rule for a path: its own, or that of the map that holds it."""
    return rule_for(path, rules())


ARGUMENTS = Arguments(ServiceSpec, rules, right_name, ("environment", "tags", "redeployTriggers"), PARTS)
"""The arguments of a service, for all that is told of them to its users."""
