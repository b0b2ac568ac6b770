"""The judgement of a program's input is one for all components: here for one that the package does not have."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import model_validator

from pulumi_ecs_express.model.fields.arguments import Arguments
from pulumi_ecs_express.model.fields.base import Model, mistake
from pulumi_ecs_express.model.fields.effect import Effect, Keep, ResetTo
from pulumi_ecs_express.model.fields.name_value_lists import by_name
from pulumi_ecs_express.model.fields.rules import collect_rules
from pulumi_ecs_express.model.fields.tags import TagKey, TagValue
from pulumi_ecs_express.model.fields.types import Argument, whole_number
from pulumi_ecs_express.model.fields.unknown import NONE, UNKNOWN
from pulumi_ecs_express.providers import wire


class Routing(Model):
    """An object with members."""

    weight: Annotated[int, whole_number(0, 255, "a weight"), Effect.UPDATE, ResetTo(0)]
    """Share of the requests."""


class Domain(Model):
    """A value, an object, a list and a map."""

    domain_name: Annotated[str, Effect.REPLACEMENT, Keep("it has one")]
    """The name."""

    alternative_names: Annotated[tuple[Argument, ...] | None, Effect.UPDATE, ResetTo(())] = None
    """A list of a named type."""

    weighted_routing: Annotated[Routing | None, Effect.UPDATE, ResetTo(())] = None
    """The object."""

    tags: Annotated[dict[TagKey, TagValue] | None, by_name("key", "value"), Effect.TAGS, ResetTo(())] = None
    """A map, or boto3's list."""

    @model_validator(mode="after")
    def _agree(self) -> Domain:
        if self.weighted_routing is not None and self.domain_name == "example.com":
            raise mistake("weighted_routing: not at the top of a zone")
        return self


DOMAIN = Arguments(
    Domain,
    lambda: collect_rules(Domain),
    lambda path: ("domain_name", None) if path == ("name",) else (None, None),
    ("tags",),
)

WRONG: list[tuple[dict[str, Any], list[str]]] = [
    ({"domainName": 5}, ["domain_name: must be a string"]),
    ({"domainNme": "a.b"}, ["domain_name: is missing, and AWS requires it", "domain_nme: is no argument; did you mean domain_name?"]),
    ({"name": "a.b"}, ["domain_name: is missing, and AWS requires it", "name: is no argument; did you mean domain_name?"]),
    ({"domainName": "a.b", "weightedRouting": []}, ["weighted_routing: must be one map of its members: weight"]),
    ({"domainName": "a.b", "weightedRouting": {"weight": 300.0}},
     ["weighted_routing.weight: 300 is out of range: a weight is a whole number from 0 to 255"]),
    ({"domainName": "a.b", "weightedRouting": {"wight": 1}},
     ["weighted_routing.weight: is missing, and AWS requires it", "weighted_routing.wight: is no argument; did you mean weight?"]),
    ({"domainName": "example.com", "weightedRouting": {"weight": 1}}, ["weighted_routing: not at the top of a zone"]),
    ({"domainName": "a.b", "tags": {"a": NONE}}, ['tags.a: is None: leave it out, or write ""']),
    ({"domainName": "a.b", "tags": [{"key": "a", "value": "b"}, {"key": "a", "value": "c"}]}, ["tags: entry [1] names 'a' again"]),
    ({"domainName": "a.b", "alternativeNames": ["eu-west-1", NONE]}, ["alternative_names[1]: is None: leave it out"]),
]  # fmt: skip


@pytest.mark.parametrize(("given", "reported"), WRONG, ids=[texts[-1][:40] for _, texts in WRONG])
def test_mistakes_are_named_by_the_paths_of_that_component(given: dict[str, Any], reported: list[str]) -> None:
    """All of them at once, in Python's names, and with the name that its users meant."""
    made, problems = wire.checked(given, DOMAIN)

    assert made is None
    assert [problem[: len(text)] for problem, text in zip(sorted(problems), reported, strict=True)] == reported


def test_what_is_right_becomes_the_model() -> None:
    """And what is unknown passes, at any depth."""
    unknown = wire.outgoing(UNKNOWN)
    made, problems = wire.checked({"domainName": unknown, "weightedRouting": {"weight": unknown}}, DOMAIN)

    assert problems == []
    assert made == wire.parsed({"domainName": unknown, "weightedRouting": {"weight": unknown}, "id": "x"}, DOMAIN)
