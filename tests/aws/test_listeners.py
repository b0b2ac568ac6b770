"""What the port `Listeners` promises, on both of its adapters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from tests.providers.fake_domains import BALANCER, LISTENER, FakeListeners, host_rule
from tests.sandbox.local_aws import REGION, LocalAws

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.elbv2 import BotoListeners
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.custom_domain.observed import ListenerRule
from pulumi_ecs_express.ports import Listeners

GONE = LISTENER.replace("/2", "/9")


@dataclass
class World:
    """An adapter with a listener that has one rule for ``one.example.com``, and a certificate that is not on it."""

    listeners: Listeners
    balancer: str
    listener: str
    rule: str
    certificate: str
    actions: Callable[[], Any]


@pytest.fixture
def fake() -> World:
    """The in-memory adapter."""
    rule = host_rule(1, "one.example.com")
    listeners = FakeListeners(by_arn={rule.arn: rule, "default": ListenerRule("default", "default")})
    return World(
        listeners, BALANCER, LISTENER, rule.arn, "arn:aws:acm:eu-west-1:123456789012:certificate/other", lambda: None
    )


@pytest.fixture
def boto3(sandbox: LocalAws) -> World:
    """The package's adapter on the sandbox."""
    sandbox.reset()
    elbv2 = sandbox.elbv2
    subnets = [subnet["SubnetId"] for subnet in sandbox.client("ec2").describe_subnets()["Subnets"][:2]]
    balancer = elbv2.create_load_balancer(Name="web", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    first, second = (issued(sandbox, name) for name in ("one.example.com", "two.example.com"))
    fixed = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}
    listener = elbv2.create_listener(
        LoadBalancerArn=balancer, Port=443, Protocol="HTTPS", Certificates=[{"CertificateArn": first}],
        DefaultActions=[fixed],
    )["Listeners"][0]["ListenerArn"]  # fmt: skip
    condition = {"Field": "host-header", "HostHeaderConfig": {"Values": ["one.example.com"]}}
    path = {"Field": "path-pattern", "Values": ["/*"]}
    rule = elbv2.create_rule(ListenerArn=listener, Priority=1, Conditions=[condition, path], Actions=[fixed])
    arn = rule["Rules"][0]["RuleArn"]

    def actions() -> Any:
        return elbv2.describe_rules(RuleArns=[arn])["Rules"][0]["Actions"]

    return World(BotoListeners(Connection(REGION)), balancer, listener, arn, second, actions)


def issued(sandbox: LocalAws, name: str) -> str:
    """Have a certificate issued, as a zone of its own proves it."""
    acm, route53 = sandbox.client("acm"), sandbox.client("route53")
    arn = acm.request_certificate(DomainName=name, ValidationMethod="DNS")["CertificateArn"]
    record = acm.describe_certificate(CertificateArn=arn)["Certificate"]["DomainValidationOptions"][0]["ResourceRecord"]
    zone = route53.create_hosted_zone(Name=name, CallerReference=name)["HostedZone"]["Id"]
    entry = {**record, "TTL": 60, "ResourceRecords": [{"Value": record["Value"]}]}
    del entry["Value"]
    batch = {"Changes": [{"Action": "CREATE", "ResourceRecordSet": entry}]}
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)
    sandbox.advance(120)
    return str(arn)


@pytest.fixture(params=["fake", "boto3"])
def world(request: pytest.FixtureRequest) -> World:
    """Both adapters."""
    found: World = request.getfixturevalue(request.param)
    return found


@pytest.mark.row("S4-18", "S4-19", "S4-20")
def test_the_conditions_of_a_rule_are_replaced_and_nothing_else(world: World) -> None:
    """What was read is what can be sent; the actions stay as they are."""
    rule = world.listeners.rule(world.rule)
    assert rule is not None
    assert rule.hosts == ["one.example.com"]
    before = world.actions()

    added = [
        {**one, "HostHeaderConfig": {"Values": ["one.example.com", "two.example.com"]}}
        if one["Field"] == "host-header"
        else one
        for one in rule.conditions
    ]
    world.listeners.set_conditions(world.rule, added)

    changed = world.listeners.rule(world.rule)
    assert changed is not None
    assert changed.hosts == ["one.example.com", "two.example.com"]
    assert len(changed.conditions) == len(rule.conditions)
    assert world.actions() == before


def test_the_rules_of_a_listener_include_the_default_one(world: World) -> None:
    """Which has no hosts."""
    rules = world.listeners.rules(world.listener)

    assert rules is not None
    assert {(rule.priority == "default", tuple(rule.hosts)) for rule in rules} == {
        (False, ("one.example.com",)),
        (True, ()),
    }


@pytest.mark.row("S4-21")
def test_a_certificate_is_added_once_and_removed_but_for_the_default_one(world: World) -> None:
    """Again is no error, either way."""
    listeners, listener = world.listeners, world.listener
    for _ in range(2):
        listeners.attach(listener, world.certificate)
    attached = listeners.certificates(listener) or []
    assert [found.is_default for found in attached if found.arn == world.certificate] == [False]
    default = next(found.arn for found in attached if found.is_default)

    for _ in range(2):
        listeners.detach(listener, world.certificate)
    listeners.detach(listener, default)

    assert [found.arn for found in listeners.certificates(listener) or []] == [default]


def test_what_is_gone_is_none_and_no_error(world: World) -> None:
    """A rule, the rules and the certificates of a listener."""
    gone = world.listener[:-4] + "0000"
    assert world.listeners.listeners(world.balancer) == [world.listener]
    assert world.listeners.listeners(world.balancer[:-4] + "0000") == []

    assert world.listeners.rule(world.rule[:-4] + "0000") is None
    assert world.listeners.rules(gone) is None
    assert world.listeners.certificates(gone) is None


@pytest.mark.row("S4-24")
def test_a_load_balancer_without_a_place_is_told_with_the_quota_and_the_way_without_it(
    boto3: World, sandbox: LocalAws
) -> None:
    """AWS raises it on request; one certificate for several domains needs no more."""
    sandbox.settings(certificates_per_load_balancer=0)

    with pytest.raises(errors.DomainQuotaReached) as full:
        boto3.listeners.attach(boto3.listener, boto3.certificate)

    assert "Certificates per Application Load Balancer" in full.value.remedy
    assert "wildcard" in full.value.remedy
    assert boto3.listeners.certificates(boto3.listener) != []
