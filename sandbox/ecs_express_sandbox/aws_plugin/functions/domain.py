"""`aws:acm/getCertificate` and `aws:route53/getZone`: what a program looks up for a name of its own."""

from __future__ import annotations

from typing import Any

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import Refused
from ecs_express_sandbox.aws_plugin.resources.route53_zone import zone_outputs
from ecs_express_sandbox.aws_plugin.values import Properties


def certificate(account: Account, arguments: Properties) -> Properties:
    """Find a certificate by its name and status, as `aws:acm/getCertificate` does."""
    acm = account.client("acm", arguments.get("region"))
    statuses = arguments.get("statuses") or ["ISSUED"]
    pages = acm.get_paginator("list_certificates").paginate(CertificateStatuses=statuses)
    listed = [one for page in pages for one in page["CertificateSummaryList"]]
    wanted = [one["CertificateArn"] for one in listed if arguments.get("domain") in (None, one["DomainName"])]
    described = [acm.describe_certificate(CertificateArn=arn)["Certificate"] for arn in wanted]
    if arguments.get("types"):
        described = [one for one in described if one["Type"] in arguments["types"]]
    described.sort(key=lambda one: str(one.get("CreatedAt") or one.get("ImportedAt") or ""), reverse=True)
    if not described or (len(described) > 1 and not arguments.get("mostRecent")):
        raise Refused(
            f"getCertificate finds {len(described)} certificates, and needs one: narrow it down, or ask for the most recent"
        )
    found = described[0]
    return {
        **arguments,
        "arn": found["CertificateArn"],
        "certificate": "",
        "certificateChain": "",
        "domain": found["DomainName"],
        "id": found["CertificateArn"],
        "status": found["Status"],
        "tags": tags.as_mapping(acm.list_tags_for_certificate(CertificateArn=found["CertificateArn"])["Tags"]),
    }


def zone(account: Account, arguments: Properties) -> Properties:
    """Find a hosted zone by its ID, or by its name and whether it is private."""
    route53 = account.client("route53")
    if arguments.get("zoneId"):
        ids = [str(arguments["zoneId"])]
    elif arguments.get("name"):
        ids = [one["Id"] for one in _zones(route53) if _matches(one, arguments)]
    else:
        raise Refused("getZone needs `zoneId` or `name`")
    if len(ids) != 1:
        raise Refused(f"getZone finds {len(ids)} hosted zones, and needs exactly one: give `zoneId`")
    found = zone_outputs(account, ids[0])
    return {**found, "id": found["zoneId"], "callerReference": found["zoneId"], "tags": found["tagsAll"]}


def _zones(route53: Any) -> list[dict[str, Any]]:
    return [zone for page in route53.get_paginator("list_hosted_zones").paginate() for zone in page["HostedZones"]]


def _matches(zone: dict[str, Any], arguments: Properties) -> bool:
    private = bool(zone.get("Config", {}).get("PrivateZone"))
    same = zone["Name"].rstrip(".") == str(arguments["name"]).rstrip(".").lower()
    return same and private == bool(arguments.get("privateZone"))
