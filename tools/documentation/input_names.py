"""Types of arguments under the names that the program writes: ``Input[int]`` and not the three types behind it."""

from __future__ import annotations

from typing import Generic, TypeVar

Value = TypeVar("Value")


class Input(Generic[Value]):
    """Stands for `pulumi.Input` while the reference is written."""


def shorten() -> None:
    """Let the package be imported with a `pulumi.Input` that keeps its name; nothing is run with it."""
    import pulumi

    vars(pulumi)["Input"] = Input
