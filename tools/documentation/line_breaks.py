"""Where a long name in code may be broken, so that a column of a table is not as wide as the longest of them."""

from __future__ import annotations

import re

LONG = 18
"""Characters from which a name may be broken."""

LITERAL = re.compile(rf'(<span class="pre">)([^<]{{{LONG},}})(</span>)')
BETWEEN_PARTS = re.compile(r"(?<=[._/=])(?=\w)|(?<=[a-z])(?=[A-Z])")


def breakable(body: str) -> str:
    """Mark the places in the names of a page's HTML: behind dots and the like, and before capitals; copied text has none."""
    return LITERAL.sub(lambda found: found[1] + BETWEEN_PARTS.sub("<wbr/>", found[2]) + found[3], body)
