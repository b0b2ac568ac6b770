"""An update that renders its task definition, in memory: registered once, deployed once, and nothing lost in between."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_ecs_service import WEB
from tests.providers.fake_ecs_services import FakeEcsServices
from tests.providers.fake_revisions import ARN, FakeRevisions
from tests.providers.fakes import refused
from tests.providers.revision_run import APP, FakeWorkloads

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.providers.engine import InitFailed
from pulumi_ecs_express.providers.service_update import claims, operations, rendered
from pulumi_ecs_express.providers.task_definition import claims as of_revisions
from pulumi_ecs_express.providers.task_definition import declared, revisions, running
from pulumi_ecs_express.providers.unchanged import DECLARED, made_before

Properties = dict[str, Any]
URN = "urn:pulumi:dev::shop::ecsexpress:index:EcsServiceUpdate::release"


class Release:
    """One update through its life, as the engine keeps it, beside the account."""

    def __init__(self, begin: Callable[..., FakeCall], ecs: FakeEcsServices) -> None:
        self.begin, self.ecs = begin, ecs
        self.definitions, self.workloads = FakeRevisions(), FakeWorkloads()
        self.inputs: Properties = {}
        self.outputs: Properties = {}
        self.failure: errors.ExpressError | None = None
        self.notes: list[str] = []

    def check(self, image: str, **arguments: Any) -> Properties:
        """Judge a program's declarations."""
        containers = {"app": {"image": image}}
        whole = {"service": "web", "family": "shop", "region": "eu-west-1", "containers": containers, **arguments}
        news = {key: value for key, value in whole.items() if value is not None}
        news[DECLARED] = json.dumps(news)
        if made_before(self.inputs, news):
            return dict(self.inputs)
        call = self.begin(urn=URN)
        result = operations.check(call, self.inputs, news)
        self.notes = call.notes
        assert [failure.reason for failure in result.failures] == []
        return dict(result.inputs)

    def up(self, image: str, **arguments: Any) -> Release:
        """Create or update; after a failed update the state has the old inputs, and the new outputs."""
        claims.forget()
        of_revisions.forget()
        inputs = self.check(image, **arguments)
        call, created, self.failure = self.begin(self.inputs or None, urn=URN), not self.outputs, None
        try:
            if created:
                self.outputs = dict(operations.create(call, inputs).outs or {})
            else:
                self.outputs = dict(operations.update(call, WEB, self.outputs, inputs).outs or {})
        except InitFailed as failure:
            self.outputs, self.failure = failure.outputs, failure.error
        if created or self.failure is None:
            self.inputs = inputs
        return self

    def lines(self, image: str, **arguments: Any) -> list[str]:
        """Preview; give the paths that change."""
        inputs = self.check(image, **arguments)
        call = self.begin(self.inputs, urn=URN)
        operations.diff(call, WEB, self.outputs, inputs)
        self.notes += call.notes
        return [found.path for found in call.differences]

    def refresh(self) -> None:
        """Read."""
        read = operations.read(self.begin(self.inputs, urn=URN), WEB, self.outputs)
        self.inputs, self.outputs = dict(read.inputs or {}), dict(read.outs or {})

    def deployed(self) -> list[str]:
        """List what was deployed, oldest first."""
        return [rollout.definition.removeprefix(ARN) for rollout in self.ecs.services[WEB].rollouts]


@pytest.fixture
def release(begin: Callable[..., FakeCall], clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Release:
    """An account whose service ``web`` runs ``shop:1``."""
    ecs = FakeEcsServices(clock)
    ecs.add(running="shop:1")
    made = Release(begin, ecs)
    tags = [{"key": "from", "value": "template"}]
    made.definitions.register({"family": "shop", "containerDefinitions": [APP], "tags": tags})
    for module in (declared, rendered):
        monkeypatch.setattr(module, "connect_revisions", lambda _connection: made.definitions)
    for other in (operations, running):
        monkeypatch.setattr(other, "connect_ecs_services", lambda _connection: ecs)
    monkeypatch.setattr("pulumi_ecs_express.providers.service_update.lookups.connect_ecs_services", lambda _: ecs)
    monkeypatch.setattr(revisions, "connect_workloads", lambda _connection: made.workloads)
    monkeypatch.delenv("ECS_EXPRESS_POLL_SECONDS", raising=False)
    return made


def tags(release: Release, arn: str) -> dict[str, str]:
    """Give the tags of a revision, without the package's own mark."""
    found = release.definitions.find(arn)
    assert found is not None
    return {key: value for key, value in found.tags.items() if key != ownership.TAG}


@pytest.mark.row("S3-04", "S3-20")
def test_tags_of_the_template_stay_on_revisions_and_those_of_the_program_go_on_both(release: Release) -> None:
    """A change of tags alone registers and deploys nothing, and the preview says so."""
    release.up("app:2", tags={"team": "web"})
    assert release.lines("app:2", tags={"team": "shop"}) == ["tags.team"]
    assert not [note for note in release.notes if "deployed" in note]
    release.up("app:2", tags={"team": "shop"})

    assert release.deployed() == ["shop:1", "shop:2"]
    assert tags(release, release.outputs["arn"]) == {"from": "template", "team": "shop"}
    assert release.ecs.services[WEB].tags == {"team": "shop"}


@pytest.mark.row("S3-04", "S3-26")
def test_what_is_registered_and_runs_is_left_as_it_is(release: Release) -> None:
    """The outputs are those of the revision that the service runs."""
    release.up("app:1")

    assert release.deployed() == ["shop:1"]
    assert [release.outputs[name] for name in ("registered", "revision", "taskDefinitionArn")] == [
        False,
        1,
        f"{ARN}shop:1",
    ]


@pytest.mark.row("S3-05")
def test_a_refused_update_keeps_what_was_registered_and_the_next_run_uses_it(release: Release) -> None:
    """No second revision, and a destroy knows the first."""
    release.ecs.fail("update", refused(errors.AccessDenied, "no"))
    release.up("app:2")
    assert isinstance(release.failure, errors.AccessDenied)
    assert release.outputs["registeredRevisions"] == [2]

    release.up("app:2")

    assert release.failure is None
    assert release.deployed() == ["shop:1", "shop:2"]
    assert len(release.definitions.by_arn) == 2
    of_revisions.forget()
    operations.delete(release.begin(release.inputs, urn=URN), WEB, release.outputs)
    assert release.definitions.revisions("shop", "ACTIVE") == [f"{ARN}shop:1"]


@pytest.mark.row("S3-05", "S3-23")
def test_after_a_rollback_the_next_release_begins_from_the_same_template(release: Release) -> None:
    """The failed revision is this program's own, so it is no template."""
    release.up("app:2", containers={"app": {"image": "app:2", "environment": {"NEW": "1"}}})
    release.ecs.crashing = {f"{ARN}shop:3"}
    release.up("app:3")
    assert isinstance(release.failure, errors.RolloutRolledBack)

    release.up("app:4")

    assert release.failure is None
    assert release.deployed() == ["shop:1", "shop:2", "shop:3", "shop:4"]
    (container,) = release.definitions.by_arn[f"{ARN}shop:4"]["taskDefinition"]["containerDefinitions"]
    assert container["environment"] == APP["environment"]


def test_the_revision_that_the_service_runs_is_a_template(release: Release) -> None:
    """Not the family's latest; and the one that this program has deployed does not count."""
    release.definitions.register({"family": "shop", "containerDefinitions": [{**APP, "user": "nobody"}]})

    release.up("app:2", template="service")
    again = release.lines("app:2", template="service")

    assert release.outputs["templateArn"] == f"{ARN}shop:1"
    assert again == []


def test_old_revisions_go_once_the_service_has_moved_on(release: Release) -> None:
    """Not the one that it runs, and none of others."""
    release.up("app:2", keepOldRevisions=False)
    release.up("app:3", keepOldRevisions=False)

    assert release.definitions.revisions("shop", "ACTIVE") == [f"{ARN}shop:{number}" for number in (1, 3)]


@pytest.mark.row("S3-29")
def test_a_service_that_has_gone_is_found_before_anything_is_registered(release: Release) -> None:
    """Between preview and update."""
    inputs = release.check("app:2")
    release.ecs.services.clear()

    with pytest.raises(errors.InvalidArgument, match="there is no service web"):
        operations.create(release.begin(urn=URN), inputs)
    assert len(release.definitions.by_arn) == 1


def test_what_somebody_else_has_deployed_is_drift_and_moved_back(release: Release) -> None:
    """A refresh sees it, the preview says what runs; nothing is registered for it."""
    release.up("app:2")
    other = release.definitions.register({"family": "other", "containerDefinitions": [APP]}).arn
    release.ecs.deploy(WEB, other)
    release.ecs.clock.advance(600)
    release.refresh()

    assert release.lines("app:2") == ["taskDefinitionArn"]
    assert "the service runs other:1 and not shop:2, and is moved back" in release.notes
    release.up("app:2")
    assert release.deployed() == ["shop:1", "shop:2", "other:1", "shop:2"]


@pytest.mark.parametrize(
    ("program", "drifts"),
    [
        ({}, ["tags.team"]),
        ({"template": "shop:1"}, ["tags.team"]),
        ({"family": None, "containers": None, "taskDefinitionArn": f"{ARN}shop:1"}, ["tags.team", "taskDefinitionArn"]),
    ],
    ids=["tracked", "pinned", "a revision that is there"],
)
def test_drift_is_seen_and_repaired_whatever_is_deployed(
    release: Release, program: Properties, drifts: list[str]
) -> None:
    """What a run without changes need not look at again hides no drift of the service."""
    program = {**program, "tags": {"team": "web"}}
    release.up("app:2", **program)
    deployed = release.outputs["taskDefinitionArn"]
    release.ecs.services[WEB].tags["team"] = "theirs"
    if "taskDefinitionArn" in drifts:
        release.ecs.deploy(WEB, release.definitions.register({"family": "other", "containerDefinitions": [APP]}).arn)
    release.ecs.clock.advance(600)
    release.refresh()

    assert release.lines("app:2", **program) == drifts
    release.up("app:2", **program)
    assert release.ecs.services[WEB].tags == {"team": "web"}
    assert release.ecs.services[WEB].rollouts[-1].definition == deployed


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_kill_at_the_registration_or_the_update_deploys_once(release: Release, after: bool) -> None:
    """What was registered is found by its mark, and what was begun is followed."""
    for operation in ("register", "update"):
        broken = [True]

        @contextmanager
        def killed(name: str, _given: Any, wanted: str = operation, broken: list[bool] = broken) -> Iterator[None]:
            if name == wanted and broken[0] and not after:
                broken[0] = False
                raise KeyboardInterrupt
            yield
            if name == wanted and broken[0]:
                broken[0] = False
                raise KeyboardInterrupt

        release.definitions.called = killed
        release.ecs.between = killed
        with pytest.raises(KeyboardInterrupt):
            release.up("app:2")
        release.definitions.called = release.ecs.between = lambda _name, _given: _nothing()
    release.up("app:2")

    assert release.deployed() == ["shop:1", "shop:2"]
    assert release.outputs["earlierTaskDefinitionArn"] == f"{ARN}shop:1"
    assert len(release.definitions.by_arn) == 2


@contextmanager
def _nothing() -> Iterator[None]:
    yield
