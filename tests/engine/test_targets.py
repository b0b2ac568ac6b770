"""A part of the stack alone, by `--target`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]


COMPONENT = "ecsexpress:index:ExpressGatewayService"


def test_the_component_and_its_service_alone_in_an_empty_stack(project: Project, aws: LocalAws, service: Write) -> None:
    """What is not targeted is not there, its outputs are not known; the next `up` makes the rest and changes nothing else."""
    stack = f"urn:pulumi:{project.stack.name}::engine"
    component, child = f"{stack}::{COMPONENT}::web", f"{stack}::{COMPONENT}${SERVICE}::web"

    alone = project.up(service("app:1"), target=[component])
    assert alone.ok, alone.text
    assert project.state(SERVICE) == {}

    part = project.up(service("app:1"), target=[component, child])
    assert part.ok, part.text
    assert project.state(SERVICE)["outputs"]["serviceArn"]

    aws.forget_calls()
    whole = project.up(service("app:1"))
    assert whole.ok, whole.text
    assert set(aws.changes()) <= {"ecs:TagResource"}
    assert aws.get(whole.outputs["url"].removeprefix("https://"))[0] == 200
