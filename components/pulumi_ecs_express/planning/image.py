"""Image references, taken apart as far as pinning needs it."""

import re
from dataclasses import dataclass

from pulumi_ecs_express.model.fields.image_reference import written_parts

ECR = re.compile(
    r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?/(?P<repository>[^:@]+)(:(?P<tag>[^@]+))?"
)
"""Source: "Pulling an image", Amazon ECR user guide, read 2026-11-22."""

DEFAULT_TAG = "latest"


@dataclass(frozen=True)
class EcrImage:
    """An image of a private ECR repository, by its tag."""

    account: str
    region: str
    repository: str
    tag: str


def ecr_image(reference: str) -> EcrImage | None:
    """Take a reference apart; None where it is not one of a private ECR repository by tag."""
    found = ECR.fullmatch(reference)
    if not found:
        return None
    return EcrImage(found["account"], found["region"], found["repository"], found["tag"] or DEFAULT_TAG)


def pinned(reference: str, digest: str) -> str:
    """Write the digest behind the reference; the tag stays readable before it and decides nothing."""
    return f"{reference}@{digest}"


@dataclass(frozen=True)
class Reference:
    """
    The parts of an image reference.

    Attributes:
        repository: Registry and name; ``docker.io`` where no registry is written.
        tag: None where none is written.
        digest: ``sha256:…``, or None.
    """

    repository: str
    tag: str | None
    digest: str | None


DEFAULT_REGISTRY = "docker.io"


def taken_apart(reference: str) -> Reference:
    """Take any reference apart, as container runtimes do: what is before the first slash is a host if it looks like one."""
    repository, tag, digest = written_parts(reference)
    host, within, _ = repository.partition("/")
    if not within or not ("." in host or ":" in host or host == "localhost"):
        official = "" if within else "library/"
        repository = f"{DEFAULT_REGISTRY}/{official}{repository}"
    return Reference(repository, tag or None, digest or None)
