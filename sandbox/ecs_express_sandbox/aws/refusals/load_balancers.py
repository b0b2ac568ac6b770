"""
ELBv2: load balancers and listeners.

All words here were seen from AWS, in reports of many users of this API and its controllers.
"""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.refusals.listener_certificates import usable
from ecs_express_sandbox.protocol.request import Asked, Refused

SECURE = {"HTTPS", "TLS"}


def zones(asked: Asked) -> None:
    """An application load balancer stands in two zones at least, and once in each."""
    wanted = asked.listed("Subnets") or [mapping.get("SubnetId") for mapping in asked.listed("SubnetMappings")]
    if (asked.text("Type") or "application") != "application" or not wanted:
        return
    try:
        subnets = asked.client("ec2").describe_subnets(SubnetIds=wanted)["Subnets"]
    except ClientError:
        return
    found = [subnet["AvailabilityZone"] for subnet in subnets]
    if len(set(found)) < 2:
        words = "At least two subnets in two different Availability Zones must be specified"
        raise Refused("ValidationError", words)
    if len(set(found)) < len(found):
        words = "A load balancer cannot be attached to multiple subnets in the same Availability Zone"
        raise Refused("InvalidConfigurationRequest", words)


def free_port(asked: Asked) -> None:
    """One listener for each port of a load balancer."""
    port = asked.parameters.get("Port")
    balancer = asked.text("LoadBalancerArn") or balancer_of(asked.text("ListenerArn"))
    if any(_port(x) == str(port) for x in listeners(asked, balancer) if x["ListenerArn"] != asked.text("ListenerArn")):
        words = f"A listener already exists on this port for this load balancer '{balancer}'"
        raise Refused("DuplicateListener", words)


def _port(listener: dict[str, Any]) -> str:
    return str(listener.get("Port"))


def balancer_of(listener: str) -> str:
    """Tell the ARN of a listener's load balancer."""
    return listener.replace(":listener/", ":loadbalancer/").rpartition("/")[0]


def listeners(asked: Asked, balancer: str) -> list[dict[str, Any]]:
    """List the listeners of a load balancer; none of one that does not exist."""
    try:
        return list(asked.client("elbv2").describe_listeners(LoadBalancerArn=balancer)["Listeners"])
    except ClientError:
        return []


def certificate_given(asked: Asked) -> None:
    """A secure listener shows one."""
    protocol = asked.text("Protocol")
    if protocol in SECURE and not asked.listed("Certificates") and not asked.text("ListenerArn"):
        raise Refused("ValidationError", f"A certificate must be specified for {protocol} listeners")


CREATE_LISTENER = (certificate_given, usable, free_port)
MODIFY_LISTENER = (usable, free_port)
