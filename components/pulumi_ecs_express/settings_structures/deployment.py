"""How tasks are replaced: structures of `deployment_configuration`, and the deployment controller."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
from typing_extensions import NotRequired, TypedDict


class ThresholdConfigurationArgs(TypedDict):
    """How many failures the circuit breaker bears."""

    type: NotRequired[pulumi.Input[str]]
    """
    ``BOUNDED_PERCENT``, AWS's default, and ``UNBOUNDED_PERCENT`` take the value in percent of the desired count,
    ``COUNT`` as a number.
    """

    value: NotRequired[pulumi.Input[int]]
    """The number or the percentage; AWS's default is 50."""


class DeploymentCircuitBreakerArgs(TypedDict):
    """When a deployment has failed by its tasks; AWS keeps it off by default."""

    enable: NotRequired[pulumi.Input[bool]]
    """Whether a deployment whose tasks do not become steady fails, and starts no more tasks."""

    rollback: NotRequired[pulumi.Input[bool]]
    """Whether the service goes back to its last completed deployment then."""

    reset_on_healthy_task: NotRequired[pulumi.Input[bool]]
    """Whether a task that becomes healthy sets the count of failures to 0; AWS's default is True."""

    threshold_configuration: NotRequired[pulumi.Input[ThresholdConfigurationArgs]]
    """How many failures it bears."""


class DeploymentAlarmsArgs(TypedDict):
    """CloudWatch alarms by which a deployment fails; Express Mode keeps a list of its own."""

    alarm_names: NotRequired[pulumi.Input[Sequence[pulumi.Input[str]]]]
    """Names of the alarms."""

    enable: NotRequired[pulumi.Input[bool]]
    """Whether the alarms count."""

    rollback: NotRequired[pulumi.Input[bool]]
    """Whether the service goes back to its last completed deployment then."""


class HookTimeoutArgs(TypedDict):
    """What happens when a hook takes too long."""

    timeout_in_minutes: NotRequired[pulumi.Input[int]]
    """1 to 20160; AWS's default is 1440, a day."""

    action: NotRequired[pulumi.Input[str]]
    """``ROLLBACK``, AWS's default, or ``CONTINUE``."""


class LifecycleHookArgs(TypedDict):
    """A function that is called, or a pause, at stages of a deployment."""

    target_type: NotRequired[pulumi.Input[str]]
    """``AWS_LAMBDA``, AWS's default, or ``PAUSE``, which waits for ContinueServiceDeployment."""

    hook_target_arn: NotRequired[pulumi.Input[str]]
    """ARN of the function; required for ``AWS_LAMBDA``, not taken for ``PAUSE``."""

    role_arn: NotRequired[pulumi.Input[str]]
    """Role by which ECS calls the function."""

    lifecycle_stages: pulumi.Input[Sequence[pulumi.Input[str]]]
    """
    ``RECONCILE_SERVICE``, ``PRE_SCALE_UP``, ``POST_SCALE_UP``, ``TEST_TRAFFIC_SHIFT``, ``POST_TEST_TRAFFIC_SHIFT``,
    ``PRE_PRODUCTION_TRAFFIC_SHIFT``, ``PRODUCTION_TRAFFIC_SHIFT``, ``POST_PRODUCTION_TRAFFIC_SHIFT``; the two that
    shift traffic now cannot be paused at.
    """

    hook_details: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[Any]]]]
    """What the function is given with each call, in names of your own; not for ``PAUSE``."""

    timeout_configuration: NotRequired[pulumi.Input[HookTimeoutArgs]]
    """What happens when it takes too long."""


class LinearConfigurationArgs(TypedDict):
    """How ``LINEAR`` shifts traffic."""

    step_percent: NotRequired[pulumi.Input[float]]
    """Percentage of the traffic for each step, 3.0 to 100.0 in tenths; AWS's default is 10.0."""

    step_bake_time_in_minutes: NotRequired[pulumi.Input[int]]
    """Time between two steps, 0 to 1440; AWS's default is 6."""


class CanaryConfigurationArgs(TypedDict):
    """How ``CANARY`` shifts traffic; an Express service deploys that way."""

    canary_percent: NotRequired[pulumi.Input[float]]
    """Percentage of the traffic for the first step, 0.1 to 100.0 in tenths; AWS's default is 5.0."""

    canary_bake_time_in_minutes: NotRequired[pulumi.Input[int]]
    """Time until the rest follows, 0 to 1440; AWS's default is 10."""


class EarlySuccessCriteriaArgs(TypedDict):
    """When a rolling deployment counts as successful before it has ended."""

    enable: NotRequired[pulumi.Input[bool]]
    """Whether the criteria count; the other two are required then. AWS's default is False."""

    healthy_percent: NotRequired[pulumi.Input[int]]
    """Percentage of the desired count that must be healthy, no less than ``minimum_healthy_percent``."""

    source_service_revision_cleanup: NotRequired[pulumi.Input[str]]
    """``BLOCKING``: the old tasks go first; ``DEFERRED``: they go afterwards."""


class DeploymentConfigurationArgs(TypedDict):
    """How tasks are replaced. A change deploys nothing; it counts from the next deployment on."""

    maximum_percent: NotRequired[pulumi.Input[int]]
    """
    Upper limit of running and pending tasks during a rolling deployment, in percent of the desired count, rounded down:
    the size of a batch. With four tasks, 200 lets four new ones start before the four old ones stop, where the cluster
    has room. AWS's default is 200.
    """

    minimum_healthy_percent: NotRequired[pulumi.Input[int]]
    """
    Lower limit of healthy tasks during a rolling deployment, in percent of the desired count, rounded up. With four
    tasks, 50 lets two old ones stop before two new ones start. Without a load balancer a task is healthy when it is
    RUNNING and its containers' health checks pass, or 40 seconds have gone by where there are none; behind one it must
    be healthy there too. AWS's default is 100, of a DAEMON service 0.
    """

    deployment_circuit_breaker: NotRequired[pulumi.Input[DeploymentCircuitBreakerArgs]]
    """When a deployment has failed by its tasks."""

    alarms: NotRequired[pulumi.Input[DeploymentAlarmsArgs]]
    """CloudWatch alarms by which a deployment fails."""

    strategy: NotRequired[pulumi.Input[str]]
    """
    ``ROLLING``, AWS's default, ``BLUE_GREEN``, ``LINEAR`` or ``CANARY``. Not for an Express service, which has its own.
    """

    bake_time_in_minutes: NotRequired[pulumi.Input[int]]
    """
    Time for which old and new tasks run beside each other once the traffic has moved, 0 to 1440; required for
    ``BLUE_GREEN``.
    """

    lifecycle_hooks: NotRequired[pulumi.Input[Sequence[pulumi.Input[LifecycleHookArgs]]]]
    """What runs at the stages of a deployment; an empty list clears."""

    linear_configuration: NotRequired[pulumi.Input[LinearConfigurationArgs]]
    """How ``LINEAR`` shifts traffic; with that strategy alone."""

    canary_configuration: NotRequired[pulumi.Input[CanaryConfigurationArgs]]
    """How ``CANARY`` shifts traffic; with that strategy, or on an Express service."""

    early_success_criteria: NotRequired[pulumi.Input[EarlySuccessCriteriaArgs]]
    """When a rolling deployment counts as successful before it has ended."""


class DeploymentControllerArgs(TypedDict):
    """Who carries out deployments."""

    type: pulumi.Input[str]
    """
    ``ECS``, ``CODE_DEPLOY`` or ``EXTERNAL``; meant for leaving CodeDeploy. Which other moves AWS allows is not
    documented.
    """
