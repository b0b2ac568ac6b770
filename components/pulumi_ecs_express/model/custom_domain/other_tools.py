"""
What people who come from elsewhere write, and what it is called here: wrong names, each with the right one.

Seen in programs of App Runner's custom domains, of ``aws.acm.Certificate`` and ``aws.route53.Record``, of Copilot's
``http.alias``, of SST's ``domain`` and of the AWS CDK's load-balanced Fargate patterns.
"""

from collections.abc import Mapping

from pulumi_ecs_express.model.fields.property_paths import Path

RIGHT_NAMES: Mapping[Path, Mapping[str, str]] = {
    (): {
        "alias": "domain_name",
        "aliases": "alternative_names",
        "alternatenames": "alternative_names",
        "certificate": "certificate_arn",
        "cert": "certificate_arn",
        "certificatearns": "certificate_arn, one ARN",
        "createrecords": "create_dns_records",
        "dns": "create_dns_records",
        "domain": "domain_name",
        "domains": "domain_name, and alternative_names for further ones",
        "domainnames": "domain_name, and alternative_names for further ones",
        "domainzone": "zone_id",
        "fqdn": "domain_name",
        "host": "domain_name",
        "hosts": "domain_name, and alternative_names for further ones",
        "hostedzone": "zone_id",
        "hostedzoneid": "zone_id",
        "name": "domain_name",
        "names": "domain_name, and alternative_names for further ones",
        "sans": "alternative_names",
        "servicearn": "service",
        "setidentifier": "weighted_routing.set_identifier",
        "subjectalternativenames": "alternative_names",
        "validationzone": "validation_zone_id",
        "weight": "weighted_routing.weight",
        "weightedroutingpolicies": "weighted_routing, one map and no list",
        "weightedroutingpolicy": "weighted_routing",
        "zone": "zone_id",
    },
    ("weightedRouting",): {"identifier": "set_identifier", "setid": "set_identifier", "share": "weight"},
}

NOT_OFFERED: Mapping[str, str] = {
    "pathpattern": "a managed rule has no room for a path: route paths in the container, or in a CDN in front of it",
    "paths": "a managed rule has no room for a path: route paths in the container, or in a CDN in front of it",
    "priority": "AWS chooses the priority of the rule that it manages",
    "redirect": "make a rule of your own with a redirect, as docs/custom-domains.md shows",
    "ttl": "an alias record has none: Route 53 answers with the load balancer's, 60 seconds",
    "validationmethod": "certificates are validated by DNS",
}
"""What is deliberately no argument, with what to do instead."""


def right_name(path: Path) -> tuple[str | None, str | None]:
    """Look a wrong name up: the right one, or why there is none and what to do; None twice for one unheard of."""
    key = path[-1].replace("_", "").replace("-", "").lower()
    return RIGHT_NAMES.get(path[:-1], {}).get(key), NOT_OFFERED.get(key) if len(path) == 1 else None
