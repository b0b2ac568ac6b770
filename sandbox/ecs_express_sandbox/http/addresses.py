"""Where a running sandbox answers: the one thing that its starters and its clients share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Addresses:
    """
    The three URLs of a running sandbox, all on the loopback interface.

    Attributes:
        endpoint: what ``AWS_ENDPOINT_URL`` must be for a client to talk to this AWS.
        control: the control API (``GET /calls``, ``POST /clock``, …), a path below the endpoint.
        ingress: the HTTP front that routes by Host header as the load balancers would.
    """

    endpoint: str
    control: str
    ingress: str
