"""A custom domain of an Express service, from the zone to a verified answer, and what updates and deletions do to it."""

from __future__ import annotations

import json
import ssl

import pytest

from tests.sandbox.domains import (
    Tls,
    add_host,
    alias,
    attach,
    balancer_of,
    certificate,
    hosts_of,
    https,
    listener_of,
    rule_of,
    zone,
)
from tests.sandbox.local_aws import LocalAws

NAME = "app.example.com"


def test_a_custom_domain_is_answered_by_its_service(aws: LocalAws) -> None:
    """Host on the rule, alias to the load balancer, certificate on the listener; any of its names, and no other."""
    arn = aws.settled()
    zone_id = zone(aws, "example.com", alias(NAME, "dualstack." + balancer_of(aws, arn)["DNSName"]))
    attach(aws, arn, certificate(aws, zone_id, NAME))
    add_host(aws, arn, NAME)

    for name in (NAME, NAME.upper(), aws.endpoint(arn)):
        connection = Tls(aws, name)
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert (answer.status, json.loads(answer.read())["service"]) == (200, "web"), name
        connection.close()
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        https(aws, "other.example.com")
    assert aws.get(NAME).status == 200


@pytest.mark.parametrize(("setting", "kept"), [("kept", True), ("dropped", False)])
def test_hosts_added_to_the_rule_after_an_update_are_a_setting(aws: LocalAws, setting: str, kept: bool) -> None:
    """AWS documents that they stay; operators have seen them go. They go when traffic begins to shift, and only then."""
    aws.settings(added_hosts_on_update=setting)
    arn = aws.settled()
    add_host(aws, arn, NAME)
    rule = rule_of(aws, arn)
    aws.update(arn, "shop/web:2")
    while aws.weights(arn)[1] == 0:
        assert NAME in hosts_of(aws, rule)
        aws.next_change()
    assert (NAME in hosts_of(aws, rule)) is kept
    if not kept:
        add_host(aws, arn, NAME)
    aws.run_out()

    assert hosts_of(aws, rule) == [aws.endpoint(arn), NAME]
    assert aws.get(NAME).content["image"] == "shop/web:2"


def test_a_service_goes_with_its_added_hosts(aws: LocalAws) -> None:
    """Another one on the same load balancer stays, and so does the certificate that a user added."""
    roles = aws.roles()
    first = aws.settled(roles=roles)
    second = aws.settled(roles=roles, serviceName="api")
    own = certificate(aws, zone(aws, "example.com"), NAME)
    listener = listener_of(aws, first)
    attach(aws, first, own)
    add_host(aws, first, NAME)
    endpoint = aws.endpoint(second)
    aws.ecs.delete_express_gateway_service(serviceArn=first)
    aws.run_out()

    shown = aws.elbv2.describe_listener_certificates(ListenerArn=listener)["Certificates"]
    assert aws.describe(first)["status"]["statusCode"] == "INACTIVE"
    assert len(shown) == 2
    assert own in [one["CertificateArn"] for one in shown]
    assert (aws.get(NAME).status, https(aws, endpoint).status) == (404, 200)

    aws.ecs.delete_express_gateway_service(serviceArn=second)
    aws.run_out()
    assert aws.elbv2.describe_load_balancers()["LoadBalancers"] == []
    assert aws.client("acm").describe_certificate(CertificateArn=own)["Certificate"]["InUseBy"] == []


@pytest.mark.row("S4-23")
def test_load_balancers_can_take_changes_over_late(aws: LocalAws) -> None:
    """Hosts and certificates count after the delay, what is taken away goes on as long; without it, at once."""
    arn = aws.settled()
    zone_id = zone(aws, "example.com", alias(NAME, balancer_of(aws, arn)["DNSName"]))
    ours = certificate(aws, zone_id, NAME)
    aws.settings(listener_change_seconds=120)
    attach(aws, arn, ours)
    add_host(aws, arn, NAME)
    with pytest.raises(ssl.SSLError):
        https(aws, NAME)
    aws.advance(121)
    assert https(aws, NAME).status == 200

    condition = {"Field": "host-header", "HostHeaderConfig": {"Values": [aws.endpoint(arn)]}}
    aws.elbv2.modify_rule(RuleArn=rule_of(aws, arn), Conditions=[condition])
    assert https(aws, NAME).status == 200
    assert https(aws, aws.endpoint(arn)).status == 200
    aws.advance(121)
    assert https(aws, NAME).status == 404
