"""The component of a revision of a task definition: how AWS is reached, and the resource that registers it."""

from collections.abc import Mapping
from typing import Any, overload

import pulumi
from typing_extensions import Unpack

from pulumi_ecs_express import options, property_names
from pulumi_ecs_express.connection import AWS, reached
from pulumi_ecs_express.declared_mark import marked
from pulumi_ecs_express.definition_arguments import TaskDefinitionRevisionArgs
from pulumi_ecs_express.providers.task_definition import TaskDefinitionRevisionResource
from pulumi_ecs_express.service import ExpressGatewayService

TYPE = "ecsexpress:index:TaskDefinitionRevision"


class TaskDefinitionRevision(pulumi.ComponentResource):
    """
    A revision of an ECS task definition: a template with what this program says laid over it.

    The preview shows the result, container by container and field by field, and names the template's revision; a newer one
    of a template that is tracked shows as a change. What comes out as the family's latest revision is not registered again.
    ``pulumi destroy`` deregisters what this resource has registered and no service runs. Source: RegisterTaskDefinition,
    Amazon ECS API reference, read 2026-11-28.

    Of ``opts``, ``depends_on``, ``ignore_changes``, ``replace_on_changes`` and ``hide_diffs`` (in the arguments' own names)
    are passed on.
    """

    arn: pulumi.Output[str]
    """ARN of the revision."""

    family: pulumi.Output[str]
    """The family; known in previews."""

    revision: pulumi.Output[int]
    """The number of the revision."""

    template_arn: pulumi.Output[str | None]
    """ARN of the revision that it was rendered upon; None where it begins from nothing."""

    registered: pulumi.Output[bool]
    """Whether the last change registered a revision; False where the family's latest one was the same."""

    @overload
    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[TaskDefinitionRevisionArgs]
    ) -> None: ...

    @overload
    def __init__(
        self, resource_name: str, args: TaskDefinitionRevisionArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None: ...

    def __init__(self, resource_name: str, *given: Any, **keywords: Any) -> None:
        opts, args = options.arguments_and_options(given, keywords)
        options.refuse_useless(resource_name, opts, options.REVISION)
        super().__init__(TYPE, resource_name, None, opts)
        declared = property_names.properties(_with_arn(args), property_names.DEFINITION_SHAPE)
        declared.update(reached(self.get_provider(AWS), declared))
        own = options.of_declared(self, opts, property_names.DEFINITION_SHAPE)
        revision = TaskDefinitionRevisionResource(resource_name, marked(declared), own)
        self.arn, self.family, self.revision = revision.arn, revision.family, revision.revision
        self.registered, self.template_arn = revision.registered, revision.templateArn
        self.register_outputs({name: getattr(self, name) for name in OUTPUTS})


OUTPUTS = ("arn", "family", "revision", "template_arn", "registered")


def _with_arn(args: Mapping[str, Any]) -> dict[str, Any]:
    """Take the ARN of a service that is a component of the program."""
    service = args.get("service")
    return {**args, "service": service.service_arn} if isinstance(service, ExpressGatewayService) else dict(args)
