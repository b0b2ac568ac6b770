"""
YAML and JSON text as values, and the line on which each stands.

Scalars are read by the core schema of YAML 1.2.2 ("Core Schema", yaml.org, read 2026-11-28), as Docker Compose and
Copilot read them: ``22:22`` and ``on`` are text. A number that is needed as text is the text that was written.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from typing_extensions import Self
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from pulumi_ecs_express import errors

Path = tuple[str | int, ...]

LARGEST = 100_000
"""Values that a file may hold, those that it repeats by aliases included; more is no file that anybody wrote."""

DEEPEST = 60
"""Levels of nesting; the formats that are read have about ten."""

MERGE = "<<"


class Decimal(float):
    """A number with a point that remembers how it was written: ``1.10`` is another version than ``1.1``."""

    written: str

    def __new__(cls, written: str) -> Self:
        """Read it."""
        made = super().__new__(cls, written)
        made.written = written
        return made

    def __str__(self) -> str:
        return self.written


@dataclass
class Document:
    """
    What a file holds.

    Attributes:
        tree: Its values.
        lines: The line of each key and of each entry of a list, counted from 1, by path.
        repeated: Paths of keys that stand twice in one map, of which the last one counts.
    """

    tree: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    repeated: list[Path] = field(default_factory=list)


def read(text: str, name: str) -> Document:
    """
    Read the text of a file.

    Raises:
        SourceUnreadable: It is no YAML, or holds several documents; with the line.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise _no_yaml(name, error) from error
    reader = _Reader(Document(), name)
    reader.document.tree = None if node is None else reader.value(node, ())
    return reader.document


def _no_yaml(name: str, error: yaml.YAMLError) -> errors.SourceUnreadable:
    mark, what = getattr(error, "problem_mark", None), getattr(error, "problem", None) or str(error)
    where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return errors.SourceUnreadable(
        f"{name} is no YAML file", why=f"{where}{what}", remedy="correct the line; one file holds one document"
    )


class _Reader:
    """Takes a tree of nodes over, once."""

    def __init__(self, document: Document, name: str) -> None:
        self.document, self.name, self.count = document, name, 0

    def value(self, node: Node, path: Path) -> Any:
        self.count += 1
        if self.count > LARGEST or len(path) > DEEPEST:
            raise errors.SourceUnreadable(
                f"{self.name} is no file that can be converted",
                why=f"it holds more than {LARGEST} values, or more than {DEEPEST} levels, those of its aliases included",
                remedy="name the file of one service or of one application",
            )
        if isinstance(node, MappingNode):
            return self._map(node, path)
        if isinstance(node, SequenceNode):
            return [self._entry(entry, (*path, index)) for index, entry in enumerate(node.value)]
        return _scalar(node)

    def _entry(self, node: Node, path: Path) -> Any:
        self.document.lines[path] = node.start_mark.line + 1
        return self.value(node, path)

    def _map(self, node: MappingNode, path: Path) -> dict[str, Any]:
        merged, own = dict[str, Any](), dict[str, Any]()
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
            if key == MERGE:
                for source in value_node.value if isinstance(value_node, SequenceNode) else [value_node]:
                    found = self.value(source, path)
                    merged = {**found, **merged} if isinstance(found, Mapping) else merged
                continue
            place = (*path, key)
            if key in own:
                self.document.repeated.append(place)
            self.document.lines[place] = key_node.start_mark.line + 1
            own[key] = self.value(value_node, place)
        return {**merged, **own}


WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
INTEGER, DECIMAL = re.compile(r"[-+]?(0|[1-9]\d*)"), re.compile(r"[-+]?(\.\d+|\d+\.\d*)([eE][-+]?\d+)?")


def _scalar(node: Node) -> Any:
    return _plain(str(node.value)) if isinstance(node, ScalarNode) and node.style is None else node.value


def _plain(text: str) -> Any:
    """Tell what text without quotes means."""
    if text.lower() in WORDS and text in (text.lower(), text.capitalize(), text.upper()):
        return WORDS[text.lower()]
    if INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if DECIMAL.fullmatch(text) else text
