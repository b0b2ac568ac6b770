"""Every argument there is, drawn, on the real engine: made, changed, refreshed, and taken away."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import pulumi_ecs_express as express
from pulumi_ecs_express.model.fields.property_paths import Path
from tests.aws import express_api as api
from tests.aws.drawn_account import an_account
from tests.aws.drawn_programs import answered, as_arguments, programs, same
from tests.engine.harness import LocalAws, Program, Project

pytestmark = pytest.mark.engine


def program(chosen: dict[Path, Any]) -> Program:
    """Write a program that declares everything, and exports every output."""

    def run() -> None:
        web = express.ExpressGatewayService("web", **as_arguments(chosen))
        for name in (
            "service_arn",
            "deployment_arn",
            "in_effect",
            "url",
            "access_type",
            "status",
            "cluster",
            "task_role_arn",
            "created_at",
        ):
            pulumi.export(name, getattr(web, name))

    return run


@pytest.mark.row("S0-01", "S0-08", "S0-28", "S0-10", "S0-17", "S0-20", "S0-31", "S0-33", "S1-16")
@settings(
    max_examples=1, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(data=st.data())
def test_all_arguments_at_once_come_back_as_they_were_declared(
    data: st.DataObject, project: Project, aws: LocalAws
) -> None:
    """After create and after an update of all that can be changed: no drift, no change, and AWS has every value."""
    account = an_account(aws.client)
    aws.clock(advance_seconds=60)
    first, second = data.draw(programs(account)), data.draw(programs(account))
    updatable = {api.argument_of(path) for path in api.requested(api.model(), "UpdateExpressGatewayService")}
    then = {path: second[path] if path in updatable | {("tags",)} else first[path] for path in first}

    arns = set()
    for chosen in (first, then):
        done = project.up(program(chosen))
        refreshed, again = project.refresh(), project.preview()

        assert done.ok, done.text
        assert (refreshed.drifted, again.changed) == ({}, {}), refreshed.text + again.text
        arn = done.outputs["service_arn"]
        found = aws.client("ecs").describe_express_gateway_service(serviceArn=arn, include=["TAGS"])["service"]
        assert [path for path, value in chosen.items() if not same(path, value, answered(found, path))] == []
        assert done.outputs["in_effect"]["cpu"] == chosen["cpu",]
        assert done.outputs["cluster"] == chosen["cluster",], "in the form that the program declares"
        assert done.outputs["task_role_arn"] == chosen["taskRoleArn",]
        assert done.outputs["created_at"].endswith("Z")
        assert done.outputs["in_effect"]["createdAt"].endswith("Z")
        (latest, *_) = aws.client("ecs").list_service_deployments(service=arn)["serviceDeployments"]
        assert done.outputs["deployment_arn"] == latest["serviceDeploymentArn"]
        arns.add(arn)
    assert len(arns) == 1
