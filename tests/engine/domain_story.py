"""The life of a custom domain in front of a service, as a story for the sweep."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

import pulumi_ecs_express as express
from tests.engine import domains
from tests.engine.conftest import ROLES
from tests.engine.harness import LocalAws, Project
from tests.engine.story import Story

ZONE = "example.com"


@dataclass(frozen=True)
class Desired:
    """What the program says: the names of the domain."""

    names: tuple[str, ...]


def declare(desired: Desired) -> None:
    """Be the program."""
    web = express.ExpressGatewayService("web", primary_container={"image": "app:1"}, service_name="two", **ROLES)
    first, *others = desired.names
    domain = express.CustomDomain(
        "app",
        service=web,
        domain_name=first,
        alternative_names=others,
        zone_id=aws.route53.get_zone(name=ZONE).zone_id,
    )
    pulumi.export("url", domain.url)


STAGES: dict[str, Desired | None] = {
    "create": Desired(("app.example.com",)),
    "update": Desired(("new.example.com", "app.example.com")),
    "rename": Desired(("new.example.com",)),
    "delete": None,
}
"""One after the other: a domain, a second name with another certificate, the first name taken away, and nothing at all."""


def problems(local: LocalAws, project: Project, desired: Desired) -> list[str]:
    """Compare what answers with what is declared."""
    answers = {name: domains.https(local, name)[0] for name in desired.names}
    stack = project.state("pulumi:pulumi:Stack").get("outputs", {})
    facts = {
        "the answers": (answers, dict.fromkeys(desired.names, 200)),
        "the url": (stack.get("url"), f"https://{desired.names[0]}"),
        "the certificates": (len(domains.certificates(local) & _made(project)), 1),
    }
    return [f"{fact} is {found!r}, not {wanted!r}" for fact, (found, wanted) in facts.items() if found != wanted]


def _made(project: Project) -> set[str]:
    return {str(found["id"]) for found in project.resources(domains.CERTIFICATE)}


def tidy_up(local: LocalAws, project: Project) -> None:
    """Delete the certificate that no state knows."""
    acm, known = local.client("acm"), project.text_of_state()
    for found in acm.list_certificates()["CertificateSummaryList"]:
        if found["DomainName"].endswith(ZONE) and found["CertificateArn"] not in known:
            acm.delete_certificate(CertificateArn=found["CertificateArn"])


STORY = Story(
    module=__name__,
    stages=STAGES,
    declare=declare,
    prepare=domains.zone,  # type: ignore[arg-type]  # its ID is looked up by the program
    problems=problems,
    unknown_to_pulumi=frozenset({"certificate"}),
    after_a_lost_answer="acm:RequestCertificate",
    after_a_kill="acm:*",
    blind_stages=("create", "update", "rename"),
    tidy_up=tidy_up,
)
