"""
What image references mean at the start of a deployment: ECS resolves a tag then, for all tasks of the deployment.

Source: "Container image resolution", Amazon ECS developer guide, read 2026-11-28.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.containers.fates import containers_of
from ecs_express_sandbox.containers.image_behaviour import digest_of

_PRIVATE = re.compile(r"(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.[^/]+/([^:@]+)(?::([^@]+))?")


def resolved(place: AccountRegion, definition: Mapping[str, Any]) -> dict[str, str]:
    """Give the digest of each container's image: of a private repository what its tag means now."""
    return {
        image: _pushed(place, image) or digest_of(image) for image in {c["image"] for c in containers_of(definition)}
    }


def _pushed(place: AccountRegion, image: str) -> str | None:
    found = _PRIVATE.fullmatch(image)
    if found is None or (found[1], found[2]) != (place.account, place.region):
        return None
    try:
        tags = [{"imageTag": found[4] or "latest"}]
        images = place.client("ecr").describe_images(repositoryName=found[3], imageIds=tags)["imageDetails"]
    except ClientError:
        return None
    return str(images[0]["imageDigest"]) if images else None
