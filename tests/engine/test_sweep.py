"""
Nothing lost, ever: a fault at a call of create, update, replacement and deletion, then a run without faults.

The whole component with its made roles, on a real engine and the sandbox. `make test` tries a selection; `make sweep`
every call under every fault. `tests/providers/test_sweep.py` does the same in memory, for the service alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path

import pytest

from tests.engine import domain_story, release_story, service_story, settings_story
from tests.engine.command_line import CommandLine
from tests.engine.harness import LocalAws, Project
from tests.engine.service_story import SECRETS, STAGES, STORY, described, stranger
from tests.engine.story import Point, Story
from tests.engine.sweep import FAULTS, Sweep, Tried, mend_state_folder

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="the processes of a session are found in /proc"),
]
HOW_MUCH = os.environ.get("ECS_EXPRESS_SWEEP", "")
"""``all`` tries every call, ``changes`` every call that may change something, neither the selection."""

Life = dict[str, tuple[str, Point]]
Report = Callable[[Sweep, Iterator[Tried]], None]

SELECTED: list[dict[str, tuple[str, str]]] = [
    {
        "create": ("a kill after AWS committed", "ecs:CreateExpressGatewayService"),
        "update": ("a lost answer, until the command has failed", "ecs:UpdateExpressGatewayService"),
        "delete": ("a kill after the answer", "ecs:DeleteExpressGatewayService"),
    },
    {
        "create": ("a lost answer, until the command has failed", "ecs:CreateExpressGatewayService"),
        "update": ("a server error, until the command has failed", "ecs:UpdateExpressGatewayService"),
        "replace": ("a lost answer, until the command has failed", "ecs:CreateExpressGatewayService"),
        "replace in place": ("a kill after AWS committed", "ecs:CreateExpressGatewayService"),
        "delete": ("a kill after the answer", "ecs:DeleteExpressGatewayService"),
    },
    {
        "create": ("a lost answer, until the command has failed", "iam:PutRolePolicy"),
        "update": ("a kill before the call", "ecs:UpdateExpressGatewayService"),
        "replace": ("a kill after the answer", "ecs:CreateExpressGatewayService"),
        "replace in place": ("a server error, until the command has failed", "ecs:DeleteExpressGatewayService"),
        "delete": ("a denial, once", "iam:DeleteRole"),
    },
]
"""What is tried where not every call is: the first call of an operation that makes, changes or deletes something."""

OF_A_DOMAIN: list[dict[str, tuple[str, str]]] = [
    {
        "create": ("a kill after AWS committed", "elbv2:ModifyRule"),
        "delete": ("a lost answer, until the command has failed", "elbv2:RemoveListenerCertificates"),
    },
    {
        "create": ("a lost answer, until the command has failed", "acm:RequestCertificate"),
        "update": ("a kill after the answer", "elbv2:AddListenerCertificates"),
        "rename": ("a throttle, until the command has failed", "route53:ChangeResourceRecordSets"),
        "delete": ("a denial, once", "elbv2:ModifyRule"),
    },
]
"""The same for a custom domain."""

OF_RELEASES: list[dict[str, tuple[str, str]]] = [
    {
        "create": ("a kill after AWS committed", "ecs:RegisterTaskDefinition"),
        "update": ("a lost answer, until the command has failed", "ecs:UpdateService"),
        "delete": ("a denial, once", "ecs:DeregisterTaskDefinition"),
    },
]
"""The same for releases of a service that somebody else has made."""

OF_SETTINGS: list[dict[str, tuple[str, str]]] = [
    {
        "create": ("a kill after AWS committed", "ecs:UpdateService"),
        "update": ("a lost answer, until the command has failed", "ecs:UpdateService"),
        "delete": ("a denial, once", "ecs:UpdateService"),
    },
]
"""The same for settings of a service that somebody else has made."""

STORIES: dict[str, Story] = {
    "service": service_story.STORY,
    "domain": domain_story.STORY,
    "releases": release_story.STORY,
    "settings": settings_story.STORY,
}


@pytest.fixture
def sweep(aws: LocalAws, project: Project, tmp_path: Path, request: pytest.FixtureRequest) -> Sweep:
    """A component that has lived once without faults, as far as the test breaks it."""
    chosen = request.node.callspec.params
    return Sweep(STORIES[chosen["story"]], aws, project, tmp_path, chosen.get("life"))


@pytest.fixture
def converges(record_property: Callable[[str, object], None]) -> Report:
    """Hold that every try converged, and that no provider outlived its engine; report the figures."""

    def hold(sweep: Sweep, tries: Iterator[Tried]) -> None:
        tried = []
        for one in tries:
            print(one, flush=True)
            tried.append(one)
        for stage, fault in dict.fromkeys((one.stage, one.fault) for one in tried):
            of_these = [one for one in tried if (one.stage, one.fault) == (stage, fault)]
            converged = sum(not one.problems for one in of_these)
            record_property("sweep", (stage, fault, len(sweep.points(stage, fault)), len(of_these), converged))
        assert tried
        assert [str(one) for one in tried if one.problems] == []
        assert sweep.command_line.wait_for_orphans() == []

    return hold


@pytest.mark.row("S0-39", "S0-43")
@pytest.mark.skipif(bool(HOW_MUCH), reason="more than the selection is tried")
@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("story", "life"),
    [
        *(("service", life) for life in SELECTED),
        *(("domain", life) for life in OF_A_DOMAIN),
        *(("releases", life) for life in OF_RELEASES),
        *(("settings", life) for life in OF_SETTINGS),
    ],
    ids=["a short life", "one life", "another life", "a domain", "a long life of a domain", "releases", "settings"],
)
@pytest.mark.sweep_only("one life", "another life", "a domain", "a long life of a domain", "releases", "settings")
def test_running_again_heals_a_selection_of_faults(
    sweep: Sweep, converges: Report, story: str, life: dict[str, tuple[str, str]]
) -> None:
    """One of each, as declared, with the right outputs and an empty preview; no orphan of any kind."""
    converges(sweep, sweep.live({stage: (fault, Point(call, 1)) for stage, (fault, call) in life.items()}))


@pytest.mark.skipif(not HOW_MUCH, reason="takes an hour: `make sweep`")
@pytest.mark.timeout(4 * 3600)
@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("fault", FAULTS)
def test_running_again_heals_whatever_broke_at_whichever_call(
    sweep: Sweep, converges: Report, fault: str, story: str
) -> None:
    """Every call of every stage under this fault."""
    stages = STORIES[story].stages
    rows = zip_longest(*(sweep.points(stage, fault, reading=HOW_MUCH == "all") for stage in stages))
    lives = [{stage: (fault, point) for stage, point in zip(stages, row, strict=True) if point} for row in rows]
    converges(sweep, (tried for life in lives for tried in sweep.live(life)))


@pytest.mark.sweep_only(held_by="tests/providers/test_make.py")
def test_somebody_elses_service_is_left_alone_whatever_breaks(aws: LocalAws, project: Project, tmp_path: Path) -> None:
    """The name is taken: every run is refused, also after a lost answer or a kill, and `destroy` takes only what is ours."""
    desired, command_line, ecs = STAGES["create"], CommandLine(STORY, aws, project, tmp_path), aws.client("ecs")
    aws.keep_secret(*SECRETS)
    arn = stranger(ecs, "default")
    aws.clock(advance_seconds=600)
    theirs = described(ecs, arn)
    at = Point("ecs:CreateExpressGatewayService", 1)

    assert command_line.kill(desired, at, "after AWS committed")
    mend_state_folder()
    project.stack.cancel()
    aws.faults({"operation": at.operation, "kind": "drop_after", "times": None})
    command_line.run(desired)
    aws.ask("/faults", method="DELETE")
    reported = command_line.run(desired)

    assert "[service-exists]" in reported
    assert project.destroy().ok
    assert described(ecs, arn) == theirs
    assert not [role for role in aws.client("iam").list_roles()["Roles"] if role["RoleName"].startswith("web-")]


def test_the_selection_knows_every_stage_and_only_known_faults() -> None:
    """A stage that nothing breaks, or a fault that is misspelt, would hold nothing."""
    for story, lives in (
        (service_story.STORY, SELECTED),
        (domain_story.STORY, OF_A_DOMAIN),
        (release_story.STORY, OF_RELEASES),
        (settings_story.STORY, OF_SETTINGS),
    ):
        assert {stage for life in lives for stage in life} == story.stages.keys()
        assert {fault for life in lives for fault, _ in life.values()} <= FAULTS.keys()
