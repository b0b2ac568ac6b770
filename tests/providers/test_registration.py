"""Registering a task definition: at most once, whatever happens to the answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.fake_revisions import ARN, FakeRevisions

from pulumi_ecs_express import errors
from pulumi_ecs_express.providers.task_definition.registration import register

REQUEST: dict[str, Any] = {"family": "shop", "containerDefinitions": [{"name": "app", "image": "app:1"}]}


def _lost() -> errors.Unavailable:
    return errors.Unreachable("registering failed", why="the connection was closed", remedy="none in a test")


@contextmanager
def _after(name: str, wanted: str, times: list[int]) -> Iterator[None]:
    yield
    if name == wanted and times[0]:
        times[0] -= 1
        raise _lost()


@contextmanager
def _before(name: str, wanted: str, times: list[int]) -> Iterator[None]:
    if name == wanted and times[0]:
        times[0] -= 1
        raise _lost()
    yield


@pytest.mark.row("S3-04", "S3-05")
@pytest.mark.parametrize("break_call", [_before, _after], ids=["the request is lost", "the answer is lost"])
@pytest.mark.parametrize("often", [1, 3])
def test_a_lost_answer_makes_no_second_revision(call: FakeCall, break_call: Any, often: int) -> None:
    """The family is read before the request is repeated; that others register meanwhile does not matter."""
    definitions = FakeRevisions()
    definitions.register({**REQUEST, "containerDefinitions": [{"name": "app", "image": "app:0"}]})
    times = [often]
    definitions.called = lambda name, _: break_call(name, "register", times)

    done = register(definitions, call, REQUEST)

    images = [found["taskDefinition"]["containerDefinitions"][0]["image"] for found in definitions.by_arn.values()]
    assert images == ["app:0", "app:1"]
    assert (done.registered, done.revision.arn) == (True, f"{ARN}shop:2")


def test_what_another_registers_meanwhile_is_not_taken_for_ours(call: FakeCall) -> None:
    """The answer is lost, and a newer revision of the family holds something else."""
    definitions = FakeRevisions()
    times = [1]

    @contextmanager
    def overtaken(name: str, _given: Any) -> Iterator[None]:
        yield
        if name == "register" and times[0]:
            times[0] = 0
            definitions.register({**REQUEST, "cpu": "256"})
            raise _lost()

    definitions.called = overtaken

    assert register(definitions, call, REQUEST).revision.arn == f"{ARN}shop:1"
    assert len(definitions.by_arn) == 2


def test_what_is_registered_is_not_registered_again(call: FakeCall) -> None:
    """Twice the same makes one revision; one that is INACTIVE does not count."""
    definitions = FakeRevisions()
    first = register(definitions, call, REQUEST)
    again = register(definitions, call, deepcopy(REQUEST))
    definitions.deregister(first.revision.arn)
    anew = register(definitions, call, REQUEST)

    assert (first.registered, again.registered, anew.registered) == (True, False, True)
    assert (again.revision.arn, anew.revision.arn) == (f"{ARN}shop:1", f"{ARN}shop:2")


def test_an_aws_that_never_answers_is_an_error_and_ctrl_c_ends_the_wait(call: FakeCall) -> None:
    """Running again finds what was registered."""
    definitions = FakeRevisions()
    definitions.called = lambda name, _: _before(name, "register", [99])
    with pytest.raises(errors.Unreachable):
        register(definitions, call, REQUEST)
    call.interrupted_at = call.now() + 1
    with pytest.raises(errors.WaitInterrupted, match="pulumi up"):
        register(definitions, call, REQUEST)
