"""A custom domain of a service, as a test sets it up: zone, records, certificate, rule and listener."""

from __future__ import annotations

import socket
import ssl
from http.client import HTTPConnection, HTTPResponse
from typing import Any

from tests.sandbox.local_aws import LocalAws


class Tls(HTTPConnection):
    """A connection to the HTTPS front that asks for a name and verifies the certificate against the sandbox's CA."""

    def __init__(self, aws: LocalAws, name: str | None, context: ssl.SSLContext | None = None) -> None:
        self.place = aws.addresses.ingress_tls.rsplit(":", 1)
        self.name, self.context = name, context or verifying(aws)
        super().__init__(name or "nobody")

    def connect(self) -> None:
        """Shake hands."""
        plain = socket.create_connection((self.place[0], int(self.place[1])), timeout=20)
        self.sock = self.context.wrap_socket(plain, server_hostname=self.name)


def verifying(aws: LocalAws) -> ssl.SSLContext:
    """Make a context that is as strict as Python can be."""
    made = ssl.create_default_context(cafile=aws.addresses.ca)
    made.verify_flags |= ssl.VERIFY_X509_STRICT
    return made


def https(aws: LocalAws, name: str, path: str = "/", **headers: str) -> HTTPResponse:
    """Send a request by HTTPS; the answer is read."""
    connection = Tls(aws, name)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer
    finally:
        connection.close()


def shown(aws: LocalAws, name: str | None) -> set[str]:
    """List the names in the certificate that is shown for a name."""
    context = verifying(aws)
    context.check_hostname = False
    connection = Tls(aws, name, context)
    connection.connect()
    try:
        secure: Any = connection.sock
        found = secure.getpeercert()
        return {value for _, value in found["subjectAltName"]}
    finally:
        connection.close()


def record(name: str, kind: str, *values: str, **more: Any) -> dict[str, Any]:
    """Write a record set with values, or with whatever is given."""
    plain = {"TTL": 60, "ResourceRecords": [{"Value": value} for value in values]} if values else {}
    return {"Name": name, "Type": kind, **plain, **more}


def alias(name: str, target: str, kind: str = "A", **more: Any) -> dict[str, Any]:
    """Write an alias to a load balancer."""
    to = {"HostedZoneId": "Z32O12XQLNTSW2", "DNSName": target, "EvaluateTargetHealth": False}
    return record(name, kind, AliasTarget=to, **more)


def zone(aws: LocalAws, name: str, *records: dict[str, Any], **settings: Any) -> str:
    """Make a hosted zone with some records."""
    reference = name + str(settings)
    made = aws.client("route53").create_hosted_zone(Name=name, CallerReference=reference, **settings)
    write(aws, made["HostedZone"]["Id"], *records)
    return str(made["HostedZone"]["Id"])


def write(aws: LocalAws, zone_id: str, *records: dict[str, Any], action: str = "UPSERT") -> None:
    """Change records in one batch."""
    changes = [{"Action": action, "ResourceRecordSet": written} for written in records]
    if changes:
        aws.client("route53").change_resource_record_sets(HostedZoneId=zone_id, ChangeBatch={"Changes": changes})


def certificate(aws: LocalAws, zone_id: str, *names: str) -> str:
    """Request a certificate, prove its names by their records, and wait until ACM has judged it."""
    acm = aws.client("acm")
    arn = acm.request_certificate(DomainName=names[0], SubjectAlternativeNames=list(names), ValidationMethod="DNS")
    arn = str(arn["CertificateArn"])
    options = acm.describe_certificate(CertificateArn=arn)["Certificate"]["DomainValidationOptions"]
    wanted = {one["ResourceRecord"]["Name"]: one["ResourceRecord"] for one in options}
    write(aws, zone_id, *(record(one["Name"], one["Type"], one["Value"]) for one in wanted.values()))
    aws.advance(60)
    return arn


def listener_of(aws: LocalAws, service: str) -> str:
    """Give the listener of a service."""
    return str(aws.managed(service)["ingressPaths"][0]["listener"]["arn"])


def rule_of(aws: LocalAws, service: str) -> str:
    """Give the rule of a service."""
    return str(aws.managed(service)["ingressPaths"][0]["rule"]["arn"])


def balancer_of(aws: LocalAws, service: str) -> Any:
    """Describe the load balancer of a service."""
    arn = aws.managed(service)["ingressPaths"][0]["loadBalancer"]["arn"]
    return aws.elbv2.describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"][0]


def hosts_of(aws: LocalAws, rule: str) -> list[str]:
    """List the hosts of a rule."""
    (condition,) = aws.elbv2.describe_rules(RuleArns=[rule])["Rules"][0]["Conditions"]
    assert condition["Values"] == condition["HostHeaderConfig"]["Values"]
    return list(condition["Values"])


def add_host(aws: LocalAws, service: str, *hosts: str) -> None:
    """Put hosts beside those that the rule of a service has."""
    rule = rule_of(aws, service)
    values = [*hosts_of(aws, rule), *hosts]
    aws.elbv2.modify_rule(RuleArn=rule, Conditions=[{"Field": "host-header", "HostHeaderConfig": {"Values": values}}])


def attach(aws: LocalAws, service: str, arn: str) -> None:
    """Let the listener of a service show a certificate."""
    aws.elbv2.add_listener_certificates(ListenerArn=listener_of(aws, service), Certificates=[{"CertificateArn": arn}])
