"""Updates: what the preview says, what is sent, what happens to traffic."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from typing_extensions import Self

from tests.engine.harness import INGRESS, SERVICE, LocalAws, Outcome, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]


@pytest.mark.row("S0-01", "S0-02", "S0-13")
def test_a_new_image_is_one_update_of_one_resource(project: Project, aws: LocalAws, service: Write) -> None:
    """The preview shows image old and new by exact path and keeps the URL; `up` makes exactly one update call."""
    first = project.up(service("app:1", container={"environment": {"A": "1"}}, health_check_path="/health"))
    changed = service("app:2", container={"environment": {"A": "1"}}, health_check_path="/health")

    preview = project.preview(changed, diff=True)

    assert preview.changed == {SERVICE: "update"}
    assert preview.detailed() == {"primaryContainer.image": "update"}
    assert '"app:1" => "app:2"' in preview.text
    assert "url" not in preview.text.partition("--outputs:--")[2]
    aws.forget_calls()
    done = project.up(changed)
    assert done.ok, done.text
    assert aws.changes() == {"ecs:UpdateExpressGatewayService": 1}
    assert done.outputs["url"] == first.outputs["url"]
    assert done.outputs["arn"] == first.outputs["arn"]
    assert done.outputs["revision"] != first.outputs["revision"]


@pytest.mark.row("S0-03")
@pytest.mark.peer("#47919")
def test_the_row_shows_the_stages_of_a_canary(project: Project, aws: LocalAws, service: Write) -> None:
    """What runs is a canary: the row names the stages, in the order in which they come."""
    assert project.up(service("app:1")).ok
    aws.clock(speed=240)

    row = project.up(service("app:2")).row()

    stages = list(dict.fromkeys(said.partition(":")[0] for said in row))
    assert [stage for stage in stages if stage in ("SCALE_UP", "PRODUCTION_TRAFFIC_SHIFT", "BAKE_TIME")] == [
        "SCALE_UP",
        "PRODUCTION_TRAFFIC_SHIFT",
        "BAKE_TIME",
    ]
    assert any("5 % of traffic on the new revision, at most 3 min left" in said for said in row), row
    assert any(said.startswith("BAKE_TIME: baking, 100 % of traffic") and "min left" in said for said in row), row


def _share(aws: LocalAws, host: str, image: str) -> float:
    """
    Send 20 requests; give the share of ``image``, and hold that no unhealthy target answered.

    The sandbox's load balancers deal evenly: of 20 requests at 5 percent, exactly one.
    """
    unhealthy = _unhealthy_targets(aws)
    answers = [aws.get(host) for _ in range(20)]
    assert {status for status, _ in answers} == {200}
    assert not {answer["target"] for _, answer in answers} & unhealthy
    served: int = sum(answer["image"] == image for _, answer in answers)
    return served / len(answers)


def _unhealthy_targets(aws: LocalAws) -> set[str]:
    elbv2 = aws.client("elbv2")
    groups = elbv2.describe_target_groups()["TargetGroups"]
    found = [elbv2.describe_target_health(TargetGroupArn=group["TargetGroupArn"]) for group in groups]
    reported = [one for answer in found for one in answer["TargetHealthDescriptions"]]
    return {one["Target"]["Id"] for one in reported if one["TargetHealth"]["State"] != "healthy"}


def _seconds_to_next_change(aws: LocalAws) -> float | None:
    clock = aws.clock()
    if clock["next_change"] is None:
        return None
    now, change = (datetime.fromisoformat(clock[name]) for name in ("now", "next_change"))
    return max(0.0, (change - now).total_seconds())


class Stepped:
    """An `up` that runs beside the test while the test holds the clock."""

    def __init__(self, project: Project, aws: LocalAws, program: Program) -> None:
        self.aws = aws
        self.outcome: Outcome | None = None
        self.thread = threading.Thread(target=self._run, args=(project, program))

    def _run(self, project: Project, program: Program) -> None:
        self.outcome = project.up(program)

    def __enter__(self) -> Self:
        self.aws.clock(speed=0)
        self.aws.forget_calls()
        self.thread.start()
        while not self.aws.calls().get("ecs:UpdateExpressGatewayService"):
            assert self.thread.is_alive(), self.outcome and self.outcome.text
        return self

    def __exit__(self, *_: object) -> None:
        self.aws.clock(speed=self.aws.speed)
        self.thread.join(60)


@pytest.mark.row("S0-04")
@pytest.mark.parametrize(
    ("image", "succeeds"), [("app:2", True), ("app:unhealthy", False)], ids=["good", "rolled back"]
)
@pytest.mark.sweep_only("rolled back")
def test_no_request_is_lost_at_any_instant(
    project: Project, aws: LocalAws, service: Write, image: str, succeeds: bool
) -> None:
    """At each change of the sandbox's state, and a second either side, every request is served by a healthy target."""
    host = project.up(service("app:1")).outputs["url"].removeprefix("https://")
    shares: list[float] = []

    with Stepped(project, aws, service(image)) as stepped:
        while (until := _seconds_to_next_change(aws)) is not None:
            if until > 1:
                aws.clock(advance_seconds=until - 1)
                shares.append(_share(aws, host, image))
            aws.clock(advance_to_next_change=True)
            shares.append(_share(aws, host, image))
            aws.clock(advance_seconds=1)
            shares.append(_share(aws, host, image))
    outcome = stepped.outcome

    assert outcome
    assert outcome.ok is succeeds, outcome.text
    expected = [0.0, 0.05, 1.0] if succeeds else [0.0]
    assert sorted(shares) == shares
    assert all(any(abs(share - wanted) <= (0.03 if wanted == 0.05 else 0) for wanted in expected) for share in shares)
    assert {round(share, 1) for share in shares} >= ({0.0, 1.0} if succeeds else {0.0})


SAME: list[dict[str, Any]] = [
    {
        "cluster": "arn:aws:ecs:us-east-1:123456789012:cluster/default",
        "container": {
            "environment": {"B": "2", "A": "1"},
            "secrets": {"Z": "zulu", "X": "xray"},
            "command": [],
        },
    },
    {
        "cluster": "default",
        "wait_for_rollout": False,
        "container": {"environment": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}]},
    },
]
"""Clusters by ARN and by name, maps in another order and as boto3's lists, an empty command, an option of ours."""


@pytest.mark.row("S0-16", "S0-17")
@pytest.mark.peer("#45792", "#47436", "R2")
def test_what_means_the_same_is_no_change(project: Project, aws: LocalAws, service: Write) -> None:
    """Another way to write the same settings shows no change and makes no call; `tests/wire` has each way alone."""
    aws.keep_secret("xray", "zulu")
    container = {"environment": {"A": "1", "B": "2"}, "secrets": {"X": "xray", "Z": "zulu"}}
    assert project.up(service("app:1", container=container)).ok
    aws.forget_calls()

    for same in SAME:
        again = project.up(service("app:1", **{**same, "container": {**container, **same["container"]}}))

        assert again.ok, again.text
        assert again.changed == {}, same
        assert aws.calls() == {}


@pytest.mark.row("S0-02", "S0-29")
def test_tags_alone_are_tagged_and_nothing_else(project: Project, aws: LocalAws, service: Write) -> None:
    """A change of tags is TagResource and UntagResource: no update, no revision; tags of others stay."""
    done = project.up(service("app:1", tags={"team": "web", "old": "yes"}))
    aws.client("ecs").tag_resource(resourceArn=done.outputs["arn"], tags=[{"key": "cost", "value": "42"}])
    aws.clock(advance_seconds=3600)
    assert project.refresh().drifted == {}, "AWS's time of the last update may have moved"
    assert project.preview().changed == {}
    assert {project.state(resource)["id"] for resource in (SERVICE, INGRESS)} == {done.outputs["arn"]}
    changed = service("app:1", tags={"team": "platform", "new": "yes"})
    assert project.preview(changed).detailed() == {"tags.new": "add", "tags.old": "delete", "tags.team": "update"}
    aws.forget_calls()

    tagged = project.up(changed)

    assert tagged.ok, tagged.text
    assert aws.changes() == {"ecs:TagResource": 1, "ecs:UntagResource": 1}
    assert tagged.outputs["revision"] == done.outputs["revision"]
    tags = aws.client("ecs").list_tags_for_resource(resourceArn=done.outputs["arn"])["tags"]
    own = {tag["key"]: tag["value"] for tag in tags if tag["key"] != "pulumi:owner"}
    assert own == {"team": "platform", "new": "yes", "cost": "42"}
