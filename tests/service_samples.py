"""Services as programs declare them: the resource properties that the tests start from."""

from __future__ import annotations

from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue, flatten, snake
from pulumi_ecs_express.model.service.spec import ServiceSpec
from pulumi_ecs_express.planning.ownership import Owner

ACCOUNT, REGION = "123456789012", "eu-west-1"
IMAGE = "public.ecr.aws/nginx/nginx:1.28"
EXECUTION_ROLE = f"arn:aws:iam::{ACCOUNT}:role/web-execution"
INFRASTRUCTURE_ROLE = f"arn:aws:iam::{ACCOUNT}:role/web-infrastructure"
TASK_ROLE = f"arn:aws:iam::{ACCOUNT}:role/web-task"
SECRET = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:hub-AbCdEf"
ARN = f"arn:aws:ecs:{REGION}:{ACCOUNT}:service/default/web"
OWNER = Owner("shop/dev/web/0123456789ab", "token-1", unfinished=True)
LATER = Owner("shop/dev/web/0123456789ab", "token-2", unfinished=True)
"""The same resource, in a later run."""

SUBNETS = ("subnet-0aaa1111", "subnet-0bbb2222")


def declared(container: dict[str, Any] | None = None, **properties: Any) -> dict[str, Any]:
    """Give the properties of a small service, with members of its container and properties put in or replaced."""
    return {
        "primaryContainer": {"image": IMAGE, **(container or {})},
        "executionRoleArn": EXECUTION_ROLE,
        "infrastructureRoleArn": INFRASTRUCTURE_ROLE,
        **properties,
    }


def everything() -> dict[str, Any]:
    """Give a service that declares every setting there is."""
    return declared(
        {
            "containerPort": 8080,
            "command": ["python", "-m", "app"],
            "environment": {"PORT": "8080", "EMPTY": ""},
            "secrets": {"PASSWORD": SECRET},
            "awsLogsConfiguration": {"logGroup": "/web", "logStreamPrefix": "web"},
            "repositoryCredentials": {"credentialsParameter": SECRET},
        },
        taskRoleArn=TASK_ROLE,
        cpu="512",
        memory="1024",
        healthCheckPath="/health?deep=1",
        networkConfiguration={"subnets": list(SUBNETS), "securityGroups": ["sg-0abc1234"]},
        scalingTarget={
            "minTaskCount": 2,
            "maxTaskCount": 4,
            "autoScalingMetric": "AVERAGE_MEMORY",
            "autoScalingTargetValue": 70,
        },
        serviceName="web",
        cluster="apps",
        region=REGION,
        tags={"team": "web"},
        waitForRollout=True,
    )


def every_argument() -> dict[str, Any]:
    """Give a service that declares all that can stand together, each with another value than AWS's default."""
    return {
        **everything(),
        "cpu": "512",
        "memory": "4096",
        "cpuArchitecture": "ARM64",
        "redeployTriggers": {"build": "1"},
        "adoptExisting": True,
        "pinImageDigest": True,
        "waitForRollout": False,
        "paused": True,
        "profile": "shop",
        "endpoints": {"ecs": "http://127.0.0.1:9"},
        "cleanUp": ["log_group"],
        "sidecars": [
            {
                "name": "agent",
                "image": "agent:1",
                "memoryReservation": 128,
                "environment": [{"name": "A", "value": "1"}],
            }
        ],
        "volumes": [{"name": "data"}],
        "containerDefinition": {"stopTimeout": 60, "healthCheck": {"command": ["CMD", "true"], "interval": 10}},
    }


def as_arguments(properties: Any, *, ours: bool = True) -> Any:
    """Write properties as the arguments of a program; keys of the user's maps stay."""
    if not isinstance(properties, dict):
        return properties
    maps = {"environment", "secrets", "tags", "redeployTriggers", "endpoints", "containerDefinition"}
    return {
        snake(key) if ours else key: as_arguments(member, ours=ours and key not in maps)
        for key, member in properties.items()
    }


def spec(container: dict[str, Any] | None = None, **properties: Any) -> ServiceSpec:
    """Give the model of a small service."""
    return ServiceSpec.model_validate(declared(container, **properties))


def property_values(container: dict[str, Any] | None = None, **properties: Any) -> dict[Path, PropertyValue]:
    """Give the leaves of a small service; they need not pass the model."""
    return flatten(declared(container, **properties))
