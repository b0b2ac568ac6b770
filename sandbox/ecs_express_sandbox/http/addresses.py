"""Where a running sandbox answers: the one thing that its starters and its clients share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Addresses:
    """
    Where a running sandbox answers, all on the loopback interface.

    Attributes:
        endpoint: what ``AWS_ENDPOINT_URL`` must be for a client to talk to this AWS.
        control: the control API (``GET /calls``, ``POST /clock``, …), a path below the endpoint.
        ingress: the HTTP front that routes by Host header as the load balancers would.
        ingress_tls: the same by HTTPS, as ``host:port``; it shows the certificates of the listeners.
        ca: the file with the certificate of the authority that signs them; it ends with the sandbox.
        dns: the DNS server, by UDP and TCP, as ``host:port``.
    """

    endpoint: str
    control: str
    ingress: str
    ingress_tls: str
    ca: str
    dns: str
