"""Services as they are named on a command line: by names in a cluster, or by ARNs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import typer

NAME = r"[\w-]+"
CLUSTER = rf"(arn:aws[\w-]*:ecs:[\w-]+:\d{{12}}:cluster/)?{NAME}"
ARN = rf"arn:aws[\w-]*:ecs:(?P<region>[\w-]+):\d{{12}}:service/(?P<cluster>{NAME})/(?P<name>{NAME})"

PARAMETER = "SERVICE…"


@dataclass(frozen=True)
class NamedService:
    """
    A service.

    Attributes:
        region: Its Region; None leaves it to the session.
        arn: Its ARN, where that is how it was named.
    """

    name: str
    cluster: str
    region: str | None
    arn: str | None = None


def named_services(given: Sequence[str], cluster: str, region: str | None) -> list[NamedService]:
    """Take the arguments apart, each service once; all that is wrong with them is said at once."""
    checked_cluster(cluster)
    if wrong := [problem for one in given if (problem := _problem(one, region))]:
        raise typer.BadParameter("; ".join(wrong), param_hint=PARAMETER)
    return list(dict.fromkeys(_named(one, cluster, region) for one in given))


def checked_cluster(cluster: str) -> str:
    """Refuse what names no cluster."""
    if not re.fullmatch(CLUSTER, cluster):
        raise typer.BadParameter(f"{cluster!r} is neither the name nor the ARN of a cluster", param_hint="--cluster")
    return cluster


def _problem(given: str, region: str | None) -> str | None:
    if found := re.fullmatch(ARN, given):
        if region in (None, found["region"]):
            return None
        return f"{given} is in {found['region']}, and --region says {region}: leave --region out"
    if re.fullmatch(NAME, given):
        return None
    return (
        f"{given!r} is neither a name (letters, digits, hyphens, underscores) nor an ARN such as "
        "arn:aws:ecs:eu-west-1:123456789012:service/default/web"
    )


def _named(given: str, cluster: str, region: str | None) -> NamedService:
    if found := re.fullmatch(ARN, given):
        return NamedService(found["name"], found["cluster"], found["region"], given)
    return NamedService(given, cluster, region)
