"""Load balancers and their listeners by boto3's ``elbv2`` client."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.custom_domain.observed import HOST_HEADER, AttachedCertificate, ListenerRule
from pulumi_ecs_express.model.service.observed import LoadBalancer

CONFIGURATIONS = {
    HOST_HEADER: "HostHeaderConfig",
    "path-pattern": "PathPatternConfig",
    "http-header": "HttpHeaderConfig",
    "http-request-method": "HttpRequestMethodConfig",
    "query-string": "QueryStringConfig",
    "source-ip": "SourceIpConfig",
}
"""Where a condition keeps its values. AWS answers them in ``Values`` as well, and takes one of the two (RuleCondition,
Elastic Load Balancing API reference, read 2026-11-28)."""


class BotoLoadBalancers:
    """Implements `pulumi_ecs_express.ports.LoadBalancers`."""

    def __init__(self, connection: Connection) -> None:
        self._elbv2 = client("elbv2", connection)
        self.region: str = self._elbv2.meta.region_name

    def find(self, arn: str) -> LoadBalancer | None:
        with translated(f"reading load balancer {arn.split('/')[-2]}", self.region):
            try:
                found = self._elbv2.describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"]
            except self._elbv2.exceptions.LoadBalancerNotFoundException:
                return None
            return _load_balancer(found[0]) if found else None


def _load_balancer(answer: Mapping[str, Any]) -> LoadBalancer:
    return LoadBalancer(answer["DNSName"], answer["CanonicalHostedZoneId"], answer.get("IpAddressType", "ipv4"))


class BotoListeners:
    """Implements `pulumi_ecs_express.ports.Listeners`."""

    def __init__(self, connection: Connection) -> None:
        self._elbv2 = client("elbv2", connection)
        self.region: str = self._elbv2.meta.region_name

    def rule(self, arn: str) -> ListenerRule | None:
        with translated("reading the listener rule", self.region):
            try:
                found = self._elbv2.describe_rules(RuleArns=[arn])["Rules"]
            except self._elbv2.exceptions.RuleNotFoundException:
                return None
            return _rule(found[0]) if found else None

    def rules(self, listener: str) -> list[ListenerRule] | None:
        with translated("reading the rules of the listener", self.region):
            try:
                pages = list(self._elbv2.get_paginator("describe_rules").paginate(ListenerArn=listener))
            except self._elbv2.exceptions.ListenerNotFoundException:
                return None
            return [_rule(rule) for page in pages for rule in page["Rules"]]

    def set_conditions(self, rule: str, conditions: Sequence[Mapping[str, Any]]) -> None:
        with translated("changing the hosts of the listener rule", self.region):
            self._elbv2.modify_rule(RuleArn=rule, Conditions=[dict(condition) for condition in conditions])

    def listeners(self, load_balancer: str) -> list[str]:
        with translated("reading the listeners of the load balancer", self.region):
            try:
                pages = list(self._elbv2.get_paginator("describe_listeners").paginate(LoadBalancerArn=load_balancer))
            except self._elbv2.exceptions.LoadBalancerNotFoundException:
                return []
            listed = [found for page in pages for found in page["Listeners"]]
        return [found["ListenerArn"] for found in listed if found.get("Protocol") == "HTTPS"]

    def certificates(self, listener: str) -> list[AttachedCertificate] | None:
        with translated("reading the certificates of the listener", self.region):
            pager = self._elbv2.get_paginator("describe_listener_certificates")
            try:
                pages = list(pager.paginate(ListenerArn=listener))
            except self._elbv2.exceptions.ListenerNotFoundException:
                return None
            listed = [found for page in pages for found in page["Certificates"]]
        default = {found["CertificateArn"] for found in listed if found.get("IsDefault")}
        arns = dict.fromkeys(found["CertificateArn"] for found in listed)  # the default one may be listed twice
        return [AttachedCertificate(arn, arn in default) for arn in arns]

    def attach(self, listener: str, certificate: str) -> None:
        with translated("adding the certificate to the listener", self.region):
            self._elbv2.add_listener_certificates(ListenerArn=listener, Certificates=[{"CertificateArn": certificate}])

    def detach(self, listener: str, certificate: str) -> None:
        gone = (
            self._elbv2.exceptions.ListenerNotFoundException,
            self._elbv2.exceptions.OperationNotPermittedException,  # the default one (terraform-provider-aws #35403)
        )
        with (
            suppress(errors.CertificateNotFound),
            translated("removing the certificate from the listener", self.region),
        ):
            try:
                self._elbv2.remove_listener_certificates(
                    ListenerArn=listener, Certificates=[{"CertificateArn": certificate}]
                )
            except gone:
                return


def _rule(answer: Mapping[str, Any]) -> ListenerRule:
    conditions = tuple(_condition(condition) for condition in answer.get("Conditions", []))
    return ListenerRule(answer["RuleArn"], answer["Priority"], conditions)


def _condition(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Write a condition as ModifyRule takes it: values in one place, whichever AWS has answered."""
    name = CONFIGURATIONS.get(answer["Field"])
    if name is None:
        return dict(answer)
    return {"Field": answer["Field"], name: answer.get(name) or {"Values": list(answer.get("Values", []))}}
