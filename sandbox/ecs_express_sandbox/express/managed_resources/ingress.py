"""
The ingress: load balancer, listener, rule, target groups, certificate. Each is made and removed here.

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

from ecs_express_sandbox.express.managed_resources.context import ServiceContext
from ecs_express_sandbox.express.records import Managed

TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
"""Seen in 2026 as ``…-Ext1-PQ-2025-09``; moto knows the policies of its own list only, see ``_tls_policy``."""

Made = tuple[str, str]
"""Identifier and ARN of a resource just made."""


def make_load_balancer(service_context: ServiceContext) -> Made:
    """Make the shared load balancer."""
    gateway = service_context.service.gateway
    suffix = secrets.token_hex(4)
    name = f"ecs-express-gateway-alb-{suffix}"
    answer = service_context.client("elbv2").create_load_balancer(
        Name=name,
        Subnets=list(gateway.subnets),
        SecurityGroups=[gateway.resources["load_balancer_group"].identifier],
        Scheme=gateway.scheme,
        Type="application",
        IpAddressType=_address_type(service_context),
        Tags=service_context.listed_tags(),
    )
    arn = answer["LoadBalancers"][0]["LoadBalancerArn"]
    balancer = elbv2_backends[gateway.account][gateway.region].load_balancers[arn]
    internal = "internal-" if gateway.scheme == "internal" else ""
    digits = secrets.randbelow(10**10)
    balancer.dns_name = f"{internal}{name}-{digits}.{gateway.region}.elb.amazonaws.com"
    return name, arn


def _address_type(service_context: ServiceContext) -> str:
    """Choose IPv6 too where all subnets have it. Source: developer guide, "Express service work"."""
    subnets = service_context.client("ec2").describe_subnets(SubnetIds=list(service_context.service.gateway.subnets))[
        "Subnets"
    ]
    return "dualstack" if all(subnet.get("Ipv6CidrBlockAssociationSet") for subnet in subnets) else "ipv4"


def has_other_users(service_context: ServiceContext) -> bool:
    """Report whether somebody besides Express Mode uses the load balancer: by a rule, or by a listener of their own."""
    gateway, elbv2 = service_context.service.gateway, service_context.client("elbv2")
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


def remove_load_balancer(service_context: ServiceContext, balancer: Managed) -> None:
    """Remove the shared load balancer; its last service has gone."""
    service_context.client("elbv2").delete_load_balancer(LoadBalancerArn=balancer.arn)


def make_listener(service_context: ServiceContext) -> Made:
    """Make the shared listener: HTTPS only, 404 for a host that no rule knows."""
    answer = service_context.client("elbv2").create_listener(
        LoadBalancerArn=service_context.service.gateway.resources["load_balancer"].arn,
        Protocol="HTTPS",
        Port=443,
        SslPolicy=_tls_policy(service_context),
        Certificates=[{"CertificateArn": service_context.service.resources["certificate"].arn}],
        DefaultActions=[
            {
                "Type": "fixed-response",
                "FixedResponseConfig": {"StatusCode": "404", "ContentType": "text/plain", "MessageBody": "Not Found"},
            }
        ],
        Tags=service_context.listed_tags(),
    )
    arn = answer["Listeners"][0]["ListenerArn"]
    return arn, arn


def _tls_policy(service_context: ServiceContext) -> str:
    """Choose the newest of the policies that this ELB knows."""
    names = [policy["Name"] for policy in service_context.client("elbv2").describe_ssl_policies()["SslPolicies"]]
    fitting = sorted(name for name in names if re.match(r"ELBSecurityPolicy-TLS13-1-2-", name))
    return TLS_POLICY if TLS_POLICY in names else fitting[-1]


def remove_listener(service_context: ServiceContext, listener: Managed) -> None:
    """Remove the shared listener."""
    service_context.client("elbv2").delete_listener(ListenerArn=listener.arn)


def make_certificate(service_context: ServiceContext) -> Made:
    """Ask for the certificate of the service's endpoint; AWS validates it by a record in a zone of its own."""
    answer = service_context.client("acm").request_certificate(
        DomainName=service_context.service.endpoint,
        ValidationMethod="DNS",
        KeyAlgorithm="RSA_2048",
        Tags=service_context.listed_tags(),
    )
    arn = answer["CertificateArn"]
    return arn, arn


def issue_certificate(service_context: ServiceContext, certificate: Managed) -> None:
    """Let the certificate be issued: moto would wait for real time to pass."""
    backend = acm_backends[service_context.service.account][service_context.service.region]
    backend._certificates[certificate.arn].status = "ISSUED"  # noqa: SLF001 - moto offers no other way


def remove_certificate(service_context: ServiceContext, certificate: Managed) -> None:
    """Take the certificate off the listener, if that stays, and delete it."""
    listener = service_context.service.gateway.resources["listener"]
    if (
        listener.arn
        and listener.gone_at is None
        and not _detach(service_context.client("elbv2"), listener.arn, certificate.arn)
    ):
        return
    backend = acm_backends[service_context.service.account][service_context.service.region]
    found = backend._certificates.get(certificate.arn)  # noqa: SLF001 - moto issues certificates by real time, or not at all
    if found is not None:
        found.in_use_by = []
        service_context.client("acm").delete_certificate(CertificateArn=certificate.arn)


def _detach(elbv2: Any, listener: str, certificate: str) -> bool:
    """
    Take a certificate off a listener; a default one goes when another takes its place. A lost listener has none.

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
    elif certificate in [c["CertificateArn"] for c in attached]:
        elbv2.remove_listener_certificates(ListenerArn=listener, Certificates=[{"CertificateArn": certificate}])
    return True


def make_target_group(service_context: ServiceContext) -> Made:
    """Make one of the two target groups."""
    name = f"ecs-gateway-tg-{secrets.token_hex(9)[:17]}"
    port = 80 if service_context.settings.target_group_port == "80" else service_context.container_port
    answer = service_context.client("elbv2").create_target_group(
        Name=name,
        Protocol="HTTP",
        ProtocolVersion="HTTP1",
        Port=port,
        VpcId=service_context.service.vpc,
        TargetType="ip",
        Tags=service_context.listed_tags(),
        **health_check(service_context),
    )
    return name, answer["TargetGroups"][0]["TargetGroupArn"]


def health_check(service_context: ServiceContext) -> dict[str, Any]:
    """Return the health check of a target group."""
    return {
        "HealthCheckProtocol": "HTTP",
        "HealthCheckPath": service_context.configuration["healthCheckPath"],
        "HealthCheckPort": str(service_context.container_port),
        "HealthCheckIntervalSeconds": 30,
        "HealthCheckTimeoutSeconds": 5,
        "HealthyThresholdCount": 5,
        "UnhealthyThresholdCount": 2,
        "Matcher": {"HttpCode": "200"},
    }


def renew_target_group(service_context: ServiceContext, index: int, instant: datetime) -> None:
    """Let the free target group have the health check of the newest revision."""
    elbv2, group = service_context.client("elbv2"), service_context.service.resources[f"target_group_{index}"]
    wanted = health_check(service_context)
    found = elbv2.describe_target_groups(TargetGroupArns=[group.arn])["TargetGroups"][0]
    if all(found[name] == wanted[name] for name in ("HealthCheckPath", "HealthCheckPort")):
        return
    if service_context.settings.health_check_change == "modified":
        elbv2.modify_target_group(TargetGroupArn=group.arn, **wanted)
        group.touched_at = instant
        return
    old = group.arn
    group.identifier, group.arn = make_target_group(service_context)
    group.touched_at = group.began_at = group.active_at = instant
    weights = service_context.service.weights_applied or (100, 0)
    elbv2.modify_rule(RuleArn=service_context.service.resources["rule"].arn, Actions=forward(service_context, weights))
    elbv2.delete_target_group(TargetGroupArn=old)


def remove_target_group(service_context: ServiceContext, group: Managed) -> None:
    """Remove one of the two target groups."""
    service_context.client("elbv2").delete_target_group(TargetGroupArn=group.arn)


def make_rule(service_context: ServiceContext) -> Made:
    """Attach the service to the listener: its certificate, and its rule with the lowest free priority."""
    elbv2, listener = service_context.client("elbv2"), service_context.service.gateway.resources["listener"].arn
    certificate = service_context.service.resources["certificate"].arn
    attached = elbv2.describe_listener_certificates(ListenerArn=listener)["Certificates"]
    if certificate not in [c["CertificateArn"] for c in attached]:
        elbv2.add_listener_certificates(ListenerArn=listener, Certificates=[{"CertificateArn": certificate}])
    taken = {rule["Priority"] for rule in elbv2.describe_rules(ListenerArn=listener)["Rules"]}
    answer = elbv2.create_rule(
        ListenerArn=listener,
        Priority=next(number for number in range(1, 50001) if str(number) not in taken),
        Conditions=own_host(service_context),
        Actions=forward(service_context, (100, 0)),
        Tags=service_context.listed_tags(),
    )
    arn = answer["Rules"][0]["RuleArn"]
    return arn, arn


def own_host(service_context: ServiceContext) -> list[dict[str, Any]]:
    """Write the rule's condition as Express Mode makes it: the endpoint, and no other host."""
    return [{"Field": "host-header", "HostHeaderConfig": {"Values": [service_context.service.endpoint]}}]


def forward(service_context: ServiceContext, weights: tuple[int, int]) -> list[dict[str, Any]]:
    """Write the rule's action: always both target groups."""
    groups = [
        {"TargetGroupArn": service_context.service.resources[f"target_group_{index}"].arn, "Weight": weight}
        for index, weight in enumerate(weights)
    ]
    return [{"Type": "forward", "Order": 1, "ForwardConfig": {"TargetGroups": groups}}]


def remove_rule(service_context: ServiceContext, rule: Managed) -> None:
    """Remove the rule with all its hosts."""
    service_context.client("elbv2").delete_rule(RuleArn=rule.arn)
