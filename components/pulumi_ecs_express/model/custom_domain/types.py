"""Named types of a custom domain's arguments."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from pulumi_ecs_express.model.custom_domain.domain_names import domain_problem
from pulumi_ecs_express.model.fields.base import UnknownPasses, mistake
from pulumi_ecs_express.model.fields.types import as_text, matching, whole_number


def _domain_name(value: Any) -> str:
    name = as_text(value)
    if problem := domain_problem(name):
        raise mistake(problem)
    return name


DomainName = Annotated[str, BeforeValidator(_domain_name), UnknownPasses]
"""A domain name, or a wildcard of one level, in lower case."""


def _list_of_names(value: Any) -> Any:
    if isinstance(value, str):
        raise mistake(f"is a single string: write a list, such as [{value!r}]")
    return value


ListOfNames = BeforeValidator(_list_of_names)

ServiceReference = Annotated[
    str,
    matching(
        r"arn:aws[a-z-]*:ecs:[a-z0-9-]+:\d{12}:service/[A-Za-z0-9_-]{1,255}/[A-Za-z0-9_-]{1,255}",
        "is neither an ExpressGatewayService nor the ARN of one: pass the component itself, or an ARN such as "
        "'arn:aws:ecs:eu-west-1:123456789012:service/default/web'",
    ),
]
"""ARN of a service that is not in the program."""

ZoneId = Annotated[
    str,
    matching(
        r"[A-Z0-9]{1,32}",
        "is not the ID of a hosted zone: write one such as 'Z0123456789ABCDEFGHIJ', as in zone.zone_id",
    ),
]
"""Source: ResourceId, Amazon Route 53 API reference, read 2026-11-28."""

CertificateArn = Annotated[
    str,
    matching(
        r"arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate/[0-9a-zA-Z-]+",
        "is not the ARN of an ACM certificate: write one such as "
        "'arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012'",
    ),
]

Weight = Annotated[int, whole_number(0, 255, "a weight")]
"""Source: ResourceRecordSet, Amazon Route 53 API reference, read 2026-11-28."""

SetIdentifier = Annotated[str, matching(r".{1,128}", "is not a set identifier: 1 to 128 characters")]
"""Source as above."""
