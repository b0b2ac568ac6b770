"""Settings of services as a user of `ServiceSettings` sees them: beside an Express service of the program, and of others'."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest

import pulumi_ecs_express as express
from tests.engine.harness import LocalAws, Program, Project
from tests.engine.test_ecs_service_update import classic, described

pytestmark = pytest.mark.engine

SETTINGS = "pulumi-python:dynamic/ecsexpress:ServiceSettings"
ROLES = {
    "execution_role_arn": "arn:aws:iam::123456789012:role/e",
    "infrastructure_role_arn": "arn:aws:iam::123456789012:role/i",
}
NO_ALARMS = {"enable": False}


def beside(image: str = "app:1", **settings: Any) -> Program:
    """Write a program with an Express service and its settings."""

    def program() -> None:
        web = express.ExpressGatewayService("web", primary_container={"image": image}, **ROLES)
        pulumi.export("service_arn", web.service_arn)
        if settings:
            made = express.ServiceSettings("web", service=web, **settings)
            pulumi.export("settings", made.settings)
            pulumi.export("deployment", made.deployment_arn)

    return program


def test_settings_of_an_express_service_stay_through_its_updates(project: Project, aws: LocalAws) -> None:
    """One program, one `up`: ECS Exec, bake time and alarms read back as declared, also after an image update."""
    declared = {
        "enable_execute_command": True,
        "deployment_configuration": {"bake_time_in_minutes": 0, "alarms": NO_ALARMS},
    }
    preview = project.preview(beside(**declared))
    first = project.up()
    arn = first.outputs["service_arn"]
    assert first.ok, first.text
    aws.forget_calls()
    again, calls = project.up(), aws.calls()
    second = project.up(beside("app:2", **declared))

    assert preview.ok, preview.text
    assert (again.changed, calls) == ({}, {})
    assert second.ok, second.text
    service = described(aws, arn)
    assert service["enableExecuteCommand"] is True
    assert service["deploymentConfiguration"]["bakeTimeInMinutes"] == 0
    assert service["deploymentConfiguration"]["alarms"]["enable"] is False
    print(preview.text, first.text, second.text)

    aws.forget_calls()
    gone = project.destroy()
    assert gone.ok, gone.text
    assert "ecs:UpdateService" not in aws.changes()
