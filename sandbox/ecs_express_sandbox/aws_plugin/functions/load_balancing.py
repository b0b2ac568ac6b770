"""`aws:lb/getLoadBalancer` and `getListener`: what a program looks up to add something of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import Refused
from ecs_express_sandbox.aws_plugin.resources import lb_actions
from ecs_express_sandbox.aws_plugin.resources.lb_listener import listener_outputs
from ecs_express_sandbox.aws_plugin.resources.lb_type import tags_of
from ecs_express_sandbox.aws_plugin.values import Properties

ATTRIBUTES: Mapping[str, tuple[str, Any]] = {
    "clientKeepAlive": ("client_keep_alive.seconds", 3600),
    "desyncMitigationMode": ("routing.http.desync_mitigation_mode", "defensive"),
    "dropInvalidHeaderFields": ("routing.http.drop_invalid_header_fields.enabled", False),
    "enableCrossZoneLoadBalancing": ("load_balancing.cross_zone.enabled", True),
    "enableDeletionProtection": ("deletion_protection.enabled", False),
    "enableHttp2": ("routing.http2.enabled", True),
    "enableTlsVersionAndCipherSuiteHeaders": ("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", False),
    "enableWafFailOpen": ("waf.fail_open.enabled", False),
    "enableXffClientPort": ("routing.http.xff_client_port.enabled", False),
    "idleTimeout": ("idle_timeout.timeout_seconds", 60),
    "preserveHostHeader": ("routing.http.preserve_host_header.enabled", False),
    "xffHeaderProcessingMode": ("routing.http.xff_header_processing.mode", "append"),
}
"""Attributes of an application load balancer, and AWS's defaults (ModifyLoadBalancerAttributes, read 2026-11-28)."""


def load_balancer(account: Account, arguments: Properties) -> Properties:
    """Find one load balancer: by ARN, by name or by tags."""
    elbv2 = account.client("elbv2", arguments.get("region"))
    asked = {"LoadBalancerArns": "arn", "Names": "name"}
    given = {member: [arguments[name]] for member, name in asked.items() if arguments.get(name)}
    pages = elbv2.get_paginator("describe_load_balancers").paginate(**given)
    found = [one for page in pages for one in page["LoadBalancers"]]
    wanted = {} if given else arguments.get("tags") or {}
    if wanted:
        found = [one for one in found if wanted.items() <= tags_of(elbv2, one["LoadBalancerArn"]).items()]
    if len(found) != 1:
        raise Refused(f"getLoadBalancer finds {len(found)} load balancers, and needs exactly one: give `arn` or `name`")
    (one,) = found
    arn = str(one["LoadBalancerArn"])
    subnets = [zone["SubnetId"] for zone in one.get("AvailabilityZones", [])]
    return {
        **_attributes(elbv2, arn),
        "arn": arn,
        "arnSuffix": arn.partition(":loadbalancer/")[2],
        "customerOwnedIpv4Pool": "",
        "dnsName": one["DNSName"],
        "id": arn,
        "internal": one.get("Scheme") == "internal",
        "ipAddressType": one.get("IpAddressType", "ipv4"),
        "ipamPools": [],
        "loadBalancerType": one["Type"],
        "name": one["LoadBalancerName"],
        "region": elbv2.meta.region_name,
        "securityGroups": sorted(one.get("SecurityGroups", [])),
        "subnetMappings": [_mapping(subnet) for subnet in sorted(subnets)],
        "subnets": sorted(subnets),
        "tags": tags_of(elbv2, arn),
        "vpcId": one["VpcId"],
        "zoneId": one["CanonicalHostedZoneId"],
    }


def listener(account: Account, arguments: Properties) -> Properties:
    """Find one listener: by ARN, or by its load balancer and port."""
    elbv2 = account.client("elbv2", arguments.get("region"))
    if arguments.get("arn"):
        listed = elbv2.describe_listeners(ListenerArns=[arguments["arn"]])["Listeners"]
    elif arguments.get("loadBalancerArn") and arguments.get("port"):
        pages = elbv2.get_paginator("describe_listeners").paginate(LoadBalancerArn=arguments["loadBalancerArn"])
        listed = [one for page in pages for one in page["Listeners"] if one.get("Port") == arguments["port"]]
    else:
        raise Refused("getListener needs `arn`, or `loadBalancerArn` and `port`")
    if len(listed) != 1:
        raise Refused(f"getListener finds {len(listed)} listeners, and needs exactly one")
    found = listener_outputs(elbv2, listed[0])
    return {
        **found,
        "alpnPolicy": "",
        "defaultActions": [_action(action) for action in lb_actions.from_aws(found["defaultActions"], None)],
        "id": found["arn"],
        "mutualAuthentications": [],
        "region": elbv2.meta.region_name,
        "tags": found["tagsAll"],
    }


def _attributes(elbv2: Any, arn: str) -> Properties:
    listed = elbv2.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"]
    known = {one["Key"]: one.get("Value", "") for one in listed}
    read = {name: _read(known.get(key), default) for name, (key, default) in ATTRIBUTES.items()}
    logs = {"bucket": known.get("access_logs.s3.bucket", ""), "prefix": known.get("access_logs.s3.prefix", "")}
    return read | {"accessLogs": {**logs, "enabled": known.get("access_logs.s3.enabled") == "true"}}


def _read(value: str | None, default: Any) -> Any:
    """Read an attribute, all of which are texts, as what its default is."""
    if value is None:
        return default
    return value == "true" if isinstance(default, bool) else type(default)(value)


def _mapping(subnet: str) -> Properties:
    nothing = dict.fromkeys(("allocationId", "ipv6Address", "outpostId", "privateIpv4Address"), "")
    return {**nothing, "subnetId": subnet}


def _action(action: Properties) -> Properties:
    """Write an action as a look-up gives it: each part in a list."""
    forward = action.get("forward")
    if forward:
        forward = {"targetGroups": forward["targetGroups"], "stickinesses": _listed(forward.get("stickiness"))}
    return {
        "authenticateCognitos": [],
        "authenticateOidcs": [],
        "fixedResponses": _listed(action.get("fixedResponse")),
        "forwards": _listed(forward),
        "jwtValidations": [],
        "order": action["order"],
        "redirects": _listed(action.get("redirect")),
        "targetGroupArn": action.get("targetGroupArn", ""),
        "type": action["type"],
    }


def _listed(block: Any) -> list[Any]:
    return [block] if block else []
