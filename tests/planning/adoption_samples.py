"""Services as AWS reports them where nobody but Express Mode has chosen anything, and with what a test puts over that."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from tests.service_samples import ACCOUNT, ARN, EXECUTION_ROLE, INFRASTRUCTURE_ROLE, REGION

from pulumi_ecs_express.model.service.observed import Configuration, ObservedService, Status
from pulumi_ecs_express.model.service_settings.observed import ObservedSettings
from pulumi_ecs_express.model.service_update.observed import ObservedEcsService
from pulumi_ecs_express.model.task_definition.observed import ObservedRevision
from pulumi_ecs_express.planning.adoption.subject import Subject
from pulumi_ecs_express.planning.task_definition.express import Logs, Place, express_overlay
from pulumi_ecs_express.planning.task_definition.rendering import rendered

OWNER = "shop/dev/web/0123456789ab/token"
"""The tag of another stack."""

OWN_GROUP = "sg-0aaaaaaaaaaaaaaaa"
DEFAULT_SUBNETS = ("subnet-0def0001", "subnet-0def0002")
DEFINITION = f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/default-web:1"
LOGS = {"logGroup": "/aws/ecs/default/web-7ff4", "logStreamPrefix": "ecs"}


def reported(container: dict[str, Any] | None = None, **settings: Any) -> dict[str, Any]:
    """Give the settings of a configuration."""
    return {
        "primaryContainer": {"image": "app:1", "containerPort": 80, "awsLogsConfiguration": LOGS, **(container or {})},
        "executionRoleArn": EXECUTION_ROLE,
        "cpu": "1024",
        "memory": "2048",
        "cpuArchitecture": "X86_64",
        "healthCheckPath": "/",
        "networkConfiguration": {"subnets": list(DEFAULT_SUBNETS), "securityGroups": [OWN_GROUP]},
        "scalingTarget": {
            "minTaskCount": 1, "maxTaskCount": 20, "autoScalingMetric": "AVERAGE_CPU", "autoScalingTargetValue": 60,
        },
        **settings,
    }  # fmt: skip


def service(settings: dict[str, Any] | None = None, **members: Any) -> ObservedService:
    """Give a service with one configuration."""
    configuration = Configuration(
        f"{ARN.replace(':service/', ':service-revision/')}/1",
        datetime(2026, 11, 22, tzinfo=timezone.utc),
        settings or reported(),
        task_definition_arn=members.pop("definition", DEFINITION),
    )
    known: dict[str, Any] = {
        "arn": ARN, "name": "web", "cluster": "default", "infrastructure_role_arn": INFRASTRUCTURE_ROLE,
        "status": Status.ACTIVE, "status_reason": None, "created_at": None, "updated_at": None,
        "configurations": (configuration,),
    }  # fmt: skip
    return ObservedService(**{**known, **members})


def settings_of(one: ObservedService, **members: Any) -> ObservedSettings:
    """Give what DescribeServices says of it."""
    values = members.pop("values", {})
    known = {"arn": one.arn, "status": one.status.value, "express": True, "tags": one.tags}
    return ObservedSettings(ObservedEcsService(**{**known, **members}), values)


def definition(family: str = "default-web", **members: Any) -> ObservedRevision:
    """Give the task definition that Express Mode renders, with members of the task or of Main put over it."""
    main = members.pop("main", {})
    place = Place(family, REGION, Logs(LOGS["logGroup"]))
    request = dict(rendered(None, express_overlay(members.pop("settings", None) or reported(), place)))
    [own, *others] = request["containerDefinitions"]
    containers = [{**own, **main}, *others, *members.pop("others", [])]
    arn = DEFINITION.replace("default-web", family)
    named = {"taskDefinitionArn": arn, "family": family, "revision": 1, "status": "ACTIVE"}
    answer = {"taskDefinition": {**request, **named, "containerDefinitions": containers, **members}}
    return ObservedRevision(answer, answer)


def subject(settings: dict[str, Any] | None = None, **members: Any) -> Subject:
    """Give all that AWS says of a service."""
    running = members.pop("running", definition(settings=settings))
    values = members.pop("values", {})
    more = {name: members.pop(name) for name in ("deploying",) if name in members}
    one = service(settings, **members)
    return Subject(
        one, settings_of(one, values=values), running, frozenset({OWN_GROUP}), frozenset(DEFAULT_SUBNETS), **more
    )
