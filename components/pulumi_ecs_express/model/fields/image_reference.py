"""References of container images."""

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BeforeValidator

from pulumi_ecs_express.model.fields.base import mistake
from pulumi_ecs_express.model.fields.types import as_text

IMAGE = re.compile(
    r"([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d+)?/)?"
    r"[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*"
    r"(:\w[\w.-]{0,127})?(@[A-Za-z]\w*([-_+.][A-Za-z]\w*)*:[0-9a-fA-F]{32,})?"
)
"""Source: the grammar of references in github.com/distribution/reference, reference.go, read 2026-11-28."""


def written_parts(reference: str) -> tuple[str, str, str]:
    """Give repository, tag and digest as they are written; what is left out is empty."""
    named, _, digest = reference.partition("@")
    folder, slash, last = named.rpartition("/")
    name, _, tag = last.partition(":")
    return f"{folder}{slash}{name}", tag, digest


def _image(value: Any) -> str:
    """Refuse what no container runtime can pull; everything else is for the registry to judge."""
    text = as_text(value)
    repository = re.sub(r"(:[^:/@]*)?(@.*)?$", "", text)
    problems: list[tuple[Callable[[], bool], str]] = [
        (lambda: not text, "is empty: name an image, such as public.ecr.aws/nginx/nginx:1.28"),
        (lambda: any(c.isspace() for c in text), "holds a blank; image references have none"),
        (lambda: "://" in text, "begins with a scheme; leave it out, as in public.ecr.aws/nginx/nginx:1.28"),
        (
            lambda: repository.partition("/")[2] != repository.partition("/")[2].lower(),
            "holds an upper case letter in the repository; image references are lower case up to the tag",
        ),
        (lambda: len(text.partition("@")[0]) > 255, "is longer than 255 characters"),
        (
            lambda: not IMAGE.fullmatch(text),
            "is no image reference: write registry/repository, and behind it :tag or @sha256: with 64 hexadecimal digits",
        ),
    ]
    for broken, words in problems:
        if broken():
            raise mistake(f"{text[:80]!r} {words}" if text else words)
    return text


Image = Annotated[str, BeforeValidator(_image)]
"""Image reference, sent unchanged. Source: ExpressGatewayContainer, Amazon ECS API reference, read 2026-11-22."""
