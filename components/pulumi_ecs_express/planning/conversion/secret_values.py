"""Which values of variables are likely to be secrets, by their names, and by a password in a URL."""

import re

from pulumi_ecs_express.planning.rollout.masking import credentials

NAME = re.compile(
    r"(^|_)(PASS(WORD|WD|PHRASE)?|PWD|SECRETS?|TOKEN|CREDENTIALS?|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|SECRET_?KEY|ENCRYPTION_?KEY)(_|$)",
    re.IGNORECASE,
)
ABOUT = re.compile(r"_(FILE|PATH|NAME|URL|ARN|ID|TTL|EXPIRY|EXPIRES|LENGTH|HEADER|ALGORITHM|ISSUER)$", re.IGNORECASE)
"""Endings of names that say something about a secret, and hold none."""


def is_secret(name: str, value: str) -> bool:
    """Report whether a value is better kept out of a program; an empty one never is."""
    if not value:
        return False
    return any(credentials(value)) or (bool(NAME.search(name)) and not ABOUT.search(name))
