"""What is wrong with the arguments of a custom domain: every mistake at once, by the path that the program has."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.input_shapes import SHAPES, positions, put, received
from tests.sampling import examples

from pulumi_ecs_express import property_names
from pulumi_ecs_express.model.custom_domain.spec import ARGUMENTS, MANAGED_TAG, rules
from pulumi_ecs_express.model.fields.property_paths import dotted, snake
from pulumi_ecs_express.providers import wire

SERVICE = "arn:aws:ecs:eu-west-1:123456789012:service/default/web"
CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
EVERY_ARGUMENT: dict[str, Any] = {
    "service": SERVICE,
    "domain_name": "app.example.com",
    "alternative_names": ["www.example.com", "*.app.example.com"],
    "zone_id": "Z0123456789",
    "validation_zone_id": "Z9876543210",
    "certificate_arn": CERTIFICATE,
    "create_dns_records": True,
    "evaluate_target_health": False,
    "weighted_routing": {"weight": 10, "set_identifier": "new"},
    "region": "eu-west-1",
    "profile": "shop",
    "endpoints": {"elbv2": "https://elbv2.eu-west-1.api.aws"},
    "tags": {"team": "shop"},
}


def problems(arguments: dict[str, Any]) -> list[str]:
    """List what is wrong with a program, as its preview does."""
    properties = property_names.properties(arguments, property_names.DOMAIN_SHAPE)
    return wire.checked(received(properties), ARGUMENTS)[1]


def domain(**changes: Any) -> dict[str, Any]:
    """Write a domain in a zone, changed."""
    return {"service": SERVICE, "domain_name": "app.example.com", "zone_id": "Z0123456789", **changes}


WRONG: list[tuple[dict[str, Any], list[str]]] = [
    (domain(domain_name=5), ["domain_name: is a number, and must be a string"]),
    (domain(domain_name="https://app.example.com"), ["domain_name: 'https://app.example.com' is not a domain name"]),
    (domain(service="web"), ["service: 'web' is neither an ExpressGatewayService nor the ARN of one"]),
    (domain(service="a Service"), ["service: 'a Service' is neither an ExpressGatewayService nor the ARN of one"]),
    (domain(alternative_names="www.example.com"), ["alternative_names: is a single string: write a list"]),
    (domain(alternative_names=["www.example.com", None]), ["alternative_names[1]: is None: leave it out"]),
    (domain(alternative_names=["app.example.com"]), ["alternative_names: 'app.example.com' stands there again"]),
    (domain(alternative_names=[f"{n}.example.com" for n in range(4)]), ["alternative_names: 5 names, and a listener rule has room for 4"]),
    (domain(zone_id="example.com"), ["zone_id: 'example.com' is not the ID of a hosted zone"]),
    (domain(certificate_arn="arn:aws:iam::123456789012:server-certificate/x"), ["certificate_arn: 'arn:aws:iam::"]),
    (domain(certificate_arn=CERTIFICATE, tags={"a": "b"}, validation_zone_id="Z1"),
     ["tags: cannot stand beside certificate_arn", "validation_zone_id: cannot stand beside certificate_arn"]),
    (domain(create_dns_records="yes"), ["create_dns_records: must be True or False"]),
    (domain(zone_id=None, create_dns_records=True), ["create_dns_records: needs zone_id"]),
    (domain(zone_id=None, weighted_routing={"weight": 1, "set_identifier": "a"}), ["weighted_routing: needs zone_id"]),
    (domain(create_dns_records=False, weighted_routing={"weight": 1, "set_identifier": "a"}),
     ["weighted_routing: cannot stand beside create_dns_records=False"]),
    (domain(weighted_routing={"weight": 256, "set_identifier": ""}),
     ["weighted_routing.set_identifier: '' is not a set identifier", "weighted_routing.weight: 256 is out of range"]),
    (domain(weighted_routing=[{"weight": 1}]), ["weighted_routing: must be one map of its members: weight, set_identifier"]),
    (domain(tags={MANAGED_TAG: "true"}), ["tags: 'AmazonECSManaged' marks what ECS manages"]),
    (domain(domain_name=f"{'a' * 60}.example.com"), ["domain_name: 72 characters, and the first name of a certificate"]),
    (domain(subject_alternative_names=[]), ["subject_alternative_names: is no argument; did you mean alternative_names?"]),
    (domain(hosts=[]), ["hosts: is no argument; did you mean domain_name, and alternative_names for further ones?"]),
    (domain(path_pattern="/api"), ["path_pattern: is no argument: a managed rule has no room for a path"]),
    (domain(domain_nam="a"), ["domain_nam: is no argument; did you mean domain_name?"]),
    (domain(evaluate_target_health=1, region="Ireland"), ["evaluate_target_health: must be True or False", "region: 'Ireland'"]),
]  # fmt: skip


@pytest.mark.row("S4-16", "S4-19")
@pytest.mark.parametrize(("arguments", "reported"), WRONG, ids=[texts[-1][:50] for _, texts in WRONG])
def test_a_mistake_is_told_with_its_place_and_what_to_write(arguments: dict[str, Any], reported: list[str]) -> None:
    """And nothing else is said."""
    found = sorted(problems(arguments))

    assert [problem[: len(text)] for problem, text in zip(found, reported, strict=True)] == reported


def test_every_argument_together_is_right_but_for_what_excludes_each_other() -> None:
    """A new argument joins by its value here."""
    tried = {dotted(steps) for steps in positions(EVERY_ARGUMENT)}

    assert tried >= {dotted(tuple(map(snake, path))) for path in rules()}
    assert [problem.partition(":")[0] for problem in sorted(problems(EVERY_ARGUMENT))] == ["tags", "validation_zone_id"]


@settings(max_examples=examples(200, 5_000), deadline=2000)
@given(st.data())
def test_wrong_input_of_any_shape_is_named_where_the_program_has_it(data: st.DataObject) -> None:
    """Each problem begins with a path that the program has, or that of a member which it lacks."""
    place = data.draw(st.sampled_from(list(positions(EVERY_ARGUMENT))))
    after = put(EVERY_ARGUMENT, place, data.draw(SHAPES))

    known = {dotted(steps) for steps in positions(after)} | {"create_dns_records"}
    for problem in problems(after):
        path = problem.partition(": ")[0]
        assert re.match(r"[a-z]", problem), problem
        assert path in known or "is missing" in problem, problem


def test_the_fixed_quota_of_a_rule_counts_all_names() -> None:
    """Four and the endpoint are five values."""
    names = [f"{number}.example.com" for number in range(3)]

    assert problems(domain(alternative_names=names)) == []
