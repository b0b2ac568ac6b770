"""
The parts of the sandbox's README that the program itself knows: `python -m tests.sandbox.facts.readme` writes them.

Also its examples, for the test that runs them.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import get_args, get_type_hints

from ecs_express_sandbox import settings
from ecs_express_sandbox.containers.image_behaviour import CARDS, Behaviour
from ecs_express_sandbox.facts.not_imitated import NOT_IMITATED

README = Path(settings.__file__).with_name("README.md")

_PART = r"(?P<begin><!-- {name}: written by [^\n]*-->\n).*?(?P<end><!-- end -->)"


def completed(text: str) -> str:
    """Put the generated parts into the README."""
    for name, lines in PARTS.items():
        body = "\n".join(["", *lines(), "", ""])
        found = re.compile(_PART.format(name=name), re.DOTALL)
        assert found.search(text), name
        text = found.sub(lambda part, body=body: part["begin"] + body + part["end"], text)  # type: ignore[misc]  # the default binds the part
    return text


def _settings() -> Iterator[str]:
    yield "| setting | default | or | meaning |"
    yield "|---|---|---|---|"
    said, hints, defaults = _docstrings(), get_type_hints(settings.Settings), settings.Settings().as_dict()
    for field in fields(settings.Settings):
        default = defaults[field.name]
        yield f"| `{field.name}` | `{_json(default)}` | {_others(hints[field.name], default)} | {said[field.name]} |"


def _others(hint: object, default: object) -> str:
    values = [value for value in get_args(hint) if value != default]
    if values:
        return ", ".join(f"`{_json(value)}`" for value in values)
    return f"`{_json(not default)}`" if hint is bool else "a number"


def _json(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else f"{value:g}"


def _docstrings() -> dict[str, str]:
    """Read what stands under each setting, on one line."""
    (body,) = [
        node.body for node in ast.parse(inspect.getsource(settings.Settings)).body if isinstance(node, ast.ClassDef)
    ]
    found = {}
    for declared, below in pairwise(body):
        if isinstance(declared, ast.AnnAssign) and isinstance(below, ast.Expr):
            text = inspect.cleandoc(str(ast.literal_eval(below.value)))
            found[ast.unparse(declared.target)] = " ".join(text.replace("``", "`").split())
    return found


def _cards() -> Iterator[str]:
    yield "| tag | the task | until it runs, or cannot | until it fails | exit code | stop code and reason |"
    yield "|---|---|---|---|---|---|"
    for tag, card in CARDS.items():
        yield _card(f"`:{tag}`", card)
    yield _card("any other", Behaviour())


def _card(tag: str, card: Behaviour) -> str:
    reason = f"`{card.stop_code}`: `{card.stopped_reason}`" if card.stop_code else ""
    fails = f"{card.fails_after.seconds} s more" if card.fails_after else ""
    code = "" if card.exit_code is None else str(card.exit_code)
    fate = f"{card.fate.value}; ignores SIGTERM when it is stopped" if card.ignores_sigterm else card.fate.value
    return f"| {tag} | {fate} | {card.starts_in.seconds} s | {fails} | {code} | {reason} |"


def _not_imitated() -> Iterator[str]:
    yield "| AWS | the sandbox |"
    yield "|---|---|"
    for missing in NOT_IMITATED:
        yield f"| {missing.says} | {missing.instead} |"


PARTS = {"test cards": _cards, "settings": _settings, "not imitated": _not_imitated}


def examples(language: str) -> list[str]:
    """Give the README's blocks of code in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README.read_text(), re.DOTALL | re.MULTILINE)


if __name__ == "__main__":
    README.write_text(completed(README.read_text()))
