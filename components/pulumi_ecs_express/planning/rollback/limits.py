"""What a rollback does not bring back."""

from collections.abc import Iterator

from pulumi_ecs_express.model.service.observed import Configuration, Revision
from pulumi_ecs_express.planning.rollback.way_back import WayBack

ALWAYS = (
    "values of secrets and parameters, tags, and what other resources of the program set (ServiceSettings, CustomDomain) stay "
    "as they are now"
)


def limits(way: WayBack, now: Configuration | None) -> list[str]:
    """List what stays as it is, or may come back otherwise, a sentence each."""
    return [*_image(way.then), *_scaling(way.then, now), ALWAYS]


def _image(then: Revision) -> Iterator[str]:
    """Say that a tag may have moved: ECS resolves it at the start of each deployment."""
    if then.image and "@sha256:" not in then.image:
        was = (
            f"; then it was {then.image_digest}, and {then.image.rpartition(':')[0] or then.image}@{then.image_digest} names just that"
            if then.image_digest
            else ""
        )
        yield f"the tag of {then.image} is looked up again, so it is another image if it was pushed since{was}"


def _scaling(then: Revision, now: Configuration | None) -> Iterator[str]:
    target = next(iter(then.of_kind("scalable target")), None)
    scaling = (now.settings.get("scalingTarget") if now else None) or {}
    if target is None or not scaling:
        return
    was = (target.details.get("minCapacity"), target.details.get("maxCapacity"))
    is_ = (scaling.get("minTaskCount"), scaling.get("maxTaskCount"))
    if was != is_:
        yield f"scaling stays at {is_[0]} to {is_[1]} tasks; it was {was[0]} to {was[1]}"
