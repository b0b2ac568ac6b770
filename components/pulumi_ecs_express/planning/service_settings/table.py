"""
The table of settings: for each parameter of UpdateService, on which kinds of service AWS takes it, and what comes of a change.

A kind that is not named in a row is ALLOWED. Sources: UpdateService and Service, Amazon ECS API reference, read 2026-11-28;
the ECS model of botocore 1.44.5; of Express Mode "Updating resources outside of Express Mode", Amazon ECS developer guide,
read 2026-11-28, and what operators have published of theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pulumi_ecs_express.model.service_settings.kinds import Kind
from pulumi_ecs_express.planning.service_settings.verdicts import (
    ALLOWED,
    UNKNOWN,
    Cell,
    Deploys,
    Verdict,
    owned,
    refused,
)

FARGATE, EC2, DAEMON, REPLICA = "fargate", "ec2", "daemon", "replica"
"""What else AWS's answer depends on, beside the kind: where tasks run, and how they are counted."""

COLUMNS = (*(kind.value for kind in Kind), FARGATE, EC2, REPLICA, DAEMON)
"""The columns of the table."""

BY_CODE_DEPLOY = refused(
    "the service is deployed by CodeDeploy, which changes this in a deployment of its own: aws deploy create-deployment"
)
BY_TASK_SETS = refused(
    "the service has the deployment controller EXTERNAL, which changes this in a task set of its own: aws ecs create-task-set"
)
ON_EC2_ALONE = refused("tasks on Fargate are placed by AWS: leave it out")


@dataclass(frozen=True)
class Row:
    """
    One parameter.

    Attributes:
        cells: Where it is not simply allowed, by column.
        deploys: Whether a change starts a deployment.
        absent: What AWS's answer means where it lacks the setting; sent to clear it. None where nothing clears it.
        note: What a preview says of a value that is set, beside the deployment.
        without_deployment: What it says of a change from which no deployment comes.
        put_back: What is to be known of putting the found value back; empty where it is known to work.
        can_be_put_back: Whether it is known that AWS takes the found value back; else it is tried, and a refusal is told.
    """

    deploys: Deploys
    cells: Mapping[str, Cell] = field(default_factory=dict)
    absent: Any = None
    note: str = ""
    without_deployment: str = ""
    put_back: str = ""
    can_be_put_back: bool = True


def _beside(**cells: Cell) -> Mapping[str, Cell]:
    """Refuse it where CodeDeploy or another tool deploys, and add the others."""
    return {Kind.CODE_DEPLOY.value: BY_CODE_DEPLOY, Kind.EXTERNAL.value: BY_TASK_SETS, **cells}


LATER_TASKS = "tasks that run already keep what they were started with, until the next deployment; force_new_deployment starts one"

UNVERIFIED = "whether AWS clears it again is not known in public: it is tried, and what AWS then has is shown"

TABLE: Mapping[str, Row] = MappingProxyType({
    "availabilityZoneRebalancing": Row(
        Deploys.NO, _beside(express=UNKNOWN, daemon=UNKNOWN), "DISABLED",
    ),
    "capacityProviderStrategy": Row(
        Deploys.FORCED,
        _beside(daemon=UNKNOWN),
        [],
        "AWS takes it with forceNewDeployment alone, which is sent along",
        put_back="a strategy of the service's own never goes back to the cluster's default one: [] leads to the launch type",
    ),
    "deploymentConfiguration": Row(
        Deploys.NO, {Kind.EXTERNAL.value: BY_TASK_SETS}, {},
        without_deployment="it counts from the next deployment on",
    ),
    "deploymentController": Row(
        Deploys.NOT_STATED,
        {kind.value: UNKNOWN for kind in Kind if kind is not Kind.CODE_DEPLOY},
        {"type": "ECS"},
        put_back="whether AWS takes a service back to its former deployment controller is not known in public: it is tried",
        can_be_put_back=False,
    ),
    "desiredCount": Row(
        Deploys.NO,
        {
            Kind.EXPRESS.value: owned("auto scaling, which every Express service has, moves it: set scaling_target of the ExpressGatewayService"),
            DAEMON: refused("a DAEMON service runs one task on each container instance: leave it out"),
        },
        0,
    ),
    "enableECSManagedTags": Row(Deploys.NEW_TASKS, {}, False, without_deployment=LATER_TASKS),
    "enableExecuteCommand": Row(
        Deploys.NEW_TASKS, _beside(), False,
        "the task role must allow ssmmessages, as execute_command_policy() says", LATER_TASKS,
    ),
    "gatewayConnectors": Row(Deploys.NOT_STATED, _beside(express=UNKNOWN, daemon=UNKNOWN), [], put_back=UNVERIFIED, can_be_put_back=False),
    "healthCheckGracePeriodSeconds": Row(Deploys.NO, {}, 0),
    "loadBalancers": Row(
        Deploys.YES,
        _beside(express=owned("Express Mode owns the load balancing of its services: leave it out; a domain of your own is a CustomDomain")),
        [],
    ),
    "monitoring": Row(Deploys.NOT_STATED, _beside(express=UNKNOWN, daemon=UNKNOWN), {}, put_back=UNVERIFIED, can_be_put_back=False),
    "networkConfiguration": Row(
        Deploys.YES,
        _beside(express=owned("set network_configuration of the ExpressGatewayService, which owns it")),
        None,
    ),
    "placementConstraints": Row(Deploys.NO, {Kind.EXPRESS.value: ON_EC2_ALONE, FARGATE: ON_EC2_ALONE}, []),
    "placementStrategy": Row(
        Deploys.NO,
        {
            Kind.EXPRESS.value: ON_EC2_ALONE,
            FARGATE: ON_EC2_ALONE,
            DAEMON: refused("a DAEMON service runs one task on each container instance: leave it out"),
        },
        [],
    ),
    "platformVersion": Row(
        Deploys.YES,
        _beside(express=UNKNOWN, ec2=refused("only tasks on Fargate have a platform version: leave it out")),
        "LATEST",
    ),
    "propagateTags": Row(Deploys.NEW_TASKS, {}, "NONE", without_deployment=LATER_TASKS),
    "serviceConnectConfiguration": Row(Deploys.YES, _beside(daemon=UNKNOWN), {"enabled": False}),
    "serviceRegistries": Row(Deploys.YES, _beside(express=UNKNOWN), []),
    "volumeConfigurations": Row(
        Deploys.YES,
        _beside(
            express=UNKNOWN,
            daemon=refused("a DAEMON service takes no volumes: only REPLICA services do; leave it out"),
        ),
        [],
        put_back=UNVERIFIED,
        can_be_put_back=False,
    ),
    "vpcLatticeConfigurations": Row(Deploys.YES, _beside(express=UNKNOWN, daemon=UNKNOWN), [], put_back=UNVERIFIED, can_be_put_back=False),
})  # fmt: skip
"""Every setting; `forceNewDeployment` and `taskDefinition` are in `OTHERS`."""

OTHERS: Mapping[str, Row] = MappingProxyType({
    "forceNewDeployment": Row(Deploys.YES, _beside()),
    "taskDefinition": Row(
        Deploys.YES,
        {
            kind.value: owned(
                "task_definition_arn of the ExpressGatewayService" if kind is Kind.EXPRESS else "EcsServiceUpdate"
            )
            for kind in Kind
        },
    ),
})  # fmt: skip
"""Parameters that are no settings: nothing of them is kept, or another component owns them."""

STRATEGY = refused("Express Mode deploys by its own canary strategy: leave it out, and set canary_configuration")
"""``deploymentConfiguration.strategy`` on an Express service."""

_LEAST_FIRST = (Verdict.REFUSED, Verdict.OWNED, Verdict.UNKNOWN, Verdict.ALLOWED)


def cell(name: str, kind: Kind, *, fargate: bool | None = None, daemon: bool | None = None) -> Cell:
    """
    Give the cell that counts for a service: of several, the one that allows least.

    Args:
        name: A parameter of UpdateService.
        kind: The kind of the service.
        fargate: Whether its tasks run on Fargate; None where it is not known.
        daemon: Whether it is a DAEMON service; None where it is not known.
    """
    row = TABLE.get(name) or OTHERS[name]
    columns = [kind.value]
    columns += [] if fargate is None else [FARGATE if fargate else EC2]
    columns += [] if daemon is None else [DAEMON if daemon else REPLICA]
    found = [row.cells[column] for column in columns if column in row.cells]
    return min(found, key=lambda one: _LEAST_FIRST.index(one.verdict), default=ALLOWED)
