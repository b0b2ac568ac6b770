"""
What a custom domain costs: calls for each operation, and a run without change beside as many empty dynamic resources.

A part of `make bench`; alone: `python -m benchmarks domains`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.stacks import Stack, calls_made, control, make_roles, sandboxed
from benchmarks.timing import in_turns

SPEED = 3000
RUNS = 9
AIM = "≤ 1.05"

ZONE = """\
import boto3
boto3.client("route53").create_hosted_zone(Name="example.com", CallerReference="bench")
"""

SERVICE = """\
import pulumi
import pulumi_aws as aws
import pulumi_ecs_express as express

zone = aws.route53.get_zone(name="example.com")
web = express.ExpressGatewayService(
    "web",
    primary_container={"image": "app:1"},
    execution_role_arn="arn:aws:iam::123456789012:role/e",
    infrastructure_role_arn="arn:aws:iam::123456789012:role/i",
)
"""
DOMAIN = """\
express.CustomDomain(
    "app", service=web, domain_name="app.example.com", alternative_names=[ALTERNATIVES], zone_id=zone.zone_id
)
"""
EMPTY = """\
import pulumi
import pulumi_aws as aws
from pulumi.dynamic import CreateResult, Resource, ResourceProvider


class Empty(ResourceProvider):
    def create(self, props):
        return CreateResult("id", {})


class Thing(Resource, module="bench", name="Thing"):
    pass


def after(*resources):
    return pulumi.ResourceOptions(depends_on=list(resources))


zone = aws.route53.get_zone(name="example.com")
service = Thing(Empty(), "service", {})
ingress = Thing(Empty(), "ingress", {}, after(service))
declared = Thing(Empty(), "declared", {})
certificate = aws.acm.Certificate(
    "app", domain_name="other.example.com", validation_method="DNS", opts=after(declared)
)
option = certificate.domain_validation_options[0]
proof = aws.route53.Record(
    "validation",
    zone_id=zone.zone_id,
    name=option.resource_record_name,
    type=option.resource_record_type,
    records=[option.resource_record_value],
    ttl=300,
)
validated = Thing(Empty(), "validated", {}, after(proof))
association = Thing(Empty(), "association", {}, after(validated, ingress))
aws.route53.Record(
    "app", zone_id=zone.zone_id, name="other.example.com", type="A", ttl=60, records=["192.0.2.1"], opts=after(association)
)
"""
"""As many dynamic resources as service, ingress and domain have, in the same order, and the same resources of pulumi_aws."""

STEPS = {
    "create": ("", ("up", "--yes", "--skip-preview")),
    "another name": ('"www.example.com"', ("up", "--yes", "--skip-preview")),
    "no change": ('"www.example.com"', ("up", "--yes", "--skip-preview")),
    "refresh": ('"www.example.com"', ("refresh", "--yes", "--skip-preview")),
    "delete": (None, ("up", "--yes", "--skip-preview")),
}
OF_DOMAINS = ("acm:", "elbv2:", "route53:")


def figures() -> list[Figure]:
    """Count the calls of a domain's life, then time runs without change in turns."""
    found = list[Figure]()
    with sandboxed(SPEED) as environment, tempfile.TemporaryDirectory() as folder:
        make_roles(environment)
        subprocess.run([sys.executable, "-c", ZONE], env=environment, check=True)
        domain = Stack(Path(folder), "domain", SERVICE, environment)
        domain.up()
        for step, (names, command) in STEPS.items():
            domain.write(SERVICE if names is None else SERVICE + DOMAIN.replace("ALTERNATIVES", names))
            control(environment, "/calls/reset", {})
            domain.pulumi(*command)
            found.append((f"AWS calls of a custom domain: {step}", calls_made(environment, OF_DOMAINS), "", "", ""))
        domain.write(SERVICE + DOMAIN.replace("ALTERNATIVES", ""))
        domain.up()
        empty = Stack(Path(folder), "empty", EMPTY, environment)
        empty.up()
        found.append(_without_change(domain, empty))
    return found


def _without_change(domain: Stack, empty: Stack) -> Figure:
    ours, theirs = in_turns({"domain": domain.up, "empty": empty.up}, RUNS).values()
    beside = f"as many empty dynamic resources: {theirs * 1000:.0f} ms"
    return (
        "pulumi up, no change: service and custom domain",
        f"{ours * 1000:.0f} ms",
        beside,
        f"{ours / theirs:.2f}",
        AIM,
    )
