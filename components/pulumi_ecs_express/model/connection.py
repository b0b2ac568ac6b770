"""How AWS is reached: which Region, whose credentials, and by which endpoints."""

from dataclasses import dataclass, replace
from typing import Annotated

from pulumi_ecs_express.model.base import UnknownPasses
from pulumi_ecs_express.model.named import matching

NAMES = {
    "ecs": ("ecs",),
    "elbv2": ("elbv2", "elb", "elasticloadbalancingv2", "elasticloadbalancing"),
    "ecr": ("ecr",),
    "logs": ("logs", "cloudwatchlogs", "cloudwatchlog"),
    "sts": ("sts",),
}
"""
The services that this package calls, by boto3's names, and what the ``endpoints`` of Pulumi's aws provider call them.

Source: ``ProviderEndpointArgs`` of pulumi_aws 7.51.1; several names of one service are aliases there.
"""


Profile = Annotated[
    str, matching(r"\S(.*\S)?", "is not the name of a profile: write one of `aws configure list-profiles`")
]
"""Name of a profile in the shared configuration of AWS's tools; which ones exist, only the machine knows."""

EndpointUrl = Annotated[
    str,
    matching(
        r"https?://[^\s/]+(/\S*)?", "is not the URL of an endpoint: write one such as 'https://ecs.eu-west-1.api.aws'"
    ),
    UnknownPasses,
]
"""URL at which an AWS service answers."""


@dataclass(frozen=True)
class Connection:
    """
    The way to AWS that a program asks for; what it leaves open, the environment decides.

    Attributes:
        region: Name of a Region; None leaves it to the session.
        profile: Name of a profile of the shared AWS configuration; None leaves it to the session.
        endpoints: URLs in place of AWS's own, by the service's name.
    """

    region: str | None = None
    profile: str | None = None
    endpoints: frozenset[tuple[str, str]] = frozenset()

    def at(self, region: str) -> "Connection":
        """The same way, to another Region."""
        return replace(self, region=region)

    def endpoint(self, service: str) -> str | None:
        """Give the URL of a service, by whichever of its names; None for AWS's own."""
        declared = dict(self.endpoints)
        return next((declared[name] for name in NAMES[service] if name in declared), None)
