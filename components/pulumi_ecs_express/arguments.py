"""
The arguments of the components, declared once; what each may hold is said by the model's type of the same name.

Names are AWS's, in snake_case; every value may be an Output. A field left out is AWS's to choose, whatever it
chooses is reported in the outputs, and is never shown as drift. Source of all fields: CreateExpressGatewayService and
UpdateExpressGatewayService, Amazon ECS API reference, read 2026-11-22. Mistakes are refused at preview with the code
``invalid-argument``.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pulumi
from typing_extensions import NotRequired, TypedDict


class AwsLogsConfigurationArgs(TypedDict):
    """Where the container's output goes."""

    log_group: pulumi.Input[str]
    """Name of a CloudWatch Logs log group, which must exist. It cannot be removed: name another one."""

    log_stream_prefix: NotRequired[pulumi.Input[str]]
    """Prefix of the log streams' names; left out or removed, ``ecs``, AWS's own default, since AWS requires one."""


class RepositoryCredentialsArgs(TypedDict):
    """How to log in to a private registry."""

    credentials_parameter: pulumi.Input[str]
    """
    ARN of a Secrets Manager secret with user name and password; a role made by the component may read it. It cannot be
    removed: AWS has no way to clear it.
    """


class PrimaryContainerArgs(TypedDict):
    """The container that receives the traffic. A change of any member starts a canary deployment; the URL stays."""

    image: pulumi.Input[str]
    """
    Image reference, passed on as it is. The same reference again is no change, even if its tag was pushed anew. It
    cannot be removed.
    """

    container_port: NotRequired[pulumi.Input[int]]
    """TCP port on which the container listens. Left out, AWS's; removed, it goes back to AWS's default."""

    command: NotRequired[pulumi.Input[Sequence[pulumi.Input[str]]]]
    """The command, word by word, in place of the image's own. Removed, the image's own runs again."""

    environment: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """
    Environment variables, name to value; boto3's list form is accepted. Values are strings, secrets stay secret.

    Once declared, the map is the program's: a variable that somebody else added is shown by ``refresh`` and taken away.
    Removed, variables are cleared.
    """

    secrets: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """
    Environment variables that AWS reads when a task starts: name to the ARN of a secret or parameter, or to the name of
    a parameter in the service's own Region. A role made by the component may read exactly these. Removed, they are
    cleared.
    """

    aws_logs_configuration: NotRequired[pulumi.Input[AwsLogsConfigurationArgs]]
    """Where the output goes. Left out, AWS makes a log group. It cannot be removed again: AWS has no way back."""

    repository_credentials: NotRequired[pulumi.Input[RepositoryCredentialsArgs]]
    """How to log in to a private registry. It cannot be removed again: AWS has no way back."""


class NetworkConfigurationArgs(TypedDict):
    """Where tasks and load balancer live; left out, the public subnets of the default VPC."""

    subnets: NotRequired[pulumi.Input[Sequence[pulumi.Input[str]]]]
    """
    IDs of subnets in two zones or more, all public (a public URL) or all private (a private one). Order means nothing. They
    cannot be removed: write the ones to use.
    """

    security_groups: NotRequired[pulumi.Input[Sequence[pulumi.Input[str]]]]
    """IDs of security groups of the tasks. AWS adds one of its own, which is never drift. Removed, only AWS's remains."""


class ScalingTargetArgs(TypedDict):
    """How many tasks run; each member may stand alone, and removed it goes back to AWS's default."""

    min_task_count: NotRequired[pulumi.Input[int]]
    """Fewest tasks; 0 is legal, and 0 with a maximum of 0 stops the service. Removed, it goes back to AWS's default."""

    max_task_count: NotRequired[pulumi.Input[int]]
    """Most tasks. Removed, it goes back to AWS's default."""

    auto_scaling_metric: NotRequired[pulumi.Input[str]]
    """``AVERAGE_CPU``, ``AVERAGE_MEMORY`` or ``REQUEST_COUNT_PER_TARGET``. Removed, it goes back to AWS's default."""

    auto_scaling_target_value: NotRequired[pulumi.Input[int]]
    """Percent for the two averages, requests per task for the request count. Removed, it goes back to AWS's default."""


class ExpressGatewayServiceArgs(TypedDict, total=False):
    """The arguments of `ExpressGatewayService`."""

    primary_container: pulumi.Input[PrimaryContainerArgs]
    """The container that receives the traffic. It can be removed only where ``task_definition_arn`` takes its place."""

    task_definition_arn: pulumi.Input[str]
    """
    A task definition of one's own, by the ARN of one revision, in place of ``primary_container``, ``execution_role_arn``,
    ``task_role_arn``, ``cpu``, ``memory`` and ``cpu_architecture``, which it holds itself.

    It needs a container ``Main`` with one TCP port mapping that has a port and a name, and must be compatible with
    Fargate; both are checked at preview when the ARN is known and new. Another revision starts a deployment.
    Removed, ``primary_container`` takes its place: AWS goes on from the definition in use and keeps its sidecars.
    """

    execution_role_arn: pulumi.Input[str]
    """
    Role that ECS uses to pull the image, to write logs and to read secrets.

    Left out or removed, the component makes one that may do exactly that. Changing it starts a deployment.
    """

    infrastructure_role_arn: pulumi.Input[str]
    """
    Role that ECS uses to make and change what stands around the service.

    Left out or removed, the component makes one. AWS cannot change it: another role is another service, with another
    URL. ECS needs the role and its policies until the service is gone: put policies that are attached apart from the
    role into ``depends_on`` of the component, so that a destroy takes them last.
    """

    task_role_arn: pulumi.Input[str]
    """
    Role of the program in the container; left out, it has none. Changing it starts a deployment. It cannot be removed,
    since AWS has no way to clear it: name a role without policies.
    """

    cpu: pulumi.Input[str]
    """
    CPU units of a task, 1024 for one vCPU; a number is accepted too. Only Fargate's pairs with memory are. Removed, it
    goes back to AWS's default.
    """

    memory: pulumi.Input[str]
    """MiB of a task; a number is accepted too. Only Fargate's pairs with cpu are. Removed, it goes back to AWS's default."""

    cpu_architecture: pulumi.Input[str]
    """
    ``X86_64`` or ``ARM64``; left out, AWS's choice. Changing it starts a deployment. Removed, it goes back to AWS's
    default.
    """

    health_check_path: pulumi.Input[str]
    """
    Path that the load balancer requests to decide whether a task may receive traffic.

    The container must answer it with 200 without credentials; a query is allowed. Changing it updates the service.
    Removed, it goes back to AWS's default.
    """

    network_configuration: pulumi.Input[NetworkConfigurationArgs]
    """
    Where tasks and load balancer live. Declared subnets cannot be removed again: write the ones to use. Removed security
    groups are taken off.
    """

    scaling_target: pulumi.Input[ScalingTargetArgs]
    """How many tasks run. Changing it updates the service. Removed, each member goes back to AWS's default."""

    service_name: pulumi.Input[str]
    """
    Name of the service, unique in its cluster; left out, ``<name>-<7 hex>``.

    Another name is another service, with another URL. Removed, the service keeps the name it has.
    """

    cluster: pulumi.Input[str]
    """
    Name or ARN of the cluster, which mean the same; left out or removed, ``default``. Another cluster is another service,
    with another URL.
    """

    region: pulumi.Input[str]
    """
    Region of the service; left out, that of the ``aws`` provider, of ``aws:region``, or of the session. Another Region is
    another service, with another URL. Removed, a service stays where it is, unless provider or configuration name
    another Region.
    """

    tags: pulumi.Input[Mapping[str, pulumi.Input[str]]]
    """
    Tags of the service, at most 49; AWS copies them to what it makes at creation. Tags of others are left alone. Removed,
    a tag is taken off.
    """

    redeploy_triggers: pulumi.Input[Mapping[str, pulumi.Input[str]]]
    """
    Values that stand for something outside of the program, such as the number of a build: when one is added or changes,
    the same settings are deployed again, which also pulls a tag that was pushed anew. Removed, one does
    nothing, and the preview says so.
    """

    adopt_existing: pulumi.Input[bool]
    """
    Whether a service that holds the name already is taken over and brought to what is declared; otherwise it is left
    alone and `pulumi up` fails. For services made by hand or elsewhere, since Pulumi cannot import dynamic resources.
    It counts when the service is made, and makes no call afterwards; removed, it counts as False.
    """

    pin_image_digest: pulumi.Input[bool]
    """
    Whether the image's tag is resolved to its digest in each preview and deployment, so that a tag pushed anew is a
    visible change and an unchanged one is none. Only for private ECR repositories; it costs one ECR call a run, the
    only one that a run without change makes, and needs ``ecr:DescribeImages``. Removed, the tag itself is deployed.
    """

    wait_for_rollout: pulumi.Input[bool]
    """
    Whether `pulumi up` waits until the deployment has ended, and fails when it fails; True when left out.

    Otherwise it ends as soon as there is an endpoint. Flipping it makes no AWS call; removed, it counts as True.
    """


Shape = Mapping[str, Any]

SHAPE: Shape = {
    "primaryContainer": {"awsLogsConfiguration": {}, "repositoryCredentials": {}},
    "networkConfiguration": {},
    "scalingTarget": {},
}
"""The arguments that are objects with members of their own; every other map has the user's keys."""


def properties(arguments: Mapping[str, Any], shape: Shape = SHAPE) -> dict[str, Any]:
    """Rename arguments to resource properties, in place: no Output is combined with another, so secrets stay by leaf."""
    renamed = {camel(key): value for key, value in arguments.items() if value is not None}
    return {key: _inside(value, shape[key]) if key in shape else value for key, value in renamed.items()}


def _inside(value: Any, shape: Shape) -> Any:
    if isinstance(value, pulumi.Output):
        rename: Callable[[Any], Any] = lambda known: _inside(known, shape)  # noqa: E731 - apply wants a function of one value
        return value.apply(rename)
    return properties(value, shape) if isinstance(value, Mapping) else value


def camel(name: str) -> str:
    """Write an argument's name as AWS does; a name in AWS's form stays."""
    head, *rest = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)


def camel_path(path: str) -> str:
    """Write a path of ``ignore_changes`` in AWS's names, as far as the names are ours: map keys stay as they are."""
    steps, shape, written = path.split("."), SHAPE, list[str]()
    for depth, step in enumerate(steps):
        if depth and shape is None:
            written += steps[depth:]
            break
        name = camel(step) if step.replace("_", "").isalnum() else step
        written.append(name)
        shape = shape.get(name) if shape else None  # type: ignore[assignment] # None ends the walk
    return ".".join(written)
