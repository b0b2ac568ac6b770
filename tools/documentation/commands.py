"""The reference of a command, from what its functions declare for typer."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from inspect import Parameter, cleandoc, signature
from typing import Any, Union, get_args, get_origin, get_type_hints

import typer
from typer.models import ArgumentInfo, OptionInfo

MARKS = re.compile(r"\[/?[a-z ]+\]")
"""Marks of rich in a help text."""


@dataclass(frozen=True)
class Declared:
    """One argument or option of a subcommand."""

    name: str
    type: Any
    info: ArgumentInfo | OptionInfo
    default: Any

    @property
    def is_option(self) -> bool:
        """Whether it is given by its name."""
        return isinstance(self.info, OptionInfo)

    @property
    def required(self) -> bool:
        """Whether the command refuses to run without it."""
        return self.default is Parameter.empty

    @property
    def repeated(self) -> bool:
        """Whether there may be several."""
        return any(get_origin(part) is list for part in _alternatives(self.type))

    @property
    def word(self) -> str:
        """How an argument is called in the usage."""
        word = str(self.info.metavar or self.name.upper())
        word = word if self.required or word.startswith("[") else f"[{word}]"
        return f"{word}…" if self.repeated and "…" not in word else word

    @property
    def names(self) -> str:
        """How it is written."""
        if not self.is_option:
            return f"`{self.word}`"
        given = [str(name) for name in (self.info.default, *(self.info.param_decls or ())) if str(name).startswith("-")]
        return ", ".join(f"`{name}`" for name in given or [f"--{self.name.strip('_').replace('_', '-')}"])

    @property
    def values(self) -> list[str]:
        """Which values it may have, where they are counted."""
        parts = [found for part in _alternatives(self.type) for found in (*get_args(part), part)]
        return [str(one.value) for part in parts if isinstance(part, type) and issubclass(part, Enum) for one in part]


def _alternatives(type_: Any) -> tuple[Any, ...]:
    return get_args(type_) if get_origin(type_) in (Union, types.UnionType) else (type_,)


def subcommands(app: typer.Typer) -> dict[str, Callable[..., Any]]:
    """Give the functions of a command's subcommands by their names, hidden ones apart."""
    found = ((info.name, info.callback) for info in app.registered_commands if info.callback and not info.hidden)
    return {name or function.__name__: function for name, function in found}


def declared(function: Callable[..., Any]) -> list[Declared]:
    """List the arguments and options of a subcommand, in order."""
    hints = get_type_hints(function, include_extras=True)
    found = []
    for name, parameter in signature(function).parameters.items():
        type_, *annotations = get_args(hints[name]) if hasattr(hints[name], "__metadata__") else (hints[name],)
        info = next((one for one in annotations if isinstance(one, (ArgumentInfo, OptionInfo))), None)
        if info is not None and not info.hidden:
            found.append(Declared(name, type_, info, parameter.default))
    return found


def reference(app: typer.Typer, name: str, skipped: tuple[str, ...] = ()) -> str:
    """Write a section for each subcommand; those of ``skipped`` have a page of their own."""
    found = [(word, function) for word, function in subcommands(app).items() if word not in skipped]
    return "\n".join(line for word, function in found for line in _section(f"{name} {word}", function))


def _section(name: str, function: Callable[..., Any]) -> Iterator[str]:
    everything = declared(function)
    arguments, options = ([one for one in everything if one.is_option is kind] for kind in (False, True))
    words = [name, *(["[OPTIONS]"] if options else []), *(one.word for one in arguments)]
    yield from (f"## `{name}`", "", f"`{' '.join(words)}`", "", _paragraphs(function.__doc__ or ""), "")
    for title, rows in (("argument", arguments), ("option", options)):
        if rows:
            yield from (f"| {title} | is | default |", "|---|---|---|", *map(_row, rows), "")


def _row(one: Declared) -> str:
    values = f" One of {', '.join(f'`{value}`' for value in one.values)}." if one.values else ""
    return f"| {one.names} | {_cell(one.info.help or '')}{values} | {_default(one)} |"


def _default(one: Declared) -> str:
    value = getattr(one.default, "value", one.default)
    if one.required:
        return "required"
    return "" if value in (None, False, (), []) or not one.info.show_default else f"`{value}`"


def _cell(text: str) -> str:
    return MARKS.sub("", " ".join(text.split())).replace("|", r"\|").replace("<", r"\<")


def _paragraphs(text: str) -> str:
    """Give the paragraphs of a help text; one that is a command line is shown as one."""
    plain = (" ".join(one.split()) for one in MARKS.sub("", cleandoc(text)).replace("\b", "").split("\n\n"))
    return "\n\n".join(f"`{one}`" if one.startswith("ecs-express ") and "`" not in one else one for one in plain)
