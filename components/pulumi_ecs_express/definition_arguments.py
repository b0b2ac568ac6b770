"""The arguments of `TaskDefinitionRevision` and `EcsServiceUpdate`; what each may hold is said by the model's type of the same name."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Union

import pulumi
from typing_extensions import NotRequired, TypedDict

if TYPE_CHECKING:
    from pulumi_ecs_express.service import ExpressGatewayService

Structure = Mapping[str, pulumi.Input[Any]]
"""A structure of AWS's, in AWS's own names."""


class ContainerArgs(TypedDict):
    """What changes in one container of the template; without a template, a container."""

    image: NotRequired[pulumi.Input[str]]
    """Image reference. Left out or removed, the template's; required without a template."""

    environment: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """
    Plain variables: name to value, ``""`` included. With the secrets they are one name space: a name that the template has as
    a secret moves. Removed, the template's count again.
    """

    environment_mode: NotRequired[pulumi.Input[str]]
    """
    ``merge`` adds variables and secrets to the template's and overwrites those of the same name; ``replace`` puts them in
    the place of all of the kinds that are given, so that an empty map clears its kind. Left out or removed, ``merge``.
    """

    secrets: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """
    Secret variables: name to the ARN of a Secrets Manager secret or a Systems Manager parameter, or a parameter's name. The
    execution role must be allowed to read them. Removed, the template's count again.
    """

    environment_files: NotRequired[pulumi.Input[Sequence[pulumi.Input[str]]]]
    """
    ARNs of files in S3 that end in ``.env`` and hold lines ``VARIABLE=VALUE``; a container has at most 10, read in their order.
    Plain variables win over them. Removed, the template's count again.
    """

    environment_files_mode: NotRequired[pulumi.Input[str]]
    """
    ``append`` adds files behind the template's, none twice; ``replace`` puts them in their place, and an empty list clears.
    Left out or removed, ``append``.
    """

    definition: NotRequired[pulumi.Input[Structure]]
    """
    Any other field of the container in AWS's names, such as ``{"healthCheck": {"command": [...]}}``, merged deeply; a list
    takes the place of the template's. Removed, the template's count again.
    """


class TaskDefinitionArgs(TypedDict):
    """What a program declares of a task definition."""

    template: NotRequired[pulumi.Input[str]]
    """
    What to begin from: a family, which stands for its latest ACTIVE revision and is read in each preview; ``family:revision``
    or an ARN with a revision, which is read once; ``service`` for the revision that ``service`` runs; ``none`` to begin from
    nothing. Left out or removed, the latest ACTIVE revision of ``family``, which must exist then; what this resource itself
    has registered does not count.
    """

    containers: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[ContainerArgs]]]]
    """What changes in the template's containers, by their names. Removed, they are the template's again."""

    sidecars: NotRequired[pulumi.Input[Sequence[pulumi.Input[Structure]]]]
    """
    Whole container definitions in AWS's names, added, or put in the place of the one of their ``name``. Removed, they go.
    """

    remove_containers: NotRequired[pulumi.Input[Sequence[pulumi.Input[str]]]]
    """Names of containers of the template that are left out. Removed, they are back."""

    task_role_arn: NotRequired[pulumi.Input[str]]
    """Role of the programs in the containers. Left out or removed, the template's, as for all fields of the task."""

    execution_role_arn: NotRequired[pulumi.Input[str]]
    """Role that ECS uses to pull images, to write logs and to read secrets. Removed, the template's."""

    network_mode: NotRequired[pulumi.Input[str]]
    """``awsvpc``, the only one on Fargate, ``bridge``, ``host`` or ``none``. Removed, the template's, else AWS's ``bridge``."""

    volumes: NotRequired[pulumi.Input[Sequence[pulumi.Input[Structure]]]]
    """Volumes that containers mount, put in the places of those of their names; an empty list clears. Removed, the template's."""

    placement_constraints: NotRequired[pulumi.Input[Sequence[pulumi.Input[Structure]]]]
    """Rules for the choice of container instances, on EC2 alone. Removed, the template's."""

    requires_compatibilities: NotRequired[pulumi.Input[Sequence[pulumi.Input[str]]]]
    """Launch types that AWS checks the task definition for, such as ``FARGATE``. Removed, the template's."""

    cpu: NotRequired[pulumi.Input[str | int]]
    """CPU units of a task, 1024 for a vCPU, or ``.5 vCPU``; Fargate requires it. Removed, the template's."""

    memory: NotRequired[pulumi.Input[str | int]]
    """MiB of a task, or ``1 GB``; Fargate requires it. Removed, the template's."""

    pid_mode: NotRequired[pulumi.Input[str]]
    """``task``, or ``host`` on EC2: whose processes the containers see. Removed, the template's."""

    ipc_mode: NotRequired[pulumi.Input[str]]
    """``host``, ``task`` or ``none``: whose IPC resources the containers use, on EC2 alone. Removed, the template's."""

    proxy_configuration: NotRequired[pulumi.Input[Structure]]
    """App Mesh proxy. Removed, the template's."""

    inference_accelerators: NotRequired[pulumi.Input[Sequence[pulumi.Input[Structure]]]]
    """Elastic Inference accelerators. Removed, the template's."""

    ephemeral_storage: NotRequired[pulumi.Input[Structure]]
    """Storage of a task on Fargate, as ``{"sizeInGiB": 21}``, 21 to 200. Removed, the template's, else AWS's 20."""

    runtime_platform: NotRequired[pulumi.Input[Structure]]
    """``cpuArchitecture`` and ``operatingSystemFamily``. Removed, the template's, else AWS's ``X86_64`` and ``LINUX``."""

    enable_fault_injection: NotRequired[pulumi.Input[bool]]
    """Whether tasks take fault injection requests from their own containers. Removed, the template's, else AWS's False."""

    trusted_execution_configuration: NotRequired[pulumi.Input[Structure]]
    """``isolationMode`` and ``attestationPolicy``, on Amazon ECS Managed Instances alone. Removed, the template's."""

    keep_old_revisions: NotRequired[pulumi.Input[bool]]
    """
    Whether a revision stays ACTIVE once there is a newer one. With False each change is a replacement: the old revision is
    deregistered once what uses it in the program has moved on, unless a service still runs it. Left out or removed, True,
    since a running service or a rollback may need it.
    """

    profile: NotRequired[pulumi.Input[str]]
    """Profile of the shared AWS configuration for the package's own calls. Left out or removed, the provider's."""

    endpoints: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """URLs in place of AWS's own, by the service's name. Left out or removed, the provider's."""


class TaskDefinitionRevisionArgs(TaskDefinitionArgs):
    """The arguments of `TaskDefinitionRevision`."""

    family: pulumi.Input[str]
    """The family that gets the revision. Another one is another resource. It cannot be removed."""

    service: NotRequired[Union["ExpressGatewayService", pulumi.Input[str]]]
    """Name or ARN of the service whose running revision is the template, or the component. Removed, there is none."""

    cluster: NotRequired[pulumi.Input[str]]
    """Name or ARN of that service's cluster. Left out or removed, that of the ARN, else ``default``."""

    tags: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """Tags of the revision, added to the template's. A change of tags alone registers nothing. Removed, they are taken away."""

    region: NotRequired[pulumi.Input[str]]
    """Region of the task definition. Left out or removed, that of the provider."""


class EcsServiceUpdateArgs(TaskDefinitionArgs):
    """The arguments of `EcsServiceUpdate`."""

    family: NotRequired[pulumi.Input[str]]
    """The family that gets the revision; required without ``task_definition_arn``. Removed, that says what is deployed."""

    task_definition_arn: NotRequired[pulumi.Input[str]]
    """
    A revision that is there, such as that of a `TaskDefinitionRevision`, in place of ``family`` and all that a revision is
    rendered from. Removed, these say it.
    """

    service: pulumi.Input[str]
    """
    Name or ARN of the service that is updated, and whose revision is the template of ``template="service"``. Another one is
    another resource. It cannot be removed.
    """

    cluster: NotRequired[pulumi.Input[str]]
    """
    Name or ARN of the service's cluster. Another one is another resource. Left out or removed, that of the service's ARN,
    else ``default``.
    """

    tags: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """
    Tags that are added to those of the task definition and of the service. A change of tags alone registers and deploys
    nothing. Removed, they are taken away; tags of others stay.
    """

    wait: NotRequired[pulumi.Input[str]]
    """
    ``until_stable`` ends with the deployment; ``dont_wait`` once AWS has accepted it, and a later ``pulumi refresh`` warns of
    one that has failed. Left out or removed, ``until_stable``.
    """

    timeout: NotRequired[pulumi.Input[str]]
    """
    How long a deployment may take, such as ``30m``, ``90s`` or ``1h30m``; it wins over ``custom_timeouts``. Left out or
    removed, these count, else 30 minutes.
    """

    force_new_deployment: NotRequired[pulumi.Input[str | int | bool]]
    """
    A value that, when it changes, has the same revision deployed again; the first one forces nothing. Removed, nothing is
    deployed.
    """

    restore_on_destroy: NotRequired[pulumi.Input[bool]]
    """
    Whether a destroy moves the service back to the revision that it ran before the first update. Left out or removed, False:
    the service stays as it is.
    """

    region: NotRequired[pulumi.Input[str]]
    """Region of the service. Left out or removed, that of its ARN, else of the provider."""
