"""A domain of one's own in front of a service: made, seen in previews, verified by HTTPS, and taken away."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine import domains
from tests.engine.domains import ASSOCIATION, CERTIFICATE, RECORD, VALIDATION, https, ok, program, zone
from tests.engine.harness import LocalAws, Outcome, Project

pytestmark = pytest.mark.engine

CHANGING = {"domain_name": "app.example.com"}


@pytest.mark.row("S4-04", "S4-16", "S4-19", "S4-21", "S4-22")
def test_the_service_answers_under_the_domain_by_https(project: Project, aws: LocalAws) -> None:
    """One `up` makes service, certificate and records; again, nothing changes and AWS is not asked; destroyed, all is gone."""
    zone_id = zone(aws)
    app = program({"app": {**CHANGING, "zone_id": zone_id}})
    preview = ok(project.preview(app))
    assert {CERTIFICATE, RECORD, VALIDATION, ASSOCIATION} <= preview.changed.keys()
    assert "a certificate for app.example.com is requested" in preview.text
    assert "ACM gives up after 72 hours" in preview.text

    made = ok(project.up()).outputs["app"]

    assert made["url"] == "https://app.example.com"
    assert https(aws, "app.example.com")[1]["image"] == "app:1"
    assert https(aws, project.state("pulumi:pulumi:Stack")["outputs"]["web-url"].removeprefix("https://"))[0] == 200
    (rule,) = domains.rules(aws)
    assert "app.example.com" in domains.hosts(rule)
    assert domains.certificates(aws) == {made["certificate_arn"]}
    alias = domains.records(aws, zone_id)["app.example.com", "A"]["AliasTarget"]
    assert (alias["DNSName"].rstrip("."), alias["HostedZoneId"]) == (made["dns_target"], made["hosted_zone_id"])
    assert alias["EvaluateTargetHealth"] is False
    assert [(one["name"], one["type"]) for one in made["dns_records"]][1] == ("app.example.com", "CNAME")
    tags = aws.client("acm").list_tags_for_certificate(CertificateArn=made["certificate_arn"])["Tags"]
    assert "AmazonECSManaged" not in {tag["Key"] for tag in tags}
    aws.forget_calls()
    again = ok(project.up())
    assert again.changed == {}
    assert aws.calls() == {}
    assert ok(project.refresh()).drifted == {}

    _taken_away(project, aws)
    _joined_by_another(project, aws, {"app": {**CHANGING, "zone_id": zone_id}})

    ok(project.destroy())

    assert domains.records(aws, zone_id) == {}
    assert aws.client("acm").list_certificates()["CertificateSummaryList"] == []


def _taken_away(project: Project, aws: LocalAws) -> None:
    """What somebody takes away is shown by refresh and repaired by `up`; what somebody adds is no drift, and stays."""
    (rule,) = domains.rules(aws)
    endpoint = domains.hosts(rule)[0]
    elbv2 = aws.client("elbv2")
    theirs = {"Field": "host-header", "HostHeaderConfig": {"Values": [endpoint, "theirs.example.org"]}}
    elbv2.modify_rule(RuleArn=rule["RuleArn"], Conditions=[theirs])
    (certificate,) = domains.certificates(aws)
    elbv2.remove_listener_certificates(
        ListenerArn=domains.listener(aws), Certificates=[{"CertificateArn": certificate}]
    )

    assert ASSOCIATION in ok(project.refresh()).drifted
    assert set(ok(project.preview()).detailed(ASSOCIATION)) == {"hosts", "certificateArn"}
    ok(project.up())

    (rule,) = domains.rules(aws)
    assert domains.hosts(rule) == [endpoint, "theirs.example.org", "app.example.com"]
    assert https(aws, "app.example.com")[0] == 200
    assert ok(project.refresh()).drifted == {}


def _joined_by_another(project: Project, aws: LocalAws, first: dict[str, dict[str, Any]]) -> None:
    """A second domain touches nothing of the first: the preview says which hosts there will be; it leaves as it came."""
    before = domains.certificates(aws)
    zone_id = first["app"]["zone_id"]
    both = {
        **first,
        "shop": {"domain_name": "example.com", "alternative_names": ["*.shop.example.com"], "zone_id": zone_id},
    }

    preview = ok(project.preview(program(both)))
    assert {"same"} == {step for name, step in _steps(preview).items() if name.startswith("app")}
    added = ok(project.up())

    assert "app.example.com, example.com, *.shop.example.com" in added.text
    assert set(_steps(added).values()) == {"same", "create"}
    assert {https(aws, host)[0] for host in ("app.example.com", "example.com", "a.shop.example.com")} == {200}
    assert {name for name, _ in domains.records(aws, zone_id)} >= {"example.com", "*.shop.example.com"}
    ok(project.up(program(first)))
    assert https(aws, "app.example.com")[0] == 200
    assert domains.certificates(aws) == before


def _steps(outcome: Outcome) -> dict[str, str]:
    """The operation of each resource, by name."""
    found = [event.resource_pre_event.metadata for event in outcome.events if event.resource_pre_event]
    return {
        f"{step.urn.rpartition('::')[2]} {step.type}": str(getattr(step.op, "value", step.op))
        for step in found
        if "Stack" not in step.type
    }


@pytest.mark.row("S4-14", "S4-19")
def test_every_moment_of_four_rollouts_is_answered(project: Project, aws: LocalAws) -> None:
    """Three that succeed and one that is rolled back: no 404, no 503, no failed handshake, and only healthy revisions."""
    app = {"app": {**CHANGING, "zone_id": zone(aws)}}
    ok(project.up(program(app)))

    with domains.polled(aws, "app.example.com") as poller:
        for image in ("app:2", "app:3", "app:unhealthy", "app:4"):
            done = project.up(program(app, {"web": image}))
            assert done.ok is (image != "app:unhealthy"), done.text

    assert poller.failures == []
    assert poller.images["app.example.com"] == ["app:1", "app:2", "app:3", "app:4"]
    assert poller.requests > 200


@pytest.mark.row("S4-03")
@pytest.mark.sweep_only(held_by="tests/sandbox/test_routing.py")
def test_a_rule_of_ones_own_goes_stale_with_the_next_deployment(project: Project, aws: LocalAws) -> None:
    """The naive way, which the test above is known to tell apart: a copied rule forwards to a target group without tasks."""
    app = {"app": {**CHANGING, "zone_id": zone(aws)}}
    ok(project.up(program(app)))
    (managed,) = domains.rules(aws)
    elbv2, host = aws.client("elbv2"), "app.example.com"
    condition = {"Field": "host-header", "HostHeaderConfig": {"Values": [host]}}
    elbv2.modify_rule(
        RuleArn=managed["RuleArn"],
        Conditions=[{**condition, "HostHeaderConfig": {"Values": domains.hosts(managed)[:1]}}],
    )
    forward = {key: managed["Actions"][0][key] for key in ("Type", "ForwardConfig")}
    elbv2.create_rule(ListenerArn=domains.listener(aws), Priority=500, Conditions=[condition], Actions=[forward])

    ecs, arn = aws.client("ecs"), project.state()["id"]
    ecs.update_express_gateway_service(serviceArn=arn, primaryContainer={"image": "app:2"})
    with domains.polled(aws, host) as poller:
        while ecs.describe_express_gateway_service(serviceArn=arn)["service"].get("currentDeployment"):
            pass

    assert f"{host}: 503" in poller.failures


@pytest.mark.row("S4-14", "S4-19")
@pytest.mark.sweep_only(held_by="tests/providers/test_domain_association.py")
def test_where_express_mode_drops_the_host_it_is_put_back_in_the_same_up(project: Project, aws: LocalAws) -> None:
    """It is looked at after each rollout, also behind a failed one; that it is kept is what the test above sees."""
    aws.settings(added_hosts_on_update="dropped")
    app = {"app": {**CHANGING, "zone_id": zone(aws)}}
    ok(project.up(program(app)))
    assert not project.up(program(app, {"web": "app:unhealthy"})).ok
    ok(project.up(program(app)))
    assert https(aws, "app.example.com")[1]["image"] == "app:1"

    changed = ok(project.up(program(app, {"web": "app:2"})))

    assert https(aws, "app.example.com")[1]["image"] == "app:2"
    assert changed.changed[ASSOCIATION] == "update"
    assert ok(project.up()).changed == {}
