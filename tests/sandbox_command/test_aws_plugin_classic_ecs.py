"""The stand-in aws plugin under a real engine: a classic ECS service with its task definition."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from tests.sandbox_command.conftest import Deployment, Sandbox

pytestmark = [
    pytest.mark.engine,
    # A failed inline program leaves an open event loop behind; see `abandoned_programs_forgotten`.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

Deploy = Callable[[Callable[[], None]], Deployment]

TRUST = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}


def shop(settings: dict[str, Any]) -> Callable[[], None]:
    """A service of one task in a cluster; its image is a setting."""

    def program() -> None:
        import pulumi_aws as aws

        cluster = aws.ecs.Cluster("shop")
        role = aws.iam.Role("task", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [TRUST]}))
        container = {"name": "web", "image": settings["image"], "portMappings": [{"containerPort": 80}]}
        definition = aws.ecs.TaskDefinition(
            "web", family="web", cpu="256", memory="512", network_mode="awsvpc", task_role_arn=role.arn,
            requires_compatibilities=["FARGATE"], container_definitions=json.dumps([container]),
            runtime_platform={"cpu_architecture": "X86_64", "operating_system_family": "LINUX"},
            skip_destroy=True, tags=settings["tags"],
        )  # fmt: skip
        found = aws.ec2.get_subnets()
        service = aws.ecs.Service(
            "web", cluster=cluster.arn, task_definition=definition.arn, desired_count=1, launch_type="FARGATE",
            network_configuration={"subnets": found.ids, "assign_public_ip": True},
            deployment_circuit_breaker={"enable": True, "rollback": True}, wait_for_steady_state=True,
            tags=settings["tags"], opts=pulumi.ResourceOptions(ignore_changes=settings.get("ignored", [])),
        )  # fmt: skip
        pulumi.export("cluster", cluster.name)
        pulumi.export("service", service.name)

    return program


def test_a_classic_service_is_made_changed_refreshed_and_destroyed(deploy: Deploy, sandbox: Sandbox) -> None:
    """Another image is another revision; what somebody else deploys is no change where that is ignored."""
    settings: dict[str, Any] = {"image": "shop/web:1", "tags": {"a": "b"}}
    deployment, ecs = deploy(shop(settings)), sandbox.client("ecs")

    assert deployment.up() == {"create": 5}
    assert deployment.refresh()["aws:ecs/service:Service"].op in ("refresh", "same")
    assert deployment.up() == {"same": 5}
    settings["image"] = "shop/web:2"
    assert deployment.up() == {"same": 3, "replace": 1, "update": 1}
    place = {"cluster": deployment.output("cluster"), "services": [deployment.output("service")]}
    (service,) = ecs.describe_services(**place)["services"]
    assert (service["taskDefinition"].rpartition("/")[2], service["runningCount"]) == ("web:2", 1)

    settings |= {"ignored": ["taskDefinition"], "tags": {"a": "c"}}
    ecs.update_service(cluster=place["cluster"], service=place["services"][0], taskDefinition="web:1")
    deployment.refresh()
    assert deployment.up() == {"same": 3, "update": 2}
    (service,) = ecs.describe_services(**place, include=["TAGS"])["services"]
    assert service["taskDefinition"].endswith("web:1")
    assert {"key": "a", "value": "c"} in service["tags"]
    deployment.destroy()
    (cluster,) = ecs.describe_clusters(clusters=[place["cluster"]])["clusters"]
    assert cluster["status"] == "INACTIVE"
