"""The rules as policies of Pulumi's SDK: which resources and stacks they judge, what configures them."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyCustomTimeouts,
    PolicyResource,
    PolicyResourceOptions,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
)
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, unknown_checking_proxy
from tests.docs.reading import ROOT, Page
from tests.test_conventions import PROVIDERS

from pulumi_ecs_express import policy_rules
from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.service.type_tokens import INGRESS, SERVICE

PAGE = Page(ROOT / "docs" / "policies.md")
PROVIDER_NAMES = {kind.__name__ for kind in PROVIDERS}
OPTIONS = PolicyResourceOptions(False, [], None, [], PolicyCustomTimeouts(0, 0, 0), [])
RULES: dict[str, Policy] = {
    "no_latest_image": policy_rules.no_latest_image(),
    "images_from": policy_rules.images_from("ghcr.io"),
    "minimum_tasks": policy_rules.minimum_tasks(),
    "log_retention": policy_rules.log_retention(),
    "no_public_service": policy_rules.no_public_service(),
    "no_public_endpoint": policy_rules.no_public_endpoint(),
    "no_secrets_in_environment": policy_rules.no_secrets_in_environment(),
    "rollouts_awaited": policy_rules.rollouts_awaited(),
    "rollback_kept": policy_rules.rollback_kept(),
}


def said(
    policy: ResourceValidationPolicy,
    properties: dict[str, Any],
    type_: str = SERVICE,
    stack: str = "prod",
    config: dict[str, Any] | None = None,
) -> list[str]:
    """Have a policy judge a resource as the engine shows it: numbers as floats, unknowns guarded."""
    found: list[str] = []
    urn = f"urn:pulumi:{stack}::shop::{type_}::web"
    shown = unknown_checking_proxy(properties)
    args = ResourceValidationArgs(type_, shown, urn, "web", OPTIONS, None, config)
    policy.validate(args, lambda message, _urn: found.append(message))
    return found


def test_a_rule_judges_its_types_and_stacks_alone() -> None:
    """Others are not looked at; a stack is named by a pattern."""
    rule = policy_rules.minimum_tasks(stacks=["prod", "live-*"])

    assert said(rule, {}) != []
    assert said(rule, {}, stack="live-eu") != []
    assert said(rule, {}, stack="production") == []
    assert said(rule, {}, type_="aws:ecs/service:Service") == []


def test_the_configuration_of_a_pack_goes_before_arguments() -> None:
    """Numbers reach policies as floats, lists as the SDK's own sequences."""
    three = {"scalingTarget": {"minTaskCount": 3.0}}
    assert said(policy_rules.minimum_tasks(2), three) == []
    (message,) = said(policy_rules.minimum_tasks(2), three, config={"tasks": 4.0})
    assert message.startswith("scaling_target.min_task_count: 3 is fewer than the required 4:")
    images = {"primaryContainer": {"image": "quay.io/a:1"}}
    config = dict(unknown_checking_proxy({"registries": ["quay.io"]}))
    assert said(policy_rules.images_from("ghcr.io"), images, config=config) == []


def test_what_a_preview_does_not_know_raises_nothing_and_breaks_nothing() -> None:
    """At any depth; the SDK's proxies raise as soon as an unknown value is looked at."""
    properties: dict[str, Any] = {
        "primaryContainer": {"image": UNKNOWN_STRING_VALUE, "environment": {"MODE": UNKNOWN_STRING_VALUE}},
        "networkConfiguration": {"subnets": ["subnet-1", UNKNOWN_STRING_VALUE]},
        "scalingTarget": UNKNOWN_STRING_VALUE,
        "logRetentionDays": UNKNOWN_STRING_VALUE,
    }
    plain = policy_rules.plain(unknown_checking_proxy(properties))

    assert plain["networkConfiguration"]["subnets"] == ["subnet-1", UNKNOWN]
    for rule in RULES.values():
        if isinstance(rule, ResourceValidationPolicy):
            assert said(rule, properties) == [], rule.name


def test_a_public_endpoint_is_reported_at_its_ingress() -> None:
    """Of the stacks that are meant."""
    urn = f"urn:pulumi:prod::shop::{INGRESS}::web"
    props = unknown_checking_proxy({"accessType": "PUBLIC", "endpoint": "we-1.example"})
    resource = PolicyResource(INGRESS, props, urn, "web", OPTIONS, None, None, [], {})
    found: list[tuple[str, str | None]] = []
    for stacks in (["prod"], ["dev"]):
        rule = policy_rules.no_public_endpoint(stacks=stacks)
        rule.validate(StackValidationArgs([resource]), lambda message, at: found.append((message, at)))

    ((message, at),) = found
    assert at == urn
    assert "we-1.example" in message


def test_the_same_rule_can_stand_twice_in_a_pack() -> None:
    """Under names of their own, with levels of their own."""
    rule = policy_rules.minimum_tasks(3, name="three", enforcement_level=EnforcementLevel.MANDATORY)
    assert (rule.name, rule.enforcement_level) == ("three", EnforcementLevel.MANDATORY)
    assert RULES["minimum_tasks"].enforcement_level is None


@pytest.mark.parametrize("name", RULES)
def test_the_page_has_each_rule_with_its_name_and_settings(name: str) -> None:
    """The table of docs/policies.md."""
    rule, row = RULES[name], PAGE.table("rule", "policy", "settings")[name]
    settings = rule.config_schema.properties if rule.config_schema else {}

    assert row[0] == f"`{rule.name}`"
    assert [word.strip("`") for word in row[1].split(", ")] == (list(settings) or ["none"])


def test_the_page_has_all_rules() -> None:
    """None more."""
    assert list(PAGE.table("rule", "policy", "settings")) == list(RULES)


def test_the_example_of_a_rule_of_ones_own_works() -> None:
    """As the page has it: it judges what is known, and is silent on what is not."""
    names: dict[str, Any] = {}
    exec(PAGE.blocks("python")[1], names)  # noqa: S102 - the page's own code

    assert said(names["small_services"], {"cpu": "2048"}) != []
    assert said(names["small_services"], {"cpu": UNKNOWN_STRING_VALUE}) == []
    assert said(names["small_services"], {}) == []


def test_the_page_names_the_types_that_there_are() -> None:
    """Each by the module and class of its provider."""
    named = {type_.rpartition(":")[2] for type_ in PAGE.table("type", "is")}
    assert named <= {kind.removesuffix("Provider") for kind in PROVIDER_NAMES} | {"ExpressGatewayService"}
