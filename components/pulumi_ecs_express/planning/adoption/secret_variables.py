"""Which environment variables may hold secrets, by their names and values, and how the configuration calls them."""

import re
from collections.abc import Collection, Mapping

from pulumi_ecs_express.planning.program.program import Setting
from pulumi_ecs_express.planning.rollout.masking import credentials

ENDINGS = (
    "password", "passwd", "passphrase", "pwd", "secret", "secrets", "token", "apikey", "credential", "credentials", "key", "pass",
    "dsn", "salt", "privatekey", "auth",
)  # fmt: skip
"""How a word of the name of a variable ends that holds a secret."""

WHOLE = ("key", "pass", "auth", "dsn", "salt", "pwd")
"""Those of them that are a word by themselves: others, such as `monkey` or `bypass`, say nothing."""

REFERENCES = ("arn", "name", "id", "file", "path", "ttl", "length", "enabled", "public")
"""Words that make a name one of something about a secret, where they stand last or first."""


def may_be_secret(name: str, value: str) -> bool:
    """Report whether a variable may hold a secret: too many is a command to type, too few a password in a program."""
    if not value:
        return False
    if any(credentials(value)):
        return True
    words = [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]
    if not words or words[-1] in REFERENCES or words[0] == "public":
        return False
    return any(word in WHOLE or word.endswith(tuple(set(ENDINGS) - set(WHOLE))) for word in words)


def settings(component: str, environment: Mapping[str, str], taken: Collection[str] = ()) -> dict[str, Setting]:
    """
    Choose the variables whose values the program reads from its stack's configuration.

    Args:
        component: Name of the service in the program.
        environment: All its variables.
        taken: Names of settings that there are already.
    """
    found = dict[str, Setting]()
    used = set(taken)
    for name, value in environment.items():
        if not may_be_secret(name, value):
            continue
        base = re.sub(r"[^A-Za-z0-9_.-]", "-", f"{component}-{name}")
        key = next(one for one in (base, *(f"{base}-{number}" for number in range(2, 1000))) if one not in used)
        used.add(key)
        found[name] = Setting(key, secret=True, means=f"environment variable {name} of {component}")
    return found
