"""The certificates of listeners and the limits of their rules: what AWS refuses and how it says so."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.domains import certificate, zone
from tests.sandbox.local_aws import LocalAws, refused
from tests.sandbox.refusals.account import DENY, UNKNOWN_CERTIFICATE, Account, hosts, self_signed
from tests.sandbox.test_name_resolution import balancer

UNUSABLE = (
    "The certificate '{}' must have a fully-qualified domain name, a supported signature, and a supported key size."
)


def pair(listener: str, *arns: str) -> dict[str, Any]:
    """Write the request to add or remove certificates."""
    return {"ListenerArn": listener, "Certificates": [{"CertificateArn": arn} for arn in arns]}


def imported(aws: LocalAws, count: int) -> list[str]:
    """Import one certificate several times."""
    body, key = self_signed("shop.example.com")
    acm = aws.client("acm")
    return [acm.import_certificate(Certificate=body, PrivateKey=key)["CertificateArn"] for _ in range(count)]


def listening(aws: LocalAws, default: str, port: int = 443, arn: str = "") -> str:
    """Make a listener that shows a certificate, on a load balancer of its own unless one is given."""
    made = aws.elbv2.create_listener(
        LoadBalancerArn=arn or balancer(aws)[0],
        Protocol="HTTPS",
        Port=port,
        Certificates=[{"CertificateArn": default}],
        DefaultActions=DENY,
    )
    return str(made["Listeners"][0]["ListenerArn"])


def listed(aws: LocalAws, listener: str) -> list[tuple[str, bool]]:
    """List the certificates of a listener, and whether each is the default one."""
    found = aws.elbv2.describe_listener_certificates(ListenerArn=listener)["Certificates"]
    return [(one["CertificateArn"], one["IsDefault"]) for one in found]


def test_certificates_come_and_go_one_by_one(aws: LocalAws) -> None:
    """Twice is once; another default one replaces the first alone; the default one stays."""
    first, second, third = imported(aws, 3)
    listener = listening(aws, first)
    add, remove = aws.elbv2.add_listener_certificates, aws.elbv2.remove_listener_certificates
    for arn in (second, second, first):
        add(**pair(listener, arn))
    assert listed(aws, listener) == [(first, True), (second, False)]
    assert refused(add, **pair(listener, second, third))[0] == "ValidationError"
    assert refused(remove, **pair(listener, first)) == (
        "OperationNotPermitted",
        "Default certificate cannot be removed",
    )
    assert refused(remove, **pair(listener, third)) == ("CertificateNotFound", f"Certificate '{third}' not found")

    aws.elbv2.modify_listener(ListenerArn=listener, Certificates=[{"CertificateArn": third}])
    assert listed(aws, listener) == [(third, True), (second, False)]
    remove(**pair(listener, second))
    assert listed(aws, listener) == [(third, True)]


def test_a_certificate_that_cannot_serve_is_refused(aws: LocalAws) -> None:
    """Pending, expired, for clients only, or unknown; and so is an unknown listener."""
    (default,) = imported(aws, 1)
    listener, zone_id = listening(aws, default), zone(aws, "example.com")
    add = aws.elbv2.add_listener_certificates
    judged = [certificate(aws, zone_id, f"{label}.example.com") for label in ("expired", "client-only")]
    pending = aws.client("acm").request_certificate(DomainName="new.example.com", ValidationMethod="DNS")
    for arn in (*judged, pending["CertificateArn"]):
        assert refused(add, **pair(listener, arn)) == ("UnsupportedCertificate", UNUSABLE.format(arn))
    assert refused(add, **pair(listener, UNKNOWN_CERTIFICATE))[0] == "CertificateNotFound"
    assert refused(add, **pair(listener[:-4] + "0000", default))[0] == "ListenerNotFound"


def test_a_load_balancer_shows_25_certificates_beside_the_default_ones(aws: LocalAws) -> None:
    """On all of its listeners together; the quota is a setting."""
    default, *others = imported(aws, 6)
    aws.settings(certificates_per_load_balancer=3)
    arn = balancer(aws)[0]
    listeners = [listening(aws, default, port, arn) for port in (443, 8443)]
    add = aws.elbv2.add_listener_certificates
    for number in range(3):
        add(**pair(listeners[number % 2], others[number]))

    assert refused(add, **pair(listeners[1], others[3]))[0] == "TooManyCertificates"
    add(**pair(listeners[0], others[0]))
    aws.settings(certificates_per_load_balancer=25)
    add(**pair(listeners[1], others[3]))


def test_the_default_rule_has_no_conditions(account: Account) -> None:
    """And a rule that does not exist has none either."""
    elbv2, listener = account.aws.elbv2, account.names["listener"]
    (default,) = [rule["RuleArn"] for rule in elbv2.describe_rules(ListenerArn=listener)["Rules"] if rule["IsDefault"]]
    change = {"Conditions": [hosts("a.example.com")]}

    assert refused(elbv2.modify_rule, RuleArn=default, **change)[0] == "OperationNotPermitted"
    assert refused(elbv2.modify_rule, RuleArn=account.names["rule"] + "0", **change)[0] == "RuleNotFound"
    assert (
        refused(elbv2.modify_rule, RuleArn=account.names["rule"], Conditions=[hosts("a.example.com", "A.example.com")])[
            0
        ]
        == "ValidationError"
    )


def test_a_load_balancer_has_a_hundred_rules(aws: LocalAws) -> None:
    """Besides the default ones of its listeners."""
    (default,) = imported(aws, 1)
    listener = listening(aws, default)
    rule = {"ListenerArn": listener, "Actions": DENY}
    for number in range(1, 101):
        aws.elbv2.create_rule(**rule, Priority=number, Conditions=[hosts(f"h{number}.example.com")])

    more = {**rule, "Priority": 101, "Conditions": [hosts("h.example.com")]}
    words = "You've reached the limit on the number of rules per load balancer"
    assert refused(aws.elbv2.create_rule, **more) == ("TooManyRules", words)


@pytest.mark.parametrize("form", ["HostHeaderConfig", "Values"])
def test_a_host_condition_is_described_in_both_forms(aws: LocalAws, form: str) -> None:
    """Whichever was sent."""
    (default,) = imported(aws, 1)
    values = ["a.example.com"]
    condition = {"Field": "host-header", **({form: values} if form == "Values" else {form: {"Values": values}})}
    rule = {"ListenerArn": listening(aws, default), "Actions": DENY, "Priority": 1, "Conditions": [condition]}
    arn = aws.elbv2.create_rule(**rule)["Rules"][0]["RuleArn"]

    (described,) = aws.elbv2.describe_rules(RuleArns=[arn])["Rules"][0]["Conditions"]
    assert described == {"Field": "host-header", "Values": values, "HostHeaderConfig": {"Values": values}}
