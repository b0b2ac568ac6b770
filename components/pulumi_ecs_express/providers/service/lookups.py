"""
What a check reads from AWS, in the two cases that cannot be judged without it.

A run without change makes no call here: a task definition is read when its ARN is new; an image is resolved only where
the program asks for it with ``pin_image_digest``, and then in each preview.
"""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.connection.settings import CREDENTIALS
from pulumi_ecs_express.model.service.container import PrimaryContainer
from pulumi_ecs_express.model.service.spec import ServiceSpec
from pulumi_ecs_express.planning.image import ecr_image, pinned
from pulumi_ecs_express.planning.task_definition.requirements import definition_problems
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_images, connect_task_definitions
from pulumi_ecs_express.providers.engine import EngineCall


def read_for_check(
    call: EngineCall, spec: ServiceSpec, olds: Mapping[str, Any], news: Mapping[str, Any]
) -> tuple[str | None, list[str]]:
    """Return the image with its digest where one is to be pinned, and all that AWS shows to be wrong."""
    if not wire.can_connect(news):
        return None, []
    reached = wire.connection({**spec.tree(), CREDENTIALS: news.get(CREDENTIALS)})
    image, problem = pinned_image(spec, reached)
    return image, [*([problem] if problem else []), *task_definition_problems(call, spec, reached, olds)]


def pinned_image(spec: ServiceSpec, reached: Connection) -> tuple[str | None, str | None]:
    """Return the image with its digest, or what is wrong with it; neither where there is nothing to pin."""
    image = spec.primary_container.image if isinstance(spec.primary_container, PrimaryContainer) else None
    if spec.pin_image_digest is not True or not isinstance(image, str) or "@" in image:
        return None, None
    named = ecr_image(image)
    if named is None:
        return None, (
            f"pin_image_digest: {image!r} is not in a private ECR repository, the only kind whose digests can be read: "
            "write the digest behind the image yourself, as in name:tag@sha256:…"
        )
    digest = connect_images(reached.at(named.region)).digest(named.account, named.repository, named.tag)
    if digest is None:
        return (
            None,
            f"primary_container.image: there is no tag {named.tag!r} in {named.repository} of {named.region}: push it first",
        )
    return pinned(image, digest), None


def task_definition_problems(
    call: EngineCall, spec: ServiceSpec, reached: Connection, olds: Mapping[str, Any]
) -> list[str]:
    """Read a task definition that is known and new, and list what keeps it from being used."""
    arn = spec.task_definition_arn
    if not isinstance(arn, str) or olds.get("taskDefinitionArn") == arn:
        return []
    try:
        definition = connect_task_definitions(reached.at(arn.split(":")[3])).describe(arn)
    except errors.AccessDenied as denied:
        call.warn(
            f"task_definition_arn: {denied.what}; whether Express Mode can use it shows in the update; to see it before, "
            f"{denied.remedy}"
        )
        return []
    except errors.Refused as refusal:
        return [f"task_definition_arn: {refusal.why}"]
    return [f"task_definition_arn: {problem}" for problem in definition_problems(definition)]
