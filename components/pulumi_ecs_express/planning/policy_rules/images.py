"""Which images may run: not one that moves under the same reference, and only those of some registries."""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from pulumi_ecs_express.planning.image import DEFAULT_TAG, Reference, taken_apart
from pulumi_ecs_express.planning.policy_rules.containers import Properties, containers


def moving_images(properties: Properties, *, digest: bool) -> Iterator[str]:
    """
    Name the images whose reference does not say what runs.

    Args:
        properties: Those of the resource.
        digest: Whether a tag is not enough, since it can be pushed again.
    """
    is_pinned = properties.get("pinImageDigest") is True
    for path, image, reference in _images(properties):
        pinned = reference.digest is not None or (is_pinned and path == "primary_container")
        if pinned:
            continue
        if reference.tag is None:
            yield f"{path}.image: {image} has neither tag nor digest, which means {DEFAULT_TAG}: {_remedy(digest)}"
        elif reference.tag == DEFAULT_TAG:
            yield f"{path}.image: {image} can be another image tomorrow: {_remedy(digest)}"
        elif digest:
            yield f"{path}.image: the tag of {image} can be pushed again: {_remedy(digest)}"


def images_from_elsewhere(properties: Properties, *, registries: Sequence[str]) -> Iterator[str]:
    """Name the images that are of no allowed repository; ``*`` stands for anything."""
    allowed = ", ".join(registries)
    for path, image, reference in _images(properties):
        if not any(_is_from(reference, pattern) for pattern in registries):
            yield f"{path}.image: {image} comes from {reference.repository}: use an image of {allowed}"


def _is_from(reference: Reference, pattern: str) -> bool:
    """Hold a repository against a registry (``ghcr.io``), a part of it (``ghcr.io/shop``) or a pattern."""
    bare = pattern.rstrip("/")
    return fnmatchcase(reference.repository, bare) or fnmatchcase(reference.repository, f"{bare}/*")


def _images(properties: Properties) -> Iterator[tuple[str, str, Reference]]:
    for path, container in containers(properties):
        image = container.get("image")
        if isinstance(image, str):
            yield path, image, taken_apart(image)


def _remedy(digest: bool) -> str:
    if digest:
        return "write name@sha256:…, or set pin_image_digest for an image of ECR"
    return "write the tag of one release, or a digest"
