"""What a preview says of a custom domain beside its lines: what is made, where, and how long that may take."""

from collections.abc import Iterable, Iterator

from pulumi_ecs_express.model.custom_domain.spec import CustomDomainSpec
from pulumi_ecs_express.model.fields.property_paths import PropertyValues

HOW_LONG = "usually within minutes of the records being visible, at times half an hour; ACM gives up after 72 hours"
"""Seen by operators; the 72 hours: "DNS validation", ACM user guide, read 2026-11-28."""


def domain_notes(spec: CustomDomainSpec, before: PropertyValues) -> Iterator[str]:
    """Say what is made for a domain that is new, or whose names or certificate have changed."""
    changed = (
        before.get(("domainName",)) != spec.domain_name
        or before.get(("alternativeNames",)) != (spec.alternative_names or None)
        or before.get(("certificateArn",)) != spec.certificate_arn
    )
    if not changed:
        return
    hosts = ", ".join(spec.hosts) or "the domain"
    if spec.certificate_arn is None:
        yield f"a certificate for {hosts} is requested, and validated by DNS: {HOW_LONG}"
        if spec.zone_id is None and spec.validation_zone_id is None:
            yield (
                "no zone_id: the records that `dns_records` lists are yours to make at your DNS host; the update shows them, and "
                "waits until ACM has seen those for the certificate"
            )
    if spec.zone_id is not None and spec.create_dns_records is False:
        yield f"create_dns_records is False: {hosts} leads to the service as soon as you make the records of `dns_records`"


def hosts_note(hosts: Iterable[str]) -> str:
    """Say which hosts the rule of the service will have."""
    return (
        f"the service's listener rule will have the hosts {', '.join(hosts)}; it may take a few minutes more until the load "
        "balancer answers for a new one"
    )


GAP = "there will be a gap: "
"""Begins what is said of hosts that answer 404 for a while."""


def gap_note(leaving: Iterable[str], added: Iterable[str]) -> str:
    """Say that the old names end before the new ones are in DNS, since the rule cannot hold both."""
    return (
        f"{GAP}the rule has no room for {', '.join(added)} beside {', '.join(leaving)}, so the old names answer "
        "404 from then on until their records are gone"
    )


def verified_note(hosts: Iterable[str]) -> str:
    """Say what the update behind a rollout does."""
    return (
        f"{', '.join(hosts)}: the listener rule is read again after the rollout, and put right if the host is missing"
    )
