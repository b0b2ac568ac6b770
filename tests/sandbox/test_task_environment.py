"""What a container gets in its environment, as the control API tells it, and what of it keeps a task from starting."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.sandbox.classic_services import BREAKER, CLUSTER, create, definition, execution_role, settled, tasks
from tests.sandbox.local_aws import REGION, LocalAws

BUCKET = "shop-files"
FILE = f"arn:aws:s3:::{BUCKET}/"


def permit(aws: LocalAws, *actions: str, resource: str = "*") -> None:
    """Let the execution role do something."""
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": resource}
    document = json.dumps({"Version": "2012-10-17", "Statement": statement})
    aws.client("iam").put_role_policy(RoleName="execution", PolicyName=actions[0][:2], PolicyDocument=document)


def upload(aws: LocalAws, **files: str) -> None:
    """Put environment files into a bucket."""
    s3 = aws.client("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    for name, text in files.items():
        s3.put_object(Bucket=BUCKET, Key=f"{name}.env", Body=text.encode())


def files(*names: str) -> dict[str, Any]:
    """Give a container with environment files."""
    return {"environmentFiles": [{"value": f"{FILE}{name}.env", "type": "s3"} for name in names]}


def environment(aws: LocalAws) -> Any:
    """Ask the control API what the containers of a task of the service get."""
    identifier = tasks(aws)[0]["taskArn"].rsplit("/", 1)[-1]
    return aws.control("GET", f"/tasks/{identifier}/environment")["containers"]


@pytest.mark.parametrize("express", [False, True], ids=["classic", "express"])
def test_a_container_gets_plain_values_secrets_and_files(aws: LocalAws, express: bool) -> None:
    """Secrets by ARN, by a key of theirs and from Parameter Store; `environment` beats files; each container has its own."""
    roles = aws.roles()
    secret = aws.client("secretsmanager").create_secret(Name="db", SecretString='{"password": "s3cret", "port": 5432}')
    aws.client("ssm").put_parameter(Name="/app/key", Value="k=1", Type="SecureString")
    upload(aws, base='# a comment\nMODE=file\nQUOTED="a b"\n\nURL=http://x?a=b\nno assignment\n')
    permit(aws, "secretsmanager:GetSecretValue", "ssm:GetParameters", "s3:GetObject", "s3:GetBucketLocation")
    arn = secret["ARN"]
    main = {
        "name": "Main",
        "portMappings": [{"name": "http", "containerPort": 80}],
        "environment": [{"name": "MODE", "value": "plain"}, {"name": "EMPTY", "value": ""}],
        "secrets": [
            {"name": "DB", "valueFrom": arn},
            {"name": "PASSWORD", "valueFrom": f"{arn}:password::"},
            {"name": "PORT", "valueFrom": f"{arn}:port:AWSCURRENT:"},
            {"name": "KEY", "valueFrom": "/app/key"},
        ],
        **files("base"),
    }
    proxy = {"name": "proxy", "image": "proxy:1", "environment": [{"name": "A", "value": "1"}]}
    own = definition(aws, "shop/web:1", proxy, container=main, executionRoleArn=roles["executionRoleArn"])
    if express:
        infrastructure = roles["infrastructureRoleArn"]
        aws.ecs.create_cluster(clusterName=CLUSTER)
        aws.ecs.create_express_gateway_service(
            serviceName="web", cluster=CLUSTER, taskDefinitionArn=own, infrastructureRoleArn=infrastructure
        )
        aws.run_out()
    else:
        settled(aws, taskDefinition=own)

    assert environment(aws) == {
        "Main": {
            "MODE": "plain",
            "QUOTED": '"a b"',
            "URL": "http://x?a=b",
            "EMPTY": "",
            "DB": '{"password": "s3cret", "port": 5432}',
            "PASSWORD": "s3cret",
            "PORT": "5432",
            "KEY": "k=1",
        },
        "proxy": {"A": "1"},
    }


@pytest.mark.parametrize(("which", "value"), [("last", "two"), ("first", "one")])
def test_which_file_counts_is_a_setting(aws: LocalAws, which: str, value: str) -> None:
    """Where two have the same variable: "processed from the top down" is all that is said."""
    aws.settings(environment_file_conflict=which)
    upload(aws, one="A=one\nB=1\n", two="A=two\nC=2\n")
    role = execution_role(aws)
    permit(aws, "s3:*")
    settled(aws, taskDefinition=definition(aws, container=files("one", "two"), executionRoleArn=role))

    assert environment(aws) == {"web": {"A": value, "B": "1", "C": "2"}}


@pytest.mark.parametrize(
    ("name", "actions", "words"),
    [
        ("there", [], "is not authorized to perform: s3:GetBucketLocation on resource: arn:aws:s3:::shop-files "),
        ("there", ["s3:GetBucketLocation"], f"is not authorized to perform: s3:GetObject on resource: {FILE}there.env"),
        ("missing", ["s3:*"], f"failed to download {FILE}missing.env: NoSuchKey"),
    ],
)
def test_a_file_that_cannot_be_read_keeps_tasks_from_starting(
    aws: LocalAws, name: str, actions: list[str], words: str
) -> None:
    """Missing, or not for the execution role; the stopped task says which."""
    upload(aws, there="A=1\n")
    role = execution_role(aws)
    if actions:
        permit(aws, *actions)
    own = definition(aws, container=files(name), executionRoleArn=role)
    arn = settled(aws, taskDefinition=own, deploymentConfiguration=BREAKER)

    assert aws.deployment(arn)["status"] == "ROLLBACK_FAILED"
    (task, *_) = tasks(aws, "STOPPED")
    assert task["stoppedReason"].startswith("ResourceInitializationError: failed to download env files")
    assert (task["stopCode"], words in task["stoppedReason"]) == ("TaskFailedToStart", True)


def test_a_secret_that_turns_up_lets_the_next_task_start(aws: LocalAws) -> None:
    """ECS reads anew for each task."""
    role = execution_role(aws)
    permit(aws, "ssm:GetParameters")
    secrets = {"secrets": [{"name": "KEY", "valueFrom": "key"}]}
    arn = create(aws, taskDefinition=definition(aws, container=secrets, executionRoleArn=role))["serviceArn"]
    aws.advance(30)
    assert "invalid ssm parameters: key" in tasks(aws, "STOPPED")[0]["stoppedReason"]
    aws.client("ssm").put_parameter(Name="key", Value="x", Type="String")
    aws.run_out()

    assert (aws.deployment(arn)["status"], environment(aws)) == ("SUCCESSFUL", {"web": {"KEY": "x"}})


def test_a_role_that_ecs_cannot_assume_keeps_tasks_from_starting(aws: LocalAws) -> None:
    """It does not exist, or trusts somebody else."""
    role = aws.role("task", "ec2.amazonaws.com", None)
    settled(aws, taskDefinition=definition(aws, taskRoleArn=role), deploymentConfiguration=BREAKER)

    assert tasks(aws, "STOPPED")[0]["stoppedReason"].startswith(f"ECS was unable to assume the role '{role}'")


def test_an_unknown_task_is_said(aws: LocalAws) -> None:
    """As a mistake of the request."""
    status, answer = aws.ask("GET", f"/tasks/{'0' * 32}/environment")

    assert (status, answer) == (400, {"error": f"there is no task {'0' * 32}"})
