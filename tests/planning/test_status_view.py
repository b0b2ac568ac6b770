"""What a report says of what was read, when following ends, and that its form is the documented one."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from tests.planning import status_samples as samples

from pulumi_ecs_express.model.status.report import Outcome, ServiceStatus, StatusReport, as_json
from pulumi_ecs_express.planning.status.ending import rests, went_well
from pulumi_ecs_express.planning.status.observation import Observation, Unread
from pulumi_ecs_express.planning.status.view import service_status


def report(*seen: Observation) -> StatusReport:
    """Report services."""
    return StatusReport(stack="dev", services=tuple(map(service_status, seen)))


OUTCOMES: dict[str, tuple[Outcome | None, str | None, bool, bool]] = {
    "at-rest": (Outcome.SUCCESSFUL, "7002", True, True),
    "first": (Outcome.IN_PROGRESS, None, False, False),
    "under-way": (Outcome.IN_PROGRESS, "7002", False, False),
    "rolled-back": (Outcome.ROLLED_BACK, "7002", True, False),
    "going-back": (Outcome.ROLLING_BACK, "7002", False, False),
    "paused": (Outcome.SUCCESSFUL, "7002", True, True),
    "denied": (Outcome.SUCCESSFUL, "7002", True, True),
    "certificate-failed": (Outcome.SUCCESSFUL, "7002", True, True),
    "missing": (None, None, True, False),
}
"""How the newest deployment stands, which revision serves, whether following ends, and whether it went well."""


@pytest.mark.parametrize("name", samples.EVERY)
def test_outcome_serving_revision_and_end(name: str) -> None:
    """Of each kind of service: what a script decides by."""
    found = report(samples.EVERY[name])
    [service] = found.services
    outcome, serving, ended, well = OUTCOMES[name]

    assert (service.deployment.outcome if service.deployment else None) == outcome
    assert (service.serving.id if service.serving else None) == serving
    assert rests(found) is ended
    assert went_well(found) is well


def test_shares_of_the_traffic_are_those_of_a_deployment_that_runs() -> None:
    """At rest all of it is on the one that serves, whatever AWS still says of a deployment that was rolled back."""
    moving, back = service_status(samples.UNDER_WAY), service_status(samples.ROLLED_BACK)

    assert [(one.id, one.traffic_percent, one.image) for one in moving.traffic] == [
        ("7003", 5.0, "shop/web:3"), ("7002", 95.0, "shop/web:2"),
    ]  # fmt: skip
    assert [(one.id, one.traffic_percent) for one in back.traffic] == [("7002", 100.0)]


def test_a_revision_that_is_not_active_any_more_is_named_by_what_else_is_known() -> None:
    """The image comes from the revision itself."""
    seen = replace(samples.UNDER_WAY, service=samples.service(2))

    assert [one.image for one in service_status(seen).traffic] == ["shop/web:3", "shop/web:2"]


def test_a_deployment_that_could_not_be_read_is_not_at_rest() -> None:
    """Else a denial, or an outage, would read as a good end."""
    seen = replace(samples.AT_REST, deployment=None, unread=(Unread("deployment", samples.DENIED.unread[0].error),))

    assert rests(report(seen)) is False


def test_one_bad_end_among_several_services_is_a_bad_end() -> None:
    """And one that still runs keeps all of them waiting."""
    assert went_well(report(samples.AT_REST, samples.ROLLED_BACK)) is False
    assert rests(report(samples.AT_REST, samples.UNDER_WAY)) is False


@pytest.mark.parametrize("name", samples.EVERY)
def test_json_has_the_documented_form(name: str) -> None:
    """Every report can be read back from its JSON, and every member is there, null or not."""
    found = report(samples.EVERY[name])
    written: dict[str, Any] = json.loads(as_json(found))

    assert StatusReport.model_validate_json(as_json(found)) == found
    assert written["version"] == 1
    assert written["services"][0].keys() == {field.alias for field in ServiceStatus.model_fields.values()}
