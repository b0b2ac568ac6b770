"""Domains that change, move, or share a load balancer: the new way works before the old one goes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine import domains
from tests.engine.domains import ASSOCIATION, CERTIFICATE, https, ok, polled, program, zone
from tests.engine.harness import LocalAws, Project
from tests.sampling import examples

pytestmark = pytest.mark.engine

TWO = {"blue": "blue:1", "green": "green:1"}


def app(zone_id: str, **changes: Any) -> dict[str, dict[str, Any]]:
    """Declare one domain, changed."""
    return {"app": {"domain_name": "app.example.com", "zone_id": zone_id, **changes}}


@pytest.mark.row("S4-23")
def test_a_move_to_another_service_has_no_moment_without_an_answer(project: Project, aws: LocalAws) -> None:
    """Within one program, and however late the load balancer takes it over; the old rule has nothing of it left."""
    zone_id = zone(aws)
    ok(project.up(program(app(zone_id, service="blue"), TWO)))
    aws.settings(listener_change_seconds=120)

    with polled(aws, "app.example.com") as poller:
        moved = ok(project.up(program(app(zone_id, service="green"), TWO)))
        poller.step(20)

    assert poller.failures == []
    assert poller.images["app.example.com"] == ["blue:1", "green:1"]
    assert "replace" in moved.changed[ASSOCIATION]
    assert CERTIFICATE not in moved.changed
    assert [host for rule in domains.rules(aws) for host in domains.hosts(rule)].count("app.example.com") == 1
    assert ok(project.up()).changed == {}


def test_a_replaced_service_takes_its_domain_along(project: Project, aws: LocalAws) -> None:
    """In the same `up`, another endpoint and rule: the name answers all the while."""
    zone_id = zone(aws)
    ok(project.up(program(app(zone_id), service_name="one")))

    with polled(aws, "app.example.com") as poller:
        ok(project.up(program(app(zone_id), {"web": "app:2"}, service_name="two")))

    assert poller.failures == []
    assert poller.images["app.example.com"] == ["app:1", "app:2"]
    assert https(aws, "app.example.com")[1]["service"] == "two"
    assert len(domains.rules(aws)) == 1


def test_another_name_works_before_the_old_one_goes(project: Project, aws: LocalAws) -> None:
    """The preview shows another certificate; the name that stays is answered at every moment, and the old one is gone."""
    zone_id = zone(aws)
    ok(project.up(program(app(zone_id, alternative_names=["old.example.com"]))))
    seen = set[tuple[bool, bool]]()

    def look() -> None:
        there = {host for rule in domains.rules(aws) for host in domains.hosts(rule)}
        seen.add(("old.example.com" in there, "new.example.com" in there))

    with polled(aws, "app.example.com", look=look) as poller:
        changed = ok(project.up(program(app(zone_id, alternative_names=["new.example.com"]))))

    assert poller.failures == []
    assert "replace" in changed.changed[CERTIFICATE]
    assert seen <= {(True, False), (True, True), (False, True)}
    assert (True, True) in seen
    assert https(aws, "new.example.com")[0] == 200
    assert ("old.example.com", "A") not in domains.records(aws, zone_id)
    assert len(domains.certificates(aws)) == 1
    assert (
        len(aws.client("acm").list_certificates()["CertificateSummaryList"]) == 2
    )  # the endpoint's own is the other one


@pytest.mark.row("S4-21")
@pytest.mark.sweep_only(held_by="tests/providers/test_domain_writers.py")
def test_many_domains_share_a_load_balancer_and_leave_it_one_by_one(project: Project, aws: LocalAws) -> None:
    """Over several services in one `up`, in the sweep twenty over five; whoever goes, the others keep answering."""
    zone_id, services = zone(aws), {f"s{number}": f"app:{number}" for number in range(examples(2, 5))}
    everything = {
        f"d{number}": {
            "service": f"s{number % len(services)}",
            "domain_name": f"{number}.example.com",
            "zone_id": zone_id,
        }
        for number in range(examples(5, 20))
    }

    ok(project.up(program(everything, services)))

    answers = {name: https(aws, declared["domain_name"]) for name, declared in everything.items()}
    assert {name: content.get("image") for name, (_, content) in answers.items()} == {
        name: services[declared["service"]] for name, declared in everything.items()
    }
    left = dict(everything)
    for name in list(everything)[: examples(1, len(everything))]:
        gone = left.pop(name)["domain_name"]
        ok(project.up(program(left, services)))
        assert {https(aws, declared["domain_name"])[0] for declared in left.values()} <= {200}
        assert gone not in {host for rule in domains.rules(aws) for host in domains.hosts(rule)}


@pytest.mark.row("S4-21")
@pytest.mark.sweep_only(held_by="tests/providers/test_domain_validation.py")
def test_a_certificate_that_two_services_share_stays_until_neither_needs_it(project: Project, aws: LocalAws) -> None:
    """A wildcard that the program brings, which is never deleted; a service that somebody else made is named by its ARN."""
    zone_id = zone(aws)
    arn = domains.issued(aws, zone_id, "*.example.com")
    made = ok(project.up(program({}, TWO))).outputs
    both = {
        name: {
            "service": made[f"{name}-arn"],
            "domain_name": f"{name}.example.com",
            "zone_id": zone_id,
            "certificate_arn": arn,
        }
        for name in TWO
    }
    ok(project.up(program(both, TWO)))
    assert {https(aws, f"{name}.example.com")[1]["image"] for name in TWO} == set(TWO.values())
    assert ok(project.up()).changed == {}

    ok(project.up(program({"green": both["green"]}, TWO)))
    assert https(aws, "green.example.com")[1]["image"] == "green:1"
    assert domains.certificates(aws) >= {arn}
    ok(project.up(program({}, TWO)))

    assert arn not in domains.certificates(aws)
    assert aws.client("acm").describe_certificate(CertificateArn=arn)["Certificate"]["Status"] == "ISSUED"
