"""Looks at a service that several tests take: what AWS tells of it, and that nothing is different any more."""

from __future__ import annotations

from typing import Any

from tests.engine.harness import LocalAws, Project


def reported(aws: LocalAws, arn: str) -> Any:
    """Give AWS's own answer."""
    return aws.client("ecs").describe_express_gateway_service(serviceArn=arn)["service"]


def in_effect(aws: LocalAws, arn: str) -> Any:
    """Give the one configuration of a service at rest."""
    (only,) = reported(aws, arn)["activeConfigurations"]
    return only


def rests(project: Project, aws: LocalAws) -> None:
    """Hold that nothing is different: not to a refresh, and not to the next run, which sends nothing."""
    assert project.refresh().drifted == {}
    aws.forget_calls()
    again = project.up()
    assert again.ok, again.text
    assert again.changed == {}
    assert aws.calls() == {}
