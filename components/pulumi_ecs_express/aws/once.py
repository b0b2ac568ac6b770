"""Things that a process makes once, also where many threads ask for them at the same moment."""

from collections.abc import Callable
from functools import update_wrapper
from threading import RLock
from typing import Generic, ParamSpec, TypeVar

Key = ParamSpec("Key")
Made = TypeVar("Made")


class Once(Generic[Key, Made]):
    """
    A function whose answer for the same arguments is made once.

    `functools.cache` makes it once for each thread that asks before the first answer is there: fifty services that begin
    together would have fifty clients, and calls that never meet to become one.
    """

    def __init__(self, make: Callable[Key, Made]) -> None:
        update_wrapper(self, make)
        self._make = make
        self._made: dict[object, Made] = {}
        self._lock = RLock()

    def __call__(self, *args: Key.args, **kwargs: Key.kwargs) -> Made:
        key = (args, tuple(sorted(kwargs.items())))
        with self._lock:
            if key not in self._made:
                self._made[key] = self._make(*args, **kwargs)
            return self._made[key]

    def cache_clear(self) -> None:
        """Forget all answers."""
        self._made.clear()
