"""A program while it is written: what it asks of the configuration, what is said of it, and what is wrong with the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from pulumi_ecs_express.planning.conversion.decisions import Found, NoCounterpart, Table, found
from pulumi_ecs_express.planning.conversion.document import Document, Path
from pulumi_ecs_express.planning.program.program import Component, Program, Setting
from pulumi_ecs_express.planning.program.python_source import Expression


class Kind(str, Enum):
    """What a remark is about, in the order in which remarks are shown."""

    DIFFERS = "converted, and different"
    CHECK = "to do, or to look at, before the first `pulumi up`"
    NO_COUNTERPART = "no counterpart"
    UNKNOWN = "not known, and left out"


@dataclass(frozen=True)
class Remark:
    """
    Something that the program does not say.

    Attributes:
        kind: What it is about.
        key: Where the file says it, with dots; empty where it says nothing.
        text: A sentence, with what to do.
        line: The line in the file, if it has any.
    """

    kind: Kind
    key: str
    text: str
    line: int | None = None


@dataclass(frozen=True)
class Conversion:
    """
    What came of it.

    Attributes:
        program: The program.
        project: The name of its project.
        remarks: What it does not say.
        commands: What to type before the first `pulumi up`, in order.
        mistakes: What is wrong with the file, each with key and line; there is no usable program if there are any.
    """

    program: Program
    project: str
    remarks: tuple[Remark, ...]
    commands: tuple[str, ...]
    mistakes: tuple[str, ...]


@dataclass
class Draft:
    """Collects what a conversion finds, in the order in which it finds it."""

    document: Document
    settings: dict[str, Setting] = field(default_factory=dict)
    components: list[Component] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)

    def require(self, name: str, means: str, value: str = "…", *, secret: bool = False) -> Expression:
        """Ask the configuration for a value; ``value`` is what the command to set it has in its place."""
        if name not in self.settings:
            self.settings[name] = Setting(name, secret=secret, means=means)
            self.commands.append(f"pulumi config set {'--secret ' if secret else ''}{name} {value}  # {means}")
        return self.settings[name].expression

    def require_list(self, name: str, means: str, value: str) -> Expression:
        """Ask the configuration for a list, which it holds as JSON."""
        self.require(name, means, value)
        return Expression(f'config.require_object("{name}")')

    def remark(self, kind: Kind, key: str | Path, text: str) -> None:
        """Say something of a key, once."""
        remark = Remark(kind, _dotted(key), text, self.line(key) if isinstance(key, tuple) else None)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def wrong(self, key: Path, text: str) -> None:
        """Note a mistake of the file."""
        line = self.line(key)
        self.mistakes.append(f"{_dotted(key)}{f' (line {line})' if line else ''}: {text}")

    def line(self, key: Path) -> int | None:
        """Find the line of a key, or of the nearest one around it."""
        while key:
            if key in self.document.lines:
                return self.document.lines[key]
            key = key[:-1]
        return None

    def judge_keys(self, tree: Any, table: Table, place: Path = ()) -> None:
        """Say of each key that has no counterpart, and of each that is not known."""
        for one in found(tree, table):
            self._judge(one, place)

    def _judge(self, one: Found, place: Path) -> None:
        key = (*place, *one.path)
        if one.is_off:
            return
        if isinstance(one.decision, NoCounterpart):
            self.remark(Kind.NO_COUNTERPART, key, one.decision.advice)
        elif one.decision is None:
            self.remark(
                Kind.UNKNOWN, key, "the format has no such key as far as this version knows: see whether it is needed"
            )

    def finished(self, docstring: str, project: str) -> Conversion:
        """Put the program together; the URL of each service is an output of the stack."""
        for path in self.document.repeated:
            self.wrong(path, "stands twice: keep one of the two")
        order = list(Kind)
        remarks = tuple(sorted(self.remarks, key=lambda remark: (order.index(remark.kind), remark.line or 0)))
        exports = self._exports()
        program = Program(docstring, tuple(self.components), tuple(self.settings.values()), exports)
        return Conversion(program, project, remarks, tuple(self.commands), tuple(dict.fromkeys(self.mistakes)))

    def _exports(self) -> Mapping[str, Expression]:
        services = [one for one in self.components if one.kind == SERVICE]
        single = len(services) == 1
        return {"url" if single else f"{one.name}-url": Expression(f"{one.variable}.url") for one in services}


SERVICE, DOMAIN = "ExpressGatewayService", "CustomDomain"


def _dotted(key: str | Path) -> str:
    if isinstance(key, str):
        return key
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in key).lstrip(".")
