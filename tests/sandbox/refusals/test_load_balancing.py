"""Load balancers, their listeners, rules and certificates: what AWS refuses and how it says so."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.refusals.account import DENY, UNKNOWN_CERTIFICATE, Account, Row, constraint, hosts

DOMAIN = r"(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])"
TWO_ZONES = "At least two subnets in two different Availability Zones must be specified"


def balancer(*subnets: str) -> dict[str, Any]:
    """Write the request of a load balancer."""
    return {"Name": "other", "Subnets": [f"<{subnet}>" for subnet in subnets]}


def listener(protocol: str, port: int, *certificates: str) -> dict[str, Any]:
    """Write the request of a listener."""
    shown = [{"CertificateArn": certificate} for certificate in certificates]
    return {
        "LoadBalancerArn": "<balancer>",
        "Protocol": protocol,
        "Port": port,
        "DefaultActions": DENY,
        **({"Certificates": shown} if shown else {}),
    }


def rule(*conditions: dict[str, Any], priority: int = 2) -> dict[str, Any]:
    """Write the request of a listener rule."""
    return {"ListenerArn": "<listener>", "Priority": priority, "Actions": DENY, "Conditions": list(conditions)}


def unissued(certificate: str) -> str:
    """Give the words on a certificate that is not issued yet."""
    return (
        f"The certificate '{certificate}' must have a fully-qualified domain name, a supported signature, "
        "and a supported key size."
    )


def added(certificate: str) -> dict[str, Any]:
    """Write the request to add a certificate to the listener."""
    return {"ListenerArn": "<listener>", "Certificates": [{"CertificateArn": certificate}]}


def elb(claim: str, method: str, request: dict[str, Any], message: str, code: str = "ValidationError") -> Row:
    """Write a row of ELBv2."""
    return Row(claim, "elbv2", method, request, code, message)


ROWS = [
    elb("one subnet", "create_load_balancer", balancer("subnet_0"), TWO_ZONES),
    elb("two subnets of one zone", "create_load_balancer", balancer("subnet_1", "twin_of_1"), TWO_ZONES),
    elb(
        "two zones, one of them twice",
        "create_load_balancer",
        balancer("subnet_0", "subnet_1", "twin_of_1"),
        "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
        "InvalidConfigurationRequest",
    ),
    elb(
        "HTTPS without a certificate",
        "create_listener",
        listener("HTTPS", 8443),
        "A certificate must be specified for HTTPS listeners",
    ),
    elb(
        "a pending certificate",
        "create_listener",
        listener("HTTPS", 8443, "<pending>"),
        unissued("<pending>"),
        "UnsupportedCertificate",
    ),
    elb(
        "a listener with an unknown certificate",
        "create_listener",
        listener("HTTPS", 8443, UNKNOWN_CERTIFICATE),
        f"Certificate '{UNKNOWN_CERTIFICATE}' not found",
        "CertificateNotFound",
    ),
    elb(
        "a port in use",
        "create_listener",
        listener("HTTP", 443),
        "A listener already exists on this port for this load balancer '<balancer>'",
        "DuplicateListener",
    ),
    elb(
        "adding an unknown certificate",
        "add_listener_certificates",
        added(UNKNOWN_CERTIFICATE),
        f"Certificate '{UNKNOWN_CERTIFICATE}' not found",
        "CertificateNotFound",
    ),
    elb(
        "adding a pending certificate",
        "add_listener_certificates",
        added("<pending>"),
        unissued("<pending>"),
        "UnsupportedCertificate",
    ),
    elb(
        "a priority too high",
        "create_rule",
        rule(hosts("b.example.com"), priority=60000),
        constraint(60000, "priority", "Member must have value less than or equal to 50000"),
    ),
    elb(
        "a priority too low",
        "create_rule",
        rule(hosts("b.example.com"), priority=0),
        constraint(0, "priority", "Member must have value greater than or equal to 1"),
    ),
    elb(
        "moving a rule too far",
        "set_rule_priorities",
        {"RulePriorities": [{"RuleArn": "<rule>", "Priority": 60000}]},
        constraint(60000, "rulePriorities.1.member.priority", "Member must have value less than or equal to 50000"),
    ),
    elb(
        "six hosts",
        "create_rule",
        rule(hosts(*(f"{letter}.example.com" for letter in "abcdef"))),
        "A rule can only have '5' condition values",
    ),
    elb(
        "six hosts by a change",
        "modify_rule",
        {"RuleArn": "<rule>", "Conditions": [hosts(*(f"{letter}.example.com" for letter in "abcdef"))]},
        "A rule can only have '5' condition values",
    ),
    elb(
        "a port in a host",
        "create_rule",
        rule(hosts("b.example.com:8443")),
        "The host name 'b.example.com:8443' is not valid",
    ),
    elb(
        "a host with an underscore",
        "create_rule",
        rule(hosts("my_app.example.com")),
        "The host name 'my_app.example.com' is not valid",
    ),
    elb("a host without a dot", "create_rule", rule(hosts("localhost")), "The host name 'localhost' is not valid"),
    elb(
        "a second condition on the host",
        "create_rule",
        rule(hosts("b.example.com"), hosts("c.example.com")),
        "A rule can have only one condition with field 'host-header'",
    ),
    elb(
        "hosts in two places",
        "create_rule",
        rule({**hosts("b.example.com"), "Values": ["c.example.com"]}),
        "You cannot provide both Values and 'HostHeaderConfig' for a condition of type 'host-header'",
    ),
    Row(
        "a domain with an underscore",
        "acm",
        "request_certificate",
        {"DomainName": "my_app.example.com"},
        "ValidationException",
        constraint("my_app.example.com", "domainName", f"Member must satisfy regular expression pattern: {DOMAIN}"),
    ),
    Row(
        "a wrong alternative name",
        "acm",
        "request_certificate",
        {"DomainName": "b.example.com", "SubjectAlternativeNames": ["b.example.com", "*.*.example.com"]},
        "ValidationException",
        constraint(
            "*.*.example.com",
            "subjectAlternativeNames.2.member",
            f"Member must satisfy regular expression pattern: {DOMAIN}",
        ),
    ),
    Row(
        "delete of a certificate in use",
        "acm",
        "delete_certificate",
        {"CertificateArn": "<issued>"},
        "ResourceInUseException",
        "Certificate <issued> in account 123456789012 is in use.",
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.claim)
def test_a_wrong_request_is_refused(account: Account, row: Row) -> None:
    """With AWS's code and words."""
    assert account.refused(row) == (row.code, account.filled(row.message))


ACCEPTED = [
    ("elbv2", "create_listener", listener("HTTPS", 8443, "<issued>")),
    ("elbv2", "create_rule", rule(hosts("b.example.com", "*.shop.example.com", "x?.example.com"))),
    ("elbv2", "modify_listener", {"ListenerArn": "<listener>", "Port": 443}),
    ("acm", "request_certificate", {"DomainName": "*.example.com", "SubjectAlternativeNames": ["example.com"]}),
    ("acm", "delete_certificate", {"CertificateArn": "<pending>"}),
]


def test_a_right_request_is_carried_out(account: Account) -> None:
    """One after the other: what AWS takes is taken, also beside something that was refused before."""
    for client, method, request in ACCEPTED:
        row = Row("", client, method, request, "", "accepted")
        assert account.refused(row) == ("", "accepted"), (method, request)
