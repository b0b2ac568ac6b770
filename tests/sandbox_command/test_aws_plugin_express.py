"""The stand-in aws plugin under a real engine: `aws.ecs.ExpressGatewayService`, as a program without our package has it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from tests.sandbox_command.conftest import Deployment, Sandbox, tell

from ecs_express_sandbox.aws_plugin.failures import Refused
from ecs_express_sandbox.aws_plugin.resources.ecs_express_gateway_service import ExpressGatewayService

pytestmark = [
    pytest.mark.engine,
    # A failed inline program leaves an open event loop behind; see `abandoned_programs_forgotten`.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

Deploy = Callable[[Callable[[], None]], Deployment]

MANAGED = "arn:aws:iam::aws:policy/service-role/"
ROLES = {
    "ecs-tasks": "AmazonECSTaskExecutionRolePolicy",
    "ecs": "AmazonECSInfrastructureRoleforExpressGatewayServices",
}


def roles(sandbox: Sandbox) -> list[str]:
    """Make the two roles, and let them become usable."""
    iam, made = sandbox.client("iam"), list[str]()
    for service, policy in ROLES.items():
        trust = {"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        made.append(iam.create_role(RoleName=f"express-{service}", AssumeRolePolicyDocument=document)["Role"]["Arn"])
        iam.attach_role_policy(RoleName=f"express-{service}", PolicyArn=MANAGED + policy)
    tell(sandbox.control, "/clock", {"advance_seconds": 60, "speed": 3000})
    return made


def test_a_service_is_made_changed_refreshed_and_destroyed(deploy: Deploy, sandbox: Sandbox) -> None:
    """What AWS fills in, and the order of variables, is no change; a rollback is a failure where it is waited for."""
    execution, infrastructure = roles(sandbox)
    settings: dict[str, Any] = {"image": "web:1", "tags": {"a": "b"}}

    def program() -> None:
        import pulumi_aws as aws

        web = aws.ecs.ExpressGatewayService(
            "web",
            execution_role_arn=execution,
            infrastructure_role_arn=infrastructure,
            primary_container={
                "image": settings["image"],
                "environments": [{"name": "B", "value": "1"}, {"name": "A", "value": "2"}],
            },
            tags=settings["tags"],
            wait_for_steady_state=True,
        )
        pulumi.export("arn", web.service_arn)

    deployment, ecs = deploy(program), sandbox.client("ecs")

    assert deployment.up() == {"create": 2}
    assert deployment.refresh()["aws:ecs/expressGatewayService:ExpressGatewayService"].op in ("refresh", "same")
    settings |= {"image": "web:2", "tags": {"a": "c"}}
    assert deployment.up() == {"same": 1, "update": 1}
    arn = deployment.output("arn")
    service = ecs.describe_express_gateway_service(serviceArn=arn, include=["TAGS"])["service"]
    assert [one["primaryContainer"]["image"] for one in service["activeConfigurations"]] == ["web:2"]
    assert {"key": "a", "value": "c"} in service["tags"]

    settings["image"] = "web:unhealthy"
    with pytest.raises(pulumi.automation.CommandError, match="deployment ROLLBACK_SUCCESSFUL"):
        deployment.up()
    deployment.destroy()
    assert ecs.describe_express_gateway_service(serviceArn=arn)["service"]["status"]["statusCode"] == "INACTIVE"


def test_another_cluster_is_planned_as_an_update_and_fails() -> None:
    """As with the real plugin (terraform-provider-aws #47280); a cluster's name and its ARN are the same."""
    kind, declared = ExpressGatewayService(), {"primaryContainer": {"image": "web:1"}}

    assert "cluster" not in kind.declaration.immutable
    kind.change(
        None, "arn", {**declared, "cluster": "one"}, {**declared, "cluster": "arn:aws:ecs:us-east-1:1:cluster/one"}
    )
    with pytest.raises(Refused, match="planned another cluster"):
        kind.change(None, "arn", {**declared, "cluster": "one"}, {**declared, "cluster": "two"})
