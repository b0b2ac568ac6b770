"""Secrets stay secret: in what is shown, in state, in previews of a change."""

from __future__ import annotations

from collections.abc import Callable

import pulumi
import pytest

from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]
SECRET, ANOTHER = "hunter2-correct-horse", "hunter3-battery-staple"


def _with(service: Write, secret: str, image: str = "app:1") -> Program:
    def program() -> None:
        service(image, container={"environment": {"PASSWORD": pulumi.Output.secret(secret), "PLAIN": "1"}})()

    return program


def test_a_secret_is_shown_nowhere_and_encrypted_in_state(project: Project, aws: LocalAws, service: Write) -> None:
    """No command shows the value, not even one that fails, and the state file holds ciphertext."""
    shown = [
        project.preview(_with(service, SECRET), diff=True).text,
        project.up(_with(service, SECRET), diff=True).text,
        project.up(_with(service, SECRET, "app:unhealthy"), diff=True).text,
        project.refresh(diff=True).text,
        project.up(_with(service, SECRET, "app:2"), diff=True).text,
    ]

    assert all(SECRET not in text for text in shown)
    assert SECRET not in project.text_of_state()
    environment = project.state(SERVICE)["outputs"]["primaryContainer"]["environment"]
    assert "ciphertext" in environment["PASSWORD"]
    assert environment["PLAIN"] == "1"


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
