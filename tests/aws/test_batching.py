"""Questions of many threads, put to AWS together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from tests.providers.fakes import refused

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.batching import BatchedCall


@dataclass
class Aws:
    """Answers each key with itself in capitals; keeps what it was asked, and breaks on demand."""

    known: Callable[[str], bool] = lambda _key: True
    breaks: Callable[[Sequence[str]], errors.ExpressError | None] = lambda _keys: None
    asked: list[list[str]] = field(default_factory=list)

    def __call__(self, keys: Sequence[str]) -> dict[str, str]:
        self.asked.append(list(keys))
        if error := self.breaks(keys):
            raise error
        return {key: key.upper() for key in keys if self.known(key)}


def _together(batched: BatchedCall[str], keys: Sequence[str]) -> dict[str, list[str] | errors.ExpressError]:
    """Ask about each key in a thread of its own, all at the same moment."""
    moment = threading.Barrier(len(keys))

    def ask(key: str) -> list[str] | errors.ExpressError:
        moment.wait()
        try:
            return batched([key])
        except errors.ExpressError as error:
            return error

    with ThreadPoolExecutor(len(keys)) as threads:
        return dict(zip(keys, threads.map(ask, keys), strict=True))


def test_many_threads_make_few_calls_and_each_gets_its_own_answer() -> None:
    """As many as fit into one call of AWS's at a time."""
    aws = Aws()
    keys = [f"key{number}" for number in range(50)]

    answers = _together(BatchedCall(aws, 20, 0.5), keys)

    assert answers == {key: [key.upper()] for key in keys}
    assert sorted(map(len, aws.asked)) == [10, 20, 20]


def test_one_thread_alone_is_answered_at_once() -> None:
    """In the order of its keys, each once, without what AWS does not know."""
    aws = Aws(known=lambda key: key != "b")

    assert BatchedCall(aws, 20, 0.0)(["c", "b", "a", "c"]) == ["C", "A"]
    assert aws.asked == [["c", "b", "a"]]


def test_nothing_is_asked_about_nothing() -> None:
    """No call without a key."""
    aws = Aws()

    assert BatchedCall(aws, 20, 0.0)([]) == []
    assert aws.asked == []


def test_a_refusal_concerns_only_whom_it_concerns() -> None:
    """What AWS refuses together is asked for one by one: a policy may allow some services and not others."""
    denied = refused(errors.AccessDenied, "not authorized")
    aws = Aws(breaks=lambda keys: denied if "mine" in keys else None)

    answers = _together(BatchedCall(aws, 20, 0.5), ["mine", "yours", "theirs"])

    assert answers == {"mine": denied, "yours": ["YOURS"], "theirs": ["THEIRS"]}


@pytest.mark.parametrize("kind", [errors.Throttled, errors.Unreachable, errors.CredentialsRefused])
def test_an_outage_concerns_everybody_and_is_not_made_worse(kind: type[errors.ExpressError]) -> None:
    """No call for each: AWS has just said that there are too many, or nothing at all."""
    outage = refused(kind, "no")
    aws = Aws(breaks=lambda _keys: outage)

    answers = _together(BatchedCall(aws, 20, 0.5), ["a", "b", "c"])

    assert answers == dict.fromkeys(["a", "b", "c"], outage)
    assert len(aws.asked) == 1


def test_the_next_look_is_another_call() -> None:
    """Nothing is kept: an answer is never older than the question."""
    aws = Aws()
    batched = BatchedCall(aws, 20, 0.0)

    batched(["a"])
    batched(["a"])

    assert aws.asked == [["a"], ["a"]]


def test_nobody_is_left_waiting_by_a_mistake() -> None:
    """An error that nobody foresaw ends the look of the one who asked, and the others go on."""

    def broken(_keys: Sequence[str]) -> dict[str, str]:
        raise KeyError("a mistake")

    batched = BatchedCall(broken, 20, 0.0)

    with pytest.raises(KeyError):
        batched(["a"])
    with pytest.raises(KeyError):
        batched(["a"])
