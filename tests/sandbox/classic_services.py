"""Classic ECS services for tests: a cluster, an execution role, task definitions and services, by ordinary calls."""

from __future__ import annotations

from typing import Any

from tests.sandbox.local_aws import EXECUTION_POLICY, LocalAws

CLUSTER = "shop"
BREAKER = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}

KINDS: dict[str, dict[str, Any]] = {
    "rolling": {},
    "rolling-ec2": {"launchType": "EC2"},
    "blue-green": {"deploymentConfiguration": {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 5}},
    "linear": {"deploymentConfiguration": {"strategy": "LINEAR"}},
    "canary": {"deploymentConfiguration": {"strategy": "CANARY"}},
    "code-deploy": {"deploymentController": {"type": "CODE_DEPLOY"}},
    "external": {"deploymentController": {"type": "EXTERNAL"}},
    "daemon": {"launchType": "EC2", "schedulingStrategy": "DAEMON"},
}
"""The kinds of classic services, by what CreateService is asked for them."""


def make_service(aws: LocalAws, kind: str, **request: Any) -> str:
    """Make a service of a kind, with a PRIMARY task set where others deploy it, and let it come to rest; give its ARN."""
    arn = settled(aws, **{**KINDS[kind], **request})
    if kind == "external":
        task_set(aws, scale={"value": 100.0, "unit": "PERCENT"})
        aws.run_out()
    return arn


def task_set(aws: LocalAws, image: str = "shop/web:1", **request: Any) -> Any:
    """Make a task set of the service, on Fargate, and make it PRIMARY."""
    request = {
        "taskDefinition": definition(aws, image), "networkConfiguration": network(aws), "launchType": "FARGATE", **request,
    }  # fmt: skip
    made = aws.ecs.create_task_set(cluster=CLUSTER, service="web", **request)["taskSet"]
    return aws.ecs.update_service_primary_task_set(cluster=CLUSTER, service="web", primaryTaskSet=made["id"])["taskSet"]


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


def namespace(aws: LocalAws, name: str = "shop.local") -> str:
    """Make a Cloud Map namespace; give its name."""
    aws.client("servicediscovery").create_http_namespace(Name=name)
    return name


def registry(aws: LocalAws, name: str = "web") -> str:
    """Make a Cloud Map service in a namespace of its own; give its ARN."""
    cloud_map = aws.client("servicediscovery")
    namespace(aws, f"{name}.local")
    listed = cloud_map.list_namespaces()["Namespaces"]
    (own,) = [found["Id"] for found in listed if found["Name"] == f"{name}.local"]
    return str(cloud_map.create_service(Name=name, NamespaceId=own)["Service"]["Arn"])


def target_group(aws: LocalAws, name: str = "web") -> tuple[dict[str, Any], str]:
    """Make a target group behind a load balancer; give a service's entry for it, and the host that leads to it."""
    subnets = aws.client("ec2").describe_subnets()["Subnets"][:2]
    group = aws.elbv2.create_target_group(
        Name=name, Protocol="HTTP", Port=80, VpcId=subnets[0]["VpcId"], TargetType="ip"
    )["TargetGroups"][0]["TargetGroupArn"]  # fmt: skip
    balancer = aws.elbv2.create_load_balancer(Name=name, Subnets=[s["SubnetId"] for s in subnets])["LoadBalancers"][0]
    actions = [{"Type": "forward", "TargetGroupArn": group}]
    arn = balancer["LoadBalancerArn"]
    aws.elbv2.create_listener(LoadBalancerArn=arn, Protocol="HTTP", Port=80, DefaultActions=actions)
    return {"targetGroupArn": group, "containerName": "web", "containerPort": 80}, balancer["DNSName"]


def create(aws: LocalAws, image: str = "shop/web:1", **request: Any) -> Any:
    """Create a cluster and a service in it; by default of two tasks, on Fargate."""
    aws.ecs.create_cluster(clusterName=CLUSTER, capacityProviders=["FARGATE", "FARGATE_SPOT"])
    if request.get("deploymentController", {}).get("type") != "EXTERNAL":
        request.setdefault("taskDefinition", definition(aws, image))
        request.setdefault("networkConfiguration", network(aws))
        if "capacityProviderStrategy" not in request:
            request.setdefault("launchType", "FARGATE")
    if request.get("schedulingStrategy") != "DAEMON":
        request.setdefault("desiredCount", 2)
    request = {"cluster": CLUSTER, "serviceName": "web", **request}
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
