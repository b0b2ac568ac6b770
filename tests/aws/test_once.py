"""What a process makes once: clients and adapters, however many threads ask for them at the same moment."""

from __future__ import annotations

import ast
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from pulumi_ecs_express.aws.once import Once
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.providers import adapters

PACKAGE = Path(__file__).parents[2] / "components" / "pulumi_ecs_express"
THREADS = 16


def test_threads_that_ask_together_get_the_same() -> None:
    """Fifty services begin at the same moment; what they share batches their calls."""
    asked = Barrier(THREADS)
    made: Counter[str] = Counter()

    @Once
    def slow(name: str) -> object:
        made[name] += 1
        time.sleep(0.01)  # long enough for the others to ask meanwhile
        return object()

    def ask(number: int) -> object:
        asked.wait()
        return slow("even" if number % 2 == 0 else "odd")

    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(ask, range(THREADS)))

    assert made == {"even": 1, "odd": 1}
    assert len(set(map(id, found))) == 2


def test_adapters_of_services_that_begin_together_are_one() -> None:
    """As the providers get them, in the threads of an engine that makes many services."""
    adapters.connect.cache_clear()
    asked = Barrier(THREADS)

    def ask(_: int) -> object:
        asked.wait()
        return adapters.connect(Connection("eu-west-1"))

    with ThreadPoolExecutor(THREADS) as pool:
        assert len(set(map(id, pool.map(ask, range(THREADS))))) == 1
    adapters.connect.cache_clear()


def test_a_failure_is_not_kept_and_what_was_made_can_be_forgotten() -> None:
    """The next one who asks tries again."""
    answers: Iterator[str | ValueError] = iter([ValueError("not now"), "first", "second"])

    @Once
    def make() -> str:
        found = next(answers)
        if isinstance(found, ValueError):
            raise found
        return found

    with pytest.raises(ValueError, match="not now"):
        make()
    assert (make(), make()) == ("first", "first")
    make.cache_clear()
    assert make() == "second"


@pytest.mark.parametrize("folder", ["aws", "providers"])
def test_nothing_that_threads_share_is_cached_without_a_lock(folder: str) -> None:
    """`functools.cache` makes a thing once for each thread that asks before the first answer is there."""
    for path in sorted((PACKAGE / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                decorators = {ast.unparse(one).partition("(")[0] for one in node.decorator_list}
                assert not decorators & {"cache", "lru_cache", "functools.cache"}, f"{path}: {node.name}"
