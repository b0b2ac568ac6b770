"""
The way in: load balancer, listener, rule, target groups, certificate. Each is made and removed here.

Names and settings: copies of live stacks and ``describe`` dumps published by operators; developer guide, "Express
service work".
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError
from moto.acm.models import acm_backends
from moto.elbv2.models import elbv2_backends

from ecs_express_sandbox.express.managed_resources.context import Site
from ecs_express_sandbox.express.records import Managed

TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
"""Seen in 2026 as ``…-Ext1-PQ-2025-09``; moto knows the policies of its own list only, see ``_tls_policy``."""

Made = tuple[str, str]
"""Identifier and ARN of a resource just made."""


def make_load_balancer(site: Site) -> Made:
    """Make the shared load balancer."""
    gateway = site.service.gateway
    suffix = secrets.token_hex(4)
    name = f"ecs-express-gateway-alb-{suffix}"
    answer = site.client("elbv2").create_load_balancer(
        Name=name,
        Subnets=list(gateway.subnets),
        SecurityGroups=[gateway.resources["load_balancer_group"].identifier],
        Scheme=gateway.scheme,
        Type="application",
        IpAddressType=_address_type(site),
        Tags=site.listed_tags(),
    )
    arn = answer["LoadBalancers"][0]["LoadBalancerArn"]
    balancer = elbv2_backends[gateway.account][gateway.region].load_balancers[arn]
    internal = "internal-" if gateway.scheme == "internal" else ""
    digits = secrets.randbelow(10**10)
    balancer.dns_name = f"{internal}{name}-{digits}.{gateway.region}.elb.amazonaws.com"
    return name, arn


def _address_type(site: Site) -> str:
    """Choose IPv6 too where all subnets have it. Source: developer guide, "Express service work"."""
    subnets = site.client("ec2").describe_subnets(SubnetIds=list(site.service.gateway.subnets))["Subnets"]
    return "dualstack" if all(subnet.get("Ipv6CidrBlockAssociationSet") for subnet in subnets) else "ipv4"


def has_other_users(site: Site) -> bool:
    """Tell whether somebody besides Express Mode uses the load balancer: by a rule, or by a listener of their own."""
    gateway, elbv2 = site.service.gateway, site.client("elbv2")
    balancer, listener = gateway.resources["load_balancer"], gateway.resources["listener"]
    if not balancer.arn or balancer.gone_at is not None:
        return False
    try:
        found = elbv2.describe_listeners(LoadBalancerArn=balancer.arn)["Listeners"]
        if any(entry["ListenerArn"] != listener.arn for entry in found):
            return True
        rules = elbv2.describe_rules(ListenerArn=listener.arn)["Rules"] if found else []
    except ClientError:
        return False
    own = {member.resources["rule"].arn for member in gateway.members.values()}
    return any(rule["RuleArn"] not in own and not rule["IsDefault"] for rule in rules)


def remove_load_balancer(site: Site, balancer: Managed) -> None:
    """Remove the shared load balancer; its last service has gone."""
    site.client("elbv2").delete_load_balancer(LoadBalancerArn=balancer.arn)


def make_listener(site: Site) -> Made:
    """Make the shared listener: HTTPS only, 404 for a host that no rule knows."""
    answer = site.client("elbv2").create_listener(
        LoadBalancerArn=site.service.gateway.resources["load_balancer"].arn,
        Protocol="HTTPS",
        Port=443,
        SslPolicy=_tls_policy(site),
        Certificates=[{"CertificateArn": site.service.resources["certificate"].arn}],
        DefaultActions=[
            {
                "Type": "fixed-response",
                "FixedResponseConfig": {"StatusCode": "404", "ContentType": "text/plain", "MessageBody": "Not Found"},
            }
        ],
        Tags=site.listed_tags(),
    )
    arn = answer["Listeners"][0]["ListenerArn"]
    return arn, arn


def _tls_policy(site: Site) -> str:
    """Choose the newest of the policies that this ELB knows."""
    names = [policy["Name"] for policy in site.client("elbv2").describe_ssl_policies()["SslPolicies"]]
    fitting = sorted(name for name in names if re.match(r"ELBSecurityPolicy-TLS13-1-2-", name))
    return TLS_POLICY if TLS_POLICY in names else fitting[-1]


def remove_listener(site: Site, listener: Managed) -> None:
    """Remove the shared listener."""
    site.client("elbv2").delete_listener(ListenerArn=listener.arn)


def make_certificate(site: Site) -> Made:
    """Ask for the certificate of the service's endpoint; AWS validates it by a record in a zone of its own."""
    answer = site.client("acm").request_certificate(
        DomainName=site.service.endpoint, ValidationMethod="DNS", KeyAlgorithm="RSA_2048", Tags=site.listed_tags()
    )
    arn = answer["CertificateArn"]
    return arn, arn


def issue_certificate(site: Site, certificate: Managed) -> None:
    """Let the certificate be issued: moto would wait for real time to pass."""
    backend = acm_backends[site.service.account][site.service.region]
    backend._certificates[certificate.arn].status = "ISSUED"  # noqa: SLF001 - moto offers no other way


def remove_certificate(site: Site, certificate: Managed) -> None:
    """Take the certificate off the listener, if that stays, and delete it."""
    listener = site.service.gateway.resources["listener"]
    if listener.arn and listener.gone_at is None and not _detach(site.client("elbv2"), listener.arn, certificate.arn):
        return
    found = acm_backends[site.service.account][site.service.region]._certificates.get(certificate.arn)  # noqa: SLF001 - as above
    if found is not None:
        found.in_use_by = []
        site.client("acm").delete_certificate(CertificateArn=certificate.arn)


def _detach(elbv2: Any, listener: str, certificate: str) -> bool:
    """
    Take a certificate off a listener; a default one is replaced by another first. A lost listener has none.

    False where it is the last of a listener that somebody else still uses: an HTTPS listener needs one.
    """
    try:
        attached = elbv2.describe_listener_certificates(ListenerArn=listener)["Certificates"]
    except ClientError:
        return True
    others = [c["CertificateArn"] for c in attached if c["CertificateArn"] != certificate]
    if any(c.get("IsDefault") and c["CertificateArn"] == certificate for c in attached):
        if not others:
            return False
        elbv2.modify_listener(ListenerArn=listener, Certificates=[{"CertificateArn": others[0]}])
    elbv2.remove_listener_certificates(ListenerArn=listener, Certificates=[{"CertificateArn": certificate}])
    return True


def make_target_group(site: Site) -> Made:
    """Make one of the two target groups."""
    name = f"ecs-gateway-tg-{secrets.token_hex(9)[:17]}"
    port = 80 if site.settings.target_group_port == "80" else site.container_port
    answer = site.client("elbv2").create_target_group(
        Name=name,
        Protocol="HTTP",
        ProtocolVersion="HTTP1",
        Port=port,
        VpcId=site.service.vpc,
        TargetType="ip",
        Tags=site.listed_tags(),
        **health_check(site),
    )
    return name, answer["TargetGroups"][0]["TargetGroupArn"]


def health_check(site: Site) -> dict[str, Any]:
    """Give the health check of a target group."""
    return {
        "HealthCheckProtocol": "HTTP",
        "HealthCheckPath": site.configuration["healthCheckPath"],
        "HealthCheckPort": str(site.container_port),
        "HealthCheckIntervalSeconds": 30,
        "HealthCheckTimeoutSeconds": 5,
        "HealthyThresholdCount": 5,
        "UnhealthyThresholdCount": 2,
        "Matcher": {"HttpCode": "200"},
    }


def renew_target_group(site: Site, index: int, instant: datetime) -> None:
    """Let the free target group have the health check of the newest revision."""
    elbv2, group = site.client("elbv2"), site.service.resources[f"target_group_{index}"]
    wanted = health_check(site)
    found = elbv2.describe_target_groups(TargetGroupArns=[group.arn])["TargetGroups"][0]
    if all(found[name] == wanted[name] for name in ("HealthCheckPath", "HealthCheckPort")):
        return
    if site.settings.health_check_change == "modified":
        elbv2.modify_target_group(TargetGroupArn=group.arn, **wanted)
        group.touched_at = instant
        return
    old = group.arn
    group.identifier, group.arn = make_target_group(site)
    group.touched_at = group.began_at = group.active_at = instant
    weights = site.service.weights_applied or (100, 0)
    elbv2.modify_rule(RuleArn=site.service.resources["rule"].arn, Actions=forward(site, weights))
    elbv2.delete_target_group(TargetGroupArn=old)


def remove_target_group(site: Site, group: Managed) -> None:
    """Remove one of the two target groups."""
    site.client("elbv2").delete_target_group(TargetGroupArn=group.arn)


def make_rule(site: Site) -> Made:
    """Attach the service to the listener: its certificate, and its rule with the lowest free priority."""
    elbv2, listener = site.client("elbv2"), site.service.gateway.resources["listener"].arn
    certificate = site.service.resources["certificate"].arn
    attached = elbv2.describe_listener_certificates(ListenerArn=listener)["Certificates"]
    if certificate not in [c["CertificateArn"] for c in attached]:
        elbv2.add_listener_certificates(ListenerArn=listener, Certificates=[{"CertificateArn": certificate}])
    taken = {rule["Priority"] for rule in elbv2.describe_rules(ListenerArn=listener)["Rules"]}
    answer = elbv2.create_rule(
        ListenerArn=listener,
        Priority=next(number for number in range(1, 50001) if str(number) not in taken),
        Conditions=[{"Field": "host-header", "HostHeaderConfig": {"Values": [site.service.endpoint]}}],
        Actions=forward(site, (100, 0)),
        Tags=site.listed_tags(),
    )
    arn = answer["Rules"][0]["RuleArn"]
    return arn, arn


def forward(site: Site, weights: tuple[int, int]) -> list[dict[str, Any]]:
    """Write the rule's action: always both target groups."""
    groups = [
        {"TargetGroupArn": site.service.resources[f"target_group_{index}"].arn, "Weight": weight}
        for index, weight in enumerate(weights)
    ]
    return [{"Type": "forward", "Order": 1, "ForwardConfig": {"TargetGroups": groups}}]


def remove_rule(site: Site, rule: Managed) -> None:
    """Remove the rule with all its hosts."""
    site.client("elbv2").delete_rule(RuleArn=rule.arn)
