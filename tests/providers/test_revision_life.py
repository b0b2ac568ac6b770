"""A revision after it was registered: drift, what a destroy takes away and leaves, and replacements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.fake_revisions import ARN
from tests.providers.revision_run import APP, RevisionRun, revision_in_memory

RED = {"app": {"environment": {"COLOUR": "red"}}}


@pytest.fixture
def shop(begin: Callable[..., FakeCall], monkeypatch: pytest.MonkeyPatch) -> RevisionRun:
    """A resource that is not there yet, and families ``shop`` and ``base`` with one revision each."""
    return revision_in_memory(begin, monkeypatch)


def test_a_revision_that_somebody_deregistered_is_gone_and_tags_drift(shop: RevisionRun) -> None:
    """All else of a revision can never change."""
    shop.up(template="base", containers=RED, tags={"team": "web"})
    shop.definitions.untag(shop.outputs["arn"], ["team"])
    assert shop.refresh()
    assert shop.preview(template="base", containers=RED, tags={"team": "web"}) == ["tags.team"]

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
