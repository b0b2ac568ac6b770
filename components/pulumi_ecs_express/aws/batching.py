"""One call for many: questions that threads ask at about the same time, put to AWS together."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from pulumi_ecs_express import errors

Answer = TypeVar("Answer")

AskAll = Callable[[Sequence[str]], Mapping[str, Answer]]
"""Asks AWS about several things in one call; what it does not know is left out."""


class BatchedCall(Generic[Answer]):
    """
    A question about one thing each, asked by many threads, that AWS answers about many at once.

    The first to ask waits for ``seconds`` for others to join, and asks for all of them. Services that wait for their
    rollouts poll at the same moments, so that fifty of them make hardly more calls than one.

    Args:
        ask: The call.
        most: Things in one call.
        seconds: How long the first waits for others.
    """

    def __init__(self, ask: AskAll[Answer], most: int, seconds: float) -> None:
        self._ask, self._most, self._seconds = ask, most, seconds
        self._lock = threading.Lock()
        self._open: _Batch[Answer] | None = None

    def __call__(self, keys: Iterable[str]) -> list[Answer]:
        """Ask about ``keys``; the answers come in their order, without those that AWS does not know."""
        wanted = list(dict.fromkeys(keys))
        if not wanted:
            return []
        batch, first = self._join(wanted)
        if first:
            self._carry_out(batch)
        batch.done.wait()
        return batch.answers_to(wanted)

    def _join(self, wanted: Sequence[str]) -> "tuple[_Batch[Answer], bool]":
        with self._lock:
            first = self._open is None
            batch = self._open = self._open or _Batch()
            batch.keys.update(dict.fromkeys(wanted))
        return batch, first

    def _carry_out(self, batch: "_Batch[Answer]") -> None:
        """Ask for everybody who has joined; whatever happens, nobody is left waiting."""
        try:
            time.sleep(self._seconds)
        finally:
            with self._lock:
                self._open = None
            try:
                keys = list(batch.keys)
                for start in range(0, len(keys), self._most):
                    self._ask_for(batch, keys[start : start + self._most])
            finally:
                batch.done.set()

    def _ask_for(self, batch: "_Batch[Answer]", keys: Sequence[str]) -> None:
        """Ask for some; where AWS refuses them together, each alone, since the refusal may concern one of them."""
        try:
            batch.answers.update(self._ask(keys))
        except errors.Refused as refusal:
            if len(keys) == 1:
                batch.failures[keys[0]] = refusal
                return
            for key in keys:
                self._ask_for(batch, [key])
        except errors.ExpressError as error:
            batch.failures.update(dict.fromkeys(keys, error))


class _Batch(Generic[Answer]):
    """What is asked together, and what came of it."""

    def __init__(self) -> None:
        self.keys: dict[str, None] = {}
        self.answers: dict[str, Answer] = {}
        self.failures: dict[str, errors.ExpressError] = {}
        self.done = threading.Event()

    def answers_to(self, wanted: Sequence[str]) -> list[Answer]:
        for key in wanted:
            if failure := self.failures.get(key):
                raise failure
        return [self.answers[key] for key in wanted if key in self.answers]
