"""A revision after it was registered: drift, what a destroy takes away and leaves, and replacements."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.fake_revisions import ARN
from tests.providers.revision_run import APP, RevisionRun, revision_in_memory

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning import ownership

RED = {"app": {"environment": {"COLOUR": "red"}}}


@pytest.fixture
def shop(begin: Callable[..., FakeCall], monkeypatch: pytest.MonkeyPatch) -> RevisionRun:
    """A resource that is not there yet, and families ``shop`` and ``base`` with one revision each."""
    return revision_in_memory(begin, monkeypatch)


@pytest.mark.parametrize("template", ["base", "base:1", None], ids=["tracked", "pinned", "its own family"])
def test_a_revision_that_somebody_deregistered_is_gone_and_tags_drift(shop: RevisionRun, template: str | None) -> None:
    """All else of a revision can never change; a template that is not read again hides no drift."""
    program: dict[str, Any] = {
        "containers": RED,
        "tags": {"team": "web"},
        **({"template": template} if template else {}),
    }
    shop.up(**program)
    shop.definitions.untag(shop.outputs["arn"], ["team"])
    assert shop.refresh()
    assert shop.preview(**program) == ["tags.team"]
    shop.up(**program)
    found = shop.definitions.find(shop.outputs["arn"])
    assert found is not None
    assert found.tags["team"] == "web"

    shop.definitions.deregister(shop.outputs["arn"])
    assert not shop.refresh()


def test_destroy_deregisters_its_own_revisions_unless_something_runs_them(shop: RevisionRun) -> None:
    """What others have registered stays, and what is left is told."""
    shop.up(template="base", containers=RED)
    shop.definitions.register({"family": "shop", "containerDefinitions": [{**APP, "user": "nobody"}]})
    shop.up(template="base", containers={"app": {"image": "app:2"}})
    shop.workloads.used = {shop.outputs["arn"]}

    said = shop.destroy()

    active = shop.definitions.revisions("shop", "ACTIVE")
    assert active == [f"{ARN}shop:{number}" for number in (1, 3, 4)]
    assert said == ["shop:4: in use by a service, so left ACTIVE"]


def test_a_replacement_that_finds_its_revision_registered_leaves_it_active(shop: RevisionRun) -> None:
    """By `--replace` or a taint: nothing is rendered otherwise, and deleting the old resource takes older ones alone."""
    older = shop.up(containers=RED).outputs["arn"]
    current = shop.up(containers={"app": {"environment": {"COLOUR": "blue"}}}).outputs["arn"]

    shop.replace(containers={"app": {"environment": {"COLOUR": "blue"}}})

    assert shop.outputs["arn"] == current
    active = shop.definitions.revisions("shop", "ACTIVE")
    assert (older in active, current in active) == (False, True)
    shop.destroy()
    assert current not in shop.definitions.revisions("shop", "ACTIVE")


def test_without_keeping_old_revisions_each_change_is_a_replacement(shop: RevisionRun) -> None:
    """So that the old one is deregistered after what uses it has moved on; tags alone replace nothing."""
    kept: dict[str, Any] = {"template": "base", "containers": RED}
    shop.up(**kept, keepOldRevisions=False)

    shop.preview(template="base", containers={"app": {"image": "app:2"}}, keepOldRevisions=False)
    assert shop.replaced
    shop.preview(**kept, keepOldRevisions=False, tags={"team": "web"})
    assert not shop.replaced
    shop.preview(template="base", containers={"app": {"image": "app:2"}})
    assert not shop.replaced


def test_a_create_that_the_engine_has_not_saved_is_taken_for_ours_again(shop: RevisionRun) -> None:
    """The revision carries the resource's mark, so that a later destroy takes it away."""
    shop.up(template="base", containers=RED)
    shop.inputs, shop.outputs = {}, {}

    shop.up(template="base", containers=RED)

    assert (shop.outputs["registered"], shop.outputs["revision"]) == (False, 2)
    shop.destroy()
    assert shop.definitions.revisions("shop", "ACTIVE") == [f"{ARN}shop:1"]


def test_a_template_that_may_not_be_read_is_an_error_with_the_permission(shop: RevisionRun) -> None:
    """Nothing can be rendered without it."""

    @contextmanager
    def denied(name: str, _given: Any) -> Iterator[None]:
        if name == "find":
            raise errors.AccessDenied("reading task definition base was denied", why="no", remedy="allow it")
        yield

    shop.definitions.called = denied
    (problem,) = shop.refused(template="base")
    assert problem.startswith("template: reading task definition base was denied")


# Calls that fail.

FAILURES = {
    "a denial": errors.AccessDenied("it was denied", why="no", remedy="allow it"),
    "a throttle": errors.Throttled("it was throttled", why="too many", remedy="again"),
    "a lost answer": errors.Unreachable("it broke", why="no answer", remedy="again"),
}


class Broken(Exception):
    """The process is killed."""


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("failure", [*FAILURES.values(), Broken()], ids=[*FAILURES, "a kill"])
def test_a_fault_at_any_call_is_healed_by_running_again(
    begin: Callable[..., FakeCall], monkeypatch: pytest.MonkeyPatch, failure: Exception, after: bool
) -> None:
    """Of create, update and delete: one revision for each content, its tags, and nothing of ours at the end."""
    blue = {"app": {"environment": {"COLOUR": "blue"}}}
    stages: list[tuple[str, Callable[[RevisionRun], object], list[int]]] = [
        ("create", lambda run: run.up(template="base", containers=RED, tags={"team": "web"}), [1, 2]),
        ("update", lambda run: run.up(template="base", containers=blue, tags={"stage": "dev"}), [1, 2, 3]),
        ("destroy", lambda run: run.destroy(), [1]),
    ]
    for number, (stage, act, expected) in enumerate(stages):
        broken = 0
        while True:
            run = revision_in_memory(begin, monkeypatch)
            for _, earlier, _ in stages[:number]:
                earlier(run)
            if not _breaks(run, act, broken, failure, after=after):
                break
            act(run)
            active = [int(arn.rpartition(":")[2]) for arn in run.definitions.revisions("shop", "ACTIVE")]
            assert active == expected, (stage, broken)
            if stage == "update":
                found = run.definitions.find(run.outputs["arn"])
                assert found is not None
                assert {key for key in found.tags if key != ownership.TAG} == {"stage"}
            broken += 1
        assert broken >= 2, stage


def _breaks(
    run: RevisionRun, act: Callable[[RevisionRun], object], at: int, failure: Exception, *, after: bool
) -> bool:
    """Run with a lasting fault from one call on; report whether there was such a call."""
    seen = itertools.count()
    raised = False

    @contextmanager
    def fail(name: str, _given: Any) -> Iterator[None]:
        nonlocal raised
        mine = next(seen) >= at
        if mine and not after:
            raised = True
            raise failure
        yield
        if mine:
            raised = True
            raise failure

    run.definitions.called = fail
    try:
        act(run)
    except (errors.ExpressError, Broken, AssertionError):
        assert raised
    finally:
        run.definitions.called = lambda _name, _given: nullcontext()
    return raised
