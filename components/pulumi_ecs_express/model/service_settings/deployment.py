"""How a service is deployed: strategy, percentages, and when a deployment has failed or ended."""

from typing import Annotated, Any

from pulumi_ecs_express.model.fields.types import RoleArn, whole_number
from pulumi_ecs_express.model.service_settings.structures import (
    Many,
    Problems,
    Required,
    Setting,
    SettingStructure,
    at_least_one,
    each_once,
    judged,
    known,
)
from pulumi_ecs_express.model.service_settings.types import (
    BakeMinutes,
    CanaryPercent,
    Count,
    LambdaArn,
    MaximumPercent,
    Percent,
    StepPercent,
    Switch,
    one_of,
    text,
)

ROLLING, BLUE_GREEN, LINEAR, CANARY = "ROLLING", "BLUE_GREEN", "LINEAR", "CANARY"

STAGES = (
    "RECONCILE_SERVICE", "PRE_SCALE_UP", "POST_SCALE_UP", "TEST_TRAFFIC_SHIFT", "POST_TEST_TRAFFIC_SHIFT",
    "PRE_PRODUCTION_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT",
)  # fmt: skip

WITHOUT_PAUSE = ("TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT")
"""Stages at which only a function may run. Source: DeploymentLifecycleHook, Amazon ECS API reference, read 2026-11-28."""

PAUSE = "PAUSE"


class ThresholdConfiguration(SettingStructure):
    """How many failures the circuit breaker bears."""

    type: Setting[Annotated[str, one_of("a kind of threshold", "BOUNDED_PERCENT", "UNBOUNDED_PERCENT", "COUNT")]] = None
    """Whether the value is a number of failures, or a percentage of the desired count."""

    value: Setting[Count] = None
    """The number or the percentage."""


class DeploymentCircuitBreaker(SettingStructure):
    """When a deployment has failed."""

    enable: Setting[Switch] = None
    """Whether tasks that fail end a deployment."""

    rollback: Setting[Switch] = None
    """Whether the service then goes back to its last completed deployment."""

    reset_on_healthy_task: Setting[Switch] = None
    """Whether a healthy task sets the count of failures to 0."""

    threshold_configuration: Setting[ThresholdConfiguration] = None
    """How many failures it bears."""


class DeploymentAlarms(SettingStructure):
    """CloudWatch alarms that end a deployment."""

    alarm_names: Setting[Annotated[Many[Annotated[str, text("the name of an alarm", 255)]], judged(each_once())]] = None
    """Names of the alarms."""

    enable: Setting[Switch] = None
    """Whether the alarms count."""

    rollback: Setting[Switch] = None
    """Whether the service then goes back to its last completed deployment."""


class HookTimeout(SettingStructure):
    """What happens when a hook takes too long."""

    timeout_in_minutes: Setting[Annotated[int, whole_number(1, 20_160, "a hook's time in minutes")]] = None
    """How long it may take."""

    action: Setting[Annotated[str, one_of("what follows a hook's time", "ROLLBACK", "CONTINUE")]] = None
    """What happens then."""


class LifecycleHook(SettingStructure):
    """A function that is called, or a pause, at a stage of a deployment."""

    target_type: Setting[Annotated[str, one_of("a kind of hook", "AWS_LAMBDA", PAUSE)]] = None
    """What the hook does."""

    hook_target_arn: Setting[LambdaArn] = None
    """The function."""

    role_arn: Setting[RoleArn] = None
    """Role by which ECS calls it."""

    lifecycle_stages: Required[
        Annotated[
            Many[Annotated[str, one_of("a stage of a deployment", *STAGES)]], judged(at_least_one("stage"), each_once())
        ]
    ]
    """The stages at which it runs."""

    hook_details: Setting[dict[str, Any]] = None
    """What the function is given, in the program's own names."""

    timeout_configuration: Setting[HookTimeout] = None
    """What happens when it takes too long."""

    def _problems(self) -> Problems:
        if self.target_type == PAUSE:
            for member, value in (("hookTargetArn", self.hook_target_arn), ("hookDetails", self.hook_details)):
                if value is not None:
                    yield (member,), "is of a function, and a PAUSE hook calls none: leave it out"
            stages = self.lifecycle_stages if isinstance(self.lifecycle_stages, tuple) else ()
            for index, stage in enumerate(stages):
                if stage in WITHOUT_PAUSE:
                    yield ("lifecycleStages", index), f"{stage} cannot be paused at: only a function runs there"
        elif self.hook_target_arn is None and self.target_type in (None, "AWS_LAMBDA"):
            yield ("hookTargetArn",), "is missing: an AWS_LAMBDA hook needs its function"


class LinearConfiguration(SettingStructure):
    """How LINEAR shifts traffic."""

    step_percent: Setting[StepPercent] = None
    """Percentage of the traffic for each step."""

    step_bake_time_in_minutes: Setting[BakeMinutes] = None
    """Time between two steps."""


class CanaryConfiguration(SettingStructure):
    """How CANARY shifts traffic."""

    canary_percent: Setting[CanaryPercent] = None
    """Percentage of the traffic for the first step."""

    canary_bake_time_in_minutes: Setting[BakeMinutes] = None
    """Time until all of it follows."""


class EarlySuccessCriteria(SettingStructure):
    """When a rolling deployment counts as done before it has ended."""

    enable: Setting[Switch] = None
    """Whether the criteria count."""

    healthy_percent: Setting[Percent] = None
    """Percentage of the desired count that must be healthy."""

    source_service_revision_cleanup: Setting[
        Annotated[str, one_of("a time for the old tasks to go", "BLOCKING", "DEFERRED")]
    ] = None
    """Whether the old tasks go before the deployment counts as done, or after."""

    def _problems(self) -> Problems:
        if self.enable is True:
            beside = {
                "healthyPercent": self.healthy_percent,
                "sourceServiceRevisionCleanup": self.source_service_revision_cleanup,
            }
            for member, value in beside.items():
                if value is None:
                    yield (member,), "is missing, and AWS requires it beside enable True"


ONLY_WITH = {"linearConfiguration": LINEAR, "canaryConfiguration": CANARY, "earlySuccessCriteria": ROLLING}
"""Members that are valid with one strategy alone. Source: DeploymentConfiguration, Amazon ECS API reference, read 2026-11-28."""


class DeploymentConfiguration(SettingStructure):
    """How tasks are replaced; it counts from the next deployment on."""

    deployment_circuit_breaker: Setting[DeploymentCircuitBreaker] = None
    """When a deployment has failed, by its tasks."""

    maximum_percent: Setting[MaximumPercent] = None
    """Upper limit of running and pending tasks during a deployment, in percent of the desired count."""

    minimum_healthy_percent: Setting[Percent] = None
    """Lower limit of healthy tasks during a deployment, in percent of the desired count."""

    alarms: Setting[DeploymentAlarms] = None
    """When a deployment has failed, by CloudWatch alarms."""

    strategy: Setting[Annotated[str, one_of("a deployment strategy", ROLLING, BLUE_GREEN, LINEAR, CANARY)]] = None
    """How traffic moves from the old tasks to the new ones."""

    bake_time_in_minutes: Setting[BakeMinutes] = None
    """Time for which old and new tasks run beside each other once the traffic has moved."""

    lifecycle_hooks: Setting[Many[LifecycleHook]] = None
    """What runs at the stages of a deployment."""

    linear_configuration: Setting[LinearConfiguration] = None
    """How LINEAR shifts traffic."""

    canary_configuration: Setting[CanaryConfiguration] = None
    """How CANARY shifts traffic."""

    early_success_criteria: Setting[EarlySuccessCriteria] = None
    """When a rolling deployment counts as done early."""

    def _problems(self) -> Problems:
        declared = self.tree()
        for member, strategy in ONLY_WITH.items():
            if member in declared and known(self.strategy) and self.strategy != strategy:
                yield (
                    (member,),
                    f"goes with the strategy {strategy} alone, and {self.strategy} is declared: keep one of the two",
                )
        if self.strategy == BLUE_GREEN and self.bake_time_in_minutes is None:
            yield ("bakeTimeInMinutes",), "is missing, and AWS requires it with the strategy BLUE_GREEN"
        healthy = getattr(self.early_success_criteria, "healthy_percent", None)
        least = self.minimum_healthy_percent
        if isinstance(healthy, int) and isinstance(least, int) and healthy < least:
            where = ("earlySuccessCriteria", "healthyPercent")
            yield where, f"{healthy} is less than minimum_healthy_percent, {least}: AWS asks for as much at least"


class DeploymentController(SettingStructure):
    """Who carries out deployments."""

    type: Required[Annotated[str, one_of("a deployment controller", "ECS", "CODE_DEPLOY", "EXTERNAL")]]
    """ECS itself, CodeDeploy, or another tool."""
