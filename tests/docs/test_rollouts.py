"""docs/rollouts.md has every message that a row can show, and every ending of a rollout."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.deployment import Deployment, Tasks
from pulumi_ecs_express.model.service.observed import ManagedResource
from pulumi_ecs_express.planning.custom_domain.certificate import SEEN
from pulumi_ecs_express.planning.custom_domain.rule import HostChange
from pulumi_ecs_express.planning.rollout.state import ENDINGS, STAGES, RolloutState, Verdict, progress
from tests.docs.reading import ROOT, Page
from tests.docs.row_messages import templates

PAGE = Page(ROOT / "docs" / "rollouts.md")


def _said(heading: str) -> set[str]:
    """Give what the table below a heading says that rows say."""
    part = PAGE.text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([^`]+)`", part, flags=re.MULTILINE))


SAID = _said("Stages") | _said("Other messages on a row") | _said("Messages of a custom domain")


def test_messages_are_found_in_the_source() -> None:
    """Of each way to show one: on a row at once, while polling, by a constant, filled in."""
    found = templates()

    assert {
        "deleting", "waiting for AWS to show the revision being deployed", "sending the settings",
        "AWS has not answered the update, looking again: …", "waiting until ECS can use the roles, which are new",
    } <= found.keys()  # fmt: skip
    assert not [text for text in found if re.match(r"[\w.]+(\(…\))?$", text) and text != "deleting"], "not a message"


@pytest.mark.parametrize("message", sorted(templates()))
def test_every_message_of_a_provider_is_explained(message: str) -> None:
    """As it stands in the source."""
    assert message in SAID


def test_the_stages_are_those_of_the_code() -> None:
    """In the same order, and in the same words."""
    table = PAGE.table("stage", "the row says")

    assert {stage: row[0].strip("`") for stage, row in table.items()} == STAGES
    assert list(table) == list(STAGES)


def _deployment(**values: Any) -> Deployment:
    return Deployment("arn", "IN_PROGRESS", "revision", None, **values)


TASKS = Tasks(requested=3, running=1, pending=0)
SHIFTING = _deployment(stage="PRODUCTION_TRAFFIC_SHIFT", traffic=5.0, canary_minutes=3)
STARTING = _deployment(stage="SCALE_UP", tasks=TASKS)


def _resource(reason: str | None = None) -> ManagedResource:
    return ManagedResource("load balancer", "arn", "PROVISIONING", reason)


LINES = (
    progress(RolloutState(None)),
    progress(RolloutState(SHIFTING)),
    progress(RolloutState(STARTING, (_resource(),))),
    progress(RolloutState(STARTING, (_resource("no"),))),
    progress(RolloutState(_deployment())),
    progress(RolloutState(_deployment(stage="BAKE_TIME", traffic=100.0, bake_minutes=3))),
)


def _as_pattern(said: str) -> str:
    return ".+".join(re.escape(part) for part in said.split("…"))


@pytest.mark.parametrize("line", LINES)
def test_each_part_of_a_progress_line_is_explained(line: str) -> None:
    """What stands behind the stage, between commas."""
    explained = [*SAID, *STAGES.values()]
    parts = line.partition(": ")[2].split(", ") if line.partition(": ")[0] in STAGES else [line]

    assert parts
    for part in parts:
        assert any(re.fullmatch(_as_pattern(said), part) for said in explained), part


def test_the_lines_of_a_custom_domain_are_explained() -> None:
    """Of the certificate and of the rule."""
    change = HostChange(("a.example",), frozenset({"b.example"}))

    assert set(SEEN.values()) <= SAID
    assert all(any(re.fullmatch(_as_pattern(said), part) for said in SAID) for part in change.progress.split(", "))


def test_every_ending_leads_to_its_error() -> None:
    """By the status that AWS reports."""
    table = PAGE.table("AWS reports of the deployment", "`pulumi up` ends")
    linked = {
        status: re.findall(r"`([\w-]+)`", row[1])[0] for status, row in table.items() if len(row) > 1 and "`" in row[1]
    }
    of_verdicts = {
        Verdict.ROLLED_BACK: errors.RolloutRolledBack,
        Verdict.FAILED: errors.RolloutFailed,
        Verdict.STOPPED: errors.RolloutStopped,
    }

    assert {status: linked[status] for status in ENDINGS} == {
        status: of_verdicts[verdict].code for status, verdict in ENDINGS.items()
    }
    known = {kind.code for kind in errors.family(errors.RolloutError)[1:]}
    assert known - {errors.SettingsNotInEffect.code} <= {*linked.values(), errors.WaitInterrupted.code}
