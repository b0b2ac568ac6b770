"""`ecs-express adopt` on the sandbox: services made by ordinary calls are described so that nothing is left to change."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.aws.drawn_account import an_account
from tests.aws.drawn_programs import Account, programs
from tests.sandbox.local_aws import REGION, LocalAws, own_definition
from typer.testing import CliRunner, Result

from pulumi_ecs_express.aws.ec2 import BotoSubnets
from pulumi_ecs_express.aws.ecs.express_services import BotoExpressServices
from pulumi_ecs_express.cli import app
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.fields.property_paths import Path as PropertyPath
from pulumi_ecs_express.model.fields.property_paths import nest
from pulumi_ecs_express.model.service.spec import ServiceSpec
from pulumi_ecs_express.planning.adoption.declared import declared
from pulumi_ecs_express.planning.ownership import Owner, may_delete
from pulumi_ecs_express.planning.service.comparison import plan_service
from pulumi_ecs_express.planning.service.requests import create_request
from pulumi_ecs_express.providers.adoption.reading import read
from pulumi_ecs_express.providers.service import declaration

HERE = Connection(REGION)
DRAWN = 40


def typed(*words: str) -> Result:
    """Type the command on a wide terminal, about this Region."""
    return CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, ["adopt", "--region", REGION, *words])


def called(aws: LocalAws) -> set[str]:
    """List the calls that change something, and forget them."""
    calls = aws.control("GET", "/calls")
    aws.control("POST", "/calls/reset", {})
    return {name for name in calls if not name.partition(":")[2].startswith(("Describe", "List", "Get"))}


@pytest.fixture(scope="module")
def services(sandbox: LocalAws) -> None:
    """Services that no program describes."""
    sandbox.reset()
    _make(sandbox)


def _make(aws: LocalAws) -> None:
    """Make a service with a secret, one with a sidecar, a classic one, one that goes, and one of another stack."""
    roles = aws.roles()
    aws.advance(60)
    variables = [{"name": "API_TOKEN", "value": "hunter2"}, {"name": "LOG", "value": "x"}]
    for name, members in (
        ("secretive", {"primaryContainer": {"environment": variables}}),
        ("going", {}),
        ("owned", {"tags": [{"key": "pulumi:owner", "value": "shop/dev/web/0123456789ab/token"}]}),
    ):
        aws.create(serviceName=name, roles=roles, **members)
    log = {"name": "log", "image": "log:1", "essential": False}
    definition = own_definition(aws, "shop/own:1", log, executionRoleArn=roles["executionRoleArn"])
    aws.ecs.create_express_gateway_service(
        serviceName="sidecar", taskDefinitionArn=definition, infrastructureRoleArn=roles["infrastructureRoleArn"]
    )
    aws.ecs.create_service(
        serviceName="classic", taskDefinition=definition, desiredCount=1, launchType="FARGATE",
        networkConfiguration={"awsvpcConfiguration": {"subnets": [_subnet(aws)]}},
    )  # fmt: skip
    aws.advance(600)
    [going] = [arn for arn in _arns(aws) if arn.endswith("/going")]
    aws.ecs.delete_express_gateway_service(serviceArn=going)


def _subnet(aws: LocalAws) -> str:
    return str(aws.client("ec2").describe_subnets()["Subnets"][0]["SubnetId"])


def _arns(aws: LocalAws) -> list[str]:
    return list(aws.ecs.list_services(cluster="default", resourceManagementType="ECS", maxResults=100)["serviceArns"])


def made(aws: LocalAws, account: Account) -> list[str]:
    """Make drawn services by ordinary calls; give their ARNs."""
    drawn = list[dict[PropertyPath, Any]]()

    @settings(
        max_examples=DRAWN,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.generate],
    )
    @given(programs(account))
    def draw(program: dict[PropertyPath, Any]) -> None:
        drawn.append({**program, ("serviceName",): f"drawn-{len(drawn)}"})

    draw()
    arns = []
    for number, chosen in enumerate(drawn):
        kept = dict(list(chosen.items())[number % 3 :: 1 + number % 3])  # not all declare everything
        always = {
            path: value for path, value in chosen.items() if path in ALWAYS or path[:1] in (("cpu",), ("memory",))
        }
        spec = ServiceSpec.model_validate(nest({**kept, **always}))
        request = create_request(spec, str(spec.service_name), spec.tags or {})
        arns.append(str(aws.ecs.create_express_gateway_service(**request)["service"]["serviceArn"]))
    aws.advance(3600)
    return arns


ALWAYS = (
    ("primaryContainer", "image"), ("executionRoleArn",), ("infrastructureRoleArn",), ("serviceName",),
    ("primaryContainer", "awsLogsConfiguration", "logGroup"),
    ("networkConfiguration", "subnets"),
    *(("scalingTarget", name) for name in ("minTaskCount", "maxTaskCount")),
)  # fmt: skip


def test_a_service_is_printed_as_a_program_without_its_secrets(sandbox: LocalAws, services: None) -> None:
    """On standard output nothing but Python; beside it the command that sets the secret, without its value."""
    done = typed("secretive")

    assert done.exit_code == 0, done.output
    ast.parse(done.stdout)
    assert "adopt_existing=True" in done.stdout
    assert 'config.require_secret("secretive-API_TOKEN")' in done.stdout
    assert "--value API_TOKEN | pulumi config set --secret secretive-API_TOKEN" in done.stderr
    assert "hunter2" not in done.output


def test_a_value_is_printed_for_a_pipe(services: None) -> None:
    """With one line's end, which `pulumi config set` takes off."""
    assert typed("secretive", "--value", "API_TOKEN").stdout == "hunter2\n"


def test_a_service_by_its_arn_is_that_service(sandbox: LocalAws, services: None) -> None:
    """Its cluster and Region are in the ARN."""
    [arn] = [arn for arn in _arns(sandbox) if arn.endswith("/secretive")]

    assert typed(arn, "--cluster", "other").stdout == typed("secretive").stdout


def test_a_task_definition_of_ones_own_is_named_with_what_it_holds(services: None) -> None:
    """By its ARN, with what that means above it."""
    text = typed("sidecar").stdout

    assert 'task_definition_arn="arn:aws:ecs:eu-west-1:123456789012:task-definition/own:' in text
    assert "sidecars log" in text
    assert "primary_container" not in text


def test_files_are_written_and_not_replaced_unasked(tmp_path: Path, services: None) -> None:
    """The import file holds values of secrets, so nobody else may read it."""
    folder = tmp_path / "shop"
    done = typed("secretive", "--output", str(folder), "--import")

    assert done.exit_code == 0, done.output
    assert {path.name for path in folder.iterdir()} == {"__main__.py", "Pulumi.yaml", "import.json"}
    assert (folder / "import.json").stat().st_mode & 0o777 == 0o600
    assert "adopt_existing" not in (folder / "__main__.py").read_text()
    imported = json.loads((folder / "import.json").read_text())["resources"]
    assert len(imported) == 3
    (token,) = [one["outputs"]["ownerToken"] for one in imported if "ownerToken" in one.get("outputs", {})]
    assert not may_delete(Owner("another/stack/web/0123456789ab", "theirs"), token), (
        "by it a service of others is left alone"
    )
    assert "hunter2" not in done.output
    again = typed("secretive", "--output", str(folder))
    assert again.exit_code == 2
    assert "--overwrite" in again.stderr
    assert typed("secretive", "--output", str(folder), "--overwrite").exit_code == 0


OBSTACLES = [
    (["nobody"], ["service-not-found", "are going, owned, secretive, sidecar"]),
    (["classic"], ["service-not-adoptable", "EcsServiceUpdate"]),
    (["going"], ["service-not-active", "being deleted"]),
    (["secretive", "--cluster", "other"], ["cluster-not-found", "give --cluster"]),
    (["--all", "--cluster", "other"], ["cluster-not-found", "give --cluster"]),
    (["--all", "--cluster", "drawn-empty"], ["service-not-found", "no Express Mode service"]),
    (["arn:aws:ecs:eu-west-1:210987654321:service/default/web"], ["other-account", "210987654321"]),
    (["nobody", "classic", "going"], ["nobody", "classic", "going"]),
]


@pytest.mark.parametrize(("words", "said"), OBSTACLES, ids=[" ".join(words) for words, _ in OBSTACLES])
def test_what_is_in_the_way_is_said_and_nothing_is_printed(
    words: list[str], said: list[str], sandbox: LocalAws, services: None
) -> None:
    """All of it at once, with what to do, and an exit code that Pulumi does not use."""
    sandbox.ecs.create_cluster(clusterName="drawn-empty")
    done = typed(*words)

    assert done.exit_code == 21
    assert done.stdout == ""
    for text in said:
        assert text in done.stderr


def test_a_service_of_another_stack_is_taken_over_and_not_imported(tmp_path: Path, services: None) -> None:
    """Its mark at AWS is that stack's, which an import leaves as it is; nothing is written."""
    done = typed("owned", "--output", str(tmp_path / "owned"), "--import")

    assert done.exit_code == 21
    assert "web of the stack dev of the project shop" in done.stderr
    assert not (tmp_path / "owned").exists()
    assert "note: service owned" in typed("owned").stderr


def test_the_services_of_a_cluster_and_the_default_subnets_are_listed(sandbox: LocalAws, services: None) -> None:
    """No classic ones; page by page."""
    names = BotoExpressServices(HERE).names("default")

    assert {"secretive", "owned", "sidecar"} <= set(names)
    assert "classic" not in names
    found = sandbox.client("ec2").describe_subnets(Filters=[{"Name": "default-for-az", "Values": ["true"]}])["Subnets"]
    assert BotoSubnets(HERE).defaults() == {subnet["SubnetId"] for subnet in found}


@pytest.mark.sweep_only(held_by="tests/providers/test_adoption.py")
def test_drawn_services_are_described_so_that_no_change_is_planned(sandbox: LocalAws, services: None) -> None:
    """Made by ordinary calls, read by the package's own; the component takes every description."""
    account = an_account(sandbox.client)
    sandbox.advance(60)
    arns = made(sandbox, account)
    called(sandbox)
    for arn in arns:
        cluster, name = arn.split("/")[-2:]
        subject = read(HERE, cluster, name)
        spec, problems = declaration.checked(nest(declared(subject)))

        assert problems == []
        assert spec is not None
        observed = {**subject.service.identity(), **subject.configuration.by_path()}
        assert not plan_service(spec.by_path(), observed, {}), arn
    assert len(arns) == DRAWN
    assert called(sandbox) == set()
