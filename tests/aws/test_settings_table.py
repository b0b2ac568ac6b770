"""
The table of settings, cell by cell, against the sandbox, whose refusals come from what is known of AWS and not from the table.

What the table allows, the sandbox takes; what it says that AWS refuses, the sandbox refuses; and a preview refuses exactly
that, and what another component owns, with the way out, before anything is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError
from tests.aws.settings_samples import SAMPLES, Surroundings
from tests.aws.test_settings_of_services import PORT, VOLUME, Life
from tests.sandbox import classic_services
from tests.sandbox.local_aws import REGION, LocalAws, own_definition

from pulumi_ecs_express.model.service_settings.kinds import Kind
from pulumi_ecs_express.planning.service_settings.table import COLUMNS, OTHERS, TABLE, cell
from pulumi_ecs_express.planning.service_settings.verdicts import Deploys, Verdict
from pulumi_ecs_express.providers.service_settings import claims

Column = tuple[Kind, bool | None, bool]
"""Kind, whether on Fargate, which each task set of an EXTERNAL service says for itself, and whether DAEMON."""

SERVICES: dict[str, Column] = {
    "express": (Kind.EXPRESS, True, False),
    "rolling": (Kind.ROLLING, True, False),
    "rolling-ec2": (Kind.ROLLING, False, False),
    "blue-green": (Kind.BLUE_GREEN, True, False),
    "linear": (Kind.LINEAR, True, False),
    "canary": (Kind.CANARY, True, False),
    "code-deploy": (Kind.CODE_DEPLOY, True, False),
    "external": (Kind.EXTERNAL, None, False),
    "daemon": (Kind.ROLLING, False, True),
}


@pytest.fixture(autouse=True)
def empty(sandbox: LocalAws) -> Iterator[None]:
    """An empty account for each test."""
    sandbox.reset()
    yield
    claims.forget()


def made(aws: LocalAws, service: str) -> Life:
    """Make a service of a kind whose task definition has a volume and a named port."""
    aws.role("tasks", "ecs-tasks.amazonaws.com", None)
    if service == "express":
        definition = own_definition(aws, **VOLUME)
        roles = {"infrastructureRoleArn": aws.roles()["infrastructureRoleArn"]}
        aws.advance(60)
        request = {"serviceName": "web", "taskDefinitionArn": definition, **roles}
        arn = str(aws.ecs.create_express_gateway_service(**request)["service"]["serviceArn"])
        aws.ecs.put_cluster_capacity_providers(
            cluster="default", capacityProviders=["FARGATE", "FARGATE_SPOT"], defaultCapacityProviderStrategy=[]
        )
        aws.run_out()
        return Life(aws, arn)
    on_ec2: dict[str, Any] = {"requiresCompatibilities": ["EC2"]} if service in ("rolling-ec2", "daemon") else {}
    definition = classic_services.definition(aws, container=PORT, **VOLUME, **on_ec2)
    named: dict[str, Any] = {} if service == "external" else {"taskDefinition": definition}
    return Life(aws, classic_services.make_service(aws, service, **named))


def values(name: str, around: Surroundings, column: Column) -> Any:
    """Write a value to try; where the percentages alone are taken, these."""
    if name == "deploymentController":
        return {"type": "ECS"}
    if name == "deploymentConfiguration":
        return (
            {"maximumPercent": 150, "minimumHealthyPercent": 100}
            if not column[2]
            else {"maximumPercent": 100, "minimumHealthyPercent": 50}
        )
    if name == "platformVersion":
        return "1.4.0"
    if name == "capacityProviderStrategy" and column[1] is False:
        return [{"capacityProvider": around.once("instances", lambda: instances(around.aws)), "weight": 1}]
    return SAMPLES[name](around)[0]


def instances(aws: LocalAws) -> str:
    """Make a capacity provider of container instances, and associate it with the cluster."""
    group = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:1:autoScalingGroupName/instances"
    aws.ecs.create_capacity_provider(name="instances", autoScalingGroupProvider={"autoScalingGroupArn": group})
    aws.ecs.put_cluster_capacity_providers(
        cluster=classic_services.CLUSTER, capacityProviders=["instances"], defaultCapacityProviderStrategy=[]
    )
    return "instances"


def answer(life: Life, name: str, value: Any) -> str:
    """Send one parameter; give AWS's refusal, empty where it is taken."""
    force = (
        {"forceNewDeployment": True} if name != "forceNewDeployment" and TABLE[name].deploys is Deploys.FORCED else {}
    )
    try:
        life.aws.ecs.update_service(cluster=life.arn.split("/")[1], service=life.arn, **{name: value, **force})
    except ClientError as refusal:
        return str(refusal.response["Error"]["Message"])
    return ""


def made_again(aws: LocalAws, service: str) -> Life:
    """Make the service anew, since the walk has led it away from its deployment controller."""
    aws.reset()
    return made(aws, service)


PARAMETERS = [name for name in TABLE if name != "deploymentController"]
"""A change of the controller makes the service another kind, so it is tried last."""


@pytest.mark.row("S2-03", "S2-04", "S2-05", "S4-05")
@pytest.mark.parametrize("service", SERVICES)
def test_each_cell_is_what_the_sandbox_answers(sandbox: LocalAws, service: str) -> None:
    """And what a preview says."""
    life, column = made(sandbox, service), SERVICES[service]
    around, wrong = Surroundings(sandbox), list[str]()
    kind, fargate, daemon = column
    known = {name: cell(name, kind, fargate=fargate, daemon=daemon) for name in TABLE}
    declared = {name: values(name, around, column) for name in TABLE}
    sent = life.updates()

    others = {name: declared[name] for name in PARAMETERS}  # another controller would make it another kind
    said = life.run.refusals({"service": life.arn, "region": REGION, **others, "forceNewDeployment": "1"})
    assert life.updates() == sent
    refused_at_preview = {one.partition(":")[0].partition(".")[0].partition("[")[0] for one in said}
    for name in (*PARAMETERS, "deploymentController"):
        taken = answer(life, name, declared[name])
        verdict = known[name].verdict
        if (verdict is Verdict.ALLOWED and taken) or (verdict is Verdict.REFUSED and not taken):
            wrong.append(f"{name} is {verdict.value}, and the sandbox answers {taken or 'nothing'}")
        if (verdict in (Verdict.REFUSED, Verdict.OWNED)) != (life.named(name) in refused_at_preview) and name in others:
            wrong.append(f"{name} is {verdict.value}, and the preview says {said}")
    forced = cell("forceNewDeployment", kind).verdict is Verdict.REFUSED
    assert wrong == []
    assert forced == ("force_new_deployment" in refused_at_preview)
    fresh = made_again(sandbox, service) if service == "code-deploy" else life
    assert forced == bool(answer(fresh, "forceNewDeployment", True))


def test_each_column_of_the_table_is_tried() -> None:
    """Every kind, and both of what else the answer depends on."""
    tried = {kind.value for kind, _, _ in SERVICES.values()} | {"fargate", "ec2", "replica", "daemon"}
    assert tried == set(COLUMNS)
    named = {column for row in (*TABLE.values(), *OTHERS.values()) for column in row.cells}
    assert named <= set(COLUMNS)
