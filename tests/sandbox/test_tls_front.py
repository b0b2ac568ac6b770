"""The HTTPS front: which certificate is shown for which name, and the answers that a load balancer gives by itself."""

from __future__ import annotations

import socket
import ssl
import time
from typing import Any

import pytest

from tests.sandbox.domains import (
    add_host,
    alias,
    attach,
    balancer_of,
    certificate,
    https,
    listener_of,
    record,
    shown,
    zone,
)
from tests.sandbox.local_aws import LocalAws
from tests.sandbox.refusals.account import DENY, hosts, self_signed
from tests.sandbox.test_name_resolution import balancer


def test_the_name_chooses_among_the_certificates_of_its_listener(aws: LocalAws) -> None:
    """An exact name before a wildcard of one label, else the default; imported ones count by their names."""
    service = aws.settled()
    zone_id = zone(aws, "example.com", alias("*.example.com", balancer_of(aws, service)["DNSName"]))
    attach(aws, service, certificate(aws, zone_id, "*.example.com", "example.com"))
    attach(aws, service, certificate(aws, zone_id, "app.example.com"))
    body, key = self_signed("shop.example.com")
    attach(aws, service, aws.client("acm").import_certificate(Certificate=body, PrivateKey=key)["CertificateArn"])
    default = {aws.endpoint(service)}

    assert shown(aws, "app.example.com") == {"app.example.com"}
    assert shown(aws, "API.example.com") == {"*.example.com", "example.com"}
    assert shown(aws, "shop.example.com") == {"shop.example.com"}
    assert shown(aws, "a.b.example.com") == default
    assert shown(aws, None) == default
    zone(aws, "app.example.com", alias("app.example.com", balancer(aws)[1]))
    with pytest.raises(ssl.SSLError):
        shown(aws, "app.example.com")  # DNS leads to a load balancer that shows none


def test_a_client_that_says_nothing_keeps_nobody_waiting(aws: LocalAws) -> None:
    """Each handshake runs by itself."""
    host, _, port = aws.addresses.ingress_tls.partition(":")
    endpoint = aws.endpoint(aws.settled())
    with socket.create_connection((host, int(port))):
        started = time.monotonic()
        assert https(aws, endpoint).status == 200
    assert time.monotonic() - started < 5


def redirect(**changes: str) -> list[dict[str, Any]]:
    """Write a redirect action."""
    return [{"Type": "redirect", "RedirectConfig": {"StatusCode": "HTTP_301", **changes}}]


def test_a_rule_redirects_or_answers_by_itself(aws: LocalAws) -> None:
    """By priority, host and path; what a redirect does not name stays."""
    service = aws.settled()
    zone_id = zone(aws, "example.com", alias("*.example.com", balancer_of(aws, service)["DNSName"]))
    attach(aws, service, certificate(aws, zone_id, "*.example.com"))
    add_host(aws, service, "app.example.com")
    listener = listener_of(aws, service)
    gone = {"StatusCode": "410", "ContentType": "text/html", "MessageBody": "<p>gone</p>"}
    rules: list[tuple[int, list[dict[str, Any]], list[dict[str, Any]]]] = [
        (20, [hosts("www.example.com")], redirect(Host="app.example.com", Path="/from/#{host}/#{path}")),
        (10, [hosts("www.example.com"), {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/old/*", "/older"]}}],
         [{"Type": "fixed-response", "FixedResponseConfig": gone}]),
    ]  # fmt: skip
    for priority, conditions, actions in rules:
        aws.elbv2.create_rule(ListenerArn=listener, Priority=priority, Conditions=conditions, Actions=actions)

    moved = https(aws, "www.example.com", "/a%20b?x=1&y=2")
    assert (moved.status, moved.headers["Location"]) == (
        301,
        "https://app.example.com:443/from/www.example.com/a%20b?x=1&y=2",
    )
    for path in ("/old/page", "/older"):
        assert (https(aws, "www.example.com", path).status, https(aws, "app.example.com", path).status) == (410, 200)
    assert https(aws, "unknown.example.com").status == 404


def test_the_plain_front_answers_as_a_listener_on_port_80(aws: LocalAws) -> None:
    """Without one, as before: the rules of the listener that there is."""
    service = aws.settled()
    balancing, endpoint = balancer_of(aws, service), aws.endpoint(service)
    assert aws.get(endpoint).status == 200
    to_https = redirect(Protocol="HTTPS", Port="443")
    listener = {"LoadBalancerArn": balancing["LoadBalancerArn"], "Protocol": "HTTP", "Port": 80}
    aws.elbv2.create_listener(**listener, DefaultActions=to_https)

    assert aws.get(endpoint).status == 301
    assert https(aws, endpoint).status == 200


def test_dns_decides_which_load_balancer_is_asked(aws: LocalAws) -> None:
    """A rule of another one counts only for names that DNS does not know."""
    service = aws.settled()
    add_host(aws, service, "app.example.com")
    assert aws.get("app.example.com").status == 200

    arn, target = balancer(aws)
    aws.elbv2.create_listener(LoadBalancerArn=arn, Protocol="HTTP", Port=8080, DefaultActions=DENY)
    own = balancer_of(aws, service)["DNSName"]
    weighted = [
        record("app.example.com", "CNAME", to, SetIdentifier=to, Weight=weight)
        for to, weight in ((own, 3), (target, 1))
    ]
    zone(aws, "example.com", *weighted)
    statuses = [aws.get("app.example.com").status for _ in range(40)]

    assert (statuses.count(200), statuses.count(404)) == (30, 10)
