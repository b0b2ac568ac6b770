"""The stand-in aws plugin under a real engine: listeners, rules and certificates on a load balancer that is there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from tests.sandbox.refusals.account import self_signed
from tests.sandbox_command.conftest import Deployment, Sandbox

from ecs_express_sandbox.aws_plugin.resources import acm_certificate

pytestmark = [
    pytest.mark.engine,
    # A failed inline program leaves an open event loop behind; see `abandoned_programs_forgotten`.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

Deploy = Callable[[Callable[[], None]], Deployment]
LISTENER, RULE = "aws:lb/listener:Listener", "aws:lb/listenerRule:ListenerRule"
CERTIFICATE = "aws:lb/listenerCertificate:ListenerCertificate"
DENY = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]


@pytest.fixture(scope="module")
def balancer(sandbox: Sandbox) -> str:
    """A load balancer, as one that Express Mode manages."""
    subnets = [subnet["SubnetId"] for subnet in sandbox.client("ec2").describe_subnets()["Subnets"][:2]]
    made = sandbox.client("elbv2").create_load_balancer(Name="shared", Subnets=subnets)
    return str(made["LoadBalancers"][0]["LoadBalancerArn"])


@pytest.fixture(scope="module")
def groups(sandbox: Sandbox) -> list[str]:
    """Two target groups."""
    vpc = sandbox.client("ec2").describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
    settings = {"Protocol": "HTTP", "Port": 80, "VpcId": vpc, "TargetType": "ip"}
    made = [sandbox.client("elbv2").create_target_group(Name=name, **settings) for name in ("blue", "green")]
    return [str(one["TargetGroups"][0]["TargetGroupArn"]) for one in made]


def certificate(sandbox: Sandbox, host: str) -> str:
    """Give a certificate that listeners may show at once."""
    body, key = self_signed(host)
    return str(sandbox.client("acm").import_certificate(Certificate=body, PrivateKey=key)["CertificateArn"])


@pytest.fixture(scope="module")
def listener(sandbox: Sandbox, balancer: str) -> str:
    """A secure listener of that load balancer."""
    shown = [{"CertificateArn": certificate(sandbox, "default.example.com")}]
    made = sandbox.client("elbv2").create_listener(
        LoadBalancerArn=balancer, Protocol="HTTPS", Port=443, Certificates=shown, DefaultActions=DENY
    )
    return str(made["Listeners"][0]["ListenerArn"])


def rules(sandbox: Sandbox, listener: str) -> dict[str, dict[str, Any]]:
    """Give the rules of a listener by priority."""
    found = sandbox.client("elbv2").describe_rules(ListenerArn=listener)["Rules"]
    return {rule["Priority"]: rule for rule in found if rule["Priority"] != "default"}


def unchanged(deployment: Deployment, *kinds: str) -> bool:
    """Report whether neither an update nor a refresh finds a difference."""
    again = deployment.up().keys() == {"same"}
    refreshed = deployment.refresh()
    return again and all(refreshed[kind].op in ("refresh", "same") for kind in kinds)


def test_port_80_sends_to_https(deploy: Deploy, sandbox: Sandbox, balancer: str) -> None:
    """The one line of most programs; what it leaves out stays as it was asked for."""
    settings: dict[str, Any] = {"redirect": {"port": "443", "protocol": "HTTPS", "status_code": "HTTP_301"}}

    def program() -> None:
        import pulumi_aws as aws

        actions: Any = [{"type": "redirect", "redirect": settings["redirect"]}]
        made = aws.lb.Listener("http", load_balancer_arn=balancer, port=80, default_actions=actions, tags={"a": "b"})
        pulumi.export("listener", made.arn)
        pulumi.export("protocol", made.protocol)
        pulumi.export("host", made.default_actions[0].redirect.host)

    deployment, elbv2 = deploy(program), sandbox.client("elbv2")
    deployment.up()
    arn = deployment.output("listener")
    assert (deployment.output("protocol"), deployment.output("host")) == ("HTTP", "#{host}")
    assert unchanged(deployment, LISTENER)
    config = elbv2.describe_listeners(ListenerArns=[arn])["Listeners"][0]["DefaultActions"][0]["RedirectConfig"]
    assert config == {
        "Host": "#{host}", "Path": "/#{path}", "Port": "443", "Protocol": "HTTPS", "Query": "#{query}",
        "StatusCode": "HTTP_301",
    }  # fmt: skip

    settings["redirect"] |= {"host": "www.example.com", "query": ""}
    assert deployment.preview()[LISTENER].diffs == ["defaultActions"]
    assert deployment.up() == {"same": 1, "update": 1}
    assert unchanged(deployment, LISTENER)
    elbv2.modify_listener(ListenerArn=arn, DefaultActions=DENY)
    deployment.refresh()
    assert deployment.up() == {"same": 1, "update": 1}
    assert elbv2.describe_listeners(ListenerArns=[arn])["Listeners"][0]["DefaultActions"][0]["Type"] == "redirect"

    elbv2.delete_listener(ListenerArn=arn)
    assert str(deployment.refresh()[LISTENER].op) in ("delete", "OpType.DELETE")
    deployment.destroy()


def test_rules_live_change_and_go(deploy: Deploy, sandbox: Sandbox, listener: str, groups: list[str]) -> None:
    """Every form of condition and action; an update sends only what differs; those without a priority come last."""
    blue, green = groups
    settings: dict[str, Any] = {
        "hosts": ["b.example.com", "a.example.com"],
        "weights": [{"arn": green, "weight": 1}, {"arn": blue, "weight": 3}],
        "priority": 20,
        "tags": {"a": "b"},
    }

    def program() -> None:
        import pulumi_aws as aws

        weighted: Any = {"target_groups": settings["weights"], "stickiness": {"duration": 60, "enabled": True}}
        www = aws.lb.ListenerRule(
            "www", listener_arn=listener, priority=settings["priority"], tags=settings["tags"],
            conditions=[
                {"host_header": {"values": settings["hosts"]}},
                {"http_header": {"http_header_name": "X-Kind", "values": ["a"]}},
                {"query_strings": [{"key": "v", "value": "1"}, {"value": "2"}]},
            ],
            actions=[{"type": "forward", "forward": weighted}],
        )  # fmt: skip
        last = aws.lb.ListenerRule(
            "last", listener_arn=listener,
            conditions=[
                {"path_pattern": {"values": ["/old/*"]}},
                {"http_request_method": {"values": ["POST", "GET"]}},
                {"source_ip": {"values": ["10.0.0.0/8"]}},
            ],
            actions=[{"type": "forward", "target_group_arn": blue}], opts=pulumi.ResourceOptions(depends_on=[www]),
        )  # fmt: skip
        gone: Any = {"content_type": "text/plain", "message_body": "gone", "status_code": "410"}
        for number in range(4):
            aws.lb.ListenerRule(
                f"gone-{number}", listener_arn=listener, conditions=[{"path_pattern": {"values": [f"/{number}"]}}],
                actions=[{"type": "fixed-response", "fixed_response": gone}],
                opts=pulumi.ResourceOptions(depends_on=[last]),
            )  # fmt: skip
        pulumi.export("rule", www.arn)
        pulumi.export("last", last.priority)

    deployment, elbv2 = deploy(program), sandbox.client("elbv2")
    assert deployment.up() == {"create": 7}
    assert unchanged(deployment, RULE)
    assert deployment.output("last") == 21
    assert sorted(rules(sandbox, listener)) == ["20", "21", "22", "23", "24", "25"]

    settings["hosts"].reverse()
    settings["weights"].reverse()
    assert deployment.up() == {"same": 7}
    settings |= {"hosts": ["a.example.com"], "tags": {"a": "c"}}
    before = rules(sandbox, listener)["20"]
    assert deployment.up() == {"same": 6, "update": 1}
    after = rules(sandbox, listener)["20"]
    assert after["Actions"] == before["Actions"]
    assert [one["HostHeaderConfig"] for one in after["Conditions"] if one["Field"] == "host-header"] == [
        {"Values": ["a.example.com"]}
    ]
    arn = deployment.output("rule")
    assert elbv2.describe_tags(ResourceArns=[arn])["TagDescriptions"][0]["Tags"] == [{"Key": "a", "Value": "c"}]
    calls = sandbox.calls()
    settings["priority"] = 7
    assert deployment.up() == {"same": 6, "update": 1}
    made = {name: count - calls.get(name, 0) for name, count in sandbox.calls().items() if count != calls.get(name)}
    assert not [name for name in made if "ModifyRule" in name]
    assert rules(sandbox, listener)["7"]["RuleArn"] == arn

    elbv2.modify_rule(RuleArn=arn, Actions=DENY)
    deployment.refresh()
    assert deployment.up() == {"same": 6, "update": 1}
    weights = {
        one["TargetGroupArn"]: one["Weight"]
        for one in rules(sandbox, listener)["7"]["Actions"][0]["ForwardConfig"]["TargetGroups"]
    }
    assert weights == {blue: 3, green: 1}
    elbv2.delete_rule(RuleArn=arn)
    deployment.destroy()
    assert rules(sandbox, listener) == {}


@pytest.mark.sweep_only(held_by="tests/sandbox_command/test_aws_plugin_rules.py")
def test_a_rule_of_another_listener_is_another_rule(
    deploy: Deploy, sandbox: Sandbox, balancer: str, listener: str
) -> None:
    """It replaces the old one; a rule that somebody else deletes is made anew after a refresh."""
    elbv2 = sandbox.client("elbv2")
    made = elbv2.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=8080, DefaultActions=DENY)
    where = {"arn": listener}

    def program() -> None:
        import pulumi_aws as aws

        redirect: Any = {"host": "example.com", "status_code": "HTTP_302"}
        rule = aws.lb.ListenerRule(
            "www", listener_arn=where["arn"], conditions=[{"host_header": {"values": ["www.example.com"]}}],
            actions=[{"type": "redirect", "redirect": redirect}],
        )  # fmt: skip
        pulumi.export("rule", rule.id)

    deployment = deploy(program)
    deployment.up()
    where["arn"] = made["Listeners"][0]["ListenerArn"]
    assert deployment.up() == {"same": 1, "replace": 1}
    assert rules(sandbox, listener) == {}
    elbv2.delete_rule(RuleArn=deployment.output("rule"))
    deployment.refresh()
    assert deployment.up() == {"same": 1, "create": 1}
    deployment.destroy()
    elbv2.delete_listener(ListenerArn=where["arn"])


def test_a_listener_shows_more_certificates(deploy: Deploy, sandbox: Sandbox, listener: str) -> None:
    """One that somebody else removes is added again after a refresh, and is no hindrance when the stack goes."""
    shown, elbv2 = certificate(sandbox, "shop.example.com"), sandbox.client("elbv2")

    def program() -> None:
        import pulumi_aws as aws

        made = aws.lb.ListenerCertificate("shop", listener_arn=listener, certificate_arn=shown)
        pulumi.export("id", made.id)

    def of_listener() -> set[str]:
        found = elbv2.describe_listener_certificates(ListenerArn=listener)["Certificates"]
        return {one["CertificateArn"] for one in found}

    deployment = deploy(program)
    deployment.up()
    assert deployment.output("id") == f"{listener}_{shown}"
    assert unchanged(deployment, CERTIFICATE)
    assert shown in of_listener()
    elbv2.remove_listener_certificates(ListenerArn=listener, Certificates=[{"CertificateArn": shown}])
    deployment.refresh()
    assert deployment.up() == {"same": 1, "create": 1}
    elbv2.remove_listener_certificates(ListenerArn=listener, Certificates=[{"CertificateArn": shown}])
    deployment.destroy()
    assert shown not in of_listener()


def test_a_program_finds_a_load_balancer_and_its_listener(
    deploy: Deploy, sandbox: Sandbox, balancer: str, listener: str
) -> None:
    """By name and port, as programs do that add something of their own."""

    def program() -> None:
        import pulumi_aws as aws

        found = aws.lb.get_load_balancer(name="shared")
        pulumi.export("balancer", [found.arn, found.dns_name, found.zone_id, found.ip_address_type, found.internal])
        same = aws.lb.get_listener(load_balancer_arn=found.arn, port=443)
        pulumi.export("listener", [same.arn, same.protocol, same.default_actions[0].fixed_responses[0].status_code])
        pulumi.export("again", [aws.lb.get_load_balancer(arn=found.arn).name, aws.lb.get_listener(arn=same.arn).port])

    deployment = deploy(program)
    deployment.up()

    (one,) = sandbox.client("elbv2").describe_load_balancers(LoadBalancerArns=[balancer])["LoadBalancers"]
    told = [balancer, one["DNSName"], one["CanonicalHostedZoneId"], "ipv4", False]
    assert deployment.output("balancer") == told
    assert deployment.output("listener") == [listener, "HTTPS", "404"]
    assert deployment.output("again") == ["shared", 443]


def test_a_certificate_goes_when_no_listener_shows_it(
    sandbox: Sandbox, balancer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deletion waits for a while, since listeners may go at the same time; then it fails with AWS's words."""
    acm, elbv2 = sandbox.client("acm"), sandbox.client("elbv2")
    arn = certificate(sandbox, "used.example.com")
    shown = elbv2.create_listener(
        LoadBalancerArn=balancer,
        Protocol="HTTPS",
        Port=8443,
        Certificates=[{"CertificateArn": arn}],
        DefaultActions=DENY,
    )["Listeners"][0]["ListenerArn"]
    kind = acm_certificate.Certificate()

    with monkeypatch.context() as patched:
        patched.setattr(acm_certificate, "LONGEST_USE", 0.1)
        with pytest.raises(acm.exceptions.ResourceInUseException, match="is in use"):
            kind.remove(acm, arn, {})

    threading.Timer(0.3, elbv2.delete_listener, kwargs={"ListenerArn": shown}).start()
    kind.remove(acm, arn, {})
    assert arn not in {one["CertificateArn"] for one in acm.list_certificates()["CertificateSummaryList"]}
