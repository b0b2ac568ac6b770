"""`ecs-express convert`, as a person types it: what goes where, what is refused, and an App Runner service by its ARN."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.aws.app_runner_server import AppRunner, served
from tests.planning.manifest_samples import FOLDER, Sample, shown
from typer.testing import CliRunner

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws import session
from pulumi_ecs_express.cli import app
from pulumi_ecs_express.cli.conversion.judgement import problems
from pulumi_ecs_express.planning.program.program import Component, Program

COMPOSE = FOLDER / "compose" / "smallest.yaml"


def typed(*words: str, stdin: str | None = None) -> Any:
    """Type the command on a wide terminal."""
    return CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, ["convert", *words], input=stdin)


def test_the_program_goes_to_standard_output_and_the_list_beside_it() -> None:
    """A pipe gets Python and nothing else."""
    done = typed(str(FOLDER / "copilot" / "basic.yaml"))

    assert done.exit_code == 0
    compile(done.stdout, "__main__.py", "exec")
    assert 'ExpressGatewayService(\n    "frontend"' in done.stdout
    assert "no counterpart:\n" in done.stderr
    assert "  - exec (line 12): add ServiceSettings(" in done.stderr
    assert "  pulumi config set image …" in done.stderr


def test_a_folder_gets_the_program_and_its_project(tmp_path: Path) -> None:
    """And nothing there is overwritten."""
    folder = tmp_path / "new" / "express"
    done = typed(str(COMPOSE), "--output", str(folder), "--name", "Web Shop")

    assert done.exit_code == 0
    assert done.stdout == ""
    assert f"  cd {folder}\n  pulumi stack init dev\n  pulumi preview" in done.stderr
    assert (folder / "Pulumi.yaml").read_text().startswith("name: Web-Shop\nruntime: python\n")
    written = (folder / "__main__.py").read_text()
    assert "express.ExpressGatewayService(" in written

    again = typed(str(FOLDER / "copilot" / "basic.yaml"), "--output", str(folder))

    assert again.exit_code == 21
    assert "would be overwritten" in again.stderr
    assert "[output-exists]" in again.stderr
    assert (folder / "__main__.py").read_text() == written


def test_standard_input_is_a_file_too() -> None:
    """As `docker compose config` writes one."""
    done = typed("-", stdin=COMPOSE.read_text())

    assert done.exit_code == 0
    assert '"image": "nginx:1.28"' in done.stdout


def test_options_reach_the_conversion() -> None:
    """One service of a Compose file, and one environment of a manifest."""
    one = typed(str(FOLDER / "compose" / "shop.yaml"), "--service", "api")
    prod = typed(str(FOLDER / "copilot" / "environments.yaml"), "--environment", "prod")

    assert one.stdout.count("ExpressGatewayService(") == 1
    assert '"LOG_LEVEL": "warning"' in prod.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.yaml"], "nowhere.yaml cannot be read: No such file or directory"),
        ([str(FOLDER)], "Is a directory"),
        (["-"], "its keys are a"),
        (["--from", "app-runner", str(COMPOSE)], "cannot be read as app-runner"),
        (["arn:aws:ecs:eu-west-1:123456789012:service/default/web"], "is not the ARN of an App Runner service"),
        ([str(FOLDER / "compose" / "variables.yaml"), "--service", "nobody"], "has no 'nobody': --service takes one of admin, portal, worker"),
    ],
)  # fmt: skip
def test_what_cannot_be_converted_ends_with_an_error_of_its_own(words: list[str], said: str) -> None:
    """With a code, a remedy, exit code 21, and nothing on standard output."""
    done = typed(*words, stdin="a: 1")

    assert done.exit_code == 21
    assert done.stdout == ""
    assert said in done.stderr
    assert "  fix: " in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "helm", str(COMPOSE)], "is none of app-runner"),
        (["--environment", "prod", str(COMPOSE)], "belongs to Copilot manifests"),
        (["--service", "web", str(FOLDER / "copilot" / "basic.yaml")], "belongs to Compose files"),
        ([], "Missing argument"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_a_usage_error(words: list[str], said: str) -> None:
    """Before anything is converted."""
    done = typed(*words)

    assert done.exit_code == 2
    assert said in " ".join(done.stderr.replace("│", " ").split())


def test_what_a_preview_would_refuse_is_refused_here() -> None:
    """By the models of the components, and by Fargate's rules for sidecars: the program would be of no use."""
    text = "services: {web: {image: 'Nginx Latest', ports: ['80'], environment: {'': x}}}"
    done = typed("-", stdin=text)

    assert done.exit_code == 21
    assert "web: primary_container.image: 'Nginx Latest' holds a blank" in done.stderr
    assert "is a blank name" in done.stderr
    assert "[source-invalid]" in done.stderr
    sidecar = {"name": "proxy", "image": "proxy:1", "privileged": True, "memoryReservation": 64}
    web = Component("ExpressGatewayService", "web", {"primary_container": {"image": "app:1"}, "sidecars": [sidecar]})
    assert [text for text in problems(Program("", (web,))) if "Fargate does not take it" in text]


@pytest.fixture
def app_runner(monkeypatch: pytest.MonkeyPatch) -> Iterator[AppRunner]:
    """Serve the sample with everything in it, and lead boto3 there."""
    service = AppRunner(json.loads((FOLDER / "app-runner" / "shop.json").read_text()))
    with served(service) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL_APPRUNNER", url)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        session.forget()
        yield service
    session.forget()


def test_an_app_runner_service_is_read_with_all_that_belongs_to_it(app_runner: AppRunner) -> None:
    """Over all pages, in the Region of the ARN; the program is that of the same answers in a file."""
    done = typed(app_runner.arn)

    assert done.exit_code == 0, done.stderr
    expected = shown(Sample(FOLDER / "app-runner" / "shop.json").convert()).partition("-" * 80)[0]
    assert done.stdout.strip() == expected.strip()
    assert app_runner.asked.count("DescribeCustomDomains") == 2
    assert {"DescribeVpcConnector", "DescribeAutoScalingConfiguration", "ListTagsForResource"} <= set(app_runner.asked)
    assert not [operation for operation in app_runner.asked if not operation.startswith(("Describe", "List"))]


def test_a_service_that_is_not_there_is_said_to_be(app_runner: AppRunner) -> None:
    """With the command that lists those that are."""
    done = typed(app_runner.arn.replace("/shop/", "/none/"))

    assert done.exit_code == 21
    assert "App Runner has no service" in done.stderr
    assert "aws apprunner list-services --region eu-west-1" in done.stderr


def test_what_aws_denies_is_said_in_this_commands_words(app_runner: AppRunner) -> None:
    """With the action, and nothing about `pulumi up`."""
    message = "User: arn:aws:iam::123456789012:user/a is not authorized to perform: apprunner:DescribeVpcConnector"
    app_runner.refuses["DescribeVpcConnector"] = (400, "AccessDeniedException", message)
    done = typed(app_runner.arn)

    assert done.exit_code == 21
    assert "apprunner:DescribeVpcConnector" in done.stderr
    assert f"[{errors.AccessDenied.code}]" in done.stderr
    assert "pulumi up" not in done.stderr


def test_a_conversion_of_a_file_loads_no_boto3_client() -> None:
    """And the command itself neither Pulumi nor pydantic's models: it starts fast."""
    program = "import sys; from pulumi_ecs_express.cli import app\nprint(*sys.modules)\n"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    loaded = set(done.stdout.split())
    assert not loaded & {"boto3", "botocore", "pulumi", "yaml", "pulumi_ecs_express.planning.conversion.origins"}
