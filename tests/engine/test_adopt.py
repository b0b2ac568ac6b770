"""`ecs-express adopt` on a real engine: services made elsewhere come into a stack, and AWS is sent no change of them."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pulumi_ecs_express.cli import app
from tests.engine.harness import SERVICE, LocalAws, Project
from tests.engine.processes import PROJECT

pytestmark = pytest.mark.engine

ROLES = {
    "executionRoleArn": "arn:aws:iam::123456789012:role/e",
    "infrastructureRoleArn": "arn:aws:iam::123456789012:role/i",
}
VARIABLES = [{"name": "API_TOKEN", "value": 'hunter2 "\\'}, {"name": "LOG", "value": ""}]
SECRET = {"secretive-API_TOKEN": 'hunter2 "\\'}

CHOSEN: dict[str, dict[str, Any]] = {
    "least": {"primaryContainer": {"image": "app:1"}},
    "secretive": {
        "primaryContainer": {"image": "app:1", "environment": VARIABLES, "command": ["a b", "ü"]},
        "tags": [{"key": "team", "value": "shop"}],
        "scalingTarget": {"minTaskCount": 0, "maxTaskCount": 0},
    },
}
FURTHER: dict[str, dict[str, Any]] = {
    "larger": {
        "primaryContainer": {"image": "app:1", "containerPort": 8080},
        "cpu": "512",
        "memory": "1024",
        "cpuArchitecture": "ARM64",
        "healthCheckPath": "/up?deep=1",
        "taskRoleArn": "arn:aws:iam::123456789012:role/t",
        "scalingTarget": {"minTaskCount": 2, "maxTaskCount": 4, "autoScalingMetric": "AVERAGE_MEMORY"},
    },
    "elsewhere": {"primaryContainer": {"image": "app:1"}, "cluster": "apps"},
}
KINDS = [CHOSEN, pytest.param({**CHOSEN, **FURTHER}, marks=pytest.mark.sweep_only)]


def own_definition(aws: LocalAws) -> str:
    """Register a task definition with a sidecar, as somebody else would."""
    main = {"name": "Main", "image": "own:1", "portMappings": [{"containerPort": 8080, "name": "http"}]}
    request = {
        "family": "own", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "512", "memory": "1024",
        "executionRoleArn": ROLES["executionRoleArn"],
        "containerDefinitions": [main, {"name": "log", "image": "log:1", "essential": False}],
    }  # fmt: skip
    return str(aws.client("ecs").register_task_definition(**request)["taskDefinition"]["taskDefinitionArn"])


def made(aws: LocalAws, chosen: dict[str, dict[str, Any]]) -> list[str]:
    """Make the services, and one with a task definition of its own; give their ARNs."""
    ecs = aws.client("ecs")
    ecs.create_cluster(clusterName="apps")
    requests = [{"serviceName": name, **ROLES, **members} for name, members in chosen.items()]
    own = {"taskDefinitionArn": own_definition(aws), "infrastructureRoleArn": ROLES["infrastructureRoleArn"]}
    requests.append({"serviceName": "own", **own})
    arns = [str(ecs.create_express_gateway_service(**one)["service"]["serviceArn"]) for one in requests]
    aws.clock(advance_seconds=3600)
    return arns


class Adopted:
    """The folder that `ecs-express adopt` writes, and the `pulumi` command in it, on a stack that is there."""

    def __init__(self, path: Path, project: Project, arns: list[str], *options: str) -> None:
        done = CliRunner().invoke(app, ["adopt", *arns, "--output", str(path), *options])
        assert done.exit_code == 0, done.output
        self.path, self.stack = path, project.stack.name
        (path / "Pulumi.yaml").write_text(f"name: {PROJECT}\nruntime: python\n")
        kept = (Path(project.stack.workspace.work_dir) / f"Pulumi.{self.stack}.yaml").read_text()
        values = "".join(f"  {PROJECT}:{name}: '{value}'\n" for name, value in SECRET.items())
        (path / f"Pulumi.{self.stack}.yaml").write_text(f"{kept}config:\n{values}")

    def pulumi(self, *words: str) -> str:
        """Run a command, which must succeed."""
        command = ["pulumi", *words, "--non-interactive", "--stack", self.stack]
        done = subprocess.run(command, cwd=self.path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.mark.parametrize("chosen", KINDS, ids=["few", "more"])
def test_up_takes_services_over_and_changes_no_setting(
    chosen: dict[str, dict[str, Any]], tmp_path: Path, project: Project, aws: LocalAws
) -> None:
    """What is sent is a create, which AWS refuses, and the tag of the owner; then there is nothing left to do."""
    arns = made(aws, chosen)
    program = Adopted(tmp_path / "program", project, arns)
    aws.forget_calls()

    program.pulumi("up", "--yes", "--skip-preview")

    assert set(aws.changes()) == {"ecs:CreateExpressGatewayService", "ecs:TagResource"}
    assert "unchanged" in program.pulumi("preview", "--expect-no-changes")
    assert len(project.resources(SERVICE)) == len(arns)


@pytest.mark.parametrize("chosen", KINDS, ids=["few", "more"])
def test_an_import_asks_aws_nothing_and_leaves_nothing_to_do(
    chosen: dict[str, dict[str, Any]], tmp_path: Path, project: Project, aws: LocalAws
) -> None:
    """A refresh finds them as they are, and changes nothing either."""
    arns = made(aws, chosen)
    program = Adopted(tmp_path / "program", project, arns, "--import")
    assert aws.changes().keys() <= {
        "ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:CreateExpressGatewayService", "sts:AssumeRole",
    }  # fmt: skip
    aws.forget_calls()

    program.pulumi("import", "--file", "import.json", "--generate-code=false", "--yes", "--skip-preview")
    program.pulumi("preview", "--expect-no-changes")

    assert aws.calls() == {}
    assert "hunter2" not in str(project.resources(SERVICE))  # the provider has it: here the configuration is in clear
    program.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes")
    assert aws.changes() == {}


@pytest.mark.sweep_only(held_by="tests/aws/test_adoption.py")
def test_an_imported_service_lives_and_goes_with_its_stack(tmp_path: Path, project: Project, aws: LocalAws) -> None:
    """An `up` of the program as it was written asks AWS nothing; a destroy deletes the services."""
    arns = made(aws, {**CHOSEN, **FURTHER})
    program = Adopted(tmp_path / "program", project, arns, "--import")
    program.pulumi("import", "--file", "import.json", "--generate-code=false", "--yes", "--skip-preview")
    aws.forget_calls()

    program.pulumi("up", "--yes", "--skip-preview")
    assert aws.calls() == {}
    program.pulumi("destroy", "--yes", "--skip-preview")

    left = [aws.client("ecs").describe_express_gateway_service(serviceArn=arn)["service"]["status"] for arn in arns]
    assert {status["statusCode"] for status in left} == {"INACTIVE"}
