"""Secrets stay secret: in what is shown, in state, in previews of a change."""

from __future__ import annotations

from collections.abc import Callable

import pulumi
import pytest

from tests.engine.harness import LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]
SECRET, ANOTHER = "hunter2-correct-horse", "hunter3-battery-staple"


def _with(service: Write, secret: str, image: str = "app:1") -> Program:
    def program() -> None:
        service(image, container={"environment": {"PASSWORD": pulumi.Output.secret(secret), "PLAIN": "1"}})()

    return program


def test_a_change_of_only_a_secret_shows_without_its_value(project: Project, aws: LocalAws, service: Write) -> None:
    """The preview names the exact path, and neither the old value nor the new one."""
    done = project.up(_with(service, SECRET))

    preview = project.preview(_with(service, ANOTHER), diff=True)

    assert preview.detailed() == {"primaryContainer.environment.PASSWORD": "update"}
    assert "[secret] => [secret]" in preview.text
    assert SECRET not in preview.text
    assert ANOTHER not in preview.text
    assert project.up().ok
    reported = aws.client("ecs").describe_express_gateway_service(serviceArn=done.outputs["arn"])["service"]
    assert {"name": "PASSWORD", "value": ANOTHER} in reported["activeConfigurations"][0]["primaryContainer"][
        "environment"
    ]
