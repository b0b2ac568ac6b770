"""The programs of docs/custom-domains.md, word by word: each runs, and does what the page says of it."""

from __future__ import annotations

import http.client

import pytest

from tests.docs.reading import ROOT, Page
from tests.engine import domains
from tests.engine.domains import ASSOCIATION, https, ok
from tests.engine.harness import LocalAws, Program, Project

pytestmark = pytest.mark.engine

BLOCKS = Page(ROOT / "docs" / "custom-domains.md").blocks("python")


def block(*words: str) -> Program:
    """Give the one program of the page that holds these words."""
    (found,) = [text for text in BLOCKS if all(word in text for word in words)]
    return lambda: exec(found, {})  # noqa: S102 - the page's own program


def test_every_program_of_the_page_is_run_by_a_test() -> None:
    """A new one needs a test here; the first one and DNS elsewhere are those of the other modules, in other words."""
    assert len(BLOCKS) == 6


def test_www_is_redirected_to_the_apex_and_http_to_https(project: Project, aws: LocalAws) -> None:
    """Both also after the next deployment, in which the target groups swap; destroyed, nothing of it is left."""
    zone_id = domains.zone(aws)
    www, to_https = block("www.example.com"), block('"http"')
    ok(project.up(www))
    assert https(aws, "example.com")[0] == 200
    location = _redirect(aws, "www.example.com")
    assert location.startswith("https://example.com")
    arn = project.state()["id"]
    aws.client("ecs").update_express_gateway_service(serviceArn=arn, primaryContainer={"image": "app:2"})
    aws.clock(advance_seconds=3600)
    assert https(aws, "example.com")[1]["image"] == "app:2"
    assert _redirect(aws, "www.example.com") == location

    ok(project.destroy())

    assert domains.records(aws, zone_id) == {}
    assert aws.client("acm").list_certificates()["CertificateSummaryList"] == []
    ok(project.up(to_https))
    host = ingress_output(project, "url")
    assert _plain(aws, host) == (301, f"https://{host}:443/")
    assert https(aws, host)[0] == 200


def ingress_output(project: Project, name: str) -> str:
    """Read an output of the service's ingress, without its scheme."""
    found: str = project.state("pulumi-python:dynamic/ecsexpress:Ingress")["outputs"][name]
    return found.removeprefix("https://")


def _redirect(aws: LocalAws, host: str) -> str:
    """Request a host by HTTPS; give where it leads."""
    status, location = domains.redirected(aws, host)
    assert status == 301
    return location


def _plain(aws: LocalAws, host: str) -> tuple[int, str]:
    """Request a host without TLS."""
    connection = http.client.HTTPConnection(aws.ingress.removeprefix("http://"))
    connection.request("GET", "/", headers={"Host": host})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers.get("Location", "")


def test_a_cdn_finds_the_name_and_its_certificate_at_the_load_balancer(project: Project, aws: LocalAws) -> None:
    """No record leads the viewers' name here, and the wait for it is validated in the zone."""
    zone_id = domains.zone(aws)
    ok(project.up(block("shop.example.com")))

    assert https(aws, "shop.example.com")[0] == 200
    assert {kind for _, kind in domains.records(aws, zone_id)} == {"CNAME"}


def test_a_live_name_is_moved_with_the_weights_of_the_page(project: Project, aws: LocalAws) -> None:
    """Beside the record of whoever serves it today."""
    zone_id = domains.zone(aws)
    values = [{"Value": "192.0.2.1"}]
    domains.put_record(
        aws, zone_id, Name="live.example.com", Type="A", TTL=60, SetIdentifier="old", Weight=90, ResourceRecords=values
    )
    assert ASSOCIATION in ok(project.preview(block("live.example.com"))).changed
