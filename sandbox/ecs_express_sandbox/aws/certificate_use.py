"""Who uses a certificate: the load balancers whose listeners show it, as ACM's ``InUseBy`` lists them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def load_balancers_showing(elbv2: Any, certificate: str) -> Iterator[str]:
    """List their ARNs; ``elbv2`` is a client of the certificate's own account and Region."""
    for page in elbv2.get_paginator("describe_load_balancers").paginate():
        for balancer in (found["LoadBalancerArn"] for found in page["LoadBalancers"]):
            listeners = elbv2.describe_listeners(LoadBalancerArn=balancer)["Listeners"]
            if any(certificate in _shown(elbv2, listener["ListenerArn"]) for listener in listeners):
                yield balancer


def _shown(elbv2: Any, listener: str) -> set[str]:
    found = elbv2.describe_listener_certificates(ListenerArn=listener)["Certificates"]
    return {certificate["CertificateArn"] for certificate in found}
