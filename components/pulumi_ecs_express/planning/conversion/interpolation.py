"""
Variables in the values of a file, ``${NAME}``: what is known is put in, the rest is asked of the configuration.

Sources: "Interpolation", Compose Specification, read 2026-11-28; "Environment variables" in "Manifest", Copilot
documentation, read 2026-11-28, which has ``${NAME}`` alone.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pulumi_ecs_express.planning.program.python_source import Expression, literal

VARIABLE = re.compile(
    r"\$(?:(?P<escaped>\$)|(?P<short>[A-Za-z_]\w*)|\{(?P<name>[A-Za-z_]\w*)(?:(?P<sign>:?[-?+])(?P<word>(?:[^{}]|\$\{[^}]*\})*))?\})"
)
COPILOT_VARIABLE = re.compile(r"(?P<escaped>\$\$(?=\{))|\$\{(?P<name>[A-Za-z_]\w*)\}")


@dataclass
class Interpolation:
    """
    Puts variables into the values of one file.

    Attributes:
        ask: Asks the configuration for a variable, by its name and whether it is to be secret.
        known: Variables with a known value.
        form: How the format writes a variable.
        plain: Variables that stand where everybody may read them, so that asking for them as secrets protects nothing.
        defaults: Filled with the defaults that were used, by the variable's name.
    """

    ask: Callable[[str, bool], Expression]
    known: Mapping[str, str] = field(default_factory=dict)
    form: re.Pattern[str] = VARIABLE
    plain: frozenset[str] = frozenset()
    defaults: dict[str, str] = field(default_factory=dict)

    def value(self, text: str, *, secret: bool = False) -> str | Expression:
        """Put the variables in; text without unknown ones stays text."""
        parts, secrets = self._parts(text, secret)
        joined = list[str | Expression]()
        for part in parts:
            if isinstance(part, str) and joined and isinstance(joined[-1], str):
                joined[-1] += part
            elif part != "":
                joined.append(part)
        if len(joined) <= 1:
            return joined[0] if joined else ""
        if secrets:
            return Expression(f"pulumi.Output.concat({', '.join(map(literal, joined))})")
        return _joined(joined)

    def _parts(self, text: str, secret: bool) -> tuple[list[str | Expression], bool]:
        parts, end, secrets = list[str | Expression](), 0, False
        for match in self.form.finditer(text):
            parts.append(text[end : match.start()])
            end = match.end()
            found = match.groupdict()
            if found["escaped"]:
                parts.append("$")
                continue
            hidden = secret and (found.get("short") or found["name"]) not in self.plain
            inner, inner_secrets = self._variable(found, hidden)
            parts += inner
            secrets = secrets or inner_secrets
        return [*parts, text[end:]], secrets

    def _variable(self, found: Mapping[str, str | None], secret: bool) -> tuple[list[str | Expression], bool]:
        name = found.get("short") or found["name"] or ""
        sign, word = found.get("sign") or "", found.get("word") or ""
        if name in self.known and sign[-1:] != "+":
            return [self.known[name]], False
        if sign[-1:] == "-":
            self.defaults[name] = word
            return self._parts(word, secret)
        if sign[-1:] == "+":
            self.defaults[name] = ""
            return [""], False
        return [self.ask(name, secret)], secret


def _joined(parts: list[str | Expression]) -> Expression:
    """Write an f-string, unless a part has signs that would need to be escaped in one."""
    if any(isinstance(part, str) and UNSAFE.search(part) for part in parts):
        return Expression(" + ".join(map(literal, parts)))
    codes = [part if isinstance(part, str) else "{" + part.code.replace('"', "'") + "}" for part in parts]
    return Expression(f'f"{"".join(codes)}"')


UNSAFE = re.compile(r"[^ -~]|[{}\"'\\]")


def names(text: str) -> frozenset[str]:
    """List the variables in a text of a Compose file."""
    found = list[str]()
    for match in VARIABLE.finditer(text):
        found += [name for name in (match["short"], match["name"]) if name]
        found += names(match["word"] or "")
    return frozenset(found)
