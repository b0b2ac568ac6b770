"""The arguments of `CustomDomain`; what each may hold is said by the model's type of the same name."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Union

import pulumi
from typing_extensions import NotRequired, TypedDict

if TYPE_CHECKING:
    from pulumi_ecs_express.service import ExpressGatewayService


class WeightedRoutingArgs(TypedDict):
    """A share of the requests for a name that other records share: for moving a live name step by step."""

    weight: pulumi.Input[int]
    """This record's share, 0 to 255, among the weights of all records of the name; 0 sends nothing. It cannot be removed."""

    set_identifier: pulumi.Input[str]
    """What tells this record from the others of the name. It cannot be removed."""


class CustomDomainArgs(TypedDict):
    """The arguments of `CustomDomain`."""

    service: Union["ExpressGatewayService", pulumi.Input[str]]
    """
    The service: the component itself, or the ARN of one that is not in the program. Another one moves the domain: it
    answers there before it leaves here. It cannot be removed.
    """

    domain_name: pulumi.Input[str]
    """
    The name, in lower case, such as ``app.example.com``; ``*.example.com`` stands for all names one level below. Another
    one is made before the old one goes. It cannot be removed.
    """

    alternative_names: NotRequired[Sequence[pulumi.Input[str]]]
    """
    Further names of the same service, in the same certificate; a service has room for four names in all. The order means
    nothing. Removed, they go.
    """

    zone_id: NotRequired[pulumi.Input[str]]
    """
    ID of the Route 53 hosted zone that holds all the names. Left out or removed, DNS is elsewhere: ``dns_records`` lists what
    to make there.
    """

    validation_zone_id: NotRequired[pulumi.Input[str]]
    """
    ID of the public hosted zone for the records that validate the certificate, where ``zone_id`` is a private one. Removed,
    ``zone_id`` serves for both.
    """

    certificate_arn: NotRequired[pulumi.Input[str]]
    """
    ARN of an issued ACM certificate of the service's Region that covers all the names, a wildcard or an imported one. Left
    out or removed, a certificate is made and validated.
    """

    create_dns_records: NotRequired[bool]
    """
    Whether the records that lead the names to the load balancer are made in ``zone_id``; those that validate the certificate
    are made in any case. False for a CDN in front. Removed, they are made.
    """

    evaluate_target_health: NotRequired[pulumi.Input[bool]]
    """
    Whether Route 53 answers with this record only while the load balancer's target groups are healthy. Left out or removed,
    False: Express Mode keeps an empty target group for each service, which marks the whole load balancer unhealthy.
    """

    weighted_routing: NotRequired[pulumi.Input[WeightedRoutingArgs]]
    """The share of the requests that goes to this service, for moving a live name by weight. Removed, the record is simple."""

    region: NotRequired[pulumi.Input[str]]
    """Region of the service. Left out or removed, that of the service, else of the provider."""

    profile: NotRequired[pulumi.Input[str]]
    """Profile of the shared AWS configuration for the package's own calls. Left out or removed, the provider's."""

    endpoints: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """URLs in place of AWS's own, by the service's name. Left out or removed, the provider's."""

    tags: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """Tags of the certificate that is made. Removed, they are taken away."""
