"""Pulumi's own options and Outputs, as programs use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest

import pulumi_ecs_express as express
from tests.engine.conftest import ROLES
from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]


@pytest.mark.parametrize("path", ["primary_container.image", "primaryContainer.image"])
def test_ignore_changes_of_the_component_reach_the_service(
    project: Project, aws: LocalAws, service: Write, path: str
) -> None:
    """An image that another tool deploys is left alone, by the argument's own name or by AWS's."""
    ignoring = pulumi.ResourceOptions(ignore_changes=[path])
    assert project.up(service("app:1", opts=ignoring)).ok

    preview = project.preview(service("app:2", opts=ignoring))

    assert preview.changed == {}


def test_a_container_that_is_an_output_as_a_whole_works(project: Project, aws: LocalAws) -> None:
    """Names are given in Python's form inside an Output as well."""

    def program() -> None:
        whole: Any = pulumi.Output.from_input("app:1").apply(lambda image: {"image": image, "container_port": 8080})
        web = express.ExpressGatewayService("web", primary_container=whole, **ROLES)
        pulumi.export("url", web.url)

    done = project.up(program)

    assert done.ok, done.text
    assert project.state(SERVICE)["inputs"]["primaryContainer"] == {"image": "app:1", "containerPort": 8080}


@pytest.mark.row("S0-05")
def test_the_region_of_the_configuration_counts_and_another_one_replaces(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """`aws:region` is where the service is made; changing it makes another service, there."""
    project.stack.set_config("aws:region", pulumi.automation.ConfigValue("eu-west-1"))
    first = project.up(service("app:1"))
    assert first.ok, first.text
    assert ":eu-west-1:" in first.outputs["arn"]

    second = project.up(service("app:1", region="us-west-2"))

    assert second.ok, second.text
    assert ":us-west-2:" in second.outputs["arn"]


def test_protect_and_parallel_components(project: Project, aws: LocalAws, service: Write) -> None:
    """Options that Pulumi passes on by itself reach all children: a protected service is not destroyed."""
    protected = pulumi.ResourceOptions(protect=True)
    assert project.up(service("app:1", opts=protected)).ok

    assert not project.destroy().ok

    assert "ecs:DeleteExpressGatewayService" not in aws.calls()
    assert project.up(service("app:1")).ok
    assert project.destroy().ok
