"""Where the providers get their adapters from: functions that tests can have return a fake's."""

from functools import cache

from pulumi_ecs_express.aws.ecr import BotoImages
from pulumi_ecs_express.aws.ecs import BotoExpressServices
from pulumi_ecs_express.aws.elbv2 import BotoLoadBalancers
from pulumi_ecs_express.aws.logs import BotoContainerLogs, BotoLogGroups
from pulumi_ecs_express.aws.task_definitions import BotoTaskDefinitions
from pulumi_ecs_express.aws.tasks import BotoTaskHistory
from pulumi_ecs_express.aws.workloads import BotoWorkloads
from pulumi_ecs_express.ports import (
    ContainerLogs,
    DefinitionFamilies,
    ExpressServices,
    Images,
    LoadBalancers,
    LogGroups,
    TaskDefinitions,
    TaskHistory,
    Workloads,
)


@cache
def connect(region: str | None) -> ExpressServices:
    """Connect to the services of a Region; without one, that of the session counts."""
    return BotoExpressServices(region)


@cache
def connect_load_balancers(region: str) -> LoadBalancers:
    """Connect to the load balancers of a Region."""
    return BotoLoadBalancers(region)


@cache
def connect_images(region: str) -> Images:
    """Connect to the private ECR registries of a Region."""
    return BotoImages(region)


@cache
def connect_task_definitions(region: str) -> TaskDefinitions:
    """Connect to the task definitions of a Region."""
    return BotoTaskDefinitions(region)


@cache
def connect_task_history(region: str) -> TaskHistory:
    """Connect to what ECS remembers of tasks in a Region."""
    return BotoTaskHistory(region)


@cache
def connect_container_logs(region: str) -> ContainerLogs:
    """Connect to the logs of containers in a Region."""
    return BotoContainerLogs(region)


@cache
def connect_definition_families(region: str) -> DefinitionFamilies:
    """Connect to the revisions of task definitions in a Region."""
    return BotoTaskDefinitions(region)


@cache
def connect_workloads(region: str) -> Workloads:
    """Connect to what the living services of a Region run on."""
    return BotoWorkloads(region)


@cache
def connect_log_groups(region: str) -> LogGroups:
    """Connect to the log groups of a Region."""
    return BotoLogGroups(region)
