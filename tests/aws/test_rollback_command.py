"""`ecs-express rollback` on the sandbox: during a deployment and at rest, by name, and what it refuses."""

from __future__ import annotations

import json

from tests.aws.typed import Typed, typed
from tests.sandbox.local_aws import LocalAws

MODE = {"environment": [{"name": "MODE", "value": "secret-mode"}], "command": ["serve", "--fast"]}


def back(*words: str) -> Typed:
    """Roll back and wait."""
    return typed("rollback", "web", "--yes", *words)


def container(aws: LocalAws, arn: str) -> dict[str, object]:
    """Read what serves."""
    found: dict[str, object] = aws.describe(arn)["activeConfigurations"][0]["primaryContainer"]
    return found


def test_there_and_back(for_commands: LocalAws) -> None:
    """At rest the task definition of before is deployed, health check path and all; by name any other one."""
    aws = for_commands
    arn = aws.settled("shop/web:1")
    refused = typed("rollback", "web", "--yes")
    assert refused.code == 21
    assert "none has ended well with anything else" in refused.err

    aws.update(arn, "shop/web:2", primaryContainer=MODE, healthCheckPath="/ready", cpu="512", memory="1024")
    aws.run_out()
    unasked = typed("rollback", "web")
    declined = [unasked.code, "primary_container.image: 'shop/web:2' → 'shop/web:1'" in unasked.out]
    assert declined == [22, True]
    assert container(aws, arn)["image"] == "shop/web:2"

    done = back()
    assert done.code == 0, done.err
    assert container(aws, arn)["image"] == "shop/web:1"
    assert not container(aws, arn)["environment"]
    assert aws.describe(arn)["activeConfigurations"][0]["healthCheckPath"] == "/"
    assert aws.describe(arn)["activeConfigurations"][0]["cpu"] == "1024"
    said = done.out.partition("must now say")[2]
    for line in (
        "primary_container.image: 'shop/web:2' → 'shop/web:1'",
        "primary_container.command: (not shown) → not set: remove it",
        "primary_container.environment.MODE: (not shown) → not set: remove it",
        "health_check_path: '/ready' → '/'",
        "cpu: '512' → '1024'",
        "memory: '1024' → '2048'",
    ):
        assert line in said
    assert "secret-mode" not in done.out
    assert "PRODUCTION_TRAFFIC_SHIFT" in done.out

    forth = back("--to", "default-web:2", "--show-values", "--no-wait")
    aws.run_out()
    assert forth.code == 0
    assert "primary_container.environment.MODE: not set → 'secret-mode'" in forth.out
    assert container(aws, arn)["image"] == "shop/web:2"
    serving = aws.describe(arn)["activeConfigurations"][0]["serviceRevisionArn"].rpartition("/")[2]
    again = typed("rollback", "web", "--yes", "--to", serving)
    assert "serves already" in again.err


def test_a_deployment_that_runs_is_rolled_back_by_ecs(for_commands: LocalAws) -> None:
    """A second request is refused, and the end is told as a good one."""
    aws = for_commands
    arn = aws.settled("shop/web:1")
    aws.update(arn, "shop/web:2")
    aws.advance(30)
    taken = typed("rollback", "web", "--yes", "--no-wait")
    assert taken.code == 0
    assert "rolls back the deployment that runs" in taken.out
    assert "primary_container.image: 'shop/web:2' → 'shop/web:1'" in taken.out
    twice = typed("rollback", "web", "--yes")
    assert "it is being rolled back already" in twice.err
    aws.run_out()
    assert container(aws, arn)["image"] == "shop/web:1"

    aws.update(arn, "shop/web:3")
    aws.advance(30)
    waited = back()
    assert waited.code == 0, waited.err
    assert "serves shop/web:1 again" in waited.out
    assert container(aws, arn)["image"] == "shop/web:1"


def test_what_cannot_work_is_refused_before_anything_changes(for_commands: LocalAws) -> None:
    """A first deployment, a definition that is deregistered, a service that goes; and one that fails says so."""
    aws = for_commands
    arn = aws.create("shop/web:1")["serviceArn"]
    first = typed("rollback", "web", "--yes")
    assert "its first deployment runs, and nothing was before it" in first.err
    aws.run_out()
    aws.update(arn, "shop/web:2")
    aws.run_out()
    aws.ecs.deregister_task_definition(taskDefinition="default-web:1")
    inactive = typed("rollback", "web", "--yes")
    assert inactive.code == 21
    assert "is deregistered" in inactive.err
    assert "primary_container.image: 'shop/web:2' → 'shop/web:1'" in inactive.out
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    going = typed("rollback", arn, "--yes")
    assert going.code == 21
    assert "DRAINING" in going.err


def test_a_way_back_that_fails_has_an_exit_code_of_its_own(for_commands: LocalAws) -> None:
    """The parameter of before is not there any more: the deployment of the rollback is rolled back itself."""
    aws = for_commands
    aws.client("ssm").put_parameter(Name="/db", Value="secret", Type="SecureString")
    roles = aws.roles()
    reading = {"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": "*"}
    aws.client("iam").put_role_policy(
        RoleName="execution",
        PolicyName="read",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [reading]}),
    )
    arn = aws.settled("shop/web:1", roles=roles, primaryContainer={"secrets": [{"name": "DB", "valueFrom": "/db"}]})
    aws.update(arn, "shop/web:2", primaryContainer={"secrets": []})
    aws.run_out()
    aws.client("ssm").delete_parameter(Name="/db")

    done = back()

    assert done.code == 20
    assert "primary_container.secrets.DB: not set → '/db'" in done.out
    assert "was rolled back" in done.err
    assert container(aws, arn)["image"] == "shop/web:2"
