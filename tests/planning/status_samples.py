"""Observations of services for the tests of `ecs-express status`: one service at rest, and what else may be read of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.custom_domain.observed import ObservedCertificate
from pulumi_ecs_express.model.rollout.deployment import Deployment, SourceRevision, Tasks
from pulumi_ecs_express.model.service.observed import (
    Configuration,
    IngressPath,
    ManagedResource,
    ObservedService,
    Revision,
    Status,
)
from pulumi_ecs_express.planning.status.observation import Observation, Unread
from pulumi_ecs_express.planning.status.stack import StackDomain, StackService

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
PREFIX = "arn:aws:ecs:eu-west-1:123456789012"
ARN = f"{PREFIX}:service/default/web-0a1b2c3"
CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/7"
SCALING = {"minTaskCount": 1, "maxTaskCount": 20, "autoScalingMetric": "AVERAGE_CPU", "autoScalingTargetValue": 60}


def revision_arn(number: int) -> str:
    """Name a revision."""
    return f"{PREFIX}:service-revision/default/web-0a1b2c3/700{number}"


def definition_arn(number: int) -> str:
    """Name the task definition of a revision."""
    return f"{PREFIX}:task-definition/default-web-0a1b2c3:{number}"


def configuration(number: int, **settings: Any) -> Configuration:
    """Give an active configuration; a higher number is younger."""
    return Configuration(
        revision_arn(number),
        NOON + timedelta(hours=number),
        {
            "primaryContainer": {"image": f"shop/web:{number}"},
            "scalingTarget": SCALING,
            "healthCheckPath": "/",
            **settings,
        },
        (IngressPath("PUBLIC", "we-1.ecs.eu-west-1.on.aws"),),
        definition_arn(number),
    )


def service(*numbers: int, status: Status = Status.ACTIVE, **settings: Any) -> ObservedService:
    """Give a service with these active revisions, the newest first."""
    found = tuple(configuration(number, **settings) for number in numbers)
    return ObservedService(ARN, "web-0a1b2c3", "default", "role", status, None, NOON, NOON, found)


def revision(number: int, *resources: ManagedResource, **members: Any) -> Revision:
    """Give a revision."""
    return Revision(revision_arn(number), definition_arn(number), resources, f"shop/web:{number}", **members)


def deployment(status: str, to: int, *sources: int, traffic: float = 0.0, **members: Any) -> Deployment:
    """Give a deployment from revisions to another, with what is left of the traffic on the first source."""
    listed = tuple(SourceRevision(revision_arn(one), 100 - traffic, Tasks(2, 2, 0)) for one in sources)
    return Deployment(
        f"{PREFIX}:service-deployment/default/web-0a1b2c3/d{to}", status, revision_arn(to), NOON,
        traffic=traffic, tasks=Tasks(2, 1, 1), sources=listed, started_at=NOON, updated_at=NOON + timedelta(minutes=12),
        **members,
    )  # fmt: skip


AT_REST = Observation(
    StackService(ARN, Connection("eu-west-1"), "web", {}, (StackDomain(("shop.example.com",), CERTIFICATE),)),
    service(2),
    deployment=deployment("SUCCESSFUL", 2, 1, traffic=100.0),
    tasks=Tasks(2, 2, 0),
    certificates={CERTIFICATE: ObservedCertificate(CERTIFICATE, "ISSUED", ("shop.example.com",))},
)
FIRST = replace(
    AT_REST, service=service(1), deployment=deployment("IN_PROGRESS", 1, stage="SCALE_UP"), tasks=Tasks(2, 1, 1)
)
UNDER_WAY = replace(
    AT_REST,
    service=service(3, 2),
    deployment=deployment("IN_PROGRESS", 3, 2, traffic=5.0, stage="PRODUCTION_TRAFFIC_SHIFT", canary_minutes=3),
    tasks=Tasks(4, 3, 1),
    revisions=(revision(3), revision(2)),
)
ROLLED_BACK = replace(
    AT_REST,
    deployment=deployment(
        "ROLLBACK_SUCCESSFUL", 3, 2, traffic=100.0, reason="the circuit breaker threshold was exceeded."
    ),
    failure=errors.RolloutRolledBack(
        "the deployment of shop/web:3 to service web-0a1b2c3 was rolled back, and the previous revision serves",
        why="the circuit breaker threshold was exceeded.\n  11:28:32Z log of Main: Fatal: TOKEN=***",
        remedy="look at the container's log; then run `pulumi up` again, or go back to what runs",
    ),
)
GOING_BACK = replace(
    UNDER_WAY, deployment=deployment("ROLLBACK_IN_PROGRESS", 3, 2, traffic=0.0, stage="SCALE_UP", reason="an alarm")
)
PAUSED = replace(
    AT_REST, service=service(2, scalingTarget={**SCALING, "minTaskCount": 0, "maxTaskCount": 0}), tasks=Tasks(0, 0, 0)
)
DENIED = replace(
    AT_REST,
    tasks=None,
    certificates={},
    unread=(
        Unread(
            "tasks", errors.AccessDenied("no", why="not authorized", remedy="allow it", action="ecs:DescribeServices")
        ),
        Unread("certificates", errors.Throttled("no", why="Rate exceeded", remedy="wait")),
    ),
)
PENDING_DOMAIN = replace(
    AT_REST,
    certificates={
        CERTIFICATE: ObservedCertificate(CERTIFICATE, "FAILED", ("shop.example.com",), failure_reason="CAA_ERROR")
    },
)
MISSING = Observation(AT_REST.known, missing=True)

EVERY = {
    "at-rest": AT_REST, "first": FIRST, "under-way": UNDER_WAY, "rolled-back": ROLLED_BACK, "going-back": GOING_BACK,
    "paused": PAUSED, "denied": DENIED, "certificate-failed": PENDING_DOMAIN, "missing": MISSING,
}  # fmt: skip
"""Each by a name."""
