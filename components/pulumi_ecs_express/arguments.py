"""
The arguments of the components, declared once; what each may hold is said by the model's type of the same name.

Names are AWS's, in snake_case; every value may be an Output. A field left out is AWS's to choose, whatever it
chooses is reported in the outputs, and is never shown as drift. Source of all fields: CreateExpressGatewayService and
UpdateExpressGatewayService, Amazon ECS API reference, read 2026-11-22. Mistakes are refused at preview with the code
``invalid-argument``.
"""

from collections.abc import Mapping, Sequence
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
    """The command, as a list of words, in place of the image's own. Removed, the image's own runs again."""

    environment: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """
    Environment variables, name to value; boto3's list form is accepted. Values are strings, secrets stay secret.

    ``OWN_URL``, alone or inside a longer value, stands for the service's own URL. AWS gives it only once the service is
    there, so the service is made without these variables and updated once, as soon as the URL is known.

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
    """
    Where the output goes. Left out, AWS makes a log group. It cannot be removed again, since AWS has no way back, unless a
    sidecar routes the logs.
    """

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

    sidecars: pulumi.Input[Sequence[pulumi.Input[Mapping[str, Any]]]]
    """
    Further containers of the task: whole container definitions, in AWS's names, as `fluent_bit_sidecar` and `otel_sidecar`
    return them. Each says how many MiB it reserves; Main reserves the rest. One without ``logConfiguration`` logs to the
    log group of the service.

    With this argument or the next two, the program registers the task definition, as Express Mode would render it.
    Changing it starts a deployment. Removed, they go; without any of the three, Express Mode manages the task definition.
    """

    volumes: pulumi.Input[Sequence[pulumi.Input[Mapping[str, Any]]]]
    """
    Volumes of the task, in AWS's names: one with only a ``name`` lives as long as the task, one with
    ``efsVolumeConfiguration`` is a file system. Changing them starts a deployment. Removed, they go.
    """

    container_definition: pulumi.Input[Mapping[str, Any]]
    """
    Further fields of the primary container's definition, in AWS's names: ``healthCheck``, ``ulimits``, ``mountPoints``,
    ``dependsOn``, ``logConfiguration`` and others, merged with what Express Mode renders of ``primary_container``.
    Changing it starts a deployment. Removed, a field goes back to what Express Mode renders.
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

    paused: pulumi.Input[bool]
    """
    Whether no task runs and none is paid for; the load balancer and the URL stay, which answers 503 meanwhile.

    How many tasks there may be is remembered: removed, or False, the service comes back with what ``scaling_target``
    says, or with what it had before where that says nothing. With a minimum of 0 it does not come back by itself:
    scaling by CPU or memory never leaves zero, since no task means no measurement.
    """

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

    profile: pulumi.Input[str]
    """
    Profile of the shared AWS configuration whose credentials the service's own calls use; left out, that of the ``aws``
    provider, of ``aws:profile``, or of the environment. Changed or removed, AWS is asked for the service, and nothing sent.
    """

    endpoints: pulumi.Input[Mapping[str, pulumi.Input[str]]]
    """
    URLs in place of AWS's own, by service (``ecs``, ``elbv2``, ``ecr``, ``logs``, ``sts``), as the ``aws`` provider names
    them; left out, those of that provider, of ``aws:endpoints``, or of the environment (``AWS_ENDPOINT_URL``).
    Changed or removed, AWS is asked for the service, and nothing is sent.
    """

    tags: pulumi.Input[Mapping[str, pulumi.Input[str]]]
    """
    Tags of the service, at most 48; boto3's list form is accepted. AWS copies them to what it makes at creation. Tags of
    others are left alone. Removed, a tag is taken off.
    """

    log_retention_days: pulumi.Input[int]
    """
    Days for which lines are kept, by a log group that the component makes, tagged with ``tags``, in place of AWS's, which
    keeps them for ever. One of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
    2922, 3288 and 3653 (PutRetentionPolicy, CloudWatch Logs API reference, read 2026-11-22).

    A change of the number changes the log group and nothing else. Given to a living service it starts a deployment, and
    the older log group stays as it is. Not beside ``aws_logs_configuration`` or ``task_definition_arn``. It cannot be
    removed again: AWS has no way back, so name a log group in ``aws_logs_configuration`` in its place.
    """

    clean_up: pulumi.Input[Sequence[pulumi.Input[str]]]
    """
    What goes with the service when it is deleted or replaced, although AWS would leave it behind: ``"task_definitions"``,
    all revisions that AWS made for it, and ``"log_group"``, the one that AWS made, with its lines. Never a task definition
    or a log group that the program names, nor what another service uses.

    What the state holds when the service is deleted counts, so the program need not be there. Changing it makes no AWS
    call; removed, nothing is deleted beside the service.
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
