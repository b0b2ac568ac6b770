"""The component of a custom domain: certificate, its validation, the load balancer's side, and the records."""

from collections.abc import Mapping
from typing import Any, overload

import pulumi
from typing_extensions import Unpack

from pulumi_ecs_express import options, property_names
from pulumi_ecs_express.connection import AWS, reached
from pulumi_ecs_express.domain_arguments import CustomDomainArgs
from pulumi_ecs_express.domain_records import DomainRecords, LoadBalancerSide, text, validation_of
from pulumi_ecs_express.model.connection.connection import PROPERTIES
from pulumi_ecs_express.model.custom_domain.internal_inputs import COMPONENT
from pulumi_ecs_express.providers.custom_domain import (
    CertificateValidationResource,
    CustomDomainAssociationResource,
    CustomDomainResource,
)
from pulumi_ecs_express.providers.ingress import IngressResource
from pulumi_ecs_express.service import ExpressGatewayService

TYPE = "ecsexpress:index:CustomDomain"


class CustomDomain(pulumi.ComponentResource):
    """
    A domain of one's own for an `ExpressGatewayService`: certificate, host in the listener rule, and DNS records.

    The certificate is requested while the service still rolls out. ``pulumi up`` ends when the domain answers: certificate
    issued, on the listener, host in the rule, records made. Hosts that others add to the rule stay. After each rollout the
    rule is looked at, and repaired. Source: "Updating resources outside of Express Mode", Amazon ECS developer guide, read
    2026-11-28.

    Of ``opts``, ``depends_on``, ``ignore_changes`` and ``hide_diffs`` (in the arguments' own names) are passed on, and
    ``custom_timeouts`` to the wait for the certificate, which has 75 minutes without.
    """

    url: pulumi.Output[str]
    """``https://`` and the domain; known as soon as the load balancer answers for it."""

    certificate_arn: pulumi.Output[str | None]
    """The certificate, made or given; other domains that it covers can use it once it is issued."""

    dns_records: pulumi.Output[list[dict[str, str]]]
    """
    Every record that must exist, each with ``name``, ``type`` and ``value``: those that validate the certificate, and those
    that lead the names to the load balancer. Where a CNAME cannot stand, at the top of a zone, the type is ``ALIAS``, which
    DNS hosts also call ANAME or CNAME flattening.
    """

    dns_target: pulumi.Output[str]
    """DNS name of the load balancer."""

    hosted_zone_id: pulumi.Output[str]
    """Hosted zone of the load balancer, for alias records of one's own."""

    @overload
    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[CustomDomainArgs]
    ) -> None: ...

    @overload
    def __init__(
        self, resource_name: str, args: CustomDomainArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None: ...

    def __init__(self, resource_name: str, *given: Any, **keywords: Any) -> None:
        opts, args = options.arguments_and_options(given, keywords)
        options.refuse_useless(resource_name, opts, options.DOMAIN)
        super().__init__(TYPE, resource_name, None, opts)
        _require_plain(resource_name, args)
        self._name, self._service = resource_name, args.get("service")
        declared = self._declared(args)
        self._connection = {key: declared[key] for key in ("region", *PROPERTIES) if key in declared}
        self._domain = CustomDomainResource(
            resource_name, declared, options.of_declared(self, opts, property_names.DOMAIN_SHAPE)
        )
        own = pulumi.ResourceOptions(parent=self, provider=self._provider)
        self._records = DomainRecords(resource_name, args, self._domain, own)
        certificate, validated = self._make_certificate(args, opts.custom_timeouts if opts else None)
        way = self._load_balancer_side()
        association = self._associate(way, validated)
        if args.get("zone_id") is not None and args.get("create_dns_records") is not False:
            self._records.make_routing(way, association)
        self._set_outputs(certificate, way, association)

    def _declared(self, args: Mapping[str, Any]) -> dict[str, Any]:
        """Write the arguments as properties; of a component of the program, only how it is reached is taken."""
        given = {key: value for key, value in args.items() if key != "service"}
        declared = property_names.properties(given, property_names.DOMAIN_SHAPE)
        service, self._provider = self._service, self.get_provider(AWS)
        if isinstance(service, ExpressGatewayService):
            declared[COMPONENT] = True
            self._provider = self._provider or service.get_provider(AWS)
            declared = {**service.connection, **declared}
        elif service is not None:
            known = isinstance(service, str | pulumi.Output)
            declared["service"] = service if known else f"a {type(service).__name__}"
            declared.setdefault("region", pulumi.Output.from_input(declared["service"]).apply(_region))
        declared.update(reached(self._provider, declared))
        return declared

    def _make_certificate(self, args: Mapping[str, Any], timeouts: Any) -> tuple[Any, CertificateValidationResource]:
        """Request a certificate where none is given, and wait until it is issued."""
        own, waits_for = dict[str, Any](self._connection), list[pulumi.Resource]()
        certificate = None
        if args.get("certificate_arn") is None:
            certificate = self._records.make_certificate(self._connection.get("region"))
            own["certificateUrn"], own["records"] = certificate.urn, validation_of(certificate)
            named = [name for name in ("validation_zone_id", "zone_id") if args.get(name) is not None]
            if named:
                waits_for = self._records.make_validation(self._records.judged(named[0], text), certificate)
        own["certificateArn"] = certificate.arn if certificate else self._domain.certificateArn.apply(text)
        own["hosts"], own["recordsAreMade"] = self._records.hosts, bool(waits_for)
        opts = pulumi.ResourceOptions(parent=self, depends_on=waits_for, custom_timeouts=timeouts)
        return certificate, CertificateValidationResource(self._name, own, opts)

    def _load_balancer_side(self) -> LoadBalancerSide:
        """Find the load balancer's side of the service: of a component its own, of another one by its ARN."""
        service = self._service
        if isinstance(service, ExpressGatewayService):
            managed = service.managed_resources
            return LoadBalancerSide(
                service.service_arn, service.endpoint, managed["listener_arn"], managed["listener_rule_arn"],
                managed["load_balancer_dns_name"], managed["load_balancer_zone_id"], managed["load_balancer_address_type"],
                {"serviceRevisionArn": service.service_revision_arn, "deploymentArn": service.deployment_arn},
            )  # fmt: skip
        reach = {key: value for key, value in self._connection.items() if key != "region"}
        keys: dict[str, Any] = {**reach, "serviceArn": self._domain.service.apply(text), "ofOthers": True}
        found = IngressResource(self._name, keys, pulumi.ResourceOptions(parent=self))
        return LoadBalancerSide(
            found.serviceArn, found.endpoint, found.listenerArn, found.listenerRuleArn,
            found.loadBalancerDnsName, found.loadBalancerZoneId, found.loadBalancerAddressType, {},
        )  # fmt: skip

    def _associate(
        self, way: LoadBalancerSide, validated: CertificateValidationResource
    ) -> CustomDomainAssociationResource:
        properties: dict[str, Any] = {
            **self._connection,
            **way.rollout,
            "serviceArn": way.service_arn,
            "endpoint": way.endpoint,
            "listenerArn": way.listener_arn,
            "listenerRuleArn": way.rule_arn,
            "hosts": self._records.hosts,
            "certificateArn": validated.certificateArn,
        }
        return CustomDomainAssociationResource(self._name, properties, pulumi.ResourceOptions(parent=self))

    def _set_outputs(
        self, certificate: Any, way: LoadBalancerSide, association: CustomDomainAssociationResource
    ) -> None:
        self.url = association.hosts.apply(lambda hosts: f"https://{hosts[0]}" if hosts else "")
        self.certificate_arn = certificate.arn if certificate else self._domain.certificateArn.apply(text)
        self.dns_records = self._records.listed(validation_of(certificate) if certificate else [], way)
        self.dns_target, self.hosted_zone_id = way.dns_name, way.zone_id
        self.register_outputs({name: getattr(self, name) for name in OUTPUTS})


OUTPUTS = ("url", "certificate_arn", "dns_records", "dns_target", "hosted_zone_id")


def _region(arn: Any) -> str | None:
    """Take the Region out of a service's ARN; what is none, the check names."""
    return arn.split(":")[3] if isinstance(arn, str) and arn.count(":") >= 5 else None


def _require_plain(name: str, args: Mapping[str, Any]) -> None:
    """
    Refuse what decides how many resources there are, and is not known in a preview.

    Raises:
        pulumi.RunError: It names the argument, and what to write.
    """
    plain = {
        "alternative_names": "write a list, whose members may be Outputs",
        "create_dns_records": "write True or False",
    }
    found = [
        f"{argument}: is an Output: {instead}" for argument, instead in plain.items() if _is_output(args.get(argument))
    ]
    if found:
        raise pulumi.RunError(f"{name}: a preview must know how many records there are: " + "; ".join(found))


def _is_output(value: Any) -> bool:
    return isinstance(value, pulumi.Output)
