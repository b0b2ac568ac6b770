"""What a program declares of an update of an existing service."""

from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from pulumi_ecs_express.model.connection.types import EndpointUrl, Profile
from pulumi_ecs_express.model.fields.arguments import Arguments
from pulumi_ecs_express.model.fields.base import Model, mistake, mistakes
from pulumi_ecs_express.model.fields.duration import Duration
from pulumi_ecs_express.model.fields.effect import Effect, Keep, Refuse, ResetTo
from pulumi_ecs_express.model.fields.name_value_lists import by_name
from pulumi_ecs_express.model.fields.property_paths import Path
from pulumi_ecs_express.model.fields.rules import Rules, collect_rules
from pulumi_ecs_express.model.fields.tags import TagKey, TagValue
from pulumi_ecs_express.model.fields.types import ARN, Cluster, Region, TaskDefinitionArn, Trigger
from pulumi_ecs_express.model.service.observed import ServiceArn, cluster_name
from pulumi_ecs_express.model.service_update.other_tools import right_name
from pulumi_ecs_express.model.service_update.types import DONT_WAIT, UNTIL_STABLE, ServiceIdentifier, Wait
from pulumi_ecs_express.model.task_definition.other_tools import right_name as of_a_definition
from pulumi_ecs_express.model.task_definition.spec import TaskDefinitionSpec
from pulumi_ecs_express.model.task_definition.types import FamilyName

DEFAULT_CLUSTER = "default"
"""Source: UpdateService, Amazon ECS API reference, read 2026-11-28."""

DEFAULT_SECONDS = 30 * 60.0
"""Time for a deployment where neither ``timeout`` nor ``custom_timeouts`` says it."""

MOST_TAGS = 50
"""Source: Tag, Amazon ECS API reference, read 2026-11-28."""


class ServiceOperation(Model):
    """What all components for existing services declare: which service, how it is waited for, and how AWS is reached."""

    cluster: Annotated[Cluster | None, Effect.REPLACEMENT, ResetTo(DEFAULT_CLUSTER)] = None
    """Name or ARN of the cluster."""

    service: Annotated[ServiceIdentifier, Effect.REPLACEMENT, Refuse("name the service that is updated")]
    """Name or ARN of the service."""

    wait: Annotated[Wait | None, Effect.NONE, ResetTo(UNTIL_STABLE)] = None
    """Whether the operation ends with the deployment, or once AWS has accepted it."""

    timeout: Annotated[Duration | None, Effect.NONE, Keep("custom_timeouts count, else 30 minutes")] = None
    """How long a deployment may take."""

    region: Annotated[
        Region | None,
        Effect.REPLACEMENT,
        Keep("without the argument that of the service's ARN counts, else the session's; a service stays where it is"),
    ] = None
    """Region of the service."""

    profile: Annotated[Profile | None, Effect.CONNECTION, ResetTo(())] = None
    """Profile of the shared AWS configuration, by whose credentials the calls are made."""

    endpoints: Annotated[dict[str, EndpointUrl] | None, Effect.CONNECTION, ResetTo(())] = None
    """URLs in place of AWS's own, by the service's name."""

    @property
    def waits(self) -> bool:
        """Whether the operation ends with the deployment."""
        return self.wait != DONT_WAIT

    @model_validator(mode="after")
    def _fields_agree(self) -> "ServiceOperation":
        """Judge what only several fields together can get wrong; all of it at once."""
        if problems := self._problems():
            raise mistakes(problems)
        return self

    def _problems(self) -> list[str]:
        return [*self._regions(), *self._clusters()]

    def _arns(self) -> dict[str, object]:
        """List what may be an ARN, by the argument's name; the Region of the first one counts where none is declared."""
        return {"service": self.service, "cluster": self.cluster}

    def _regions(self) -> list[str]:
        """Hold that all that is named is in one Region."""
        named = {name: _region(arn) for name, arn in self._arns().items()}
        declared = {"region": self.region if isinstance(self.region, str) else None, **named}
        known = {name: region for name, region in declared.items() if region is not None}
        first = next(iter(known), "")
        return [
            f"{name}: is in {region}, and {first} in {known[first]}: an update stays in one Region"
            for name, region in known.items()
            if region != known[first]
        ]

    def _clusters(self) -> list[str]:
        if (
            not isinstance(self.service, str)
            or not self.service.startswith("arn:")
            or not isinstance(self.cluster, str)
        ):
            return []
        of_service, declared = ServiceArn(self.service).cluster, cluster_name(self.cluster)
        return (
            [f"cluster: is {declared}, and the service is in {of_service}: leave it out"]
            if of_service != declared
            else []
        )


class UpdateSpec(ServiceOperation):
    """What is declared of an update beside the revision."""

    tags: Annotated[
        Annotated[dict[TagKey, TagValue], Field(max_length=MOST_TAGS)] | None,
        by_name("key", "value"),
        Effect.TAGS,
        ResetTo(()),
    ] = None
    """Tags that are put on the service, beside those that others have put there."""

    force_new_deployment: Annotated[Trigger | None, Effect.REDEPLOYMENT, Keep("there is nothing to deploy for it")] = (
        None
    )
    """A value that, when it changes, has the same revision deployed again; the first one forces nothing."""

    restore_on_destroy: Annotated[bool | None, Field(strict=True), Effect.NONE, ResetTo(False)] = None
    """Whether a destroy moves the service back to the revision that it ran before the first update."""


class ServiceDeploymentSpec(UpdateSpec):
    """What is declared of an update, but for the task definition that it renders."""

    task_definition_arn: Annotated[TaskDefinitionArn | None, Effect.DEPLOYMENT, ResetTo(())] = None
    """The revision that the service is to run, in place of one that is rendered."""

    def _arns(self) -> dict[str, object]:
        return {**super()._arns(), "task_definition_arn": self.task_definition_arn}


class EcsServiceUpdateSpec(ServiceDeploymentSpec, TaskDefinitionSpec):  # type: ignore[misc] # the service is required here
    """The declared settings of one update: a revision that is there, or all that a revision is rendered from."""

    family: Annotated[FamilyName | None, Effect.DEPLOYMENT, ResetTo(())] = None  # type: ignore[assignment] # it may be missing here
    """The family that gets the revision."""

    @model_validator(mode="after")
    def _one_way_to_say_it(self) -> "EcsServiceUpdateSpec":
        """Hold that there is either a revision, or a family with at least one container."""
        if self.task_definition_arn is not None:
            beside = [name for name in OF_A_REVISION if getattr(self, name) is not None]
            problems = [
                f"{', '.join(beside)}: cannot stand beside task_definition_arn, which says it all: keep one of the two"
            ]
            if beside:
                raise mistakes(problems)
        elif self.family is None:
            raise mistake(
                "family: is missing: name the family that gets the revision, or a revision by task_definition_arn"
            )
        elif self.containers is None or self.containers == {}:
            raise mistake('containers: at least one container must be named, such as {"app": {"image": …}}')
        return self


OF_A_REVISION = tuple(
    name for name in TaskDefinitionSpec.model_fields if name not in ServiceDeploymentSpec.model_fields
)
"""Arguments from which a revision is rendered."""


def _region(value: object) -> str | None:
    """Read the Region out of an ARN; a name has none."""
    found = ARN.fullmatch(value) if isinstance(value, str) else None
    return found["region"] if found else None


@cache
def rules() -> Rules:
    """List for every field of the update itself what a change does and what a removal means."""
    return collect_rules(ServiceDeploymentSpec)


DEPLOYMENT = Arguments(ServiceDeploymentSpec, rules, right_name, ("tags",))
"""The arguments of the update itself, which are compared with what AWS has."""


@cache
def all_rules() -> Rules:
    """List the same for every field."""
    return collect_rules(EcsServiceUpdateSpec)


def _right_name(path: Path) -> tuple[str | None, str | None]:
    own = right_name(path)
    return own if any(own) else of_a_definition(path)


ARGUMENTS = Arguments(EcsServiceUpdateSpec, all_rules, _right_name, ("environment", "tags"))
"""All arguments, for all that is told of them to their users."""
