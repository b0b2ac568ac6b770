"""How AWS is reached: which Region, whose credentials, and by which endpoints."""

from dataclasses import dataclass, field, replace

from pulumi_ecs_express.model.connection.settings import CREDENTIALS

NAMES = {
    "acm": ("acm",),
    "apprunner": ("apprunner",),
    "application-autoscaling": ("appautoscaling", "applicationautoscaling"),
    "cloudwatch": ("cloudwatch",),
    "ec2": ("ec2",),
    "ecs": ("ecs",),
    "elbv2": ("elbv2", "elb", "elasticloadbalancingv2", "elasticloadbalancing"),
    "ecr": ("ecr",),
    "iam": ("iam",),
    "logs": ("logs", "cloudwatchlogs", "cloudwatchlog"),
    "route53": ("route53",),
    "sts": ("sts",),
}
"""
The services that this package calls, by boto3's names, and what the ``endpoints`` of Pulumi's aws provider call them.

Source: ``ProviderEndpointArgs`` of pulumi_aws 7.51.1; several names of one service are aliases there.
"""


PROPERTIES = ("profile", "endpoints", CREDENTIALS)
"""The properties of a resource that say it, beside the Region, which is part of every ARN."""


@dataclass(frozen=True)
class Connection:
    """
    Region, profile and endpoints that a program sets; the environment decides what it does not set.

    Attributes:
        region: Name of a Region; None leaves it to the session.
        profile: Name of a profile of the shared AWS configuration; None leaves it to the session.
        endpoints: URLs in place of AWS's own, by the service's name.
        credentials: Whose account is used, as the JSON text of `model.connection.credentials.Credentials`; None leaves it
            to profile and environment.
    """

    region: str | None = None
    profile: str | None = None
    endpoints: frozenset[tuple[str, str]] = frozenset()
    credentials: str | None = field(default=None, repr=False)

    def at(self, region: str) -> "Connection":
        """The same way, to another Region."""
        return replace(self, region=region)

    def endpoint(self, service: str) -> str | None:
        """Return the URL of a service, by whichever of its names; None for AWS's own."""
        declared = dict(self.endpoints)
        return next((declared[name] for name in NAMES[service] if name in declared), None)
