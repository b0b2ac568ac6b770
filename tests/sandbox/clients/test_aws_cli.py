"""The AWS CLI of the first line, which has the Express commands; its monitor exists only in the second line."""

from __future__ import annotations

import json

import pytest

from tests.sandbox.clients.aws_cli import AwsCli

EXECUTION = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
INFRASTRUCTURE = "arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRoleforExpressGatewayServices"


def role(cli: AwsCli, name: str, principal: str, policy: str) -> str:
    """Make a role as a person would."""
    statement = {"Effect": "Allow", "Principal": {"Service": principal}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    made = cli.answer("iam", "create-role", "--role-name", name, "--assume-role-policy-document", trust)
    cli.answer("iam", "attach-role-policy", "--role-name", name, "--policy-arn", policy)
    return str(made["Role"]["Arn"])


@pytest.mark.row("S0-44")
def test_a_service_lives_and_dies_by_the_aws_cli(cli: AwsCli) -> None:
    """Roles, create, describe, tag, update, list-service-deployments, delete, with the CLI's own waiters between."""
    execution = role(cli, "execution", "ecs-tasks.amazonaws.com", EXECUTION)
    infrastructure = role(cli, "infrastructure", "ecs.amazonaws.com", INFRASTRUCTURE)
    cli.aws.advance(10)

    create = ["ecs", "create-express-gateway-service", "--service-name", "web"]
    create += ["--execution-role-arn", execution, "--infrastructure-role-arn", infrastructure]
    create += ["--primary-container", "image=shop/web:1,containerPort=8080,environment=[{name=STAGE,value=test}]"]
    create += ["--scaling-target", "minTaskCount=2,maxTaskCount=4", "--tags", "key=team,value=shop"]
    made = cli.answer(*create)["service"]
    arn = made["serviceArn"]
    assert made["status"]["statusCode"] == "ACTIVE"

    cli.aws.run_out()
    cli.answer("ecs", "wait", "services-stable", "--services", arn)
    described = cli.answer("ecs", "describe-express-gateway-service", "--service-arn", arn, "--include", "TAGS")
    assert described["service"]["tags"] == [{"key": "team", "value": "shop"}]
    assert described["service"]["activeConfigurations"][0]["primaryContainer"]["containerPort"] == 8080

    cli.answer("ecs", "tag-resource", "--resource-arn", arn, "--tags", "key=stage,value=test")
    cli.answer("ecs", "untag-resource", "--resource-arn", arn, "--tag-keys", "team")
    listed = cli.answer("ecs", "list-tags-for-resource", "--resource-arn", arn)
    assert listed["tags"] == [{"key": "stage", "value": "test"}]

    update = ["ecs", "update-express-gateway-service", "--service-arn", arn]
    changed = cli.answer(*update, "--primary-container", "image=shop/web:2")
    assert changed["service"]["targetConfiguration"]["primaryContainer"]["image"] == "shop/web:2"
    running = cli.answer("ecs", "list-service-deployments", "--service", arn, "--status", "PENDING", "IN_PROGRESS")
    assert len(running["serviceDeployments"]) == 1
    cli.aws.run_out()
    cli.answer("ecs", "wait", "services-stable", "--services", arn)
    deployments = cli.answer("ecs", "list-service-deployments", "--service", arn)["serviceDeployments"]
    assert [deployment["status"] for deployment in deployments] == ["SUCCESSFUL", "SUCCESSFUL"]
    newest = cli.answer(
        "ecs", "describe-service-deployments", "--service-deployment-arns", deployments[0]["serviceDeploymentArn"]
    )
    assert newest["serviceDeployments"][0]["targetServiceRevision"]["runningTaskCount"] == 2

    deleted = cli.answer("ecs", "delete-express-gateway-service", "--service-arn", arn)
    assert deleted["service"]["status"]["statusCode"] == "DRAINING"
    cli.aws.run_out()
    cli.answer("ecs", "wait", "services-inactive", "--services", arn)


def test_the_aws_cli_prints_errors_as_of_aws(cli: AwsCli) -> None:
    """Exit code 254 or 255, the exception's name, the operation and AWS's words."""
    arn = "arn:aws:ecs:eu-west-1:123456789012:service/default/nobody"
    done = cli.run("ecs", "describe-express-gateway-service", "--service-arn", arn)

    assert done.code in (254, 255)
    assert done.errors.strip().endswith(
        "An error occurred (InvalidParameterException) when calling the DescribeExpressGatewayService operation: "
        "Resource not found"
    )


def test_the_other_services_answer_the_aws_cli(cli: AwsCli) -> None:
    """What a person looks at when a service is up: load balancer, rule, health, certificate, logs, alarm, scaling."""
    arn = cli.aws.settled()
    ingress = cli.aws.managed(arn)["ingressPaths"][0]

    rules = cli.answer("elbv2", "describe-rules", "--listener-arn", ingress["listener"]["arn"])["Rules"]
    assert [rule["Priority"] for rule in rules] == ["1", "default"]
    group = next(g["arn"] for g, states in zip(ingress["targetGroups"], cli.aws.health(arn), strict=True) if states)
    health = cli.answer("elbv2", "describe-target-health", "--target-group-arn", group)
    assert [target["TargetHealth"]["State"] for target in health["TargetHealthDescriptions"]] == ["healthy"]
    certificate = cli.answer("acm", "describe-certificate", "--certificate-arn", ingress["certificate"]["arn"])
    assert certificate["Certificate"]["Status"] == "ISSUED"
    services = cli.answer("ecs", "list-services", "--resource-management-type", "ECS")
    assert services["serviceArns"] == [arn]
    tasks = cli.answer("ecs", "list-tasks", "--service-name", "web")["taskArns"]
    assert len(cli.answer("ecs", "describe-tasks", "--tasks", *tasks)["tasks"]) == 1
    alarms = cli.answer("cloudwatch", "describe-alarms", "--alarm-name-prefix", "default/web/")
    assert [alarm["AlarmName"] for alarm in alarms["MetricAlarms"]] == ["default/web/RollbackAlarm"]
    assert cli.answer("logs", "describe-log-groups", "--log-group-name-prefix", "/aws/ecs/default/web-")["logGroups"]
