"""Custom domains as the tests set them up and look at them: programs, HTTPS requests, and a poller that misses nothing."""

from __future__ import annotations

import http.client
import itertools
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pulumi

import pulumi_ecs_express as express
from tests.engine.conftest import ROLES
from tests.engine.harness import LocalAws, Outcome, Program

DOMAIN = "pulumi-python:dynamic/ecsexpress:CustomDomain"
VALIDATION = "pulumi-python:dynamic/ecsexpress:CertificateValidation"
ASSOCIATION = "pulumi-python:dynamic/ecsexpress:CustomDomainAssociation"
CERTIFICATE = "aws:acm/certificate:Certificate"
RECORD = "aws:route53/record:Record"
STEP_SECONDS = 10
"""How far the poller lets the time pass between two requests."""

IDLE_SECONDS = 0.05
"""How long it waits where nothing is due to change, while commands start and end."""

OUTPUTS = ("url", "certificate_arn", "dns_records", "dns_target", "hosted_zone_id")

_references = itertools.count()

Domains = Mapping[str, Mapping[str, Any]]
"""Custom domains by name: ``service`` is the name of one in the program, or an ARN."""


def zone(aws: LocalAws, name: str = "example.com", **settings: Any) -> str:
    """Make a hosted zone; give its ID."""
    made = aws.client("route53").create_hosted_zone(Name=name, CallerReference=str(next(_references)), **settings)
    return str(made["HostedZone"]["Id"].rpartition("/")[2])


def put_record(aws: LocalAws, zone_id: str, action: str = "CREATE", **record: Any) -> None:
    """Change a record as somebody else does."""
    batch = {"Changes": [{"Action": action, "ResourceRecordSet": record}]}
    aws.client("route53").change_resource_record_sets(HostedZoneId=zone_id, ChangeBatch=batch)


def issued(aws: LocalAws, zone_id: str, name: str) -> str:
    """Have a certificate issued that the program does not make; give its ARN."""
    acm = aws.client("acm")
    arn = str(acm.request_certificate(DomainName=name, ValidationMethod="DNS")["CertificateArn"])
    (option,) = acm.describe_certificate(CertificateArn=arn)["Certificate"]["DomainValidationOptions"]
    record = option["ResourceRecord"]
    values = [{"Value": record["Value"]}]
    put_record(aws, zone_id, "UPSERT", Name=record["Name"], Type="CNAME", TTL=60, ResourceRecords=values)
    aws.clock(advance_seconds=120)
    return arn


def records(aws: LocalAws, zone_id: str) -> dict[tuple[str, str], Any]:
    """List the records of a zone by name and type, without its own."""
    listed = aws.client("route53").list_resource_record_sets(HostedZoneId=zone_id)["ResourceRecordSets"]
    return {(one["Name"].rstrip("."), one["Type"]): one for one in listed if one["Type"] not in ("NS", "SOA")}


def program(domains: Domains, images: Mapping[str, str] | None = None, **arguments: Any) -> Program:
    """Write a program with services by name and image, and domains in front of them."""

    def declare() -> None:
        services = {
            name: express.ExpressGatewayService(name, primary_container={"image": image}, **ROLES, **arguments)
            for name, image in (images or {"web": "app:1"}).items()
        }
        for name, declared in domains.items():
            given = dict(declared)
            service = given.pop("service", "web")
            domain = express.CustomDomain(name, service=services.get(service, service), **given)
            pulumi.export(name, {output: getattr(domain, output) for output in OUTPUTS})
        for name, made in services.items():
            pulumi.export(f"{name}-url", made.url)
            pulumi.export(f"{name}-arn", made.service_arn)

    return declare


def https(aws: LocalAws, host: str) -> tuple[int, dict[str, Any]]:
    """Request a name by HTTPS, verified against the sandbox's authority; a failed handshake is an ``ssl.SSLError``."""
    status, body, _ = _requested(aws, host)
    return status, json.loads(body) if status == 200 else {}


def redirected(aws: LocalAws, host: str) -> tuple[int, str]:
    """Request a name by HTTPS; give the status, and where it leads."""
    status, _, location = _requested(aws, host)
    return status, location


def _requested(aws: LocalAws, host: str) -> tuple[int, bytes, str]:
    address, _, port = aws.ingress_tls.rpartition(":")
    plain = socket.create_connection((address, int(port)), timeout=20)
    connection = http.client.HTTPConnection(host)
    try:
        connection.sock = _context(aws.ca).wrap_socket(plain, server_hostname=host)
        connection.request("GET", "/")
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers.get("Location", "")
    finally:
        connection.close()
        plain.close()


def _context(ca: str) -> ssl.SSLContext:
    if ca not in _contexts:
        _contexts[ca] = ssl.create_default_context(cafile=ca)
    return _contexts[ca]


_contexts: dict[str, ssl.SSLContext] = {}


@dataclass
class Poller:
    """
    Steps the clock, and requests names at every step; what is not answered 200 is a failure.

    Attributes:
        failures: What was answered instead, with the host.
        images: Which images answered, by host, in the order in which they first did.
    """

    aws: LocalAws
    hosts: list[str]
    failures: list[str] = field(default_factory=list)
    images: dict[str, list[str]] = field(default_factory=dict)
    requests: int = 0
    look: Callable[[], None] = lambda: None
    _stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Poll until told to stop."""
        while not self._stop.is_set():
            for host in self.hosts:
                self._request(host)
            self.look()
            if self.aws.clock(advance_seconds=STEP_SECONDS)["next_change"] is None:
                self._stop.wait(IDLE_SECONDS)

    def step(self, number: int) -> None:
        """Wait until the clock has been stepped so often again."""
        until = self.requests + number * len(self.hosts)
        while self.requests < until:
            self._stop.wait(0.02)

    def _request(self, host: str) -> None:
        self.requests += 1
        try:
            status, content = https(self.aws, host)
        except (OSError, http.client.HTTPException) as error:
            self.failures.append(f"{host}: {error}")
            return
        if status != 200:
            self.failures.append(f"{host}: {status}")
        elif content["image"] not in self.images.setdefault(host, []):
            self.images[host].append(content["image"])


@contextmanager
def polled(aws: LocalAws, *hosts: str, look: Callable[[], None] = lambda: None) -> Iterator[Poller]:
    """Let the time pass only as the poller steps it."""
    poller = Poller(aws, list(hosts), look=look)
    aws.clock(speed=0)
    thread = threading.Thread(target=poller.run)
    thread.start()
    try:
        yield poller
    finally:
        poller._stop.set()
        thread.join()
        aws.clock(speed=aws.speed)


def listener(aws: LocalAws) -> str:
    """Give the HTTPS listener of the only load balancer."""
    elbv2 = aws.client("elbv2")
    (balancer,) = elbv2.describe_load_balancers()["LoadBalancers"]
    listeners = elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    return str(next(found["ListenerArn"] for found in listeners if found["Protocol"] == "HTTPS"))


def rules(aws: LocalAws) -> list[dict[str, Any]]:
    """List the rules of the listener, without the default one."""
    found = aws.client("elbv2").describe_rules(ListenerArn=listener(aws))["Rules"]
    return [rule for rule in found if not rule["IsDefault"]]


def hosts(rule: dict[str, Any]) -> list[str]:
    """List the host values of a rule."""
    return [
        value
        for condition in rule["Conditions"]
        if condition["Field"] == "host-header"
        for value in condition["HostHeaderConfig"]["Values"]
    ]


def certificates(aws: LocalAws) -> set[str]:
    """List the certificates on the listener that are not its default."""
    listed = aws.client("elbv2").describe_listener_certificates(ListenerArn=listener(aws))["Certificates"]
    return {found["CertificateArn"] for found in listed if not found.get("IsDefault")}


def ok(outcome: Outcome) -> Outcome:
    """Hold that a command succeeded."""
    assert outcome.ok, outcome.text
    return outcome
