"""Classic ECS services for tests: a cluster, an execution role, task definitions and services, by ordinary calls."""

from __future__ import annotations

from typing import Any

from tests.sandbox.local_aws import EXECUTION_POLICY, LocalAws

CLUSTER = "shop"
BREAKER = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}


def definition(aws: LocalAws, image: str = "shop/web:1", *others: dict[str, Any], **changes: Any) -> str:
    """Register a task definition of a family with one container, unless changed; give its ARN."""
    main = {"name": "web", "image": image, "portMappings": [{"containerPort": 80}], **changes.pop("container", {})}
    request = {
        "family": "web",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "512",
        "memory": "1024",
        "containerDefinitions": [main, *others],
        **changes,
    }
    return str(aws.ecs.register_task_definition(**request)["taskDefinition"]["taskDefinitionArn"])


def execution_role(aws: LocalAws) -> str:
    """Make an execution role."""
    return aws.role("execution", "ecs-tasks.amazonaws.com", EXECUTION_POLICY)


def network(aws: LocalAws) -> dict[str, Any]:
    """Give a network configuration in the default VPC."""
    subnets = aws.client("ec2").describe_subnets()["Subnets"][:2]
    return {"awsvpcConfiguration": {"subnets": [subnet["SubnetId"] for subnet in subnets]}}


def create(aws: LocalAws, image: str = "shop/web:1", **request: Any) -> Any:
    """Create a cluster and a service in it; by default of two tasks, on Fargate."""
    aws.ecs.create_cluster(clusterName=CLUSTER, capacityProviders=["FARGATE", "FARGATE_SPOT"])
    if request.get("deploymentController", {}).get("type") != "EXTERNAL":
        request.setdefault("taskDefinition", definition(aws, image))
        request.setdefault("networkConfiguration", network(aws))
    if "capacityProviderStrategy" not in request:
        request.setdefault("launchType", "FARGATE")
    request = {"cluster": CLUSTER, "serviceName": "web", "desiredCount": 2, **request}
    return aws.ecs.create_service(**request)["service"]


def settled(aws: LocalAws, image: str = "shop/web:1", **request: Any) -> str:
    """Create a service and let its first deployment end; give its ARN."""
    arn = str(create(aws, image, **request)["serviceArn"])
    aws.run_out()
    return arn


def update(aws: LocalAws, image: str | None = None, **request: Any) -> Any:
    """Update the service, with a new revision of its task definition where an image is given."""
    if image:
        request["taskDefinition"] = definition(aws, image)
    return aws.ecs.update_service(cluster=CLUSTER, service="web", **request)["service"]


def described(aws: LocalAws, **request: Any) -> Any:
    """Describe the service."""
    (service,) = aws.ecs.describe_services(cluster=CLUSTER, services=["web"], **request)["services"]
    return service


def tasks(aws: LocalAws, status: str = "RUNNING") -> list[Any]:
    """Describe the tasks of the service."""
    arns = aws.ecs.list_tasks(cluster=CLUSTER, serviceName="web", desiredStatus=status)["taskArns"]
    return list(aws.ecs.describe_tasks(cluster=CLUSTER, tasks=arns)["tasks"]) if arns else []


def messages(aws: LocalAws) -> list[str]:
    """List the events of the service, oldest first."""
    return [event["message"] for event in described(aws)["events"][::-1]]
