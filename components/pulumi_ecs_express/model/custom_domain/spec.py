"""What a program declares of a custom domain."""

from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from pulumi_ecs_express.model.connection.types import EndpointUrl, Profile
from pulumi_ecs_express.model.custom_domain import other_tools
from pulumi_ecs_express.model.custom_domain.domain_names import LONGEST_FIRST, MOST_VALUES
from pulumi_ecs_express.model.custom_domain.types import (
    CertificateArn,
    DomainName,
    ListOfNames,
    ServiceReference,
    SetIdentifier,
    Weight,
    ZoneId,
)
from pulumi_ecs_express.model.fields.arguments import Arguments
from pulumi_ecs_express.model.fields.base import Model, mistakes
from pulumi_ecs_express.model.fields.effect import Effect, Keep, Refuse, ResetTo
from pulumi_ecs_express.model.fields.name_value_lists import by_name
from pulumi_ecs_express.model.fields.rules import Rules, collect_rules
from pulumi_ecs_express.model.fields.tags import TagKey, TagValue
from pulumi_ecs_express.model.fields.types import Region

MOST_HOSTS = MOST_VALUES - 1
"""The service's own endpoint is one of a rule's values."""

MOST_TAGS = 50
"""Source: RequestCertificate, AWS Certificate Manager API reference, read 2026-11-28."""

MANAGED_TAG = "AmazonECSManaged"
"""The tag by which AWS allows the infrastructure role of a service to delete what carries it."""


class WeightedRouting(Model):
    """A share of the requests for a name."""

    weight: Annotated[Weight, Effect.DOMAIN, Refuse("write the weight, from 0 to 255")]
    """This record's share, among the weights of all records of the name; 0 sends nothing here."""

    set_identifier: Annotated[SetIdentifier, Effect.DOMAIN, Refuse("write what tells this record from the others")]
    """What tells this record from the others of the name."""


class CustomDomainSpec(Model):
    """The declared settings of one custom domain."""

    service: Annotated[ServiceReference | None, Effect.DOMAIN, Refuse("a domain leads to a service")] = None
    """ARN of the service; None where it is a component of the program."""

    domain_name: Annotated[DomainName, Effect.DOMAIN, Refuse("a domain has a name")]
    """The name under which the service answers."""

    alternative_names: Annotated[tuple[DomainName, ...] | None, ListOfNames, Effect.DOMAIN, ResetTo(())] = None
    """Further names of the same service, in the same certificate."""

    zone_id: Annotated[ZoneId | None, Effect.DOMAIN, Keep("the records go with it, and DNS is yours")] = None
    """Hosted zone that holds the names."""

    validation_zone_id: Annotated[ZoneId | None, Effect.DOMAIN, Keep("validation uses zone_id")] = None
    """Public hosted zone for the records by which ACM validates the names."""

    certificate_arn: Annotated[CertificateArn | None, Effect.DOMAIN, Keep("a certificate is made")] = None
    """A certificate of one's own."""

    create_dns_records: Annotated[bool | None, Field(strict=True), Effect.DOMAIN, ResetTo(True)] = None
    """Whether the records that lead the names to the load balancer are made."""

    evaluate_target_health: Annotated[bool | None, Field(strict=True), Effect.DOMAIN, ResetTo(False)] = None
    """Whether Route 53 answers by the health of the load balancer's target groups."""

    weighted_routing: Annotated[WeightedRouting | None, Effect.DOMAIN, ResetTo(())] = None
    """The share of the requests that goes to this service."""

    region: Annotated[Region | None, Effect.DOMAIN, Keep("the Region of the service counts")] = None
    """Region of the service."""

    profile: Annotated[Profile | None, Effect.CONNECTION, ResetTo(())] = None
    """Profile of the shared AWS configuration, by whose credentials the package's own calls are made."""

    endpoints: Annotated[dict[str, EndpointUrl] | None, Effect.CONNECTION, ResetTo(())] = None
    """URLs in place of AWS's own, by the service's name."""

    tags: Annotated[
        Annotated[dict[TagKey, TagValue], Field(max_length=MOST_TAGS)] | None,
        by_name("key", "value"),
        Effect.DOMAIN,
        ResetTo(()),
    ] = None
    """Tags of the certificate that is made."""

    @property
    def hosts(self) -> list[str]:
        """The names that are known, the first one first."""
        further = self.alternative_names if isinstance(self.alternative_names, tuple) else ()
        return [name for name in (self.domain_name, *further) if isinstance(name, str)]

    @model_validator(mode="after")
    def _fields_agree(self) -> "CustomDomainSpec":
        """Judge what only several fields together can get wrong; all of it at once."""
        if problems := [problem for problem in (*self._names(), *self._records(), *self._certificate()) if problem]:
            raise mistakes(problems)
        return self

    def _names(self) -> list[str]:
        hosts = self.hosts
        problems = [f"alternative_names: {name!r} stands there again: leave it out" for name in _repeated(hosts)]
        if len(hosts) > MOST_HOSTS:
            problems.append(
                f"alternative_names: {len(hosts)} names, and a listener rule has room for {MOST_HOSTS} beside the service's own "
                "endpoint, a quota that AWS does not raise: use a wildcard, or another service for the others"
            )
        return problems

    def _records(self) -> list[str]:
        if self.zone_id is None and self.weighted_routing is not None:
            return ["weighted_routing: needs zone_id: without it no record is made that could have a weight"]
        if self.zone_id is None and self.create_dns_records is True:
            return ["create_dns_records: needs zone_id: name the hosted zone in which the records are to be made"]
        if self.create_dns_records is False and self.weighted_routing is not None:
            return ["weighted_routing: cannot stand beside create_dns_records=False: no record is made"]
        return []

    def _certificate(self) -> list[str]:
        if self.certificate_arn is not None:
            beside = [name for name in ("validation_zone_id", "tags") if getattr(self, name) is not None]
            return [
                f"{name}: cannot stand beside certificate_arn: it is for the certificate that is made"
                for name in beside
            ]
        problems = []
        if isinstance(self.domain_name, str) and len(self.domain_name) > LONGEST_FIRST:
            problems.append(
                f"domain_name: {len(self.domain_name)} characters, and the first name of a certificate has at most "
                f"{LONGEST_FIRST}: put a shorter one first, or bring a certificate by certificate_arn"
            )
        if isinstance(self.tags, dict) and MANAGED_TAG in self.tags:
            problems.append(
                f"tags: {MANAGED_TAG!r} marks what ECS manages: with it a service that is deleted could take the certificate along"
            )
        return problems


def _repeated(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


@cache
def rules() -> Rules:
    """List for every field, by its path, what a change does and what a removal means."""
    return collect_rules(CustomDomainSpec)


ARGUMENTS = Arguments(CustomDomainSpec, rules, other_tools.right_name, ("tags",))
"""The arguments of a custom domain, for all that is told of them to its users."""
