"""What `pulumi_aws` makes for a custom domain: the certificate, and the records in Route 53."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from pulumi_ecs_express.model.custom_domain.domain_names import base_name
from pulumi_ecs_express.model.fields.property_paths import camel
from pulumi_ecs_express.planning.custom_domain.records import routing_record, validation_records
from pulumi_ecs_express.providers.custom_domain import CustomDomainResource

VALIDATION_TTL = 300
"""Seconds for which a resolver may keep a validation record."""

Named = tuple[str, Any]
"""What a name is called among the resources, and the name as an Output."""


@dataclass(frozen=True)
class LoadBalancerSide:
    """The load balancer's side of a service, as Outputs; ``rollout`` is what changes with each of its rollouts."""

    service_arn: pulumi.Output[str]
    endpoint: pulumi.Output[str]
    listener_arn: pulumi.Output[str]
    rule_arn: pulumi.Output[str]
    dns_name: pulumi.Output[str]
    zone_id: pulumi.Output[str]
    address_type: pulumi.Output[str | None]
    rollout: Mapping[str, Any]


class DomainRecords:
    """
    The certificate and the records of one domain.

    A name that the program writes out is part of the resources' names, so that another order of names changes nothing; one
    that is an Output has its number there. All values come from the declared domain, which is judged first; those that the
    program leaves out do not, since a preview would not know them.
    """

    def __init__(
        self, name: str, args: Mapping[str, Any], domain: CustomDomainResource, opts: pulumi.ResourceOptions
    ) -> None:
        further = args.get("alternative_names")
        listed = list(further) if isinstance(further, Sequence) and not isinstance(further, str) else []
        self._given = [args.get("domain_name"), *listed]
        self._name, self._args, self._domain, self._opts = name, args, domain, opts

    def judged(self, argument: str, form: Callable[[Any], Any], left_out: Any = None) -> Any:
        """Take the value of an argument from the declared domain, in a form; ``left_out`` where the program has none."""
        return left_out if self._args.get(argument) is None else getattr(self._domain, camel(argument)).apply(form)

    @property
    def hosts(self) -> list[Any]:
        """The names."""
        return [host for _, host in self._names()]

    def _names(self) -> list[Named]:
        found = []
        for index, given in enumerate(self._given):
            host = (
                self._domain.domainName.apply(text)
                if index == 0
                else self._domain.alternativeNames.apply(_entry(index - 1))
            )
            found.append((given if isinstance(given, str) else str(index + 1), host))
        return found

    def _bases(self) -> list[Named]:
        """List the names without wildcard, each once: a name and the wildcard below it share a validation record."""
        found: dict[str, Any] = {}
        for key, host in self._names():
            found.setdefault(base_name(key), host.apply(lambda known: base_name(known) if known else known))
        return list(found.items())

    def make_certificate(self, region: Any) -> Any:
        """Request the certificate, all names in one: a load balancer has room for few."""
        import pulumi_aws as aws

        return aws.acm.Certificate(
            self._name,
            domain_name=self._domain.domainName.apply(text),
            subject_alternative_names=self.judged("alternative_names", _texts, []),
            validation_method="DNS",
            tags=self.judged("tags", _map_of_texts),
            region=text(region) if not isinstance(region, pulumi.Output) else region.apply(text),
            opts=self._opts,
        )

    def make_validation(self, zone_id: Any, certificate: Any) -> list[pulumi.Resource]:
        """Make the records by which ACM validates the names."""
        import pulumi_aws as aws

        made = list[pulumi.Resource]()
        for key, host in self._bases():
            record = pulumi.Output.all(certificate.domain_validation_options, host).apply(_validation_of)
            made.append(
                aws.route53.Record(
                    f"{self._name}-validation-{key}",
                    zone_id=zone_id,
                    name=record["name"],
                    type=record["type"],
                    records=[record["value"]],
                    ttl=VALIDATION_TTL,
                    allow_overwrite=True,  # another certificate for the name has the same record
                    opts=self._opts,
                )
            )
        return made

    def make_routing(self, way: LoadBalancerSide, association: pulumi.Resource) -> None:
        """Lead each name to the load balancer, by IPv6 as well where it has such addresses."""
        for key, host in self._names():
            self._alias(f"{self._name}-{key}", host, "A", way.dns_name, way, association)
        by_ipv6 = way.dns_name.apply(lambda name: f"dualstack.{name}")

        def make_ipv6(address_type: str | None) -> None:
            for key, host in self._names() if address_type == "dualstack" else []:
                self._alias(f"{self._name}-{key}-ipv6", host, "AAAA", by_ipv6, way, association)

        way.address_type.apply(make_ipv6)

    def _alias(
        self, name: str, host: Any, type_: str, target: Any, way: LoadBalancerSide, association: pulumi.Resource
    ) -> None:
        import pulumi_aws as aws

        health = self.judged("evaluate_target_health", bool, left_out=False)
        weights = self.judged("weighted_routing", _policies)
        aws.route53.Record(
            name,
            zone_id=self._domain.zoneId.apply(text),
            name=host,
            type=type_,
            aliases=[{"name": target, "zone_id": way.zone_id, "evaluate_target_health": health}],
            weighted_routing_policies=weights,
            set_identifier=self.judged("weighted_routing", lambda found: _member(found, "setIdentifier")),
            allow_overwrite=True,  # one that is not ours was refused before; ours may be there after a lost answer
            opts=pulumi.ResourceOptions.merge(self._opts, pulumi.ResourceOptions(depends_on=[association])),
        )

    def listed(self, validation: Any, way: LoadBalancerSide) -> pulumi.Output[list[dict[str, str]]]:
        """List every record that must exist."""
        hosts = pulumi.Output.from_input(self.hosts)
        zone_name = None if self._args.get("zone_id") is None else self._domain.zoneName
        return pulumi.Output.all(validation, hosts, way.dns_name, zone_name).apply(_all_records)


def validation_of(certificate: Any) -> pulumi.Output[list[dict[str, str]]]:
    """List the records by which ACM validates a certificate."""
    return pulumi.Output.from_input(certificate.domain_validation_options).apply(
        lambda known: [_as_map(record) for record in validation_records(_options(known))]
    )


def _entry(index: int) -> Any:
    return lambda names: text(names[index]) if isinstance(names, list) and index < len(names) else None


def text(value: Any) -> Any:
    """Pass a string on, and nothing else: of all other values the check of the declared domain says what is wrong."""
    return value if isinstance(value, str) else None


def _texts(values: Any) -> Any:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else None


def _map_of_texts(values: Any) -> Any:
    return {key: text(value) for key, value in values.items()} if isinstance(values, Mapping) else None


def _options(known: Any) -> list[dict[str, str]]:
    """Read what the aws plugin says of a certificate's validation; objects in the program, maps where nothing typed them."""
    members = ("domain_name", "resource_record_name", "resource_record_type", "resource_record_value")
    return [
        {member: _member(option, member) for member in members} for option in (known if isinstance(known, list) else [])
    ]


def _member(option: Any, name: str) -> str:
    found = option.get(name) if isinstance(option, Mapping) else getattr(option, name, None)
    return found if isinstance(found, str) else ""


def _validation_of(known: Sequence[Any]) -> dict[str, str]:
    """Pick the validation record of one name."""
    options, name = known
    found = validation_records(option for option in _options(options) if base_name(option["domain_name"]) == name)
    return _as_map(found[0]) if found else {"name": "", "type": "CNAME", "value": ""}


def _as_map(record: Any) -> dict[str, str]:
    return {"name": record.name, "type": record.type, "value": record.value}


def _policies(found: Mapping[str, Any] | None) -> Any:
    weight = found.get("weight") if isinstance(found, Mapping) else None
    return [{"weight": int(weight)}] if isinstance(weight, int | float) else None


def _all_records(known: Sequence[Any]) -> list[dict[str, str]]:
    validation, hosts, target, zone = known
    routing = [_as_map(routing_record(host, target, zone)) for host in hosts if host and target]
    return [*validation, *routing]
