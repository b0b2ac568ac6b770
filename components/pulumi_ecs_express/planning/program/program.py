"""A Pulumi program as data, and its text: ``__main__.py`` and ``Pulumi.yaml``."""

import json
import keyword
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import wrap

from pulumi_ecs_express.planning.program.python_source import LINE, Expression, call

ALIAS = "express"
"""The name by which a program imports the package."""

TAKEN = ("config", "pulumi", ALIAS)
"""Names that a program has already."""


@dataclass(frozen=True)
class Setting:
    """
    A configuration value of the stack that the program asks for.

    Attributes:
        name: As in ``pulumi config set NAME``.
        secret: Whether it is set with ``--secret``.
        means: What to set it to, for whoever runs the program.
    """

    name: str
    secret: bool
    means: str

    @property
    def expression(self) -> Expression:
        """The code that reads it."""
        return Expression(f'config.require{"_secret" if self.secret else ""}("{self.name}")')


@dataclass(frozen=True)
class Component:
    """
    One component that the program makes.

    Attributes:
        kind: The class, as in ``ExpressGatewayService``.
        name: Its first argument.
        arguments: The others, in order, in Python's names.
        comments: What stands above it, a sentence each.
        options: Resource options, in Python's names.
    """

    kind: str
    name: str
    arguments: Mapping[str, object]
    comments: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)

    @property
    def variable(self) -> str:
        """The name by which the program refers to it."""
        return variable(self.name)


@dataclass(frozen=True)
class Program:
    """
    A program.

    Attributes:
        docstring: One sentence.
        components: In the order in which they are made.
        settings: What it asks of the stack's configuration.
        exports: Outputs of the stack, by name.
    """

    docstring: str
    components: tuple[Component, ...]
    settings: tuple[Setting, ...] = ()
    exports: Mapping[str, Expression] = field(default_factory=dict)


def variable(name: str) -> str:
    """Make a name of Python of any text."""
    made = re.sub(r"\W", "_", name, flags=re.ASCII).strip("_").lower() or "service"
    if keyword.iskeyword(made) or made in TAKEN:
        return f"{made}_"
    return made if made[0].isalpha() else f"_{made}"


def main_file(program: Program) -> str:
    """Write ``__main__.py``."""
    blocks = [f'"""{program.docstring}"""', "import pulumi", f"import pulumi_ecs_express as {ALIAS}"]
    if program.settings:
        blocks.append("config = pulumi.Config()")
    blocks += [_component(one) for one in program.components]
    if program.exports:
        blocks.append("\n".join(f'pulumi.export("{name}", {value.code})' for name, value in program.exports.items()))
    return "\n\n".join(blocks) + "\n"


def _component(one: Component) -> str:
    before = f"{one.variable} = "
    named = dict(one.arguments)
    if one.options:
        named["opts"] = Expression(call("pulumi.ResourceOptions", (), one.options))
    made = call(f"{ALIAS}.{one.kind}", (one.name,), named, len(before))
    comments = [line for text in one.comments for line in wrap(f"# {text}", LINE, subsequent_indent="# ")]
    return "\n".join([*comments, before + made])


def project_file(name: str, description: str) -> str:
    """Write ``Pulumi.yaml``; JSON text is YAML."""
    return f"name: {project_name(name)}\nruntime: python\ndescription: {json.dumps(description)}\n"


def project_name(text: str) -> str:
    """Make a name of a project of any text: letters, digits, hyphens, underscores and periods."""
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", text).strip("-.") or "service"
