"""What an image does, by its tag."""

from __future__ import annotations

import pytest

from ecs_express_sandbox.containers.image_behaviour import Fate, behaviour_of, digest_of, tag_of


@pytest.mark.row("S1-01")
@pytest.mark.parametrize(
    ("image", "tag"),
    [
        ("nginx", ""),
        ("nginx:1.28", "1.28"),
        ("registry.example.com:5000/shop/web", ""),
        ("registry.example.com:5000/shop/web:crash", "crash"),
        ("repo:unhealthy@sha256:0123", "unhealthy"),
        ("repo@sha256:0123", ""),
    ],
)
def test_the_tag_is_what_follows_the_last_colon(image: str, tag: str) -> None:
    """A registry's port is no tag, and a digest does not hide one."""
    assert tag_of(image) == tag


@pytest.mark.parametrize(
    ("image", "fate"),
    [
        ("web:unhealthy", Fate.UNHEALTHY),
        ("web:crash", Fate.EXITS),
        ("web:unpullable", Fate.NEVER_STARTS),
        ("web:slow", Fate.HEALTHY),
        ("unhealthy:1", Fate.HEALTHY),
        ("web@sha256:unhealthy", Fate.HEALTHY),
    ],
)
def test_the_tag_decides_the_fate(image: str, fate: Fate) -> None:
    """Only the tag counts, not the name and not the digest."""
    assert behaviour_of(image).fate is fate


def test_an_image_resolves_to_one_digest() -> None:
    """The same reference gives the same digest, and a digest gives itself."""
    assert digest_of("web:1") == digest_of("web:1") != digest_of("web:2")
    assert digest_of("web:1@sha256:0123") == "sha256:0123"
