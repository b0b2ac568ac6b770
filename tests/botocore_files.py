"""botocore's data files, parsed once in a process: each session would parse the endpoints and API models anew, 0.1 s and more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botocore import loaders


def read_once() -> None:
    """Have botocore keep what it has parsed: loaders hold nothing but where they look."""
    loaders.JSONFileLoader.load_file = _cached(loaders.JSONFileLoader.load_file)


def _cached(load: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    files: dict[str, Any] = {}

    def load_file(loader: Any, path: str) -> Any:
        if path not in files:
            files[path] = load(loader, path)
        return files[path]

    return load_file
