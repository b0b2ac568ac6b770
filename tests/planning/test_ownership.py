"""The owner's tag: written, read again, and what it allows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_ecs_express.planning.ownership import Owner, may_adopt, may_delete, parse, resource_of

URN = "urn:pulumi:dev::shop::ecsexpress:index:ExpressGatewayService$pulumi-python:dynamic/ecsexpress:ExpressGatewayService::web"
TAG_VALUE = re.compile(r"[\w\s.:/=+\-@]{0,256}")
MINE = Owner(resource_of(URN, "web"), "a1b2", unfinished=True)

NAMES = st.text().filter(lambda name: "::" not in name and not name.endswith(":") and not name.startswith(":"))


@given(NAMES, NAMES, NAMES, st.booleans())
def test_a_tag_is_read_as_it_was_written(stack: str, project: str, name: str, unfinished: bool) -> None:
    """In characters and a length that AWS allows, whatever the names are."""
    owner = Owner(resource_of(f"urn:pulumi:{stack}::{project}::a$b::{name}", "web"), "0123456789abcdef", unfinished)

    assert parse(owner.tag()) == owner
    assert TAG_VALUE.fullmatch(owner.tag())


def test_a_tag_tells_a_person_whose_service_it_is() -> None:
    """Project, stack and name stand in it in clear."""
    assert re.fullmatch(r"shop/dev/web/[0-9a-f]{12}/a1b2/unfinished", MINE.tag())
    assert re.fullmatch(r"shop/dev/web/[0-9a-f]{12}/a1b2", MINE.finished().tag())


def test_resources_whose_names_look_alike_are_told_apart() -> None:
    """What a tag cannot hold is replaced; the hash of the URN is of what stood there."""
    urns = [f"urn:pulumi:dev::shop::a::{name}" for name in ("a$b", "a%b", "a" * 60, "a" * 61)]

    assert len({resource_of(urn, "web") for urn in urns}) == len(urns)


def test_without_a_urn_the_services_name_has_to_do() -> None:
    """Where the engine could not be asked, two services are still told apart."""
    assert parse(Owner(resource_of("", "web"), "t").tag()) == Owner(resource_of("", "web"), "t")
    assert resource_of("", "web") != resource_of("", "app")


@pytest.mark.parametrize("tag", [None, "", "team web", "a/b", "a/b/c/d/e/f/g", "a/b/c/d"], ids=repr)
def test_another_tag_names_no_owner(tag: str | None) -> None:
    """Somebody's own value under that key is not taken for ours."""
    assert parse(tag) is None


ADOPTIONS = [
    (MINE, True, "its own, unfinished"),
    (MINE.finished(), False, "its own, which the engine has saved: another resource in state has it"),
    (Owner(resource_of(URN.replace("dev", "prod"), "web"), "a1b2", unfinished=True), False, "another stack's"),
    (None, False, "nobody's"),
]


@pytest.mark.parametrize(("found", "allowed"), [case[:2] for case in ADOPTIONS], ids=[case[2] for case in ADOPTIONS])
def test_a_create_takes_over_only_its_own_unfinished_service(found: Owner | None, allowed: bool) -> None:
    """An answer that was lost left it behind; every other service of that name is somebody's."""
    assert may_adopt(found, MINE.resource) is allowed


DELETIONS = [
    (MINE.finished(), "a1b2", True, "the one in state"),
    (MINE, "a1b2", True, "the one in state, unfinished"),
    (Owner(MINE.resource, "newer"), "a1b2", False, "a newer incarnation"),
    (None, "a1b2", True, "without a tag"),
    (MINE, "", True, "a state without a token"),
]


@pytest.mark.parametrize(
    ("found", "token", "allowed"), [case[:3] for case in DELETIONS], ids=[case[3] for case in DELETIONS]
)
def test_a_delete_leaves_a_newer_incarnation_alone(found: Owner | None, token: str, allowed: bool) -> None:
    """The engine can be led to delete an id that a newer create has adopted."""
    assert may_delete(found, token) is allowed
