"""A word with a running sandbox's control API, for the command."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

ANSWER_SECONDS = 10.0
"""The sandbox is on this machine; seconds."""


def ask(control: str, path: str) -> Any:
    """Read one part of the control API, past any proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{control}{path}", timeout=ANSWER_SECONDS) as answer:
        return json.load(answer)
